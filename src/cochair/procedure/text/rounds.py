"""Rounds of negotiation: what the text was at the end of each, and how the figures moved.

Source: domain CB-25, CB-28, C.7 (P3).
"""

from dataclasses import replace
from datetime import datetime

from cochair.procedure.refusal import _, require
from cochair.procedure.text.shape import Figures, NegotiatedText, Paragraph, Round
from cochair.procedure.text.stages import AD_REFERENDUM, AGREED, BRACKETED, paragraph_states


def figures(text: NegotiatedText) -> Figures:
    """Where the negotiation stands now. `brackets` counts paragraphs that are not settled.

    A paragraph that is only proposed counts among them, once however many proposals it has.
    """
    found = paragraph_states(text)
    stands = list(found.values())
    proposed = {one.paragraph for one in text.open_proposals} - found.keys()
    return Figures(
        paragraphs=len(stands),
        agreed=sum(one in (AGREED, AD_REFERENDUM) for one in stands),
        brackets=sum(one is BRACKETED for one in stands) + len(proposed),
        proposals=len(text.open_proposals),
        reservations=len(text.standing_reservations),
    )


def open_round(text: NegotiatedText, at: datetime) -> NegotiatedText:
    """The text in its next round. Raises Refused while another is open."""
    going_on = bool(text.rounds) and text.rounds[-1].closed_at is None
    require(text.no(_("A round is already open.")) if going_on else None)
    return replace(text, rounds=(*text.rounds, Round(len(text.rounds) + 1, at)))


def close_round(text: NegotiatedText, at: datetime) -> NegotiatedText:
    """The text with its round closed: figures and paragraphs as they are. Raises Refused."""
    going_on = bool(text.rounds) and text.rounds[-1].closed_at is None
    require(None if going_on else text.no(_("No round is open.")))
    *before, last = text.rounds
    closed = replace(last, closed_at=at, figures=figures(text), paragraphs=text.paragraphs)
    return replace(text, rounds=(*before, closed))


def changed_between(
    before: tuple[Paragraph, ...], after: tuple[Paragraph, ...], language: str
) -> tuple[str, ...]:
    """The ids of paragraphs that read differently, are new, or are gone, in a language."""
    old = {one.id: one.words.get(language, "") for one in before if one.removed_at is None}
    new = {one.id: one.words.get(language, "") for one in after if one.removed_at is None}
    said = [id for id, words in new.items() if old.get(id) != words]
    return (*said, *(id for id in old if id not in new))

"""The letter on the outcome of a silence as the page of the silence shows it."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.silence import letter, outcome_letter, queries
from cochair.features.silence.presenters import Shown


@dataclass(frozen=True, slots=True)
class Lettered:
    """The letter that stands, as far as the reader may read it, and what is still to be done.

    `is_behind` says that something came in after it was signed, `was_changed` that its document has
    other words by now; `is_void` that the proposal no longer tells what is kept.
    """

    document: Document | None
    symbol: str
    languages: tuple[str, ...]
    act: JointAct | None
    is_behind: bool
    was_changed: bool
    is_void: bool
    can_write: bool


def lettered(
    one: Shown, hat: ActingOffice, at: datetime, waiting: list[JointAct]
) -> Lettered | None:
    """The letter on a silence that has ended with an outcome; None for all others.

    `waiting` are the acts on the silence that wait for a key and that the reader is shown.
    """
    row = one.row
    if not one.outcome:
        return None
    act, now = outcome_letter.standing(row), letter.facts(row)
    document = row.letter if act and _reads(row.letter, hat, at) else None
    said = [
        other
        for other in waiting
        if other.kind == queries.LETTER and other.body["procedure"] == row.number
    ]
    told = any(other.body["facts"] == now for other in said)
    is_behind = act is not None and act.body["facts"] != now
    return Lettered(
        document=document,
        symbol=documents.name_of(document) if document else "",
        languages=tuple(act.body["languages"]) if act else (),
        act=act,
        is_behind=is_behind,
        was_changed=act is not None and _changed(row.letter, act),
        is_void=bool(said) and not told,
        can_write=hat.may(Power.PROPOSE) and not told and (act is None or is_behind),
    )


def _reads(document: Document | None, hat: ActingOffice, at: datetime) -> bool:
    if document is None:
        return False
    return documents.is_visible(document, hat, at)


def _changed(document: Document | None, act: JointAct) -> bool:
    """Whether a language of the letter says something else than what both signed."""
    if document is None:
        return False
    last = document.revisions.filter(circulated_at__isnull=False).order_by("number").last()
    return last is not None and documents.binds(last) != act.body["languages"]

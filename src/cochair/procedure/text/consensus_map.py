"""Who is left to convince, paragraph by paragraph: the map that co-chairs go by.

Whom it names is for the attribution of the text to decide before anybody is shown it.

Source: domain C.7 (P3), B.6 (consensus map).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cochair.procedure.text.proposals import positions_by_place, positions_on
from cochair.procedure.text.shape import Author, NegotiatedText, Position, Value

WHOLE = ""


class Holding(StrEnum):
    """Why an author is not content yet, the gravest first."""

    CANNOT_ACCEPT = "cannot_accept"
    RESERVES = "reserves"
    PROPOSES = "proposes"
    STUDIES = "studies"


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph (an empty id: the whole text), and why each author is not content with it.

    `number` is its place in the text, 0 for the whole and for a paragraph that is only proposed.
    """

    paragraph: str
    number: str
    holding: tuple[tuple[Author, Holding], ...]


def opponents(text: NegotiatedText, on: str) -> tuple[Author, ...]:
    """Those who cannot accept a proposal, or a paragraph as it stands."""
    said = positions_on(text, on).items()
    return tuple(author for author, one in said if one.value is Value.CANNOT_ACCEPT)


def left_to_convince(text: NegotiatedText) -> tuple[Place, ...]:
    """The whole text and every paragraph with somebody who is not content, in reading order.

    Of several reasons that an author has at one place, the gravest is told.
    """
    found: dict[str, dict[Author, Holding]] = {WHOLE: {}}
    found |= {one.id: {} for one in text.current}
    said = positions_by_place(text)
    for proposal in text.open_proposals:
        place = found.setdefault(proposal.paragraph, {})
        _note(place, proposal.author, Holding.PROPOSES)
        _positions(said.get(proposal.id, {}), place)
    for one in text.current:
        _positions(said.get(one.id, {}), found[one.id])
    for reservation in text.standing_reservations:
        _note(found[reservation.paragraph], reservation.by, Holding.RESERVES)
    return tuple(
        Place(id, text.number(id), tuple(place.items())) for id, place in found.items() if place
    )


def _positions(said: Mapping[Author, Position], place: dict[Author, Holding]) -> None:
    grave = {Value.CANNOT_ACCEPT: Holding.CANNOT_ACCEPT, Value.STUDY: Holding.STUDIES}
    for author, one in said.items():
        if one.value in grave:
            _note(place, author, grave[one.value])


def _note(place: dict[Author, Holding], author: Author, holding: Holding) -> None:
    """The gravest of what is noted of an author stays."""
    order = list(Holding)
    known = place.get(author, holding)
    place[author] = min(known, holding, key=order.index)

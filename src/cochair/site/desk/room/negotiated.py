"""The texts under negotiation that belong to the item on the floor, as the whole room may see them.

Only papers that everybody in the room may read; authors as the attribution of the text shows them
to somebody who is none of them, also on the screen of a co-chair.  Source: domain.md CB-26, C.7.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents import queries as documents
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.texts import queries
from cochair.features.texts.models import NegotiatedText
from cochair.features.texts.presenters.names import names_for
from cochair.features.texts.presenters.text import Column, Shown, rows
from cochair.procedure import text as core
from cochair.site.desk.room import decisions
from cochair.site.desk.room.snapshot import Room, RoomCache

# So many paragraphs are read from far; of the others the number is told.
MOST = 3
_OF_ITEM: RoomCache[tuple[NegotiatedText, ...]] = RoomCache(16)


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A paragraph in brackets with its words in one language."""

    shown: Shown
    column: Column

    @property
    def number(self) -> str:
        """Its number in the text; empty for one that is only proposed."""
        return self.shown.number


@dataclass(frozen=True, slots=True)
class Negotiated:
    """A text on the second screen: its open paragraphs in one language, and how many more."""

    row: NegotiatedText
    open: tuple[Bracketed, ...]
    more: int


def of_item(room: Room, at: datetime, *, observers: bool = False) -> tuple[NegotiatedText, ...]:
    """The texts under negotiation among the papers of the item on the floor that everybody who
    takes part in the meeting may read; with `observers`, they too."""
    return _OF_ITEM.get(room, observers, lambda: _read(room, at, observers))


def on_screen(room: Room, language: str, at: datetime) -> list[Negotiated]:
    """What is in brackets in the texts of the item on the floor, in the language of the page.

    Language and names are those of whoever is shown it: call it within that language.
    """
    found = []
    for row in of_item(room, at, observers=decisions.hears_observers(room)):
        text = queries.negotiated(row)
        if core.text_stage(text) is core.TextStage.CLEAN:
            continue
        name = names_for(row, _nobody(room))
        shown = [one for one in rows(text, text.languages, name, ()) if one.proposals]
        open_ones = [Bracketed(one, _column(one.columns, language)) for one in shown]
        found.append(Negotiated(row, tuple(open_ones[:MOST]), max(0, len(open_ones) - MOST)))
    return found


def _read(room: Room, at: datetime, observers: bool) -> tuple[NegotiatedText, ...]:
    item = room.floor.item
    if item is None or not item.item.papers:
        return ()
    found = queries.texts(room.meeting.forum).filter(
        document__slug__in=item.item.papers,
        document__in=documents.read_by_all_in(room.meeting, at, observers=observers),
    )
    return tuple(found.order_by("document__slug"))


def _column(columns: Sequence[Column], language: str) -> Column:
    return next((one for one in columns if one.language == language), columns[0])


def _nobody(room: Room) -> ActingOffice:
    """Somebody who reads what is shared, and is no author of anything."""
    return ActingOffice(office=0, forum=room.meeting.forum.slug, role=Role.AUDITOR, account=0)

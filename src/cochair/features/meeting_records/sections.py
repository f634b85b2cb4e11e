"""The fixed structure of a record, and where apps above put what they know of a meeting.

Every paragraph has a key that is the same in each draft of a meeting, in every revision and in every
language, so that two drafts can be laid side by side.  Source: domain.md B.9 (CB-38).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cochair.features.meetings.models import Meeting
from cochair.formats.paragraphs import HEADING, PLAIN
from cochair.procedure.refusal import _


class Section(StrEnum):
    """The sections of a record, in their order."""

    HEADING = "heading"
    CHAIRS = "chairs"
    PARTICIPATION = "participation"
    AGENDA = "agenda"
    ITEMS = "items"
    AGREEMENTS = "agreements"
    OBSERVERS = "observers"
    DEPARTURES = "departures"
    NEXT = "next"
    SIGNATURES = "signatures"
    ANNEXES = "annexes"


HEADS: Mapping[Section, str] = {
    Section.CHAIRS: _("Co-chairs"),
    Section.PARTICIPATION: _("Participation"),
    Section.AGENDA: _("Agenda as adopted"),
    Section.ITEMS: _("Items of the agenda"),
    Section.AGREEMENTS: _("Agreed conclusions"),
    Section.OBSERVERS: _("Observers"),
    Section.DEPARTURES: _("Agreed exceptions to the procedures"),
    Section.NEXT: _("Next meetings"),
    Section.SIGNATURES: _("Signatures"),
    Section.ANNEXES: _("Annexes"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph as it is first drafted: its words by language; what is missing is not there yet.

    Without any words it is a place in which the secretariats write.
    """

    key: str
    words: Mapping[str, str] = field(default_factory=dict)
    kind: str = PLAIN
    level: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """What an app above adds: a piece in a section, under the item of this key where it names one."""

    piece: Piece
    item: str = ""


type Gives = Callable[[Meeting, datetime], Iterable[Given]]

_GIVES: dict[Section, dict[str, Gives]] = {}


def register(section: Section, code: str, gives: Gives) -> None:
    """Have `gives` asked for pieces of a section whenever a draft is made from the room.

    `code` names the app that gives them; the keys of its pieces begin with it.
    """
    _GIVES.setdefault(section, {})[code] = gives


def given(section: Section, meeting: Meeting, at: datetime) -> tuple[Given, ...]:
    """What apps above know for a section of the record of a meeting, in the order of their codes."""
    asked = sorted(_GIVES.get(section, {}).items())
    return tuple(one for _code, gives in asked for one in gives(meeting, at))


def head(section: Section, words: Mapping[str, str]) -> Piece:
    """The heading of a section."""
    return Piece(f"{section.value}-0", words, HEADING, 1)

"""Reports as their pages show them, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict

from cochair.features.commitments.models import LineComment, StocktakingReport
from cochair.features.follow_up import statuses
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties.models import Party
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.queries import Roster
from cochair.features.stocktaking import queries, refusals
from cochair.features.stocktaking.content import Ended, Line, Thought
from cochair.features.stocktaking.states import MARKS, State, state_of
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal
from cochair.web.code_labels import Mark
from cochair.web.localize import language_now, translated

STALE = "stale"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines a reader asked to see; empty for all."""

    area: str = ""
    status: str = ""

    def fits(self, one: Line) -> bool:
        """Whether a line is what was asked for."""
        by_status = self.status == one.status or (self.status == STALE and one.stale)
        return (not self.area or self.area in one.areas) and (not self.status or by_status)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line in words, with how many comments there are, and what each Party thinks of it."""

    line: Line
    mark: Mark
    areas: tuple[str, ...]
    author: str
    on: date | None
    comments: int
    halves: tuple[tuple[Party, Thought | None], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with the name of whoever it speaks for."""

    row: LineComment
    author: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the list of all."""

    row: StocktakingReport
    mark: Mark


def wanted(asked: QueryDict) -> Wanted:
    """What an address asks for, cut to what a code may be long."""
    return Wanted(*(asked.get(name, "")[:96] for name in ("area", "status")))


def entries(rows: Iterable[StocktakingReport]) -> list[Entry]:
    """The reports with their states."""
    return [Entry(row, MARKS[state_of(row)]) for row in rows]


def table(
    lines: Iterable[Line], comments: Mapping[str, int], book: Book, roster: Roster
) -> list[Shown]:
    """Lines in the reader's language, the Parties in its alphabetical order."""
    areas = {code: str(translated(words)) for code, words in book.taxonomy}
    names, sides = roster.names(), roster.in_order(language_now())
    return [
        Shown(
            one,
            statuses.ALL[one.status],
            tuple(areas.get(code, code) for code in one.areas),
            str(translated(names[one.author])) if one.author in names else one.author,
            date.fromisoformat(one.on) if one.on else None,
            comments.get(one.commitment, 0),
            tuple((party, _of(one, party)) for party in sides),
        )
        for one in lines
    ]


def over(ended: Iterable[Ended]) -> list[tuple[Ended, str, date]]:
    """What ended in the cycle: how (an English msgid), and on which day."""
    return [
        (one, statuses.STATES.get(one.state, one.state), date.fromisoformat(one.on))
        for one in ended
    ]


def counted(comments: Iterable[LineComment]) -> Mapping[str, int]:
    """How many comments each line has."""
    found: dict[str, int] = {}
    for one in comments:
        slug = one.commitment.slug if one.commitment else ""
        found[slug] = found.get(slug, 0) + 1
    return found


def said(comments: Iterable[LineComment], roster: Roster) -> list[Said]:
    """Comments with names."""
    names = roster.names()
    return [
        Said(one, str(translated(names[one.author])) if one.author in names else one.author)
        for one in comments
    ]


def may(
    row: StocktakingReport, hat: ActingOffice, waiting: Sequence[object], against: Sequence[Refusal]
) -> Mapping[str, bool]:
    """What an office may do on the page of a report."""
    state, keeps = state_of(row), hat.may(Power.RECORD_FACTS)
    is_open = state is not State.FINAL
    return {
        "write": keeps and is_open,
        "ask": keeps and is_open,
        "close": hat.may(Power.PROPOSE) and is_open and not against and not waiting,
        "report": keeps and not is_open,
    }


def stands_against(row: StocktakingReport, at: datetime) -> list[Refusal]:
    """Why both cannot close it yet; nothing once it is final."""
    if row.final_at is not None:
        return []
    return [one for one in refusals.may_close(row, at) if one is not None]


def named(meeting: Meeting | None, book: Book) -> str:
    """The name of the meeting to which a report went; empty while there is none."""
    return meeting_title(meeting, book, language_now()) if meeting else ""


def destinations(row: StocktakingReport, book: Book) -> list[tuple[str, str]]:
    """The meetings to which the outcome can be reported, by name."""
    return [
        (one.slug, meeting_title(one, book, language_now()))
        for one in queries.following_meetings(row)
    ]


def _of(one: Line, party: Party) -> Thought | None:
    return next((each for each in one.thoughts if each.party == party.code), None)

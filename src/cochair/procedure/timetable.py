"""The practice dates of a meeting: so many days before or after the day they hang on.

All days are civil days in the forum's zone. A date of preparation that falls on a day off is
kept earlier and one of follow-up later, as the forum's file says for each phase. None of
these dates is a duty by itself: what is due by a clause is worked out by `evaluate`.

Source: domain C.10 (the rolled timetable) and C.12 (`timetable`, `time.roll`); corrections
section 1 ("Due anchors") and section 2 (I.2.6, offsets in hours).
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from cochair.procedure.book import TimetableEntry
from cochair.procedure.calendar import NO_HOLIDAYS, Roll, outside_calendar, roll
from cochair.procedure.refusal import require


class Anchor(StrEnum):
    """What a practice date hangs on.

    `PRESIDENCY_END` is the day on which the term is over, that is, the first day of the next.
    """

    MEETING_START = "meeting.start"
    MEETING_CLOSED = "meeting.closed"
    INSTITUTIONAL_START = "im.start"
    PRESIDENCY_END = "presidency.end"


class Phase(StrEnum):
    """Whether a practice date prepares a meeting or follows it up."""

    PREPARATION = "pre_meeting"
    FOLLOW_UP = "post_meeting"


class Owner(StrEnum):
    """Who owes a practice date; an entry that names nobody is everybody's.

    `SECRETARIAT` is by default that of the side that hosts the meeting, and `ORIGINATOR`
    whoever wrote a document.  Source: domain.md B.17 (CB-62).
    """

    CO_PRESIDENCIES = "co_presidencies"
    CO_CHAIRS = "co_chairs"
    SECRETARIAT = "secretariat"
    DELEGATIONS = "delegations"
    MEMBERS = "members"
    INSTITUTIONS = "institutions"
    ORIGINATOR = "originator"
    OBSERVER = "observer"
    ALL = "all"


class ShownBy(StrEnum):
    """The facts of a meeting that show that what was due on a practice date was done."""

    CONFIRMED = "confirmed"
    FIRST_PREPARATION = "first_preparation"
    SECOND_PREPARATION = "second_preparation"
    RELEVANCE = "relevance"
    NOTICE = "notice"
    ITEM_REQUESTS = "item_requests"
    OBSERVERS_ANSWERED = "observers_answered"
    PROVISIONAL_AGENDA = "provisional_agenda"
    FINAL_AGENDA = "final_agenda"
    FIRST_DRAFT = "first_draft"
    DELEGATIONS = "delegations"
    RECORD = "record"
    RECORD_APPROVED = "record_approved"
    PROGRESS_REPORTS = "progress_reports"


class PracticeDate(Protocol):
    """Anything with an id, an anchor, an offset in days and a phase: the book's own entries too."""

    @property
    def id(self) -> str: ...
    @property
    def anchor(self) -> str: ...
    @property
    def offset_days(self) -> int: ...
    @property
    def phase(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable: `offset_days` calendar days after its anchor, negative before."""

    id: str
    anchor: str
    offset_days: int
    phase: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day of one entry, and the day that it would have been had people worked on it."""

    id: str
    day: date
    original_day: date

    @property
    def rolled(self) -> bool:
        """Whether the day was moved to a working day."""
        return self.day != self.original_day


@dataclass(frozen=True, slots=True)
class Change:
    """What a new date does to one entry. `None` is an entry that had, or now has, no day.

    `in_the_past` says that the new day is already over.
    """

    id: str
    old_day: date | None
    new_day: date | None
    in_the_past: bool


def with_options(
    entries: Iterable[TimetableEntry], options: Mapping[str, object]
) -> tuple[TimetableEntry, ...]:
    """The entries with the days that the options in force give to those that name one.

    A date of practice and the clause that asks for the same thing so have one source.
    """
    return tuple(
        replace(entry, offset_days=days)
        if entry.option and isinstance(days := options.get(entry.option), int)
        else entry
        for entry in entries
    )


def deadline(
    entry: PracticeDate,
    anchor_day: date,
    rolls: Mapping[str, str],
    holidays: Set[date] = NO_HOLIDAYS,
) -> date:
    """The civil day of an entry: calendar days are counted first, and the result is rolled.

    `rolls` names a `Roll` for each phase; a phase without one stays where it falls. Raises
    Refused when the day leaves the calendar.
    """
    return roll(_unrolled(entry, anchor_day), rolls.get(entry.phase, Roll.NONE), holidays)


def timetable(
    entries: Iterable[PracticeDate],
    anchors: Mapping[str, date | None],
    rolls: Mapping[str, str],
    holidays: Set[date] = NO_HOLIDAYS,
) -> tuple[Deadline, ...]:
    """The deadlines of all entries whose anchor has a day, in the order of the entries.

    Errors as in `deadline`.
    """
    return tuple(
        Deadline(
            entry.id,
            day=deadline(entry, anchor_day, rolls, holidays),
            original_day=_unrolled(entry, anchor_day),
        )
        for entry in entries
        if (anchor_day := anchors.get(entry.anchor)) is not None
    )


def moved(before: Iterable[Deadline], after: Iterable[Deadline], today: date) -> tuple[Change, ...]:
    """The entries whose day differs between two timetables, with the old and the new day.

    In the order of the new timetable, followed by those that it no longer dates. `today` is
    the civil day in the forum's zone.
    """
    old = {entry.id: entry.day for entry in before}
    new = {entry.id: entry.day for entry in after}
    dropped = {name: None for name in old if name not in new}
    return tuple(
        Change(name, old.get(name), day, in_the_past=day is not None and day < today)
        for name, day in (new | dropped).items()
        if old.get(name) != day
    )


def in_hours(at: datetime, hours: int) -> datetime:
    """The instant so many hours after another: real hours, which never roll."""
    return at + timedelta(hours=hours)


def _unrolled(entry: PracticeDate, anchor_day: date) -> date:
    require(outside_calendar(anchor_day))
    day = anchor_day + timedelta(days=entry.offset_days)
    require(outside_calendar(day))
    return day

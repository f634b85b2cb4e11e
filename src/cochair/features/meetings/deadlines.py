"""The practice dates of a meeting, and what a new day would do to them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cochair.features.meetings import evidence, options
from cochair.features.meetings.models import Meeting as Row
from cochair.features.meetings.models import Schedule as ScheduleRow
from cochair.procedure.book import Book, TimetableEntry
from cochair.procedure.calendar import civil_day, end_of_day, semesters_from
from cochair.procedure.facts import Facts, Meeting, Schedule
from cochair.procedure.presidency import Term
from cochair.procedure.timetable import Change, Deadline, moved, timetable, with_options
from cochair.web.formats import A_MOMENT

type Stored = Callable[[str, TimetableEntry, str], datetime | None]
"""What a part that keeps an end of its own for an entry answers, of a forum and a meeting by slug."""

_stored: list[Stored] = []


def register(stored: Stored) -> None:
    """Make known who keeps instants that win over the timetable; called once, by the app that does."""
    if stored not in _stored:
        _stored.append(stored)


A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Dated:
    """One entry of the timetable with its day for one meeting.

    `done` says whether a fact shows that it was done; None where nothing is kept about it.
    `due` is the instant (aware UTC) at which it is due: the end of its day, or one that was
    `announced`.  `asked_by` is until when somebody is asked to do it: the same, or the end of the day
    on which the meeting's day became known, where it was over by then; `asked_on` is the civil day.
    `done_late` is the civil day on which it was done, where that was after it was due.
    """

    entry: TimetableEntry
    deadline: Deadline
    meeting: Meeting
    done: bool | None
    due: datetime
    asked_by: datetime
    asked_on: date
    announced: bool = False
    done_late: date | None = None

    @property
    def was_over(self) -> bool:
        """Whether it had passed when the day of the meeting became known: nobody could keep it."""
        return self.asked_by > self.due

    @property
    def firm(self) -> str:
        """Where the instant comes from by which it is asked for, as a turn says it."""
        return "fixed" if self.announced else "soon" if self.was_over else "practice"

    @property
    def day(self) -> date:
        """The civil day, rolled."""
        return self.deadline.day


def of_meeting(book: Book, facts: Facts, meeting: Meeting) -> tuple[Dated, ...]:
    """The practice dates of one meeting whose day is fixed; none while it is not."""
    schedule = meeting.schedule
    if schedule is None or schedule.precision != "day" or schedule.starts is None:
        return ()
    first, last = days_of(schedule)
    entries = _entries(book, meeting)
    by_id = {entry.id: entry for entry in entries}
    found = timetable(
        entries, anchors(book, meeting, facts, first, last), book.rolls, book.holidays
    )
    return tuple(_as_stored(book, by_id[one.id], one, meeting) for one in found)


def _as_stored(book: Book, entry: TimetableEntry, counted: Deadline, meeting: Meeting) -> Dated:
    """With the end that was announced for a meeting, where there is one; else as it is counted."""
    ends = (stored(book.forum, entry, meeting.id) for stored in _stored)
    end = next((end for end in ends if end is not None), None)
    done = evidence.done(book, entry, meeting)
    done_at = evidence.done_at(entry, meeting) if done else None

    def late(due: datetime) -> date | None:
        return civil_day(done_at, book.zone) if done_at is not None and done_at >= due else None

    if end is None:
        due = end_of_day(counted.day, book.zone)
        asked_on = max(counted.day, known_on(meeting, book.zone) or counted.day)
        asked_by = end_of_day(asked_on, book.zone)
        return Dated(entry, counted, meeting, done, due, asked_by, asked_on, done_late=late(due))
    day = civil_day(end - A_MOMENT, book.zone)
    counted = Deadline(entry.id, day, day)
    return Dated(entry, counted, meeting, done, end, end, day, announced=True, done_late=late(end))


def known_on(meeting: Meeting, zone: str) -> date | None:
    """The civil day in a zone on which the present day of a meeting became known, at whatever hour it
    begins; None where it has no day, or nothing says when."""
    return known_since(meeting.schedules, zone)


def known_since(schedules: Sequence[Schedule | ScheduleRow], zone: str) -> date | None:
    """The same by what was fixed of a meeting, the latest last."""
    known = evidence.day_known_at(schedules)
    return civil_day(known, zone) if known is not None else None


def _entries(book: Book, meeting: Meeting) -> tuple[TimetableEntry, ...]:
    """The timetable, with the days of the options that hold for the meeting."""
    if not any(entry.option for entry in book.timetable):
        return book.timetable
    return with_options(book.timetable, options.of_meeting(book, meeting))


def kept_here(book: Book, facts: Facts, meeting: Meeting, at: datetime) -> tuple[Dated, ...]:
    """The practice dates of a meeting that is prepared here.

    Those of a past meeting known only from history, or whose day was fixed once it was over, are
    left out: nobody worked by them.
    """
    schedule = meeting.schedule
    if meeting.told_afterwards or meeting.attested_at is not None:
        return ()
    if meeting.is_only_loaded and schedule and schedule.starts and schedule.starts <= at:
        return ()
    return of_meeting(book, facts, meeting)


def still_with_dates(meetings: Iterable[Meeting], at: datetime) -> tuple[Meeting, ...]:
    """The meetings near enough to an instant for one of their dates to lie ahead of it.

    History is left aside, so that a page does not pay for it.
    """
    return tuple(
        meeting
        for meeting in meetings
        if meeting.cancelled_at is None
        and meeting.schedule is not None
        and meeting.schedule.starts is not None
        and meeting.schedule.starts > at - A_YEAR
    )


def when_moved(
    book: Book, facts: Facts, meeting: Meeting, *, first: date, last: date, today: date
) -> tuple[tuple[TimetableEntry, Change], ...]:
    """What a new first and last civil day do to every deadline, before anything is saved."""
    before = tuple(dated.deadline for dated in of_meeting(book, facts, meeting))
    entries = _entries(book, meeting)
    after = timetable(
        entries, anchors(book, meeting, facts, first, last), book.rolls, book.holidays
    )
    by_id = {entry.id: entry for entry in entries}
    return tuple((by_id[change.id], change) for change in moved(before, after, today))


def anchors(
    book: Book, meeting: Meeting, facts: Facts, first: date, last: date
) -> Mapping[str, date | None]:
    """The days that the timetable counts from, for one meeting.

    `meeting.closed` is the day it closed, or its last planned day; `<configuration>.start` is
    this meeting's own first day when it is of that configuration.
    """
    closed = civil_day(meeting.closed_at, book.zone) if meeting.closed_at else last
    return {
        "meeting.start": first,
        "meeting.closed": closed,
        **{
            f"{code}.start": first if code == meeting.configuration else None
            for code in book.configurations
        },
    }


def of_terms(
    book: Book, terms: Iterable[Term], start: date, end: date
) -> tuple[tuple[TimetableEntry, Term, date], ...]:
    """Practice dates that count from the end of a presidency within two civil days."""
    found = []
    for term in terms:
        if not isinstance(term.end, datetime):
            continue
        over = civil_day(term.end, book.zone)
        if not start <= over <= end:
            continue
        for one in timetable(book.timetable, {"presidency.end": over}, book.rolls, book.holidays):
            entry = next(entry for entry in book.timetable if entry.id == one.id)
            found.append((entry, term, one.day))
    return tuple(found)


def days_of(schedule: Schedule | ScheduleRow) -> tuple[date, date]:
    """The first and last civil day at the place; an end at midnight belongs to the day before."""
    assert schedule.starts is not None
    first = civil_day(schedule.starts, schedule.zone)
    if schedule.ends is None:
        return first, first
    return first, max(first, civil_day(schedule.ends - timedelta(microseconds=1), schedule.zone))


def semester_end(row: Row, book: Book) -> date | None:
    """The last civil day of the semester in which a meeting is to be held, or of its cycle."""
    if row.cycle is None:
        return None
    return end_within(row.cycle.start, row.cycle.end, row.configuration, book)


def end_within(start: date, end: date, configuration: str, book: Book) -> date:
    """The same for a configuration in a cycle with these days."""
    semester = book.configurations[configuration].semester
    if book.pattern is None or semester is None:
        return end
    return semesters_from(start, book.pattern.semesters)[semester - 1].end

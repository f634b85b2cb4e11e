"""Whether the facts of a meeting show that what was due on a practice date was done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import takewhile

from cochair.features.meetings.models import Schedule as ScheduleRow
from cochair.procedure.book import Book, TimetableEntry
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Meeting, Schedule
from cochair.procedure.timetable import ShownBy

AGENCY_LIST, OBSERVER = "agency_list", "observer"


def done(book: Book, entry: TimetableEntry, meeting: Meeting) -> bool | None:
    """Yes, no, or None where nothing that is kept here could say.

    Of a meeting of the loaded history nothing is known until both fix its day here.
    """
    ask = _ASK.get(entry.shown_by)
    told = meeting.attested_at is not None
    return None if ask is None or told or meeting.is_only_loaded else ask(book, meeting)


def done_at(entry: TimetableEntry, meeting: Meeting) -> datetime | None:
    """When (aware UTC) what was due on a practice date was done; None where that is not kept.

    It is asked only of what was done.
    """
    ask = _WHEN.get(entry.shown_by)
    return None if ask is None else max(filter(None, ask(meeting)), default=None)


def delegation_named(meeting: Meeting, member: str) -> bool:
    """Whether a member has named who leads its delegation."""
    return any(one.member == member and one.head_function for one in meeting.delegations)


def _relevance(book: Book, meeting: Meeting) -> bool | None:
    """Whether both approved a list for every group of agencies; None where there is no group."""
    configuration = book.configurations[meeting.configuration]
    groups = {
        code
        for code in (*configuration.groups, *configuration.also_invited)
        if book.groups[code].kind == AGENCY_LIST
    }
    return groups <= {one.group for one in meeting.relevance} if groups else None


def _observers_answered(book: Book, meeting: Meeting) -> bool | None:
    """Whether both agreed to every request; a refusal needs no record, so else nobody knows."""
    needed = {party.code for party in book.parties}
    agreed = [needed <= one.agreements.keys() | one.withdrawn.keys() for one in meeting.observers]
    return True if agreed and all(agreed) else None


def _final_agenda(book: Book, meeting: Meeting) -> bool | None:
    """A second published version is the final one; of a single one nobody can say."""
    return (False, None, True)[min(len(meeting.agendas), 2)]


def _delegations(book: Book, meeting: Meeting) -> bool | None:
    """Whether every member that is invited has named who leads its delegation."""
    asked = {
        one.invitee for one in meeting.invitations if one.group is None and one.basis != OBSERVER
    }
    named = {one.member for one in meeting.delegations if one.head_function}
    return bool(asked) and asked <= named


_ASK: Mapping[str, Callable[[Book, Meeting], bool | None]] = {
    ShownBy.CONFIRMED: lambda book, meeting: meeting.confirmed_at is not None,
    ShownBy.FIRST_PREPARATION: lambda book, meeting: len(meeting.preparations) >= 1,
    ShownBy.SECOND_PREPARATION: lambda book, meeting: len(meeting.preparations) >= 2,
    ShownBy.RELEVANCE: _relevance,
    ShownBy.NOTICE: lambda book, meeting: meeting.notice is not None,
    ShownBy.OBSERVERS_ANSWERED: _observers_answered,
    ShownBy.PROVISIONAL_AGENDA: lambda book, meeting: meeting.agenda is not None,
    ShownBy.FINAL_AGENDA: _final_agenda,
    ShownBy.DELEGATIONS: _delegations,
    ShownBy.RECORD: lambda book, meeting: True if meeting.record else None,
    ShownBy.RECORD_APPROVED: lambda book, meeting: True if meeting.completed_at else None,
}


def day_known_at(schedules: Sequence[Schedule | ScheduleRow]) -> datetime | None:
    """When (aware UTC) the present first day became known, at whatever hour the meeting begins, by what
    was fixed of it, the latest last; None where it has no day, or nothing says when."""
    first = _first_day(schedules[-1]) if schedules else None
    if first is None:
        return None
    same = takewhile(lambda one: _first_day(one) == first, schedules[::-1])
    return min((one.at for one in same if one.at is not None), default=None)


def _first_day(schedule: Schedule | ScheduleRow) -> date | None:
    """The first civil day at the place; None while it is not fixed."""
    is_fixed = schedule.precision == "day" and schedule.starts is not None
    return civil_day(schedule.starts, schedule.zone) if is_fixed and schedule.starts else None


def _relevance_at(meeting: Meeting) -> list[datetime | None]:
    """When the first list of each group was approved."""
    first: dict[str, datetime] = {}
    for one in meeting.relevance:
        first[one.group] = min(one.at, first.get(one.group, one.at))
    return [*first.values()]


_WHEN: Mapping[str, Callable[[Meeting], Iterable[datetime | None]]] = {
    ShownBy.CONFIRMED: lambda meeting: [meeting.confirmed_at, day_known_at(meeting.schedules)],
    ShownBy.FIRST_PREPARATION: lambda meeting: sorted(one.at for one in meeting.preparations)[:1],
    ShownBy.SECOND_PREPARATION: lambda meeting: sorted(one.at for one in meeting.preparations)[:2],
    ShownBy.RELEVANCE: _relevance_at,
    ShownBy.NOTICE: lambda meeting: [one.at for one in meeting.notices[:1]],
    ShownBy.OBSERVERS_ANSWERED: lambda meeting: [
        at for one in meeting.observers for at in one.agreements.values()
    ],
    ShownBy.PROVISIONAL_AGENDA: lambda meeting: [one.at for one in meeting.agendas[:1]],
    ShownBy.FINAL_AGENDA: lambda meeting: [one.at for one in meeting.agendas[1:2]],
    ShownBy.RECORD: lambda meeting: [meeting.record.at if meeting.record else None],
    ShownBy.RECORD_APPROVED: lambda meeting: [meeting.completed_at],
}

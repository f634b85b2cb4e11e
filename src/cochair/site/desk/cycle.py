"""The meetings of a cycle in their semesters, and every date of the board as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as __

from cochair.features.calendars import dates
from cochair.features.compliance import places
from cochair.features.meetings import deadlines
from cochair.features.meetings.names import meeting_name
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Meeting
from cochair.procedure.result import Result
from cochair.site.desk.cycle_context import Gathered
from cochair.site.desk.labels import (
    Presides,
    chairs_of,
    place_name,
    span_of,
    state_in_words,
    when_in_words,
)
from cochair.web.localize import format_value

MOST_NEIGHBOURS = 6


@dataclass(frozen=True)
class Row:
    """One line of the table twin: a day, what, of which meeting, who acts, on what basis."""

    day: date
    what: str
    of: str
    who: str
    basis: str
    state: str


@dataclass(frozen=True)
class Slot:
    """One meeting of the cycle, or the empty place where one belongs."""

    semester: int
    name: str
    slug: str
    when: str
    place: str
    chairs: list[Presides]
    state: str
    results: tuple[Result, ...]
    tally: Mapping[str, int]


def slots(told: Gathered) -> list[Slot]:
    """The meetings of the cycle in their semesters; an empty place says what belongs there.

    Where the procedures give meetings no place in a cycle, all of them as they come.
    """
    pattern = told.book.pattern
    if pattern is None or not told.book.has_slots:
        return [_slot(told, 0, meeting) for meeting in told.meetings]
    found = []
    for semester, configuration in pattern.slots:
        own = [m for m in told.meetings if m.configuration == configuration]
        if own:
            found += [_slot(told, semester, meeting) for meeting in own]
        else:
            found.append(_empty_slot(told, semester, configuration))
    return found


def rows(told: Gathered) -> list[Row]:
    """Every date of the board in a table, by day; what is due for a meeting is told to whoever
    takes part in it."""
    found = []
    for meeting in told.meetings:
        name = meeting_name(meeting, told.book, told.language)
        span = span_of(meeting)
        if span and meeting.schedule is not None and meeting.schedule.precision == "day":
            state = state_in_words(meeting, told.at, told.book.zone)
            found.append(Row(span[0], name, name, __("both co-chairs"), "", state))
    for meeting in told.attended:
        name = meeting_name(meeting, told.book, told.language)
        for dated in deadlines.kept_here(told.book, told.facts, meeting, told.at):
            found.append(
                Row(
                    day=dated.day,
                    what=dated.entry.event[told.language],
                    of=name,
                    who=dated.entry.actor[told.language],
                    basis=dated.entry.basis,
                    state=_state_of(dated, told.today, told.language),
                )
            )
    for meeting, at, held in told.preparations:
        day = civil_day(at, told.forum.zone)
        to_come = __("to come") if day >= told.today else __("date passed")
        found.append(
            Row(
                day=day,
                what=__("Preparatory meeting of the co-chairs"),
                of=meeting_name(meeting, told.book, told.language),
                who=__("both co-chairs"),
                basis="",
                state=__("done") if held else to_come,
            )
        )
    return sorted(found, key=lambda row: (row.day, row.of))


def neighbours(numbers: Sequence[int], number: int) -> list[int]:
    """The cycles that stand nearest to one, in their order."""
    nearest = sorted((n for n in numbers if n != number), key=lambda n: abs(n - number))
    return sorted(nearest[:MOST_NEIGHBOURS])


def _slot(told: Gathered, semester: int, meeting: Meeting) -> Slot:
    forum, at, read = told.forum, told.at, told.results
    return Slot(
        semester=semester,
        name=meeting_name(meeting, told.book, told.language),
        slug=meeting.id,
        when=when_in_words(meeting, told.language),
        place=place_name(told.book, meeting, told.language) or __("place not established"),
        chairs=chairs_of(told.facts, told.roster, meeting, told.language),
        state=state_in_words(meeting, told.at, told.book.zone),
        results=places.of_meeting(forum, at, read, meeting.id),
        tally=places.tally(forum, at, meeting.id, read=read, every=told.every),
    )


def _empty_slot(told: Gathered, semester: int, configuration: str) -> Slot:
    target = f"{told.forum.slug}-cycle-{told.cycle.number}-{configuration}"
    own = told.results.of_target(target)
    return Slot(
        semester=semester,
        name=told.book.configurations[configuration].title[told.language],
        slug="",
        when=__("no meeting planned"),
        place="",
        chairs=[],
        state="",
        results=own,
        tally=own.tally,
    )


def _state_of(dated: deadlines.Dated, today: date, language: str) -> str:
    late = dates.done_late(dated)
    if late is not None:
        return str(format_value(late, language=language))
    if dated.done:
        return __("done")
    if dated.day >= today:
        return __("to come")
    if dated.was_over:
        return __("had passed when the date of the meeting was fixed")
    return __("not yet done, practice date passed") if dated.done is False else __("date passed")

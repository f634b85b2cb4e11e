"""A meeting in words: when, where, in which state, and who sits side by side."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as __

from cochair.features.meetings import deadlines
from cochair.features.meetings.names import place_in_words
from cochair.features.meetings.presiding import may_begin, presiding
from cochair.features.meetings.states import State, archived_from
from cochair.features.parties.models import Party
from cochair.features.parties.queries import Roster
from cochair.procedure.book import Book
from cochair.procedure.facts import Facts, Meeting
from cochair.procedure.view import UNOPENED_FOR
from cochair.web.code_labels import of_holding
from cochair.web.formats import (
    between,
    day_of,
    days_of_span,
    long_day,
    medium_day,
    month,
    short_day,
)
from cochair.web.localize import language_now


def when_in_words(
    meeting: Meeting, language: str, *, short: bool = False, weekday: bool = False
) -> str:
    """When a meeting is, no more exact than it is known; civil days at its place.

    With `weekday`, one day has that before it, and is as short as can be.
    """
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return __("date not established")
    first, last = deadlines.days_of(schedule)
    if schedule.precision == "day":
        if first == last and weekday:
            return short_day(first, language)
        if first == last:
            return medium_day(first, language) if short else long_day(first, language)
        return days_of_span(first, last, language)
    if schedule.precision == "month":
        return month(first, language)
    if schedule.precision == "year":
        return str(first.year)
    if schedule.precision == "unknown" and first != last:
        return between(first, last, language)
    return days_of_span(first, last, language)


def has_fixed_day(meeting: Meeting) -> bool:
    """Whether the day of a meeting is fixed by both Parties, or told by history; no plan of a cycle."""
    known = meeting.confirmed_at or meeting.closed_at or meeting.imported
    return meeting.schedule is not None and meeting.schedule.precision == "day" and bool(known)


def place_name(book: Book, meeting: Meeting, language: str) -> str:
    """Where a meeting is, in one language; empty when it is not known."""
    return place_in_words(book, meeting.schedule, language)


def place_if_unknown(meeting: Meeting, at: datetime) -> str:
    """What stands for a place that is not known: that it is to be fixed, or of a meeting whose last day
    passed, or of which only sources tell and no day, that it is not established."""
    ends = (meeting.schedule.ends or meeting.schedule.starts) if meeting.schedule else None
    is_over = meeting.is_only_loaded if ends is None else ends <= at
    return __("not established") if is_over else __("to be fixed")


def state_in_words(meeting: Meeting, at: datetime, zone: str, state: State | None = None) -> str:
    """The state of a meeting in words; of history, what public sources say of whether it was held.

    Days are civil days of `zone`.  `state` is given where the row was read: only it tells a
    meeting that is suspended.
    """
    if meeting.not_held and meeting.attested_at is not None:
        return __("did not take place, as both Parties attest")
    if meeting.cancelled_at:
        return __("cancelled")
    if meeting.attested_at is not None:
        if meeting.confirmed_at is not None:
            return __("held outside Cochair, as both Parties attest")
        return __("held before Cochair, as both Parties attest")
    archived = archived_from(meeting.completed_at)
    if archived is not None and archived <= at:
        return __("archived")
    if state is State.SUSPENDED:
        return __("suspended")
    if meeting.completed_at:
        return __("completed")
    if meeting.closed_at:
        return __("held")
    if meeting.opened_at:
        return __("open")
    ends = (meeting.schedule.ends or meeting.schedule.starts) if meeting.schedule else None
    if meeting.confirmed_at and ends is not None and ends + UNOPENED_FOR <= at:
        return __("date passed, not opened")
    if meeting.confirmed_at:
        return _prepared_in_words(meeting, meeting.confirmed_at, zone)
    if meeting.imported and (ends is None or ends <= at):
        return __(of_holding(reported=meeting.reported))
    return __("postponed") if _lost_its_day(meeting) else __("planned")


@dataclass(frozen=True, slots=True)
class Presides:
    """A State by its name, with the tone of its Party; whether it was appointed to co-chair."""

    party: str
    name: str
    is_appointed: bool


def chairs_of(facts: Facts, roster: Roster, meeting: Meeting, language: str) -> list[Presides]:
    """The co-chairs appointed, or else who holds each presidency on the first day, or all the time in
    which the meeting may begin."""
    known = [one for one in meeting.chairs if one.established and not one.deputy]
    named = {chair.party: chair.member for chair in known}
    ordered = _in_turn(facts, roster, meeting, language)
    sits = presiding(
        named, [party.code for party in ordered], facts.terms, _may_begin(facts, meeting)
    )
    found: list[Presides] = []
    for party in ordered:
        member = sits[party.code]
        name = roster.member(member).name[language] if member else __("not established")
        found.append(Presides(party.tone, name, party.code in named))
    return found


def _may_begin(facts: Facts, meeting: Meeting) -> tuple[datetime, datetime] | None:
    one = meeting.schedule
    if one is None:
        return None
    return may_begin(one.starts, one.ends, one.precision, one.zone, facts.zone)


def span_of(meeting: Meeting) -> tuple[date, date] | None:
    """The first and last civil day of a meeting, or the bounds between which it lies."""
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return None
    return deadlines.days_of(schedule)


def _prepared_in_words(meeting: Meeting, confirmed: datetime, zone: str) -> str:
    """How far a meeting has come whose day is confirmed: the notice, then the agenda.

    What went out for a day that was taken away since holds no longer.  Of agendas, the latest
    that both published is told, by the name that it has on the page of the meeting.
    """
    language = language_now()
    notices = [one.at for one in meeting.notices if one.at >= confirmed]
    if not notices:
        return __("confirmed by both Parties")
    agendas = [one.at for one in meeting.agendas if one.at >= confirmed]
    if not agendas or agendas[-1] < notices[0]:
        said, day = __("notice issued on {day}"), notices[0]
    else:
        said, day = __("provisional agenda published on {day}"), agendas[-1]
    return said.format(day=day_of(day, zone, language))


def _lost_its_day(meeting: Meeting) -> bool:
    """Whether a day was fixed by both and taken away again without another.

    An act on the day says the form as well; the plan of a cycle, which may change, does not.
    """
    fixed = [one.precision == "day" for one in meeting.schedules if one.at and one.format]
    latest = meeting.schedule
    return any(fixed) and latest is not None and bool(latest.format) and not fixed[-1]


def _in_turn(facts: Facts, roster: Roster, meeting: Meeting, language: str) -> list[Party]:
    """The Parties in the order of a meeting: the first place alternates from one to the next."""
    ordered = list(roster.in_order(language))
    same = [m.id for m in facts.meetings if m.configuration == meeting.configuration]
    turn = same.index(meeting.id) % len(ordered) if meeting.id in same else 0
    return ordered[turn:] + ordered[:turn]

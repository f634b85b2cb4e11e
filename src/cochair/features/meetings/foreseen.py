"""What a new day of a meeting would do, shown before anything is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cochair.features.acts.kinds import Caution
from cochair.features.cycles.models import SlotPlan
from cochair.features.cycles.queries import plan_of
from cochair.features.meetings import cycle_plan, deadlines, facts, hours
from cochair.features.meetings.actions import Day, day_refusals, place_of
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.rescheduling import Moved, last_with_a_day, with_the_day
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.planner import warnings as judging
from cochair.procedure.book import Book, TimetableEntry
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Facts
from cochair.procedure.refusal import require
from cochair.procedure.timetable import Change
from cochair.web.formats import days_of_span, sorting_key

ONE_MOMENT = timedelta(microseconds=1)


def changes(meeting: Meeting, day: Day, at: datetime) -> tuple[tuple[TimetableEntry, Change], ...]:
    """Every deadline that moves with the day, old and new, and which is now in the past.

    Raises Refused for a day outside the calendar or out of order, and an unknown place.
    """
    book = parties.book(meeting.forum, at)
    require(*day_refusals(book, day))
    known = next(one for one in facts.meetings(meeting.forum) if one.id == meeting.slug)
    nothing = Facts(forum=meeting.forum.slug, zone=meeting.forum.zone)
    return deadlines.when_moved(
        book,
        nothing,
        known,
        first=day.first,
        last=day.last,
        today=civil_day(at, meeting.forum.zone),
    )


def sessions(meeting: Meeting, day: Day) -> tuple[Moved, ...]:
    """Every session that would move with the day, with the hours that it has and would get."""
    book = parties.book(meeting.forum)
    place = book.places.get(day.place)
    found = with_the_day(meeting, day.first, place.zone if place else "")
    return tuple(one for one in found if not one.stays)


def warnings(meeting: Meeting, day: Day, at: datetime) -> tuple[Caution, ...]:
    """What speaks against the days and the place; none of it blocks the proposal."""
    return judging.of_meeting(meeting, first=day.first, last=day.last, place=day.place, at=at)


def initial(meeting: Meeting) -> dict[str, object]:
    """What the form shows first: the day, hours and place that the meeting now has."""
    latest = meeting.schedules.last()
    if latest is None or latest.starts is None or latest.precision != "day":
        return {
            "with_sessions": True,
            "place": latest.place if latest else "",
            "format": "in_person",
        }
    first = civil_day(latest.starts, latest.zone)
    last = civil_day(latest.ends - ONE_MOMENT, latest.zone) if latest.ends else first
    opens, closes = hours.said(latest.starts, latest.ends, latest.zone)
    return {
        "with_sessions": True,
        "first": first.isoformat(),
        "last": last.isoformat() if last > first else "",
        "opens": hours.typed(opens, latest.zone),
        "closes": hours.typed(closes, latest.zone),
        "place": latest.place,
        "format": latest.format or "in_person",
    }


def may_take_sessions(meeting: Meeting) -> bool:
    """Whether there are sessions, and a day from which they would move."""
    dated = last_with_a_day(meeting.schedules.all())
    return dated is not None and meeting.sessions.filter(removed_at=None).exists()


def planned(plan: SlotPlan | None) -> dict[str, object]:
    """What the plan's form shows first for one slot."""
    if plan is None:
        return {}
    return {
        "place": plan.place,
        "precision": plan.precision,
        "start": plan.start.isoformat() if plan.start else "",
        "end": plan.end.isoformat() if plan.end else "",
    }


@dataclass(frozen=True, slots=True)
class Standing:
    """A meeting that a plan does not move: it was held, or both fixed its date on its own page."""

    meeting: Meeting
    name: str
    days: str
    place: str


def standing(forum: Forum, number: int, book: Book, language: str) -> dict[str, Standing]:
    """The meetings of a cycle that its plan leaves as they are, by configuration."""
    planned, found = plan_of(forum, number), {}
    for code, meeting in cycle_plan.meetings_of(forum, number).items():
        is_fixed = meeting.confirmed_at is not None and code not in planned
        dated = last_with_a_day(meeting.schedules.all())
        if dated is None or not (meeting.opened_at is not None or is_fixed):
            continue
        assert dated.starts is not None
        first = civil_day(dated.starts, dated.zone)
        last = civil_day(dated.ends - ONE_MOMENT, dated.zone) if dated.ends else first
        place = book.places.get(dated.place)
        found[code] = Standing(
            meeting,
            meeting_title(meeting, book, language),
            days_of_span(first, last, language),
            place.city[language] if place else "",
        )
    return found


def city_now(meeting: Meeting, book: Book, language: str) -> str:
    """The name of the place that a meeting has; empty where it has none."""
    place = book.places.get(place_of(meeting))
    return place.city[language] if place else ""


def taken_over(asked: Mapping[str, str], code: str) -> dict[str, object]:
    """What an address fills into the plan's form for one slot, such as a plan of the planner.

    It is only shown: whoever proposes it sends the form, and that is what is checked.  A plan of
    the planner that knows no place takes none away.
    """
    names = ("precision", "start", "end", "format")
    found = {name: asked[f"{code}-{name}"] for name in names if f"{code}-{name}" in asked}
    place = asked.get(f"{code}-place", "")
    return {**found, **({"place": place} if place else {})}


def places(book: Book, language: str) -> list[tuple[str, str]]:
    """The places of the procedures by name in one language."""
    return sorted(
        ((place.code, place.city[language]) for place in book.places.values()),
        key=lambda pair: sorting_key(pair[1]),
    )

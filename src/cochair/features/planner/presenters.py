"""Plans and hours as the pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as __

from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Party
from cochair.features.planner.queries import Told
from cochair.procedure.clause import Words
from cochair.procedure.fair_hours import Hours, Strip, spans
from cochair.procedure.planner import Placed, Plan, Venue
from cochair.procedure.planner.question import CADENCE, HOLIDAYS, REQUIRED_DAYS
from cochair.web import formats

STEPS_IN_AN_HOUR = 2


@dataclass(frozen=True)
class MeetingShown:
    """One meeting of a plan with its place, and the places that are as good, in words.

    `differs` says that its days or its place are not those of the best plan.
    """

    placed: Placed
    place: str
    as_good: str
    differs: bool


@dataclass(frozen=True)
class PlanShown:
    """One plan; `query` fills in the plan form, and is empty for whoever may not propose.

    `costs_differ` says that its distance or its holidays are not those of the best plan.
    """

    plan: Plan
    told: Told
    meetings: tuple[MeetingShown, ...]
    query: str
    costs_differ: bool

    @property
    def cost(self) -> list[tuple[Words, int]]:
        """What the plan costs in each step of the order of preference, with the step's words."""
        return [
            (step.label, self.plan.cost[step.by])
            for step in self.told.rules.order
            if step.by != REQUIRED_DAYS
        ]

    @property
    def from_the_marks(self) -> int | None:
        """By how many days all meetings together miss their marks; None if that does not count."""
        return self.plan.cost.get(CADENCE)

    @property
    def on_holiday(self) -> int | None:
        """How many member States have a holiday, added up; None if that does not count."""
        return self.plan.cost.get(HOLIDAYS)


def shown(told: Told, forum: Forum, language: str, *, takes_over: bool) -> list[PlanShown]:
    """The plans of an answer in a language; `takes_over` for whoever may propose a plan."""
    roster = parties.roster(forum)

    best = told.answer.plans[0] if told.answer.plans else None
    first = {one.configuration: _what(one) for one in best.meetings} if best else {}

    def meeting(placed: Placed) -> MeetingShown:
        others = [_place(venue, told, roster, language) for venue in placed.as_good]
        place = _place(placed.venue, told, roster, language)
        return MeetingShown(
            placed,
            place,
            formats.listed(others, language) if others else "",
            _what(placed) != first[placed.configuration],
        )

    return [
        PlanShown(
            plan=plan,
            told=told,
            meetings=tuple(meeting(placed) for placed in plan.meetings),
            query=taken_over(plan, told) if takes_over else "",
            costs_differ=best is not None
            and any(plan.cost.get(by) != best.cost.get(by) for by in (CADENCE, HOLIDAYS)),
        )
        for plan in told.answer.plans
    ]


def _what(placed: Placed) -> tuple[object, ...]:
    """The days and the place of a meeting: what one plan may have otherwise than another."""
    return placed.first, placed.last, placed.venue


def _place(venue: Venue, told: Told, roster: parties.Roster, language: str) -> str:
    """A place by its city, or the country that offers one, as far as it is known."""
    if venue.place in told.book.places:
        return told.book.places[venue.place].city[language]
    if venue.country:
        return str(roster.member(venue.country).name[language])
    if venue.party:
        party = roster.party(venue.party).short[language]
        return __("country holding the presidency of {party}").format(party=party)
    return __("place not fixed")


def taken_over(plan: Plan, told: Told) -> str:
    """The question part of the plan form's address that fills this plan in.

    Meetings whose day is settled are left out: a plan does not move them.
    """
    settled = {slot.configuration for slot in told.question.slots if slot.fixed is not None}
    fields: dict[str, str] = {}
    for one in plan.meetings:
        if one.configuration in settled:
            continue
        fields |= {
            f"{one.configuration}-place": one.venue.place,
            f"{one.configuration}-precision": "day",
            f"{one.configuration}-start": one.first.isoformat(),
            f"{one.configuration}-end": one.last.isoformat(),
        }
    return urlencode(fields)


@dataclass(frozen=True)
class Local:
    """One delegation: its local hour at each full hour, and its local times at the hours proposed.

    `strip` holds the hour in figures and whether a session that starts then is fair.
    """

    member: str
    strip: tuple[tuple[str, bool], ...]
    at_first: str
    at_last: str


class HoursShown:
    """The fair hours of a day, or the least bad, with a strip for every delegation.

    Times are texts of a language, at the seat (`zone`) or at the capital of a delegation.
    """

    def __init__(
        self, hours: Hours, parties_: list[tuple[Party, list[str]]], zone: str, language: str
    ) -> None:
        self.hours = hours
        self.seat = formats.place(zone, language)
        self.language = language
        self.fair = [
            (formats.time_of(first, zone, language), formats.time_of(last, zone, language))
            for first, last in spans(hours.fair)
        ]
        self.least_bad = [
            (formats.time_of(start.at, zone, language), start.unfair_to, start.minutes_outside)
            for start in hours.least_bad
        ]
        starts = hours.fair or tuple(start.at for start in hours.least_bad)
        self.first, self.last = starts[0], starts[-1]
        self.first_time = formats.time_of(self.first, zone, language)
        self.last_time = formats.time_of(self.last, zone, language)
        steps = hours.strips[0].cells[::STEPS_IN_AN_HOUR] if hours.strips else ()
        self.steps = [_hour(cell.at, zone) for cell in steps]
        self._strips: Mapping[str, Strip] = {strip.member: strip for strip in hours.strips}
        self.parties = [(party, [self._local(code) for code in own]) for party, own in parties_]

    @property
    def columns(self) -> int:
        """How many columns the table of the whole day has."""
        return len(self.steps) + 1

    @property
    def has_two(self) -> bool:
        """Whether the first and the last hour proposed are not the same."""
        return self.first != self.last

    def _local(self, member: str) -> Local:
        strip = self._strips[member]
        return Local(
            member=member,
            strip=tuple(
                (_hour(cell.at, strip.zone), cell.is_fair)
                for cell in strip.cells[::STEPS_IN_AN_HOUR]
            ),
            at_first=formats.instant(self.first, strip.zone, self.language),
            at_last=formats.instant(self.last, strip.zone, self.language),
        )


def _hour(at: datetime, zone: str) -> str:
    """The hour in figures, with the minutes only where the clock does not show a full hour."""
    local = at.astimezone(formats.zone_of(zone))
    return f"{local:%H}" if local.minute == 0 else f"{local:%H:%M}"


def by_party(
    zones: Mapping[str, Mapping[str, str]], forum: Forum, language: str
) -> list[tuple[Party, list[str]]]:
    """The members of each Party in protocol order, the Parties in the alphabet of a language."""
    roster = parties.roster(forum)
    return [
        (party, sorted(zones[party.code], key=roster.protocol(language)))
        for party in roster.in_order(language)
    ]

"""What speaks against days and places that people choose, with the clause or as practice.

The planner's reasons, asked of a day that a person proposes: for the form of one day, the form
of a plan, and the page of the act that binds them.  They warn, and stand against nothing.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TypedDict

from cochair.features.acts.kinds import Caution
from cochair.features.acts.models import JointAct
from cochair.features.meetings.models import BlockedDays, HostEvent, Meeting, Notice
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.planner import facts, public_holidays
from cochair.features.planner.queries import span as span_of_cycle
from cochair.procedure import planner
from cochair.procedure.book import Book
from cochair.procedure.calendar import CycleSpan
from cochair.procedure.dues import is_notice_in_time
from cochair.procedure.planner import chosen
from cochair.procedure.planner.chosen import Chosen
from cochair.procedure.planner.of_cycle import members_of, slot_for
from cochair.procedure.planner.question import REQUIRED_DAYS, Venue
from cochair.procedure.planner.reasons import Reason
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.view import View

DAY, MONTH = "day", "month"
A_DAY = timedelta(days=1)
PLACE_TAKEN_AWAY, LATE_NOTICE = "place_taken_away", "late_notice"
NO_TIMELY_NOTICE = _("A timely notice of meeting is no longer possible.")
# The check of the clause behind each reason; every other one is practice.
CHECKS = {
    chosen.OUTSIDE: "in_semester",
    chosen.FAR: "cadence",
    chosen.BESIDE_THE_MARK: "cadence",
    chosen.PLACE: "venue_allowed",
    chosen.PLACE_UNKNOWN: "venue_allowed",
}


def of_meeting(
    meeting: Meeting, *, first: date, last: date, place: str, at: datetime
) -> tuple[Caution, ...]:
    """What speaks against the days (civil, at the place) and the place of one meeting."""
    number = meeting.cycle.number if meeting.cycle is not None else None
    judge = _Judge(meeting.forum, number, at)
    said = judge.of_one(meeting.configuration, judge.chosen(first, last, place))
    late = judge.late_notice(meeting.configuration, meeting, first)
    return (*judge.taken_away(meeting.configuration, meeting, place), *late, *said)


def of_new(
    forum: Forum, configuration: str, *, first: date, last: date, place: str, at: datetime
) -> tuple[Caution, ...]:
    """The same for a meeting outside the slots of a cycle."""
    judge = _Judge(forum, None, at)
    said = judge.of_one(configuration, judge.chosen(first, last, place))
    return (*judge.late_notice(configuration, None, first), *said)


def of_plan(
    forum: Forum, number: int, slots: Mapping[str, Mapping[str, object]], at: datetime
) -> tuple[Caution, ...]:
    """What speaks against a plan of a cycle; `slots` is as in `actions.propose_plan`.

    Of a month only its place in the semester is judged, of a semester nothing.
    """
    judge = _Judge(forum, number, at)
    days: dict[str, Chosen] = {}
    found: list[Caution] = []
    rows = Meeting.objects.filter(forum=forum, cycle__number=number, cancelled_at=None)
    meetings = {row.configuration: row for row in rows.order_by("-pk")}
    for code, slot in slots.items():
        if code not in judge.book.configurations:
            continue
        found += judge.taken_away(code, meetings.get(code), str(slot.get("place") or ""))
        if not slot.get("start"):
            continue
        first = date.fromisoformat(str(slot["start"]))
        last = date.fromisoformat(str(slot.get("end") or slot["start"]))
        if not first <= last <= first + timedelta(days=366):
            continue
        one = judge.chosen(first, last, str(slot.get("place") or ""))
        if slot["precision"] == DAY:
            days[code] = one
            found += judge.late_notice(code, meetings.get(code), first)
            found += judge.of_one(code, one)
        else:
            found += [c for c in judge.of_one(code, one) if c.code == chosen.OUTSIDE]
    rules = judge.book.planner
    near = chosen.too_near(rules.travel_gap_days, days) if rules else ()
    return (*found, *(judge.caution("", reason) for reason in near))


def of_schedule_act(act: JointAct, at: datetime) -> tuple[Caution, ...]:
    """What speaks against the day that an act would fix."""
    meeting = Meeting.objects.select_related("forum", "cycle").get(
        forum=act.forum, slug=act.subject_id
    )
    return of_meeting(meeting, **_days(act), at=at)


def of_new_act(act: JointAct, at: datetime) -> tuple[Caution, ...]:
    """What speaks against the day of a meeting that an act would make."""
    return of_new(act.forum, act.body["configuration"], **_days(act), at=at)


def of_plan_act(act: JointAct, at: datetime) -> tuple[Caution, ...]:
    """What speaks against the plan that an act would make."""
    return of_plan(act.forum, int(act.body["cycle"]), act.body["slots"], at)


class _Days(TypedDict):
    """The days (civil, at the place) and the place that an act would fix."""

    first: date
    last: date
    place: str


def _days(act: JointAct) -> _Days:
    return {
        "first": date.fromisoformat(act.body["first_day"]),
        "last": date.fromisoformat(act.body["last_day"]),
        "place": act.body.get("place", ""),
    }


class _Judge:
    """What is known of a forum at an instant, read once for one form or act."""

    def __init__(self, forum: Forum, number: int | None, at: datetime) -> None:
        self.forum = forum
        self.book: Book = parties.book(forum, at)
        self.view = View(self.book, facts.facts_at(forum, at), at)
        self.span: CycleSpan | None = (
            span_of_cycle(forum, number, at) if number is not None else None
        )
        self.party_of = {one.member: one.party for one in self.view.facts.memberships}

    def chosen(self, first: date, last: date, place: str) -> Chosen:
        """Days and a place by its code; a code that nobody knows is no place."""
        found = self.book.places.get(place)
        country = found.country if found else ""
        venue = Venue(place, self.party_of.get(country, ""), country) if found else None
        return Chosen(first, last, venue)

    def of_one(self, configuration: str, one: Chosen) -> tuple[Caution, ...]:
        """What speaks against one choice for a configuration."""
        slot = (
            slot_for(self.view, self.span, configuration, one.first, one.last)
            if self.span is not None
            else None
        )
        found = chosen.against(self._question(one), slot, one)
        return tuple(self.caution(configuration, reason) for reason in found)

    def taken_away(
        self, configuration: str, meeting: Meeting | None, place: str
    ) -> tuple[Caution, ...]:
        """That a choice without a place takes away the one that a meeting has."""
        latest = meeting.schedules.last() if meeting is not None and not place else None
        known = self.book.places.get(latest.place) if latest is not None else None
        if known is None:
            return ()
        says = Sentence(
            _("The meeting would lose the place that it has: {place}."), {"place": known.city}
        )
        return (self.caution(configuration, Reason(PLACE_TAKEN_AWAY, says)),)

    def late_notice(
        self, configuration: str, meeting: Meeting | None, first: date
    ) -> tuple[Caution, ...]:
        """That a notice of today would be late for a first day to come, where none is out."""
        if first < self.view.today or is_notice_in_time(self.book, first, self.view.today):
            return ()
        if meeting is not None and Notice.objects.filter(meeting=meeting).exists():
            return ()
        return (self.caution(configuration, Reason(LATE_NOTICE, Sentence(NO_TIMELY_NOTICE))),)

    def caution(self, configuration: str, reason: Reason) -> Caution:
        """A reason with its clause, and what it is about."""
        check = CHECKS.get(reason.code)
        clause = self.book.clause_for(check, configuration) if check else "practice"
        about = self.book.configurations.get(configuration)
        return Caution(reason.code, clause, reason.says, about.title if about else {})

    def _question(self, one: Chosen) -> planner.Question:
        span = self.span or _only(one)
        blocked = BlockedDays.objects.filter(
            party__forum=self.forum, removed_at=None, start__lte=one.last, end__gte=one.first
        )
        events = HostEvent.objects.filter(
            forum=self.forum, removed_at=None, start__lte=one.last, end__gte=one.first
        )
        return planner.Question(
            slots=(),
            order=(REQUIRED_DAYS,),
            parties=tuple(party.code for party in self.book.parties),
            holidays=public_holidays.of_members(
                members_of(self.view, span), range(one.first.year, one.last.year + 1)
            ),
            blocked=tuple(
                planner.Blocked(row.party.code, row.start, row.end, row.required)
                for row in blocked.select_related("party").defer("reason")
            ),
            events=tuple(
                planner.HostEvent(row.title, row.start, row.end, row.place) for row in events
            ),
            not_before=self.view.today,
        )


def _only(one: Chosen) -> CycleSpan:
    """The days of a meeting outside all cycles, as if they were one."""
    return CycleSpan(0, one.first, one.last, ())

"""What is done to meetings.  Acts of both Parties are proposed here and take effect in `planning`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from cochair.features.acts import actions as acts
from cochair.features.acts import reasons as reasoning
from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import cycle_plan, machine, rescheduling
from cochair.features.meetings.cycle_plan import REASON_AT_LEAST
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import MAY_OPEN, state_of
from cochair.features.meetings.titles import act_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.sessions import closure, opening_checks
from cochair.features.sessions.opening_hours import told_afterwards, too_early
from cochair.procedure.book import Book
from cochair.procedure.calendar import end_of_day, outside_calendar, start_of_day
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, _, require

PLAN = "cycle.plan"

FORMATS = ("in_person", "hybrid", "virtual")
TOPICS = ("discussions", "working_agenda", "consensus")
NO_SUCH_STEP = _("There is no such step.")
NO_SUCH_CYCLE = _("There is no such cycle.")


@dataclass(frozen=True, slots=True)
class Day:
    """A meeting's first and last civil day at a place, with its hours there when known.

    `without_place` says that a place that the meeting has is to be taken away.
    """

    first: date
    last: date
    place: str
    format: str
    opens: str = ""
    closes: str = ""
    without_place: bool = False


# What a form sends where a place that the meeting has is to be taken away.
WITHOUT_PLACE = "-"


def propose_plan(
    forum: Forum,
    *,
    made_in: int,
    slots: Mapping[str, Mapping[str, object]],
    publishes: bool = False,
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    """Propose venues and dates for the slots of the next cycle (civil days, place codes).

    `slots` is configuration -> {place, start, end, precision, virtual, format}; a slot with a format
    is fixed: the same signatures confirm its date and format, and with `publishes` make them public.
    Raises Refused for codes the procedures do not know, days outside the calendar, an empty plan, and
    where nothing that is fixed could be published.
    """
    check_plan(forum, made_in=made_in, slots=slots, publishes=publishes, at=at)
    number = made_in + 1
    return acts.propose(
        forum,
        kind=PLAN,
        subject=cycle_plan.cycle_subject(forum, number),
        title=act_title(PLAN, parties.book(forum, at), cycle=number),
        body=_plan_body(made_in, slots, publishes),
        by=by,
        at=at,
    )


def check_plan(
    forum: Forum,
    *,
    made_in: int,
    slots: Mapping[str, Mapping[str, object]],
    publishes: bool,
    at: datetime,
) -> None:
    """Refuse what a plan could not be sent with, before anybody sends it; arguments as in `propose_plan`."""
    require(
        _something_planned(slots),
        _known_cycle(forum, made_in),
        _not_abandoned(forum, made_in + 1),
        *cycle_plan.slot_refusals(parties.book(forum, at), slots),
        *(_known_format(str(one["format"])) for one in slots.values() if one.get("format")),
        cycle_plan.something_to_publish(slots) if publishes else None,
    )
    body = _plan_body(made_in, slots, publishes)
    require(*cycle_plan.plan_refusals(JointAct(forum=forum, kind=PLAN, body=body), at))


def _plan_body(
    made_in: int, slots: Mapping[str, Mapping[str, object]], publishes: bool
) -> dict[str, object]:
    return {
        "made_in": made_in,
        "cycle": made_in + 1,
        "slots": {code: dict(slot) for code, slot in slots.items()},
        **({cycle_plan.PUBLISH: True} if publishes else {}),
    }


def propose_schedule(
    meeting: Meeting,
    *,
    day: Day,
    reason: str,
    by: ActingOffice,
    at: datetime,
    with_sessions: bool = True,
    publishes: bool = False,
) -> JointAct:
    """Propose the day, place and format of a meeting, or a new one with a reason.

    With `with_sessions` its sessions move by as many days, and keep their hours at the place; with
    `publishes` the same signatures make public what they fix.
    Raises Refused once the meeting has opened, for days that are over, outside the calendar or in
    the wrong order, when an announced day moves without a reason, and where the place that the meeting has
    would be taken away unasked.
    """
    book = parties.book(meeting.forum, at)
    place = book.places.get(day.place)
    zone = place.zone if place is not None else book.zone
    require(
        machine.refusal("meeting.schedule", meeting, at),
        *day_refusals(book, day),
        cycle_plan.still_ahead(day.last, zone, at),
        _without_reason(meeting, reason, at),
        _takes_place_away(meeting, day, book),
    )
    starts, ends = instants_of(day, zone)
    return acts.propose(
        meeting.forum,
        kind="meeting.schedule",
        subject=("meeting", meeting.slug),
        title=act_title("meeting.schedule", book, meeting=meeting, day=day.first, last=day.last),
        body={
            "starts": starts.isoformat(),
            "ends": ends.isoformat(),
            "first_day": day.first.isoformat(),
            "last_day": day.last.isoformat(),
            "zone": zone,
            "place": day.place,
            "format": day.format,
            "language_equal": True,
            **_sessions(meeting, day, zone, with_sessions),
            **({cycle_plan.PUBLISH: True} if publishes and not meeting.is_published else {}),
        },
        by=by,
        at=at,
        reason=reason.strip(),
    )


def _sessions(meeting: Meeting, day: Day, zone: str, wanted: bool) -> dict[str, object]:
    """What the act binds of the sessions; one that moves no day says nothing of them."""
    there = zone if day.place else ""
    if not wanted or not rescheduling.moves(meeting, day.first, there):
        return {}
    return {
        rescheduling.SESSIONS: rescheduling.bound(
            rescheduling.with_the_day(meeting, day.first, there)
        )
    }


def day_refusals(book: Book, day: Day) -> tuple[Refusal | None, ...]:
    """What stands against a day whatever the meeting: outside the calendar, out of order, or a
    place or format that the procedures do not know."""
    return (
        outside_calendar(day.first),
        outside_calendar(day.last),
        cycle_plan.in_order(day.first, day.last) or _hours_in_order(day),
        _known_place(day.place, book.places),
        _known_format(day.format),
    )


def propose_step(
    meeting: Meeting,
    *,
    kind: str,
    by: ActingOffice,
    at: datetime,
    value: str = "",
    reason: str = "",
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose another joint act on a meeting: open, suspend, resume, close, cancel, agree a
    format, declare extraordinary circumstances, or note that preparing was not appropriate.

    `value` is the format agreed, or the topic that was not prepared (none: the whole meeting);
    other steps have none, and what is given is left aside.  `reasons` give the same reason by
    language.  Raises Refused when the meeting's
    state does not allow it, a reason is missing or the value is none of the step's.  An opening
    keeps what is missing at that moment, and then needs a reason too.
    """
    require(*step_refusals(meeting, kind, at))
    require(*unfinished(meeting, kind, at))
    lacking = opening_checks.at_opening(meeting, at) if kind == OPENING else ()
    require(
        *reasoning.each(partial(_reason_where_needed, kind), reason, reasons),
        opening_checks.without_reason(lacking, reason),
        _value_of_step(kind, value),
    )
    body: dict[str, object] = {"value": value if kind in HAVE_VALUE else ""}
    body |= reasoning.kept(reasons)
    if kind == OPENING:
        body["missing"] = [one.code for one in lacking]
    return acts.propose(
        meeting.forum,
        kind=kind,
        subject=("meeting", meeting.slug),
        title=act_title(kind, parties.book(meeting.forum, at), meeting=meeting),
        body=body,
        by=by,
        at=at,
        reason=reason.strip(),
    )


def step_refusals(meeting: Meeting, kind: str, at: datetime) -> tuple[Refusal | None, ...]:
    """What in the meeting's state stands against a joint step of a kind."""
    return (
        machine.refusal(kind, meeting, at) or (too_early(meeting, at) if kind == OPENING else None),
        told_afterwards(meeting) if kind == OPENING else None,
        _once(meeting) if kind == PUBLISHING else None,
    )


def _once(meeting: Meeting) -> Refusal | None:
    if not meeting.is_published:
        return None
    return Refusal("two-keys", _("Both Parties have published this meeting already."))


def unfinished(meeting: Meeting, kind: str, at: datetime) -> tuple[Refusal, ...]:
    """What has to end before a meeting closes, if a step of this kind closes it."""
    return closure.against(meeting, at) if kind == CLOSING else ()


OPENING, CLOSING, PUBLISHING = "meeting.open", "meeting.close", "meeting.publish"
HAVE_VALUE = frozenset({"meeting.format", "meeting.not_appropriate"})
NEED_REASON = frozenset({"meeting.cancel", "meeting.extraordinary", "meeting.not_appropriate"})


def instants_of(day: Day, zone: str) -> tuple[datetime, datetime]:
    """The announced UTC instants of a day: hours at the place when given, else whole civil days."""
    starts = _at(day.first, day.opens, zone) if day.opens else start_of_day(day.first, zone)
    ends = _at(day.last, day.closes, zone) if day.closes else end_of_day(day.last, zone)
    return starts, ends


def _at(day: date, hour: str, zone: str) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T{hour}").replace(tzinfo=ZoneInfo(zone))


def _something_planned(slots: Mapping[str, object]) -> Refusal | None:
    return None if slots else Refusal("cycle", _("A plan must name at least one meeting."))


def _known_cycle(forum: Forum, number: int) -> Refusal | None:
    if Cycle.objects.filter(forum=forum, number=number).exists():
        return None
    return Refusal("cycle", _("There is no cycle {number}."), {"number": number})


def _not_abandoned(forum: Forum, number: int) -> Refusal | None:
    if not Cycle.objects.filter(forum=forum, number=number, abandoned_at__isnull=False).exists():
        return None
    return Refusal("cycle", _("Cycle {cycle} was abandoned."), {"cycle": number})


def _hours_in_order(day: Day) -> Refusal | None:
    if day.first == day.last and day.opens and day.closes and day.closes <= day.opens:
        return Refusal("calendar", _("The meeting would end before it begins."))
    return None


def _known_place(place: str, places: Mapping[str, object]) -> Refusal | None:
    if not place or place in places:
        return None
    return Refusal("calendar", _("There is no place called “{place}”."), {"place": place})


def _known_format(format: str) -> Refusal | None:
    if format in FORMATS:
        return None
    return Refusal(
        "calendar", _("A meeting must be held in person, in hybrid format or virtually.")
    )


def moving_needs_reason(meeting: Meeting, at: datetime) -> bool:
    """Whether a date of a meeting needs a reason: both Parties confirmed the one that it has."""
    return state_of(meeting, at) in MAY_OPEN


def _takes_place_away(meeting: Meeting, day: Day, book: Book) -> Refusal | None:
    """A meeting that becomes virtual has no place by that alone; the act says that it loses the one it had."""
    place = book.places.get(place_of(meeting))
    if place is None or day.place or day.without_place or day.format == "virtual":
        return None
    return Refusal(
        "meeting",
        _(
            "The place of this meeting is {place}, and this names none. Choose the place, or say "
            "that it applies no more."
        ),
        {"place": place.city},
    )


def place_of(meeting: Meeting) -> str:
    """The code of the place that a meeting has, whether its day is fixed or not; empty for none."""
    latest = meeting.schedules.last()
    return latest.place if latest is not None else ""


def _without_reason(meeting: Meeting, reason: str, at: datetime) -> Refusal | None:
    if not moving_needs_reason(meeting, at) or is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        "meeting",
        _(
            "Both Parties confirmed this date. Give a reason for changing it, in at least "
            "{number} characters."
        ),
        {"number": REASON_AT_LEAST},
    )


def _reason_where_needed(kind: str, reason: str) -> Refusal | None:
    if kind not in NEED_REASON or is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        "meeting",
        _("Give the reason in at least {number} characters; both co-presidencies sign it."),
        {"number": REASON_AT_LEAST},
    )


def _value_of_step(kind: str, value: str) -> Refusal | None:
    if kind == "meeting.format":
        return _known_format(value)
    return _some_topic([value]) if kind in HAVE_VALUE and value else None


def _some_topic(covered: list[str]) -> Refusal | None:
    if covered and set(covered) <= set(TOPICS):
        return None
    return Refusal("practice", _("Choose the topics that were discussed."))

"""What is done to meetings.  Acts of both Parties are proposed here and take effect in `planning`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from cochair.acts import actions as acts
from cochair.acts.models import JointAct
from cochair.cycles.models import Cycle
from cochair.journal.actions import record
from cochair.meetings import planning
from cochair.meetings.models import CoChair, Meeting, Preparation
from cochair.meetings.planning import REASON_AT_LEAST
from cochair.meetings.sessions.opening import too_early
from cochair.meetings.states import MAY_OPEN, PREPARING, State, state_of
from cochair.meetings.titles import act_title
from cochair.parties import queries as parties
from cochair.parties.models import Forum, PresidencyTerm
from cochair.parties.offices import Hat
from cochair.procedure.book import Book
from cochair.procedure.calendar import end_of_day, outside_calendar, start_of_day
from cochair.procedure.refusal import Refusal, _, require

FORMATS = ("in_person", "hybrid", "virtual")
TOPICS = ("discussions", "working_agenda", "consensus")
NO_SUCH_STEP = _("There is no such step.")
NO_SUCH_CYCLE = _("There is no such cycle.")


@dataclass(frozen=True, slots=True)
class Day:
    """A meeting's first and last civil day at a place, with its hours there when known."""

    first: date
    last: date
    place: str
    format: str
    opens: str = ""
    closes: str = ""


def propose_plan(
    forum: Forum,
    *,
    made_in: int,
    slots: Mapping[str, Mapping[str, object]],
    by: Hat,
    at: datetime,
) -> JointAct:
    """Propose venues and dates for the slots of the next cycle (civil days, place codes).

    `slots` is configuration -> {place, start, end, precision, virtual}.  Raises Refused for
    codes the procedures do not know, days outside the calendar, an empty plan.
    """
    book = parties.book(forum, at)
    require(
        _something_planned(slots),
        _known_cycle(forum, made_in),
        *planning.slot_refusals(book, slots),
    )
    number = made_in + 1
    return acts.propose(
        forum,
        kind="cycle.plan",
        subject=planning.cycle_subject(forum, number),
        title=act_title("cycle.plan", book, cycle=number),
        body={"made_in": made_in, "cycle": number, "slots": {k: dict(v) for k, v in slots.items()}},
        by=by,
        at=at,
    )


def propose_schedule(meeting: Meeting, *, day: Day, reason: str, by: Hat, at: datetime) -> JointAct:
    """Propose the day, place and format of a meeting, or a new one with a reason.

    Raises Refused once the meeting has opened, for days outside the calendar or in the wrong
    order, and when an announced day moves without a reason.
    """
    book = parties.book(meeting.forum, at)
    require(
        _before_opening(meeting, at),
        *day_refusals(book, day),
        _moving_needs_reason(meeting, reason, at),
    )
    zone = book.places[day.place].zone if day.place else book.zone
    starts, ends = instants_of(day, zone)
    return acts.propose(
        meeting.forum,
        kind="meeting.schedule",
        subject=("meeting", meeting.slug),
        title=act_title("meeting.schedule", book, meeting=meeting, day=day.first),
        body={
            "starts": starts.isoformat(),
            "ends": ends.isoformat(),
            "first_day": day.first.isoformat(),
            "last_day": day.last.isoformat(),
            "zone": zone,
            "place": day.place,
            "format": day.format,
            "language_equal": True,
        },
        by=by,
        at=at,
        reason=reason.strip(),
    )


def day_refusals(book: Book, day: Day) -> tuple[Refusal | None, ...]:
    """What stands against a day whatever the meeting: outside the calendar, out of order, or a
    place or format that the procedures do not know."""
    return (
        outside_calendar(day.first),
        outside_calendar(day.last),
        planning.in_order(day.first, day.last) or _hours_in_order(day),
        _known_place(day.place, book.places),
        _known_format(day.format),
    )


def propose_step(
    meeting: Meeting, *, kind: str, by: Hat, at: datetime, value: str = "", reason: str = ""
) -> JointAct:
    """Propose another joint act on a meeting: open, close, cancel, agree a format, declare
    extraordinary circumstances, or note together that preparing was not appropriate.

    `value` is the format agreed, or the topic that was not prepared (none: the whole meeting);
    other steps have none, and what is given is left aside.  Raises Refused when the meeting's
    state does not allow it, a reason is missing or the value is none of the step's.
    """
    require(
        *step_refusals(meeting, kind, at),
        _reason_where_needed(kind, reason),
        _value_of_step(kind, value),
    )
    return acts.propose(
        meeting.forum,
        kind=kind,
        subject=("meeting", meeting.slug),
        title=act_title(kind, parties.book(meeting.forum, at), meeting=meeting),
        body={"value": value if kind in HAVE_VALUE else ""},
        by=by,
        at=at,
        reason=reason.strip(),
    )


@transaction.atomic
def appoint_chair(meeting: Meeting, *, member: str, deputy: bool, by: Hat, at: datetime) -> CoChair:
    """Name the co-chair of one's own Party; whoever was named before makes way.

    Raises Refused for another Party's chair and once the meeting is over.  That the member is
    not the presidency on the first day is not refused: the clause will say so.
    """
    meeting = _locked(meeting)
    roster = parties.roster(meeting.forum)
    require(_not_over(meeting, at), _acts_for_a_party(by), _member_of(roster, by.party, member))
    for before in CoChair.objects.filter(
        meeting=meeting, party__code=by.party, deputy=deputy, ended_at=None
    ):
        before.ended_at = at
        before.save(update_fields=["ended_at"])
    chair = CoChair.objects.create(
        meeting=meeting,
        party=roster.party(by.party),
        member=roster.member(member),
        term=PresidencyTerm.objects.filter(
            party__code=by.party, party__forum=meeting.forum, holder__code=member
        ).last(),
        deputy=deputy,
        at=at,
    )
    _record(
        meeting,
        "chair.appointed",
        by=by,
        at=at,
        on_behalf_of=by.party,
        facts={"party": by.party, "member": member, "deputy": deputy},
    )
    return chair


@transaction.atomic
def record_preparation(
    meeting: Meeting,
    *,
    held_at: datetime,
    format: str,
    present: Iterable[str],
    topics: Iterable[str],
    note: str,
    by: Hat,
    at: datetime,
) -> Preparation:
    """Record a preparatory meeting of the co-chairs: when, who was there, what it covered.

    Raises Refused for one in the future, without anybody, or without a topic.
    """
    meeting = _locked(meeting)
    there, covered = sorted(set(present)), sorted(set(topics))
    require(
        _already_held(held_at, at), _somebody(there), _some_topic(covered), _known_format(format)
    )
    made = Preparation.objects.create(
        meeting=meeting,
        held_at=held_at,
        format=format,
        parties_present=there,
        topics=covered,
        note=note.strip(),
        recorded_at=at,
    )
    _record(
        meeting,
        "preparation.recorded",
        by=by,
        at=at,
        facts={"held_at": held_at.isoformat(), "present": there, "topics": covered},
    )
    return made


def step_refusals(meeting: Meeting, kind: str, at: datetime) -> tuple[Refusal | None, ...]:
    """What in the meeting's state stands against a joint step of a kind."""
    state = state_of(meeting, at)
    allowed = STEPS[kind]
    if state in allowed:
        return (too_early(meeting, at),) if kind == "meeting.open" else ()
    return (
        Refusal(
            "meeting",
            _("This step is not open to a meeting in this state: {state}."),
            {"state": state.value},
        ),
    )


# Which states of a meeting allow which joint step (domain.md C.4).
STEPS: dict[str, frozenset[State]] = {
    "meeting.open": MAY_OPEN,
    "meeting.close": frozenset({State.OPEN}),
    "meeting.cancel": PREPARING,
    "meeting.format": PREPARING,
    "meeting.extraordinary": PREPARING,
    "meeting.not_appropriate": PREPARING,
    "meeting.postponement": PREPARING,
    "meeting.conversion": PREPARING,
}
HAVE_VALUE = frozenset({"meeting.format", "meeting.not_appropriate"})
NEED_REASON = frozenset({"meeting.cancel", "meeting.extraordinary", "meeting.not_appropriate"})


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    )


def _record(
    meeting: Meeting,
    verb: str,
    *,
    by: Hat,
    at: datetime,
    facts: Mapping[str, object],
    on_behalf_of: str = "",
) -> None:
    record(
        meeting.forum.slug,
        verb=verb,
        about=("meeting", meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=on_behalf_of,
        at=at,
        facts=dict(facts),
    )


def instants_of(day: Day, zone: str) -> tuple[datetime, datetime]:
    """The announced UTC instants of a day: hours at the place when given, else whole civil days."""
    starts = _at(day.first, day.opens, zone) if day.opens else start_of_day(day.first, zone)
    ends = _at(day.last, day.closes, zone) if day.closes else end_of_day(day.last, zone)
    return starts, ends


def _at(day: date, hour: str, zone: str) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T{hour}").replace(tzinfo=ZoneInfo(zone))


def _something_planned(slots: Mapping[str, object]) -> Refusal | None:
    return None if slots else Refusal("cycle", _("A plan names at least one meeting."))


def _known_cycle(forum: Forum, number: int) -> Refusal | None:
    if Cycle.objects.filter(forum=forum, number=number).exists():
        return None
    return Refusal("cycle", _("There is no cycle {number}."), {"number": number})


def _before_opening(meeting: Meeting, at: datetime) -> Refusal | None:
    if state_of(meeting, at) in PREPARING:
        return None
    return Refusal("meeting", _("The day of a meeting can change until it opens, not after."))


def _not_over(meeting: Meeting, at: datetime) -> Refusal | None:
    if state_of(meeting, at) in PREPARING | {State.OPEN}:
        return None
    return Refusal("meeting", _("This meeting is over: its co-chairs are what they were."))


def _hours_in_order(day: Day) -> Refusal | None:
    if day.first == day.last and day.opens and day.closes and day.closes <= day.opens:
        return Refusal("calendar", _("The meeting would end before it begins."))
    return None


def _known_place(place: str, places: Mapping[str, object]) -> Refusal | None:
    if not place or place in places:
        return None
    return Refusal("calendar", _("There is no place called {place}."), {"place": place})


def _known_format(format: str) -> Refusal | None:
    if format in FORMATS:
        return None
    return Refusal("calendar", _("A meeting is held in person, in hybrid form or virtually."))


def _moving_needs_reason(meeting: Meeting, reason: str, at: datetime) -> Refusal | None:
    if state_of(meeting, at) not in MAY_OPEN or len(reason.strip()) >= REASON_AT_LEAST:
        return None
    return Refusal(
        "meeting",
        _("This day was confirmed by both: say why it moves, in at least {number} characters."),
        {"number": REASON_AT_LEAST},
    )


def _reason_where_needed(kind: str, reason: str) -> Refusal | None:
    if kind not in NEED_REASON or len(reason.strip()) >= REASON_AT_LEAST:
        return None
    return Refusal(
        "meeting",
        _("Give the reason in at least {number} characters: both sides sign it."),
        {"number": REASON_AT_LEAST},
    )


def _value_of_step(kind: str, value: str) -> Refusal | None:
    if kind == "meeting.format":
        return _known_format(value)
    return _some_topic([value]) if kind in HAVE_VALUE and value else None


def _acts_for_a_party(by: Hat) -> Refusal | None:
    return None if by.party else Refusal("two-keys", _("Each Party names its own co-chair."))


def _member_of(roster: parties.Roster, party: str, member: str) -> Refusal | None:
    if any(row.code == member and row.party.code == party for row in roster.members):
        return None
    return Refusal(
        "term", _("{member} is not a member of {party}."), {"member": member or "–", "party": party}
    )


def _already_held(held_at: datetime, at: datetime) -> Refusal | None:
    if held_at <= at:
        return outside_calendar(held_at.date())
    return Refusal("calendar", _("A preparatory meeting is recorded once it has been held."))


def _somebody(there: list[str]) -> Refusal | None:
    return None if there else Refusal("practice", _("Say who was there."))


def _some_topic(covered: list[str]) -> Refusal | None:
    if covered and set(covered) <= set(TOPICS):
        return None
    return Refusal("practice", _("Say which topics were covered."))

"""The five phases of a meeting: which it is in, which one a reader looks at, what each has come to.

Source: docs/spec (interaction, section 3).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import pgettext

from cochair.features.meetings import deadlines, responsibility, subpages
from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.meetings.states import State
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.sessions import opening_hours
from cochair.procedure import facts
from cochair.procedure.calendar import civil_day
from cochair.procedure.timetable import ShownBy
from cochair.web import formats
from cochair.web.localize import language_now

DONE, NOW, NEXT = "done", "now", "next"
# The icon of what a phase has come to.
ICONS = {DONE: "met", NOW: "working", NEXT: "wait"}


class Phase(StrEnum):
    """The phases of a meeting, in their order; their codes are what `?phase=` asks for."""

    PLAN = "plan"
    INVITE = "invite"
    PREPARE = "prepare"
    HOLD = "hold"
    FOLLOW_UP = "follow-up"


BY_STATE: Mapping[State, Phase] = {
    State.PLANNED: Phase.PLAN,
    State.CONFIRMED: Phase.INVITE,
    State.CONVENED: Phase.PREPARE,
    State.PREPARED: Phase.PREPARE,
    State.NOT_OPENED: Phase.HOLD,
    State.OPEN: Phase.HOLD,
    State.SUSPENDED: Phase.HOLD,
    State.HELD: Phase.FOLLOW_UP,
    State.COMPLETED: Phase.FOLLOW_UP,
    State.ARCHIVED: Phase.FOLLOW_UP,
}
# States after which nothing is left to be done.
OVER = frozenset({State.ARCHIVED, State.CANCELLED})
# States in which what came of a meeting is what its page says first.
PAST = frozenset({State.HELD, State.COMPLETED, State.ARCHIVED})
# The phase to which the page of a meeting belongs, by the name of its address.
OF_PAGE: Mapping[str, Phase] = {
    "meetings:schedule": Phase.PLAN,
    "meetings:planner": Phase.PLAN,
    "meetings:chair": Phase.PLAN,
    "meetings:dates": Phase.PLAN,
    "meetings:notice": Phase.INVITE,
    "meetings:agencies": Phase.INVITE,
    "meetings:invitations": Phase.INVITE,
    "meetings:invitation": Phase.INVITE,
    "meetings:observers": Phase.INVITE,
    "meetings:observer": Phase.INVITE,
    "meetings:delegations": Phase.INVITE,
    "meetings:delegation": Phase.INVITE,
    "meetings:contacts": Phase.INVITE,
    "meetings:agenda": Phase.PREPARE,
    "meetings:agenda-draft": Phase.PREPARE,
    "desk:meeting-documents": Phase.PREPARE,
    "documents:document": Phase.PREPARE,
    "texts:text": Phase.PREPARE,
    "meetings:preparations": Phase.PREPARE,
    "meetings:plan_preparation": Phase.PREPARE,
    "commitments:coherence": Phase.PREPARE,
    "meetings:sessions": Phase.PREPARE,
    "meetings:session_change": Phase.PREPARE,
    "desk:room": Phase.HOLD,
    "meetings:step": Phase.HOLD,
    "decisions:of-meeting": Phase.HOLD,
    "decisions:in-room": Phase.HOLD,
    "decisions:programme": Phase.PREPARE,
    "records:record": Phase.FOLLOW_UP,
    "records:draft": Phase.FOLLOW_UP,
    "records:points": Phase.FOLLOW_UP,
    "meetings:participation": Phase.FOLLOW_UP,
}
# The phase in which a usual date falls, by what shows that it was kept; all others follow up.
OF_DATE: Mapping[str, Phase] = {
    ShownBy.CONFIRMED: Phase.PLAN,
    ShownBy.RELEVANCE: Phase.INVITE,
    ShownBy.NOTICE: Phase.INVITE,
    ShownBy.OBSERVERS_ANSWERED: Phase.INVITE,
    ShownBy.DELEGATIONS: Phase.INVITE,
    ShownBy.FIRST_PREPARATION: Phase.PREPARE,
    ShownBy.SECOND_PREPARATION: Phase.PREPARE,
    ShownBy.ITEM_REQUESTS: Phase.PREPARE,
    ShownBy.PROVISIONAL_AGENDA: Phase.PREPARE,
    ShownBy.FINAL_AGENDA: Phase.PREPARE,
    ShownBy.FIRST_DRAFT: Phase.PREPARE,
}
# The pages of a meeting that each phase leads to, besides what it shows itself.
PAGES: Mapping[Phase, tuple[str, ...]] = {
    Phase.PLAN: ("meetings:dates", "meetings:sessions"),
    Phase.INVITE: ("meetings:invitations", "meetings:delegations", "meetings:observers"),
    Phase.PREPARE: (
        "meetings:agenda",
        "desk:meeting-documents",
        "meetings:preparations",
        "commitments:coherence",
        "meetings:sessions",
        "decisions:programme",
    ),
    Phase.HOLD: ("desk:room", "decisions:of-meeting", "meetings:sessions"),
    Phase.FOLLOW_UP: (
        "records:record",
        "records:points",
        "decisions:of-meeting",
        "decisions:programme",
        "meetings:delegations",
    ),
}


@dataclass(frozen=True, slots=True)
class PhaseShown:
    """One phase on the line: its name, its one fact, what it has come to, and where it leads."""

    name: str
    fact: str
    state: str
    icon: str
    href: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the meeting that a phase leads to: the name of its address, its words, where."""

    code: str
    name: str
    href: str


def current(row: Meeting, state: State, at: datetime) -> Phase | None:
    """The phase in which a meeting is; None where it has none: cancelled, or history."""
    if state is State.CANCELLED or responsibility.is_history(row, at):
        return None
    if state in {State.CONFIRMED, State.CONVENED, State.PREPARED}:
        begins = responsibility.begins(row)
        if begins is not None and at >= begins - opening_hours.A_DAY_BEFORE:
            return Phase.HOLD
    return BY_STATE.get(state)


def asked(wanted: str, now: Phase | None) -> Phase:
    """The phase that a reader asked for; else the one in which the meeting is."""
    return Phase(wanted) if wanted in {one.value for one in Phase} else now or Phase.PLAN


def line(
    row: Meeting,
    told: facts.Meeting,
    state: State,
    open_one: Phase,
    hat: ActingOffice,
    at: datetime,
    unfinished: Collection[Phase] = (),
) -> tuple[PhaseShown, ...]:
    """The five phases of a meeting, with what is known of each; none where it has none.

    One before that in which the meeting is has been done, unless it is `unfinished`: something is left.
    """
    now = current(row, state, at)
    if now is None:
        return ()
    address = reverse("desk:meeting", args=[row.forum.slug, row.slug])
    order = list(Phase)
    found = []
    for place, one in enumerate(order):
        is_past = place < order.index(now) and one not in unfinished
        step = DONE if is_past or state in OVER else NEXT
        step = NOW if one is now and state not in OVER else step
        href = f"{address}?phase={one.value}"
        fact = _fact(row, told, one, state, hat)
        found.append(PhaseShown(_name(one), fact, step, ICONS[step], href, one is open_one))
    return tuple(found)


def pages(row: Meeting, phase: Phase, hat: ActingOffice, at: datetime) -> tuple[Page, ...]:
    """The pages of the meeting that a phase leads to, as far as a reader may open them."""
    known = {one.name: one for one in subpages.of(row, hat, at)}
    return tuple(
        Page(name, known[name].label, known[name].address) for name in PAGES[phase] if name in known
    )


def address(row: Meeting, name: str) -> str:
    """The address of the phase to which a page of a meeting belongs."""
    where = reverse("desk:meeting", args=[row.forum.slug, row.slug])
    phase = OF_PAGE.get(name)
    return f"{where}?phase={phase.value}" if phase else where


def _name(phase: Phase) -> str:
    match phase:
        case Phase.PLAN:
            return pgettext("phase of a meeting", "Plan")
        case Phase.INVITE:
            return pgettext("phase of a meeting", "Invite")
        case Phase.PREPARE:
            return pgettext("phase of a meeting", "Prepare")
        case Phase.HOLD:
            return pgettext("phase of a meeting", "Hold")
        case Phase.FOLLOW_UP:
            return pgettext("phase of a meeting", "Follow up")


def _fact(row: Meeting, told: facts.Meeting, phase: Phase, state: State, hat: ActingOffice) -> str:
    match phase:
        case Phase.PLAN:
            known = deadlines.known_on(told, row.forum.zone) if row.confirmed_at else None
            return __("day fixed on {day}").format(day=_short(known)) if known else __("no day yet")
        case Phase.INVITE:
            return _answers(row) if hat.may(Power.RECORD_FACTS) else ""
        case Phase.PREPARE:
            published = told.agendas[-1].at if told.agendas else row.prepared_at
            return _on(__("agenda published on {day}"), published, row)
        case Phase.HOLD:
            return _held(row, state)
        case Phase.FOLLOW_UP:
            return _on(__("completed on {day}"), row.completed_at, row)


def _answers(row: Meeting) -> str:
    if row.convened_at is None:
        return ""
    answers = list(
        Invitation.objects.filter(meeting=row, withdrawn_at=None).values_list("answer", flat=True)
    )
    given = sum(answer != "none" for answer in answers)
    return __("{n} of {all} answered").format(n=given, all=len(answers))


def _held(row: Meeting, state: State) -> str:
    if state is State.SUSPENDED:
        return __("suspended")
    if state is State.OPEN:
        return __("in session")
    if row.closed_at is not None:
        return _on(__("held on {day}"), row.closed_at, row)
    if state is State.NOT_OPENED:
        return __("not opened")
    begins = responsibility.begins(row)
    latest = responsibility.last_schedule(row)
    zone = latest.zone if latest is not None else row.forum.zone
    return _short(civil_day(begins, zone)) if begins is not None else ""


def _on(words: str, at: datetime | None, row: Meeting) -> str:
    return words.format(day=_short(civil_day(at, row.forum.zone))) if at is not None else ""


def _short(day: date) -> str:
    return formats.medium_day(day, language_now())

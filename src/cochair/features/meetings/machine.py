"""Which act each state of a meeting allows: one table, which can be printed (domain.md C.4).

Every act on a meeting and on what belongs to it asks here; an archived meeting is only read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import (
    MAY_OPEN,
    PREPARING,
    RUNNING,
    UNTIL_ARCHIVED,
    State,
    archived_from,
    is_shut,
    state_of,
)
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, _

CLAUSE = "meeting"
NOT_OVER = PREPARING | RUNNING
OPENED = RUNNING | {State.HELD, State.COMPLETED}
NOT_CANCELLED = NOT_OVER | OPENED
KEPT = NOT_CANCELLED | {State.CANCELLED}


@dataclass(frozen=True, slots=True)
class Act:
    """An act, the states that allow it, where it leads, and what is said in all other states."""

    states: frozenset[State]
    otherwise: str
    leads_to: State | None = None


NOT_NOW = _("This step is not possible for a meeting with this status: {state}.")
ARCHIVED = _(
    "This meeting has been archived since {at}, {days} days after its record was "
    "approved. It can only be read."
)
CANCELLED = _("This meeting is cancelled.")
CYCLE_CLOSED = _(
    "Cycle {cycle} is closed and can only be read. Corrigenda, addenda to its statement, "
    "signatures and publications remain possible."
)

# The joint acts on the meeting itself.
STEPS: Mapping[str, Act] = {
    "meeting.schedule": Act(
        PREPARING,
        _("The date of a meeting may be changed only until the meeting opens."),
        State.CONFIRMED,
    ),
    "meeting.open": Act(MAY_OPEN, NOT_NOW, State.OPEN),
    "meeting.suspend": Act(frozenset({State.OPEN}), NOT_NOW, State.SUSPENDED),
    "meeting.resume": Act(frozenset({State.SUSPENDED}), NOT_NOW, State.OPEN),
    "meeting.close": Act(frozenset({State.OPEN}), NOT_NOW, State.HELD),
    "meeting.cancel": Act(PREPARING, NOT_NOW, State.CANCELLED),
    "meeting.postponement": Act(PREPARING, NOT_NOW, State.PLANNED),
    "meeting.conversion": Act(PREPARING, NOT_NOW),
    "meeting.format": Act(PREPARING, NOT_NOW),
    "meeting.extraordinary": Act(PREPARING, NOT_NOW),
    "meeting.not_appropriate": Act(PREPARING, NOT_NOW),
    "meeting.publish": Act(NOT_CANCELLED, NOT_NOW),
}

# What is done to the parts of a meeting.
PARTS: Mapping[str, Act] = {
    "chair.name": Act(
        NOT_OVER, _("This meeting has ended: its co-chairs can no longer be changed.")
    ),
    "person.check_in": Act(
        MAY_OPEN | RUNNING,
        _("Check-in is possible from the confirmation of the date until the meeting closes."),
    ),
    "participation.judge": Act(
        OPENED, _("Participation may be assessed once the meeting has opened.")
    ),
    "preparation.plan": Act(
        PREPARING,
        _("The meeting has opened or will not take place, so it can no longer be prepared."),
    ),
    "preparation.record": Act(KEPT, NOT_NOW),
    "preparation.end": Act(KEPT, NOT_NOW),
    "session.change": Act(
        NOT_OVER, _("This meeting has ended: its sessions can no longer be changed.")
    ),
    "delegation.change": Act(
        NOT_OVER, _("This meeting has ended: its participants can no longer be changed.")
    ),
    "notice.issue": Act(
        MAY_OPEN,
        _(
            "A notice of meeting may be sent only when both co-presidencies have confirmed "
            "the date and the meeting has not opened."
        ),
    ),
    "invitation.change": Act(
        PREPARING, _("The list of invitees may be changed only until the meeting opens.")
    ),
    "invitation.answer": Act(NOT_OVER, _("This meeting has ended: it is too late to answer.")),
    "invitation.excuse": Act(NOT_CANCELLED, CANCELLED),
    "observer.change": Act(
        PREPARING, _("Decisions on observers may be taken only until the meeting opens.")
    ),
    "observer.register": Act(NOT_CANCELLED, CANCELLED),
    "agenda.prepare": Act(
        PREPARING, _("Once a meeting has opened, only the agenda that it adopts may be changed.")
    ),
    "agenda.adopt": Act(
        frozenset({State.OPEN}), _("A meeting may adopt its agenda only while it is open.")
    ),
    "agenda.change": Act(
        NOT_OVER, _("This meeting has ended: its agenda can no longer be changed.")
    ),
    "item.answer": Act(NOT_CANCELLED, CANCELLED),
    "item.conduct": Act(
        frozenset({State.OPEN}), _("Items may be dealt with only while the meeting is open.")
    ),
    "floor.ask": Act(
        frozenset({State.OPEN}),
        _("The floor may be requested and given only while the meeting is open."),
    ),
    "item.request": Act(PREPARING, _("The meeting has opened. Ask the co-chairs in the room.")),
    "point.carry": Act(
        PREPARING, _("The meeting has opened. Points can no longer be added to its agenda.")
    ),
    "point.note": Act(
        RUNNING | {State.HELD},
        _("Action points may be noted during the meeting and until its record is approved."),
    ),
    "point.defer": Act(NOT_CANCELLED, CANCELLED),
    "coherence.note": Act(
        NOT_OVER, _("This meeting has ended: its coherence note can no longer be changed.")
    ),
}

TABLE: Mapping[str, Act] = {**STEPS, **PARTS}

# What may still be done about a meeting of before Cochair: both judge who came, and what was begun
# here before it was attested comes to an end.  All else would stand as if done at its time.
AFTERWARDS = frozenset(
    {"participation.judge", "preparation.end", "invitation.excuse", "item.answer"}
)
BEFORE = _(
    "Cochair was not used for this meeting, so nothing is recorded for it as if it had been done here. "
    "Both Parties attest its days, place, chairs and texts, with their source, in a list of what was before "
    "Cochair."
)


def allows(code: str, state: State) -> bool:
    """Whether a state allows an act; KeyError for an act that the table does not know."""
    return state in TABLE[code].states


def is_before(meeting: Meeting, at: datetime) -> bool:
    """Whether a meeting was before Cochair by an instant: both attested it, only sources say that it
    was held, or only sources name it and its cycle is over."""
    if meeting.attested_at is not None:
        return meeting.attested_at <= at
    if not meeting.is_only_loaded:
        return False
    if meeting.opened_at is not None:
        return meeting.opened_at <= at
    return _cycle_over(meeting, at) and responsibility.is_history(meeting, at)


def _cycle_over(meeting: Meeting, at: datetime) -> bool:
    cycle = meeting.cycle
    return cycle is not None and cycle.end < civil_day(at, meeting.forum.zone)


def before_refusal(meeting: Meeting, at: datetime) -> Refusal | None:
    """A refusal of what would stand as done by a meeting that was before Cochair by an instant."""
    return Refusal(CLAUSE, BEFORE) if is_before(meeting, at) else None


def refusal(code: str, meeting: Meeting, at: datetime) -> Refusal | None:
    """A refusal when the state of a meeting at an instant does not allow an act."""
    state, act = state_of(meeting, at), TABLE[code]
    if code not in AFTERWARDS and is_before(meeting, at) and not is_shut(meeting, at):
        return Refusal(CLAUSE, BEFORE)
    if state in act.states and not is_shut(meeting, at):
        return None
    if is_shut(meeting, at) and meeting.cycle is not None:
        return Refusal("cycle", CYCLE_CLOSED, {"cycle": meeting.cycle.number})
    if state is State.ARCHIVED:
        facts = {"at": archived_from(meeting.completed_at), "days": UNTIL_ARCHIVED.days}
        return Refusal(CLAUSE, ARCHIVED, facts)
    return Refusal(
        CLAUSE, act.otherwise, {"state": state.value} if act.otherwise == NOT_NOW else {}
    )


def printed() -> str:
    """The table as text: a line for each act, a column for each state, what is allowed marked."""
    width = max(map(len, TABLE))
    head = " ".join(["act".ljust(width), *State, "leads to"])
    lines = [
        " ".join(
            [
                code.ljust(width),
                *(("x" if state in act.states else "-").ljust(len(state)) for state in State),
                act.leads_to or "",
            ]
        ).rstrip()
        for code, act in TABLE.items()
    ]
    return "\n".join([head, *lines])

"""The joint steps on a meeting: what each does, what it asks for, what it would change.

Each has a page of its own, so that nobody chooses a step by mistake from a list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cochair.features.acts.models import JointAct
from cochair.features.meetings import actions, machine
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import state_of
from cochair.features.parties.offices import ActingOffice
from cochair.features.sessions import changes, impact_preview, virtual_contacts
from cochair.features.sessions.impact_preview import Change
from cochair.procedure.refusal import Refusal, _

type Typed = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its address, the kind of act, its words, and what its form asks for."""

    slug: str
    kind: str
    name: str
    does: str
    change: Callable[[datetime, Typed], Change | None]
    values: Mapping[str, str] = field(default_factory=dict)
    value_label: str = ""
    reason: str = ""
    asks_month: bool = False
    asks_conversion: bool = False
    asks: str = ""


OPENING, CLOSING = "opening", "closing"
ANY = _("Read by both sides; not needed.")
NEEDED = _("At least 20 characters; both sides sign it.")
WHERE_MISSING = _(
    "Needed where something is missing: at least 20 characters. Both sides sign it, and it is shown."
)

FORMATS = {"in_person": _("In person"), "hybrid": _("Hybrid"), "virtual": _("Virtual")}
TOPICS = {
    "": _("All of them"),
    "discussions": _("The discussions"),
    "working_agenda": _("The working agenda"),
    "consensus": _("Consensus between the Parties"),
}

STEPS = (
    Step(
        "open",
        "meeting.open",
        _("Open the meeting"),
        _(
            "The meeting is open from the last key on. The procedures and options in force at that instant are those by which it is judged for ever. It can be opened from a day before its planned start."
        ),
        lambda at, typed: impact_preview.opened(at),
        reason=WHERE_MISSING,
        asks=OPENING,
    ),
    Step(
        "suspend",
        "meeting.suspend",
        _("Suspend the meeting"),
        _(
            "The meeting pauses from the last key on. Nothing is adopted and it is not closed until both resume it; who comes and goes is still recorded."
        ),
        lambda at, typed: None,
        reason=ANY,
    ),
    Step(
        "resume",
        "meeting.resume",
        _("Resume the meeting"),
        _("The meeting goes on from the last key on."),
        lambda at, typed: None,
        reason=ANY,
    ),
    Step(
        "close",
        "meeting.close",
        _("Close the meeting"),
        _(
            "The meeting counts as held. What follows a meeting, such as the draft record, becomes due from that instant."
        ),
        lambda at, typed: impact_preview.closed(at),
        asks=CLOSING,
    ),
    Step(
        "postponement",
        "meeting.postponement",
        _("Postpone without a new day"),
        _(
            "The day is taken away and the meeting is planned again. Its slot and its interval are judged anew; the day it had, and the reason, stay in its history. Where a new day is known, fix it instead."
        ),
        lambda at, typed: impact_preview.postponed(at, _day(typed.get("month"))),
        reason=NEEDED,
        asks_month=True,
    ),
    Step(
        "conversion",
        "meeting.conversion",
        _("Turn into a virtual contact"),
        _(
            "Both declare the extraordinary circumstances, and the meeting becomes a virtual contact on the same days, without a place. Whether it counts as the meeting of its slot is for both to say."
        ),
        lambda at, typed: impact_preview.converted(at, bool(typed.get("counts"))),
        reason=NEEDED,
        asks_conversion=True,
    ),
    Step(
        "format",
        "meeting.format",
        _("Agree on the form"),
        _(
            "Both presidencies agree whether the meeting is in person, hybrid or virtual. The form that is announced is part of its day: fix the day with the same form."
        ),
        lambda at, typed: impact_preview.format_agreed(at, str(typed.get("value") or "in_person")),
        values=FORMATS,
        value_label=_("Form"),
        reason=ANY,
    ),
    Step(
        "extraordinary",
        "meeting.extraordinary",
        _("Declare extraordinary circumstances"),
        _(
            "Both presidencies declare circumstances under which the meeting may be virtual. The meeting stays what it is."
        ),
        lambda at, typed: impact_preview.declared(at),
        reason=NEEDED,
    ),
    Step(
        "not_appropriate",
        "meeting.not_appropriate",
        _("Note that preparing was not appropriate"),
        _(
            "Both presidencies say that preparing a topic together was not appropriate. The clause on that topic then asks for nothing."
        ),
        lambda at, typed: impact_preview.not_appropriate(at, str(typed.get("value") or "")),
        values=TOPICS,
        value_label=_("Topic"),
        reason=NEEDED,
    ),
    Step(
        "cancel",
        "meeting.cancel",
        _("Cancel the meeting"),
        _(
            "The meeting will not be held. Its slot in the cycle is empty again, and another meeting can be planned for it."
        ),
        lambda at, typed: impact_preview.cancelled(at),
        reason=NEEDED,
    ),
)

BY_SLUG = {step.slug: step for step in STEPS}


def open_to(meeting: Meeting, at: datetime) -> tuple[Step, ...]:
    """The steps that the state of a meeting allows, in their order."""
    state = state_of(meeting, at)
    return tuple(
        step
        for step in STEPS
        if machine.allows(step.kind, state)
        and (not step.asks_conversion or changes.may_convert(meeting, at) is None)
    )


def refusals(meeting: Meeting, step: Step, at: datetime) -> tuple[Refusal | None, ...]:
    """What stands against a step whatever is typed; its page is then not shown."""
    return (
        *actions.step_refusals(meeting, step.kind, at),
        changes.may_convert(meeting, at) if step.asks_conversion else None,
    )


def propose(
    meeting: Meeting, step: Step, typed: Typed, *, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose a step as its form says.  Raises Refused as the step's own action does."""
    reason = str(typed.get("reason") or "")
    if step.asks_month:
        month = _day(typed.get("month"))
        return changes.propose_postponement(meeting, reason=reason, by=by, at=at, month=month)
    if step.asks_conversion:
        return changes.propose_conversion(
            meeting,
            circumstance=str(typed.get("circumstance") or ""),
            counts=bool(typed.get("counts")),
            reason=reason,
            by=by,
            at=at,
        )
    return actions.propose_step(
        meeting, kind=step.kind, by=by, at=at, value=str(typed.get("value") or ""), reason=reason
    )


def differences(
    meeting: Meeting, step: Step, typed: Typed, at: datetime
) -> tuple[impact_preview.Difference, ...] | None:
    """What the clauses would say otherwise after the step; None where it changes no result."""
    change = step.change(at, typed)
    return None if change is None else impact_preview.differences(meeting, change, at)


def both_choose(meeting: Meeting, at: datetime) -> bool:
    """Whether the option leaves it to both if a virtual contact counts."""
    found = impact_preview.option(meeting.forum, virtual_contacts.COUNTS_OPTION, at)
    return found in (None, virtual_contacts.ASK)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None

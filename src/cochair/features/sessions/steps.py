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

    @property
    def quoted(self) -> bool:
        """Whether papers quote its reason, which is then asked for in each language."""
        return self.reason == NEEDED


OPENING, CLOSING = "opening", "closing"
ANY = _("Optional. Both Parties can read it.")
NEEDED = _("At least 20 characters; both co-presidencies sign the reason.")
WHERE_MISSING = _(
    "Required if something is missing: at least 20 characters. Both co-presidencies sign "
    "the reason, and it is shown."
)

FORMATS = {"in_person": _("In person"), "hybrid": _("Hybrid"), "virtual": _("Virtual")}
TOPICS = {
    "": _("All topics"),
    "discussions": _("Discussions"),
    "working_agenda": _("Working agenda"),
    "consensus": _("Consensus between the Parties"),
}

STEPS = (
    Step(
        "open",
        "meeting.open",
        _("Open the meeting"),
        _(
            "The meeting opens at the second signature. It is assessed permanently under "
            "the procedures and options in force at that instant. It may be opened from "
            "one day before its planned start."
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
            "The meeting is suspended at the second signature. Until both "
            "co-presidencies resume it, nothing may be adopted and it cannot be closed. "
            "Arrivals and departures are still recorded."
        ),
        lambda at, typed: None,
        reason=ANY,
    ),
    Step(
        "resume",
        "meeting.resume",
        _("Resume the meeting"),
        _("The meeting resumes at the second signature."),
        lambda at, typed: None,
        reason=ANY,
    ),
    Step(
        "close",
        "meeting.close",
        _("Close the meeting"),
        _(
            "The meeting counts as held. The deadlines that follow it, for example for "
            "the draft record, start at that instant."
        ),
        lambda at, typed: impact_preview.closed(at),
        asks=CLOSING,
    ),
    Step(
        "postponement",
        "meeting.postponement",
        _("Postpone without a new date"),
        _(
            "The date is removed and the meeting becomes a planned meeting again. The "
            "planned meeting and its interval are assessed again. Its previous date and "
            "the reason stay in its history. If a new date is known, fix it instead."
        ),
        lambda at, typed: impact_preview.postponed(at, _day(typed.get("month"))),
        reason=NEEDED,
        asks_month=True,
    ),
    Step(
        "conversion",
        "meeting.conversion",
        _("Convert into a virtual contact"),
        _(
            "Both co-presidencies declare the extraordinary circumstances. The meeting "
            "becomes a virtual contact on the same dates, without a venue. They decide "
            "whether the contact counts as the planned meeting."
        ),
        lambda at, typed: impact_preview.converted(at, bool(typed.get("counts"))),
        reason=NEEDED,
        asks_conversion=True,
    ),
    Step(
        "format",
        "meeting.format",
        _("Agree on the format"),
        _(
            "Both co-presidencies agree whether the meeting is in person, hybrid or "
            "virtual. The announced format is part of the fixed date: fix the date with "
            "the same format."
        ),
        lambda at, typed: impact_preview.format_agreed(at, str(typed.get("value") or "in_person")),
        values=FORMATS,
        value_label=_("Format"),
        reason=ANY,
    ),
    Step(
        "extraordinary",
        "meeting.extraordinary",
        _("Declare extraordinary circumstances"),
        _(
            "Both co-presidencies declare circumstances under which the meeting may be "
            "virtual. The meeting keeps its type."
        ),
        lambda at, typed: impact_preview.declared(at),
        reason=NEEDED,
    ),
    Step(
        "not_appropriate",
        "meeting.not_appropriate",
        _("Record that preparation was not appropriate"),
        _(
            "Both co-presidencies state that joint preparation of a topic was not "
            "appropriate. The clause on that topic then requires nothing."
        ),
        lambda at, typed: impact_preview.not_appropriate(at, str(typed.get("value") or "")),
        values=TOPICS,
        value_label=_("Topic"),
        reason=NEEDED,
    ),
    Step(
        "publish",
        "meeting.publish",
        _("Publish the meeting"),
        _(
            "From the last signature on, anyone may read the name, the date, the place "
            "and the format of the meeting, also when both Parties change them, and "
            "later whether it was held. Documents, people and the agenda are not "
            "published by this act."
        ),
        lambda at, typed: None,
    ),
    Step(
        "cancel",
        "meeting.cancel",
        _("Cancel the meeting"),
        _(
            "The meeting will not be held. Another meeting may be planned in its place "
            "in the cycle."
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
        and not (step.kind == actions.PUBLISHING and meeting.is_published)
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
    reason, reasons = str(typed.get("reason") or ""), _by_language(typed.get("reasons"))
    if step.asks_month:
        month = _day(typed.get("month"))
        return changes.propose_postponement(
            meeting, reason=reason, reasons=reasons, by=by, at=at, month=month
        )
    if step.asks_conversion:
        return changes.propose_conversion(
            meeting,
            circumstance=str(typed.get("circumstance") or ""),
            counts=bool(typed.get("counts")),
            reason=reason,
            reasons=reasons,
            by=by,
            at=at,
        )
    return actions.propose_step(
        meeting,
        kind=step.kind,
        by=by,
        at=at,
        value=str(typed.get("value") or ""),
        reason=reason,
        reasons=reasons if step.quoted else None,
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


def _by_language(value: object) -> Mapping[str, str] | None:
    return value if isinstance(value, Mapping) else None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None

"""What the core is told: frozen facts, nothing else.

Instants are aware UTC datetimes, days are civil days, and codes are those of the forum's
own files.  `at` on a fact is the instant from which it is known (held, signed, sent,
released); `known(facts, at)` drops everything later, so that the past can be shown as it
was.  A fact with `at=None` has always been known.  `imported` marks what was loaded as
history: there an absent fact is unknown, never false.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any

from cochair.procedure.presidency import Term


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of a Party from one civil day (inclusive) to another (exclusive); None is open."""

    party: str
    member: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """When, where and how a meeting is to be held, as it was known from `at`.

    `precision` is `day` when `starts` and `ends` are fixed, else `month`, `year` or
    `unknown`; the instants are then the bounds of what is known, or None.
    """

    at: datetime | None
    starts: datetime | None
    ends: datetime | None
    zone: str
    precision: str = "day"
    place: str | None = None
    country: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Chair:
    """One co-chair, appointed by a Party: the member whose presidency the person represents."""

    id: str
    at: datetime | None
    party: str
    member: str
    deputy: bool = False
    checked_in: bool = False


@dataclass(frozen=True, slots=True)
class Preparation:
    """A preparatory meeting of the co-chairs, with the topics it covered."""

    id: str
    at: datetime
    parties_present: frozenset[str]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeyTurn:
    """One Party's key on a joint act, turned for the member then in office."""

    party: str
    member: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of a meeting; effective (`at`) with the last key."""

    id: str
    at: datetime
    keys: tuple[KeyTurn, ...]
    recipients: frozenset[str] = frozenset()
    confirmed_by: tuple[KeyTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation sent at `at` to a member, an institution or an entry of a group."""

    id: str
    at: datetime
    invitee: str
    group: str | None = None
    basis: str = "composition"
    present: bool = False
    excused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RelevanceList:
    """The entries of an agency group that matter for one meeting, approved by both at `at`."""

    id: str
    at: datetime
    group: str
    entries: frozenset[str]
    empty_reason: str = ""


@dataclass(frozen=True, slots=True)
class Observer:
    """An observer's path: agreement of each Party with its own instant, invitation, admission."""

    id: str
    at: datetime
    organisation: str
    agreements: Mapping[str, datetime] = field(default_factory=dict)
    withdrawn: Mapping[str, datetime] = field(default_factory=dict)
    invited_at: datetime | None = None
    admitted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """A member's delegation: the function of its head, a declared replacement, check-in."""

    id: str
    at: datetime
    party: str
    member: str
    head_function: str | None = None
    replacement_declared: bool = False
    checked_in_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the final agenda, with the tags of the functions it serves.

    `commitments` and `documents` are what it is linked to by id; `links` are its other outputs,
    `kind:id`, such as `good_practice:17`, `action:c-3` and `note:c-3` (for the commitment c-3),
    `none:proposal` (nothing was proposed) and `outcome:no_change`.
    """

    id: str
    number: int
    tags: frozenset[str]
    type: str = "discussion"
    cross_reason: str = ""
    concluded_at: datetime | None = None
    commitments: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    has_decision: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """The last provisional version published with two keys at `at`."""

    id: str
    at: datetime
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class ActionPoint:
    """An open point of a previous meeting: placed on an item, deferred with a reason, or neither."""

    id: str
    at: datetime
    item: str | None = None
    deferral_reason: str = ""


@dataclass(frozen=True, slots=True)
class Omission:
    """A function left out of the agenda, with a reason of both Parties."""

    id: str
    at: datetime
    tag: str
    reason: str


@dataclass(frozen=True, slots=True)
class JointFact:
    """A joint act of both Parties that took effect at `at`: a declaration, a note, a choice."""

    id: str
    at: datetime
    text: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class JudgedParticipation:
    """The joint sentence of both presidencies on the level of participation."""

    id: str
    at: datetime
    adequate: bool


@dataclass(frozen=True, slots=True)
class CoherenceNote:
    """A note on related initiatives; `unrelated` names commitments whose relation is unknown."""

    id: str
    at: datetime
    day: date
    unknown_relations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """The record of a meeting, and who has approved it; `kept_by` a Party alone, or by both."""

    id: str
    at: datetime
    approvals: tuple[KeyTurn, ...] = ()
    sealed_at: datetime | None = None
    kept_by: str | None = None


@dataclass(frozen=True, slots=True)
class NewAreaProposal:
    """A proposal for a new area of cooperation, with the threat assessments that it cites."""

    id: str
    at: datetime
    threats: frozenset[str] = frozenset()
    not_relevant_reason: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme of a coming meeting, as endorsed by a decision of this one."""

    id: str
    at: datetime
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a meeting or procedure, with what the hard rule needs to know."""

    id: str
    at: datetime
    kind: str
    outcome: str
    document_kind: str = ""
    declared_by: frozenset[str] = frozenset()
    standing_objections: int = 0
    clean: bool = True
    same_text: bool = True
    by_silence: bool = False
    opened_by: frozenset[str] = frozenset()
    last_item: bool = True


@dataclass(frozen=True, slots=True)
class Procedure:
    """A decision procedure that was opened, and the clearance of each Party with its instant."""

    id: str
    at: datetime
    meeting: str | None
    clearances: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with everything the clauses ask about it.

    `at` is the instant from which the meeting is known at all; `schedules` is its whole
    history of dates, oldest first.  For history, `opened_at` and `closed_at` are the first
    and last known day of a meeting that was held.
    """

    id: str
    at: datetime | None
    configuration: str
    cycle: int | None
    schedules: tuple[Schedule, ...]
    kind: str = "meeting"
    counts_as_meeting: bool | None = None
    imported: bool = False
    confirmed_at: datetime | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None
    procedure_version: str | None = None
    options: Mapping[str, object] | None = None
    chairs: tuple[Chair, ...] = ()
    preparations: tuple[Preparation, ...] = ()
    joint_notes: tuple[JointFact, ...] = ()
    notice: Notice | None = None
    invitations: tuple[Invitation, ...] = ()
    relevance: tuple[RelevanceList, ...] = ()
    observers: tuple[Observer, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    participation: JudgedParticipation | None = None
    format_decision: JointFact | None = None
    declaration: JointFact | None = None
    agenda: Agenda | None = None
    points: tuple[ActionPoint, ...] = ()
    omissions: tuple[Omission, ...] = ()
    coherence: CoherenceNote | None = None
    record: Record | None = None
    own_records: tuple[Record, ...] = ()
    proposals: tuple[NewAreaProposal, ...] = ()
    programme: Programme | None = None
    decisions: tuple[Decision, ...] = ()

    @property
    def schedule(self) -> Schedule | None:
        """The latest known schedule, or None."""
        return self.schedules[-1] if self.schedules else None


@dataclass(frozen=True, slots=True)
class Plan:
    """One slot of the next cycle: venue and date as determined at `at`.

    `state` is proposed, agreed, confirmed or changed; `precision` day, month or unknown;
    `start` and `end` bound the date (civil days, inclusive).
    """

    id: str
    at: datetime
    configuration: str
    state: str
    precision: str
    start: date | None = None
    end: date | None = None
    place: str | None = None
    virtual: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A stock-taking report: when it became final, what it covers, where it was reported."""

    id: str
    at: datetime
    kind: str
    areas: frozenset[str] = frozenset()
    reported_to: str | None = None
    circulated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The joint assessment of effectiveness, with the keys turned on it."""

    id: str
    at: datetime
    signed_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle: civil days inclusive, its semesters, and what was done for it as a whole."""

    number: int
    id: str
    at: datetime | None
    start: date
    end: date
    semesters: tuple[tuple[date, date], ...]
    imported: bool = False
    closed_at: datetime | None = None
    plans: tuple[Plan, ...] = ()
    reports: tuple[Report, ...] = ()
    assessment: Assessment | None = None


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """One language of one revision, released at `at`; machine output is a courtesy only."""

    language: str
    at: datetime
    courtesy: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The current revision of a document, and the languages released at that revision."""

    id: str
    at: datetime
    kind: str
    originator: str
    phase: str
    meeting: str | None = None
    revised_at: datetime | None = None
    approved_at: datetime | None = None
    versions: tuple[LanguageVersion, ...] = ()
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument that was adopted, with the languages of its registered text."""

    id: str
    at: datetime | None
    kind: str
    day: date
    status: str = "adopted"
    languages: frozenset[str] = frozenset()
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment of an instrument; `statuses` are the instants of its progress reports."""

    id: str
    at: datetime | None
    instrument: str
    state: str = "in_force"
    statuses: tuple[datetime, ...] = ()
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """An action at a level, active between two civil days, where it is carried out."""

    id: str
    at: datetime
    level: str
    state: str
    start: date
    end: date | None = None
    region: str = "both"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an indicator on a civil day, as an exact decimal in text."""

    at: datetime
    day: date
    value: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its baseline, its values, and a trend attested by both Parties."""

    id: str
    at: datetime
    type: str
    baseline: Value | None = None
    values: tuple[Value, ...] = ()
    attested: JointFact | None = None


@dataclass(frozen=True, slots=True)
class ProcedureVersion:
    """A version of the procedures: adopted how, where and when, and in force from which day."""

    number: str
    at: datetime | None
    method: str
    configuration: str | None
    adopted_on: date
    effective_from: date


@dataclass(frozen=True, slots=True)
class Departure:
    """A departure from a clause for one target, accepted by both at `at`, with their reason."""

    id: str
    at: datetime
    rule: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class OptionChange:
    """An option as both co-presidencies set it at `at`."""

    at: datetime
    key: str
    value: object


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known about one forum."""

    forum: str
    zone: str
    opened_at: datetime | None = None
    known_until: date | None = None
    memberships: tuple[Membership, ...] = ()
    terms: tuple[Term, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    documents: tuple[Document, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    actions: tuple[Action, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    versions: tuple[ProcedureVersion, ...] = ()
    departures: tuple[Departure, ...] = ()
    options: tuple[OptionChange, ...] = ()


def known(facts: Facts, at: datetime) -> Facts:
    """The same facts as they were known at an instant (aware UTC): later ones do not exist.

    Source: corrections.md section 1, "As at".
    """
    return _known(facts, at)


def _known[T](fact: T, at: datetime) -> T:
    changes: dict[str, Any] = {}
    for spec in fields(fact):  # type: ignore[arg-type]
        before = getattr(fact, spec.name)
        if isinstance(before, datetime) and not spec.name.endswith("_at"):
            # What is announced (a start, the edge of a term) was known before it comes.
            continue
        after = _pruned(before, at)
        if after is not before:
            changes[spec.name] = after
    return replace(fact, **changes) if changes else fact  # type: ignore[type-var]


def _pruned(value: object, at: datetime) -> object:
    """None for what is later than `at`; collections without their later members."""
    if isinstance(value, datetime):
        return value if value <= at else None
    if isinstance(value, tuple):
        kept = tuple(_pruned(item, at) for item in value if not _later(item, at))
        return value if kept == value else kept
    if isinstance(value, Mapping):
        kept_items = {k: v for k, v in value.items() if not _later(v, at)}
        return value if len(kept_items) == len(value) else kept_items
    if is_dataclass(value) and not isinstance(value, type):
        return None if _later(value, at) else _known(value, at)
    return value


def _later(value: object, at: datetime) -> bool:
    if isinstance(value, datetime):
        return value > at
    moment = getattr(value, "at", None)
    return isinstance(moment, datetime) and moment > at

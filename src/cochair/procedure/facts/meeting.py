"""A meeting, from its first schedule to its record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from cochair.procedure.facts.joint import JointFact, KeyTurn


@dataclass(frozen=True, slots=True)
class Schedule:
    """When, where and how a meeting is to be held, as it was known from `at`.

    `precision` is `day` when `starts` and `ends` are fixed, else `month`, `year` or
    `unknown`; the instants are then the bounds of what is known, or None.  `attested`: both
    attested at `at` that the meeting was held then, before they kept it here.
    """

    at: datetime | None
    starts: datetime | None
    ends: datetime | None
    zone: str
    precision: str = "day"
    place: str | None = None
    country: str | None = None
    format: str | None = None
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Chair:
    """One co-chair, appointed by a Party: the member whose presidency the person represents.

    `established` is False where no source names the co-chair, and only the rota speaks for it.
    """

    id: str
    at: datetime | None
    party: str
    member: str
    deputy: bool = False
    checked_in: bool = False
    established: bool = True


@dataclass(frozen=True, slots=True)
class Preparation:
    """A preparatory meeting of the co-chairs, with the topics it covered."""

    id: str
    at: datetime
    parties_present: frozenset[str]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of a meeting; effective (`at`) with the last key.

    `recipients` are the members it went to, each with the instant when it was sent.
    """

    id: str
    at: datetime
    keys: tuple[KeyTurn, ...]
    recipients: Mapping[str, datetime] = field(default_factory=dict)
    confirmed_by: tuple[KeyTurn, ...] = ()


# Of an invitation of which nothing says that it could not be sent.
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation sent at `at` to a member, an institution or an entry of a group.

    `arrived_at` is the first check-in of a person of the one invited, `reached_at` the first instant at
    which it could reach somebody there; None while no address is known.
    """

    id: str
    at: datetime
    invitee: str
    group: str | None = None
    basis: str = "composition"
    arrived_at: datetime | None = None
    excused_at: datetime | None = None
    reached_at: datetime | None = AT_ONCE


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
    """An open point of a previous meeting: placed on an item, deferred with a reason, or neither.

    `answered_at` is when it was placed, or when both put it off.  From `settled_at` nobody has to do
    it any more: it was done, or both dropped it.
    """

    id: str
    at: datetime
    item: str | None = None
    deferral_reason: str = ""
    answered_at: datetime | None = None
    settled_at: datetime | None = None

    def is_forgotten(self, opened_at: datetime | None) -> bool:
        """Whether it was neither placed nor deferred, nor settled before the meeting opened."""
        settled = self.settled_at is not None and (
            opened_at is None or self.settled_at <= opened_at
        )
        return self.answered_at is None and not settled


@dataclass(frozen=True, slots=True)
class Omission:
    """A function left out of the agenda, with a reason of both Parties."""

    id: str
    at: datetime
    tag: str
    reason: str


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
    history of dates, oldest first; from `converted_at` on it is a contact.  For history,
    `opened_at` and `closed_at` are the first and last known day of a meeting that was held.
    `sessions` are the instants at which those of the whole meeting begin.  From `attested_at` on
    both attest that it was held before they kept it here, or that it was not (`not_held`);
    `attested_texts` are the kinds of the texts that it adopted, empty for one whose kind is not known;
    `held_before` is when sources had said that it was.  `reported` says that sources report that it
    was held, at second hand: it does not count as held by that.
    """

    id: str
    at: datetime | None
    configuration: str
    cycle: int | None
    schedules: tuple[Schedule, ...]
    kind: str = "meeting"
    counts_as_meeting: bool | None = None
    converted_at: datetime | None = None
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
    notices: tuple[Notice, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    relevance: tuple[RelevanceList, ...] = ()
    observers: tuple[Observer, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    participation: JudgedParticipation | None = None
    format_decision: JointFact | None = None
    declaration: JointFact | None = None
    agendas: tuple[Agenda, ...] = ()
    points: tuple[ActionPoint, ...] = ()
    omissions: tuple[Omission, ...] = ()
    coherence_notes: tuple[CoherenceNote, ...] = ()
    record: Record | None = None
    own_records: tuple[Record, ...] = ()
    proposals: tuple[NewAreaProposal, ...] = ()
    programmes: tuple[Programme, ...] = ()
    decisions: tuple[Decision, ...] = ()
    sessions: tuple[datetime, ...] = ()
    attested_at: datetime | None = None
    not_held: bool = False
    held_before: tuple[datetime, datetime] | None = None
    attested_texts: frozenset[str] = frozenset()
    reported: bool = False

    def as_known(self, at: datetime) -> "Meeting":
        """The meeting as it was known at an instant (aware UTC): what was attested later is not, and
        of a decision that became another one the last that was known then stands."""
        last = {one.id: one for one in self.decisions if one.at <= at}
        stands = tuple(one for one in self.decisions if one is last.get(one.id, one))
        if stands != self.decisions:
            return replace(self, decisions=stands).as_known(at)
        if self.attested_at is None:
            return self
        told = [one for one in self.schedules if one.attested and one.at and one.at <= at]
        opened, closed = (
            (None, None) if at >= self.attested_at else self.held_before or (None, None)
        )
        if told and not (self.not_held and at >= self.attested_at):
            opened, closed = told[-1].starts, told[-1].ends
        return replace(self, opened_at=opened, closed_at=closed)

    @property
    def is_only_loaded(self) -> bool:
        """Whether only sources tell of it: it came with the files, and both have fixed no day here."""
        return self.imported and self.confirmed_at is None

    @property
    def told_afterwards(self) -> bool:
        """Whether its day was over when people fixed it: nothing was prepared here for that day."""
        days = [
            (schedule.at, schedule.ends or schedule.starts)
            for schedule in self.schedules[1 if self.imported else 0 :]
            if schedule.precision == "day"
        ]
        return bool(days) and all(
            at is not None
            and over is not None
            and over <= at
            and (self.opened_at is None or at <= self.opened_at)
            for at, over in days
        )

    @property
    def programme(self) -> Programme | None:
        """The programme that the meeting endorsed last, or None."""
        return self.programmes[-1] if self.programmes else None

    @property
    def notice(self) -> Notice | None:
        """The latest notice, or None."""
        return self.notices[-1] if self.notices else None

    @property
    def agenda(self) -> Agenda | None:
        """The latest final agenda, or None."""
        return self.agendas[-1] if self.agendas else None

    @property
    def coherence(self) -> CoherenceNote | None:
        """The latest note on coherence, or None."""
        return self.coherence_notes[-1] if self.coherence_notes else None

    @property
    def schedule(self) -> Schedule | None:
        """The latest known schedule, or None."""
        return self.schedules[-1] if self.schedules else None

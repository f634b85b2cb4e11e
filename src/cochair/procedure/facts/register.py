"""What is kept in registers: members, texts, commitments, actions, procedures."""

from dataclasses import dataclass
from datetime import date, datetime

from cochair.procedure.facts.joint import JointFact


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of a Party from one civil day (inclusive) to another (exclusive); None is open."""

    party: str
    member: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """One language of one revision, released at `at`; machine output is a courtesy only.

    From `stale_at` on, the words of another language had changed and this one was behind.
    """

    language: str
    at: datetime
    courtesy: bool = False
    stale_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DocumentRevision:
    """A revision as it was circulated at `at`: every language ever released of it.

    `changes` are the instants at which its words changed in substance afterwards.
    """

    at: datetime
    number: int
    versions: tuple[LanguageVersion, ...] = ()
    changes: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its circulated revisions, the oldest first; the last one counts.

    Without `revisions`, `versions` and `revised_at` say what is known of the current one.
    `only` is the one language that the document is about, as of a corrigendum of it; empty for all.
    """

    id: str
    at: datetime
    kind: str
    originator: str
    phase: str
    meeting: str | None = None
    revised_at: datetime | None = None
    approved_at: datetime | None = None
    versions: tuple[LanguageVersion, ...] = ()
    revisions: tuple[DocumentRevision, ...] = ()
    imported: bool = False
    only: str = ""

    @property
    def current(self) -> tuple[LanguageVersion, ...]:
        """The languages of the revision that counts."""
        return self.revisions[-1].versions if self.revisions else self.versions

    @property
    def changed(self) -> datetime:
        """When the words that count were circulated, or last changed in substance."""
        if not self.revisions:
            return self.revised_at or self.at
        last = self.revisions[-1]
        return max((last.at, *last.changes))


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
    """A commitment of an instrument; `statuses` are the instants of its progress reports.

    `settled_at` is when both found that it is in force no longer; until then it was.
    """

    id: str
    at: datetime | None
    instrument: str
    state: str = "in_force"
    statuses: tuple[datetime, ...] = ()
    imported: bool = False
    settled_at: datetime | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether it is in force, as far as is known."""
        return self.state == "in_force" and self.settled_at is None

    def was_in_force(self, at: datetime) -> bool:
        """Whether it was in force at an instant, and agreed before it."""
        settled = self.settled_at is not None and self.settled_at <= at
        return self.state == "in_force" and not settled and (self.at is None or self.at < at)


@dataclass(frozen=True, slots=True)
class Action:
    """An action at a level, active between two civil days, where it is carried out.

    One that was discontinued at `ended_at` had run until then, if it had begun at `started_at`.
    At `shown_at` something first showed what came of it: a report, a milestone, or a figure.
    """

    id: str
    at: datetime
    level: str
    state: str
    start: date
    end: date | None = None
    region: str = "both"
    started_at: datetime | None = None
    ended_at: datetime | None = None
    shown_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an indicator on a civil day, as an exact decimal in text."""

    at: datetime
    day: date
    value: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its baseline, its values, and the trends that both Parties attested."""

    id: str
    at: datetime
    type: str
    baseline: Value | None = None
    values: tuple[Value, ...] = ()
    trends: tuple[JointFact, ...] = ()


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

"""What the core answers: an outcome per clause and target, with its ground and its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cochair.procedure.refusal import Sentence


class Outcome(StrEnum):
    """The six outcomes of corrections.md section 1."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET_DUE = "not_yet_due"
    DEPARTED = "departed"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Ground(StrEnum):
    """What an outcome rests on."""

    EVIDENCE = "evidence"
    CONTRARY_EVIDENCE = "contrary_evidence"
    NO_EVIDENCE = "no_evidence"
    ATTESTED = "attested"
    ACCEPTED_DEPARTURE = "accepted_departure"
    CONDITION_ABSENT = "condition_absent"


# Where one outcome per clause is wanted, the first of these that is present wins.
ROLL_UP = (
    Outcome.NOT_MET,
    Outcome.UNKNOWN,
    Outcome.NOT_YET_DUE,
    Outcome.DEPARTED,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a clause was judged on: a meeting, slot, cycle, document, decision or the forum."""

    kind: str
    id: str
    cycle: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A predicate's answer: true, false or unknown (None), and whether it can still change.

    `decided_at` is the instant of the fact that decided; `evidence` names the facts used;
    `says` tells a reader what was found, in sentences that are translated where shown.
    `contrary` is a recorded fact that speaks against the clause, `attested` a sentence of people
    that it rests on, and `absent` that its condition is not there, or a permission not used.
    `excused` names a joint fact with the effect of a signed departure; with `strict` no signed
    departure helps. The clause is not due before `not_before`, and at risk from `risk_from`. With
    `unsure` nobody can say, or it is only derived: when due it is not established, and not unmet.
    With `in_session` the meeting itself will bring it, and until then nothing is at risk.
    """

    value: bool | None
    final: bool = False
    decided_at: datetime | None = None
    evidence: tuple[str, ...] = ()
    says: tuple[Sentence, ...] = ()
    contrary: bool = False
    attested: bool = False
    absent: bool = False
    excused: str | None = None
    strict: bool = False
    not_before: datetime | None = None
    risk_from: datetime | None = None
    unsure: bool = False
    in_session: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one clause for one target at one instant.

    `late_days` are whole days, rounded up, from the due instant to the fact that decided; None
    when that came in time. `departure` is the id of the departure, or of the joint fact with
    the same effect. `severity` is the one that the options in force give the clause.
    """

    rule: str
    target: Target
    outcome: Outcome
    ground: Ground
    due: datetime | None = None
    due_basis: str | None = None
    late_days: int | None = None
    at_risk: bool = False
    evidence: tuple[str, ...] = ()
    says: tuple[Sentence, ...] = ()
    departure: str | None = None
    procedure_version: str = ""
    severity: str = ""


def rolled_up(outcomes: Iterable[Outcome]) -> Outcome:
    """One outcome for several, in the order of `ROLL_UP`; not applicable when there is none."""
    present = set(outcomes)
    return next((outcome for outcome in ROLL_UP if outcome in present), Outcome.NOT_APPLICABLE)

"""A decision in the room as it is kept, and where it stands by what is kept.

The stage is worked out and never ticked: whoever wrote "consensus" beside an objection that stood
would still read the co-chairs' summary (domain CB-12).
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cochair.procedure.consensus.stages import Stage
from cochair.procedure.consent import Consent, digest_of, effective_at
from cochair.procedure.entitlement import Unit, Voice
from cochair.procedure.obstacle import Clauses, Waiver
from cochair.procedure.outcome import Outcome, Statement, StatementKind


class Claim(StrEnum):
    """What the co-chairs say, together, that the room has come to."""

    CONSENSUS = "consensus"
    NOT_AGREED = "not_agreed"
    SUMMARY = "summary"
    REPLACED = "replaced"


ENDS = {
    Claim.NOT_AGREED: Stage.NOT_AGREED,
    Claim.SUMMARY: Stage.CO_CHAIRS_SUMMARY,
    Claim.REPLACED: Stage.REPLACED,
}


@dataclass(frozen=True, slots=True)
class Objection:
    """A formal objection of one voice, received at `at`; `words` and `paragraphs` may be empty.

    It stands until the delegation that made it withdraws it, or turns it into a statement, or until
    its State is no member any more (`lapsed_at`): who is a member on the day has a say.
    """

    id: str
    voice: Voice
    at: datetime
    words: str = ""
    paragraphs: tuple[str, ...] = ()
    withdrawn_at: datetime | None = None
    converted_at: datetime | None = None
    lapsed_at: datetime | None = None

    @property
    def over_at(self) -> datetime | None:
        """When it ceased to stand, if it did."""
        ends = (self.withdrawn_at, self.converted_at, self.lapsed_at)
        return min((at for at in ends if at is not None), default=None)

    @property
    def stands(self) -> bool:
        """Whether it has neither been withdrawn nor converted, nor lapsed."""
        return self.over_at is None

    def stood(self, at: datetime) -> bool:
        """Whether it stood at an instant; in doubt, that is at the very instants, it did."""
        return self.at <= at and (self.over_at is None or at < self.over_at)


@dataclass(frozen=True, slots=True)
class Suspension:
    """A pause over objections, from `at` until none of them stood any more."""

    at: datetime
    over_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the co-chairs declared, by a joint act on exactly this."""

    claim: Claim
    consent: Consent


@dataclass(frozen=True, slots=True)
class Decision:
    """A text before the room. `digest` is that of its words in all languages.

    `put` is the joint act of both co-chairs on exactly what is put, None before.
    """

    id: str
    kind: str
    parties: tuple[str, ...]
    unit: Unit
    digest: str
    put: Consent | None = None
    waivers: tuple[Waiver, ...] = ()
    statement_kinds: frozenset[StatementKind] = frozenset(StatementKind)
    objections: tuple[Objection, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    statements: tuple[Statement, ...] = ()
    declaration: Declaration | None = None
    follows: str = ""
    clauses: Clauses = field(default_factory=Clauses)


def putting_digest(decision: Decision) -> str:
    """The digest of what both co-chairs bind themselves to when they put a text.

    It names the decision, its kind, who has a say, the words in all languages and every obstacle
    that is set aside, with the reason.
    """
    return digest_of(
        {
            "act": "put",
            "decision": decision.id,
            "kind": decision.kind,
            "unit": decision.unit.value,
            "parties": sorted(decision.parties),
            "text": decision.digest,
            "follows": decision.follows,
            "set_aside": [[one.subject.value, one.reason] for one in decision.waivers],
        }
    )


def declaration_digest(decision: Decision, claim: Claim) -> str:
    """The digest of what both co-chairs declare: this claim, on this text, over these objections.

    Every objection is bound with what became of it, so that one that comes between the two keys
    voids the act. Source: architecture section 3, law 3.
    """
    return _bound(decision, f"declare {claim.value}")


def suspension_digest(decision: Decision) -> str:
    """The digest of what both co-chairs bind when they suspend: this text over these objections."""
    return _bound(decision, "suspend")


def put_at(decision: Decision) -> datetime | None:
    """The instant at which the text was put by both co-chairs, or None."""
    return _rightful(decision.put, decision.parties, putting_digest(decision))


def declared_at(decision: Decision) -> datetime | None:
    """The instant at which both co-chairs had declared something, or None."""
    said = decision.declaration
    if said is None:
        return None
    at = effective_at(said.consent)
    began = put_at(decision)
    if at is None or began is None or at < began:
        return None
    # What they bound was the state before anything that came after.
    then = at_instant(decision, at)
    return _rightful(said.consent, decision.parties, declaration_digest(then, said.claim))


def at_instant(decision: Decision, at: datetime) -> Decision:
    """The decision as its objections stood at an instant, without what was declared."""
    return Decision(
        decision.id,
        decision.kind,
        decision.parties,
        decision.unit,
        decision.digest,
        decision.put,
        decision.waivers,
        decision.statement_kinds,
        tuple(_as_of(one, at) for one in decision.objections if one.at <= at),
        follows=decision.follows,
        clauses=decision.clauses,
    )


def standing(decision: Decision, at: datetime | None = None) -> tuple[Objection, ...]:
    """The objections that stand now, or that stood at an instant."""
    if at is None:
        return tuple(one for one in decision.objections if one.stands)
    return tuple(one for one in decision.objections if one.stood(at))


def stage(decision: Decision) -> Stage:
    """Where a decision stands. Source: domain C.4 and C.11 (INV-1)."""
    if put_at(decision) is None:
        return Stage.DRAFT
    at = declared_at(decision)
    if at is not None and decision.declaration is not None:
        return _declared(decision, decision.declaration.claim, at)
    if not standing(decision):
        return Stage.PUT
    if any(one.over_at is None for one in decision.suspensions):
        return Stage.SUSPENDED
    return Stage.OBJECTED


def outcome(decision: Decision) -> Outcome | None:
    """What the decision ended with, or None while it has not, or another text took its place."""
    found = stage(decision)
    return Outcome(found.value) if found.value in set(Outcome) else None


def statements_in_time(decision: Decision) -> tuple[Statement, ...]:
    """The statements that belong to the decision: all, until it is declared; then those before."""
    at = declared_at(decision)
    return tuple(one for one in decision.statements if at is None or one.at <= at)


def _declared(decision: Decision, claim: Claim, at: datetime) -> Stage:
    if claim is not Claim.CONSENSUS:
        return ENDS[claim]
    if standing(decision, at):
        return Stage.CO_CHAIRS_SUMMARY
    some = bool(statements_in_time(decision))
    return Stage.ADOPTED_WITH_STATEMENTS if some else Stage.ADOPTED_BY_CONSENSUS


def _rightful(consent: Consent | None, parties: tuple[str, ...], digest: str) -> datetime | None:
    """When a joint act took effect, if it is one of these Parties on exactly this."""
    if consent is None or consent.digest != digest or set(consent.parties) != set(parties):
        return None
    return effective_at(consent)


def _bound(decision: Decision, act: str) -> str:
    objections = [[one.id, _fate(one)] for one in decision.objections]
    return digest_of({"act": act, "put": putting_digest(decision), "objections": objections})


def _fate(objection: Objection) -> str:
    """What its delegation did with it: that alone is signed, whatever becomes of a membership."""
    withdrawn, converted = objection.withdrawn_at, objection.converted_at
    if withdrawn is None and converted is None:
        return "stands"
    if withdrawn is not None and (converted is None or withdrawn <= converted):
        return "withdrawn"
    return "converted"


def _as_of(objection: Objection, at: datetime) -> Objection:
    """An objection with what had become of it by an instant."""

    def by_then(end: datetime | None) -> datetime | None:
        return end if end is not None and end <= at else None

    return Objection(
        objection.id,
        objection.voice,
        objection.at,
        objection.words,
        objection.paragraphs,
        by_then(objection.withdrawn_at),
        by_then(objection.converted_at),
        by_then(objection.lapsed_at),
    )

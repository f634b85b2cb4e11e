"""Put a text, object, withdraw, convert, suspend, declare: one function for each act.

Each `may_…` answers with a refusal or None, and the act itself raises Refused with the same. There
is no act by which an objection that stands is passed over: declaring consensus starts from "put",
and only from there. Instants are aware UTC; those of objections are the stamps of their arrival.

Source: domain B.4 (CB-11 to CB-15), C.4, C.11 (INV-1, INV-11); corrections.md sections 1 and 3.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from cochair.procedure.consensus.shape import (
    Claim,
    Decision,
    Declaration,
    Objection,
    Suspension,
    declaration_digest,
    declared_at,
    put_at,
    putting_digest,
    stage,
    standing,
    suspension_digest,
)
from cochair.procedure.consensus.stages import (
    CONVERT,
    DECLARE_CONSENSUS,
    DECLARE_NOT_AGREED,
    ISSUE_SUMMARY,
    OBJECT,
    PUT_TEXT,
    REPLACE,
    STATE,
    SUSPEND,
    WITHDRAW,
    Stage,
)
from cochair.procedure.consent import Consent, effective_at
from cochair.procedure.entitlement import Entitlement, Speaker, may_speak, voice_of
from cochair.procedure.obstacle import Clearance, Obstacle, stopping, uncleared
from cochair.procedure.outcome import Statement, unfit
from cochair.procedure.presidency import Term
from cochair.procedure.refusal import Refusal, Refused, _, require

STATEMENTS_FOR = timedelta(hours=48)

CLAIMS = {
    Claim.CONSENSUS: DECLARE_CONSENSUS,
    Claim.NOT_AGREED: DECLARE_NOT_AGREED,
    Claim.SUMMARY: ISSUE_SUMMARY,
    Claim.REPLACED: REPLACE,
}


def may_put(
    decision: Decision,
    consent: Consent,
    *,
    obstacles: Iterable[Obstacle],
    clearances: Iterable[Clearance],
    current_digest: str,
) -> tuple[Refusal, ...]:
    """Every reason why a text may not be put now by this joint act; none when it may.

    `obstacles` is what `text.outstanding` lists, `current_digest` the digest of the words as they
    are now. A bracket or a general reservation stops for good; a language or a clearance that is
    missing stops unless both keys bind the reason for going on without. Source: domain C.4, CB-14.
    """
    clauses = decision.clauses
    at = effective_at(consent)
    missing = uncleared(
        decision.parties, clearances, decision.digest, at or consent.proposed_at, clauses
    )
    answers = (
        PUT_TEXT.refusal_from(stage(decision), clauses.consensus),
        *stopping((*obstacles, *missing), decision.waivers),
        _changed(decision, current_digest),
        _unsigned(decision, consent, putting_digest(decision)),
    )
    return tuple(dict.fromkeys(answer for answer in answers if answer is not None))


def put(
    decision: Decision,
    consent: Consent,
    *,
    obstacles: Iterable[Obstacle],
    clearances: Iterable[Clearance],
    current_digest: str,
) -> Decision:
    """The decision with its text put to the room. Raises Refused as `may_put` answers."""
    require(
        *may_put(
            decision,
            consent,
            obstacles=obstacles,
            clearances=clearances,
            current_digest=current_digest,
        )
    )
    return replace(decision, put=consent)


def may_object(
    decision: Decision,
    speaker: Speaker,
    entitled: Entitlement,
    terms: Iterable[Term],
    at: datetime,
) -> Refusal | None:
    """Why this person may not object with a message that arrived at an instant, if so.

    What arrived before a declaration took effect is never too late, however long it waited. A
    voice that objects already need not do so twice.
    """
    clause = decision.clauses.consensus
    began, ended = put_at(decision), declared_at(decision)
    if began is not None and at < began:
        return Refusal(clause, OBJECT.otherwise)
    if ended is not None and ended < at:
        return Refusal(
            clause,
            _("The co-chairs made the declaration on {declared}; this arrived on {at}."),
            {"declared": ended, "at": at},
        )
    now = Stage.PUT if ended is not None else stage(decision)
    return (
        OBJECT.refusal_from(now, clause)
        or may_speak(entitled, speaker, at, terms, clause=clause)
        or _already(decision, speaker)
    )


def object_to(
    decision: Decision,
    *,
    id: str,
    speaker: Speaker,
    entitled: Entitlement,
    terms: Iterable[Term],
    at: datetime,
    words: str = "",
    paragraphs: tuple[str, ...] = (),
) -> Decision:
    """The decision with a formal objection. Raises Refused as `may_object` answers.

    `at` is the stamp of its arrival. It needs no reason.
    """
    require(may_object(decision, speaker, entitled, terms, at))
    made = Objection(id, voice_of(decision.unit, speaker), at, words, paragraphs)
    return replace(decision, objections=(*decision.objections, made))


def withdraw(
    decision: Decision,
    objection: str,
    *,
    speaker: Speaker,
    entitled: Entitlement,
    terms: Iterable[Term],
    at: datetime,
) -> Decision:
    """The decision without that objection standing. Raises Refused.

    Only the delegation that made it withdraws it. Source: domain CB-13.
    """
    clause = decision.clauses.consensus
    require(WITHDRAW.refusal_from(stage(decision), clause))
    made = _own(decision, objection, speaker, entitled, terms, at)
    return _settled(decision, replace(made, withdrawn_at=at), at)


def convert(
    decision: Decision,
    statement: Statement,
    *,
    speaker: Speaker,
    entitled: Entitlement,
    terms: Iterable[Term],
) -> Decision:
    """The decision with an objection (`statement.instead_of`) turned into a statement.

    Raises Refused. Only the delegation that objected turns it, and into a kind that the
    procedures know. Source: domain CB-13, AMB-17.
    """
    clause = decision.clauses.consensus
    require(CONVERT.refusal_from(stage(decision), clause))
    made = _own(decision, statement.instead_of, speaker, entitled, terms, statement.at)
    require(
        unfit(statement, decision.statement_kinds, clause=clause),
        _not_in_its_name(decision, statement, speaker),
    )
    settled = _settled(decision, replace(made, converted_at=statement.at), statement.at)
    return replace(settled, statements=(*settled.statements, statement))


def suspend(decision: Decision, consent: Consent) -> Decision:
    """The decision, paused over its objections by both co-chairs. Raises Refused.

    The act binds what `suspension_digest` gives.
    """
    require(
        SUSPEND.refusal_from(stage(decision), decision.clauses.consensus),
        _unsigned(decision, consent, suspension_digest(decision)),
    )
    at = effective_at(consent)
    assert at is not None
    return replace(decision, suspensions=(*decision.suspensions, Suspension(at)))


def file_statement(
    decision: Decision,
    statement: Statement,
    *,
    speaker: Speaker,
    entitled: Entitlement,
    terms: Iterable[Term],
    closed_at: datetime | None = None,
) -> Decision:
    """The decision with a statement beside it. Raises Refused.

    Until the declaration it belongs to the decision; afterwards, up to 48 hours from the closing
    of the meeting, it is filed late and changes nothing of the outcome. Source: domain C.4.
    """
    clause = decision.clauses.consensus
    require(
        STATE.refusal_from(stage(decision), clause),
        may_speak(entitled, speaker, statement.at, terms, clause=clause),
        _not_in_its_name(decision, statement, speaker),
        unfit(statement, decision.statement_kinds, clause=clause),
        _after_the_time(statement, closed_at, clause),
    )
    return replace(decision, statements=(*decision.statements, statement))


def statements_until(closed_at: datetime | None) -> datetime | None:
    """The last instant at which a statement is taken; None while the meeting is not closed."""
    return closed_at + STATEMENTS_FOR if closed_at is not None else None


def takes_statements(closed_at: datetime | None, at: datetime) -> bool:
    """Whether a statement may still come at an instant, beside a text that was adopted."""
    until = statements_until(closed_at)
    return until is None or at <= until


def is_late(decision: Decision, statement: Statement) -> bool:
    """Whether a statement came after the declaration."""
    at = declared_at(decision)
    return at is not None and at < statement.at


def may_declare(
    decision: Decision, claim: Claim, *, on_the_way: Iterable[datetime] = ()
) -> tuple[Refusal, ...]:
    """Every reason why the co-chairs may not declare this; none when they may.

    Over an objection that stands nobody declares consensus, and the refusal counts them.
    `on_the_way` are the stamps of messages that have arrived and are not dealt with yet: nothing
    is declared over what may be an objection. Source: domain CB-12, INV-1.
    """
    clause = decision.clauses.consensus
    against = standing(decision)
    answers = [CLAIMS[claim].refusal_from(stage(decision), clause)]
    if claim is Claim.CONSENSUS and against:
        message = _("Standing objections: {number}. Objections may not be overridden.")
        answers.append(Refusal(clause, message, {"number": len(against)}))
    if any(True for _stamp in on_the_way):
        answers.append(Refusal(clause, _("A message has arrived that is still being received.")))
    return tuple(answer for answer in answers if answer is not None)


def declare(
    decision: Decision,
    claim: Claim,
    consent: Consent,
    *,
    on_the_way: Iterable[datetime] = (),
) -> Decision:
    """The decision with what both co-chairs declared. Raises Refused as `may_declare` answers.

    The joint act must bind `declaration_digest(decision, claim)` and have both keys: an objection
    between the two makes it another act. Source: domain CB-15, INV-1, INV-2.
    """
    unsigned = _unsigned(decision, consent, declaration_digest(decision, claim))
    require(*may_declare(decision, claim, on_the_way=on_the_way), unsigned)
    return replace(decision, declaration=Declaration(claim, consent))


def claims_open(decision: Decision) -> tuple[Claim, ...]:
    """What the co-chairs may declare as things stand."""
    return tuple(claim for claim in Claim if not may_declare(decision, claim))


def _settled(decision: Decision, objection: Objection, at: datetime) -> Decision:
    """The decision with what became of an objection; a pause is over when none stands."""
    objections = tuple(objection if one.id == objection.id else one for one in decision.objections)
    pauses = decision.suspensions
    if not any(one.stands for one in objections):
        pauses = tuple(replace(one, over_at=one.over_at or at) for one in pauses)
    return replace(decision, objections=objections, suspensions=pauses)


def _own(
    decision: Decision,
    id: str,
    speaker: Speaker,
    entitled: Entitlement,
    terms: Iterable[Term],
    at: datetime,
) -> Objection:
    """The standing objection with this id, if it is the speaker's own. Raises Refused."""
    clause = decision.clauses.consensus
    made = next((one for one in standing(decision) if one.id == id), None)
    if made is None:
        raise Refused(Refusal(clause, _("This objection no longer stands.")))
    require(may_speak(entitled, speaker, at, terms, clause=clause))
    if voice_of(decision.unit, speaker) != made.voice:
        message = _(
            "Only the delegation that objected may withdraw its objection or "
            "convert it into a statement."
        )
        raise Refused(Refusal(clause, message))
    if at < made.at:
        message = _("An objection cannot end before it was made.")
        raise Refused(Refusal(clause, message))
    return made


def _already(decision: Decision, speaker: Speaker) -> Refusal | None:
    voice = voice_of(decision.unit, speaker)
    for one in standing(decision):
        if one.voice == voice:
            message = _("This delegation already objected, on {at}.")
            return Refusal(decision.clauses.consensus, message, {"at": one.at})
    return None


def _not_in_its_name(decision: Decision, statement: Statement, speaker: Speaker) -> Refusal | None:
    if statement.voice == voice_of(decision.unit, speaker).id:
        return None
    message = _("A delegation may make statements only in its own name.")
    return Refusal(decision.clauses.consensus, message)


def _after_the_time(
    statement: Statement, closed_at: datetime | None, clause: str
) -> Refusal | None:
    until = statements_until(closed_at)
    if until is None or statement.at <= until:
        return None
    message = _("Statements were accepted until {until}.")
    return Refusal(clause, message, {"until": until})


def _changed(decision: Decision, current_digest: str) -> Refusal | None:
    if current_digest == decision.digest:
        return None
    message = _("The text has changed since then. Submit the current text for adoption.")
    return Refusal(decision.clauses.consensus, message)


def _unsigned(decision: Decision, consent: Consent, digest: str) -> Refusal | None:
    """Why a joint act is not that of both co-chairs on exactly this."""
    clause = decision.clauses.consensus
    if consent.digest != digest or set(consent.parties) != set(decision.parties):
        return Refusal(
            clause,
            _("The two signatures were given for something else. Send it for signature again."),
        )
    if effective_at(consent) is None:
        return Refusal(clause, _("Both co-chairs must sign."))
    return None

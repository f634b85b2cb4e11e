"""Break a silence, extend, withdraw, suspend, resume and close it: one function for each act.

The acts of a delegation ask for nothing but its say, words, and a stamp. The stamp decides, not
the instant at which the message is dealt with: one that arrived in time is never refused.

Source: domain B.5 (CB-20 to CB-22), C.4, C.11 (INV-11, INV-12); security.md section 7.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from cochair.procedure.consent import Consent, effective_at
from cochair.procedure.entitlement import Speaker, may_speak, voice_of
from cochair.procedure.outcome import Statement, StatementKind, unfit
from cochair.procedure.presidency import Term
from cochair.procedure.refusal import Refusal, _, require
from cochair.procedure.silence.course import (
    course,
    signed_at,
    stage,
    timely,
    unfinished_outage,
)
from cochair.procedure.silence.regime import unfit_expiry
from cochair.procedure.silence.shape import (
    Form,
    Message,
    Move,
    Outage,
    Silence,
    move_digest,
    withdrawal_digest,
)
from cochair.procedure.silence.stages import (
    BREAK,
    CLOSE,
    EXTEND,
    OUTAGE,
    RESUME,
    STATE,
    WITHDRAW,
    Stage,
)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a message: the silence with it, and whether it came in time and counts."""

    silence: Silence
    message: Message
    counts: bool


def may_send(
    silence: Silence, speaker: Speaker, words: str, terms: Iterable[Term], received_at: datetime
) -> tuple[Refusal, ...]:
    """Every reason why a message is not taken at all; none when it is, in time or not.

    It needs words, a say that was fixed at the opening, and a silence that was open. Whoever broke
    the silence already need not do so twice.
    """
    clause = silence.terms.regime.clauses.consensus
    answers = (
        BREAK.refusal_from(stage(silence, received_at), clause),
        may_speak(silence.terms.entitled, speaker, received_at, terms, clause=clause),
        None if words.strip() else Refusal(clause, _("State in writing what you object to.")),
        _already(silence, speaker, received_at),
    )
    return tuple(answer for answer in answers if answer is not None)


def receive(
    silence: Silence,
    *,
    id: str,
    form: Form,
    speaker: Speaker,
    words: str,
    terms: Iterable[Term],
    received_at: datetime,
) -> Received:
    """Take in an objection or an amendment by its stamp. Raises Refused as `may_send` answers.

    Before the expiry it breaks the silence; exactly at the expiry or after, it is a comment, is
    filed as such, and changes nothing. Source: domain CB-20, CB-22; security.md section 7, rule 5.
    """
    require(*may_send(silence, speaker, words, terms, received_at))
    voice = voice_of(silence.terms.entitled.unit, speaker)
    message = Message(id, voice, form, words, received_at)
    taken = replace(silence, messages=(*silence.messages, message))
    return Received(taken, message, message in timely(taken, received_at))


def file_statement(
    silence: Silence,
    statement: Statement,
    *,
    speaker: Speaker,
    terms: Iterable[Term],
    allowed: Iterable[StatementKind] = tuple(StatementKind),
) -> Silence:
    """The silence with a statement beside its text, which breaks nothing. Raises Refused."""
    clause = silence.terms.regime.clauses.consensus
    own = voice_of(silence.terms.entitled.unit, speaker).id == statement.voice
    message = _("A delegation may make statements only in its own name.")
    require(
        STATE.refusal_from(stage(silence, statement.at), clause),
        may_speak(silence.terms.entitled, speaker, statement.at, terms, clause=clause),
        None if own else Refusal(clause, message),
        unfit(statement, allowed, clause=clause),
    )
    return replace(silence, statements=(*silence.statements, statement))


def may_extend(silence: Silence, expires_at: datetime, at: datetime) -> tuple[Refusal, ...]:
    """Every reason why the expiry may not be extended to an instant; none when it may."""
    clause = silence.terms.regime.clauses.practice
    now = course(silence, at)
    used = now.extensions >= silence.terms.regime.extension_max
    message = _(
        "This silence procedure has already been extended the maximum number of times: {number}."
    )
    answers = (
        EXTEND.refusal_from(stage(silence, at), clause),
        Refusal(clause, message, {"number": now.extensions}) if used else None,
        _not_later(now.expires_at, expires_at, clause),
        unfit_expiry(silence.terms.regime, expires_at),
    )
    return tuple(answer for answer in answers if answer is not None)


def extend(silence: Silence, expires_at: datetime, consent: Consent) -> Silence:
    """The silence with a later expiry, by both keys and before the old one. Raises Refused.

    The joint act binds `move_digest(silence, expires_at)`. Source: domain CB-21.
    """
    return _moved(silence, Move(expires_at, consent))


def report_outage(silence: Silence, outage: Outage, at: datetime) -> Silence:
    """The silence with an outage of the platform; a report of the same start replaces the older.

    Raises Refused once the silence has ended. Over 15 minutes in the last day it suspends.
    """
    clause = silence.terms.regime.clauses.practice
    require(OUTAGE.refusal_from(stage(silence, at), clause))
    others = tuple(one for one in silence.outages if one.start != outage.start)
    return replace(silence, outages=(*others, outage))


def may_resume(silence: Silence, expires_at: datetime, at: datetime) -> tuple[Refusal, ...]:
    """Every reason why a suspended silence may not expire anew at an instant; none when it may."""
    clause = silence.terms.regime.clauses.practice
    unfinished = unfinished_outage(silence, at)
    message = _("The outage is not over yet.")
    answers = (
        RESUME.refusal_from(stage(silence, at), clause),
        Refusal(clause, message) if unfinished else None,
        _not_later(max(at, course(silence, at).expires_at), expires_at, clause),
        unfit_expiry(silence.terms.regime, expires_at),
    )
    return tuple(answer for answer in answers if answer is not None)


def resume(silence: Silence, expires_at: datetime, consent: Consent) -> Silence:
    """The silence running again to the expiry that both keys set. Raises Refused.

    The joint act binds `move_digest(silence, expires_at, resumes=True)`. It is no extension.
    """
    return _moved(silence, Move(expires_at, consent, resumes=True))


def withdraw(silence: Silence, consent: Consent) -> Silence:
    """The silence, taken back by both keys before its expiry. Raises Refused.

    The joint act binds `withdrawal_digest(silence)`.
    """
    at = effective_at(consent) or consent.proposed_at
    require(
        WITHDRAW.refusal_from(stage(silence, at), silence.terms.regime.clauses.practice),
        _unsigned(silence, consent, withdrawal_digest(silence)),
    )
    return replace(silence, withdrawn=consent)


def may_close(
    silence: Silence, at: datetime, *, on_the_way: Iterable[datetime] = ()
) -> tuple[Refusal, ...]:
    """Every reason why a silence may not be closed at an instant; none when it may.

    `on_the_way` are the stamps of messages that have arrived and are not dealt with yet. Closed is
    after the grace, when none of them came before the expiry, and when no outage is unfinished.
    Source: security.md section 7 (rules 6, 11 and 12) and section 9.
    """
    regime = silence.terms.regime
    clause = regime.clauses.practice
    expires_at = course(silence, at).expires_at
    now = stage(silence, at)
    answers = [CLOSE.refusal_from(now, clause)]
    if now is Stage.CLOSING and at < expires_at + regime.grace:
        message = _(
            "What arrived before the end of the silence procedure may be dealt with until {until}."
        )
        answers.append(Refusal(clause, message, {"until": expires_at + regime.grace}))
    if any(stamp < expires_at for stamp in on_the_way):
        answers.append(Refusal(clause, _("A message has arrived that is still being received.")))
    if unfinished_outage(silence, at):
        answers.append(Refusal(clause, _("The outage is not over yet.")))
    return tuple(answer for answer in answers if answer is not None)


def close(silence: Silence, at: datetime, *, on_the_way: Iterable[datetime] = ()) -> Silence:
    """The silence, passed. Raises Refused as `may_close` answers."""
    require(*may_close(silence, at, on_the_way=on_the_way))
    return replace(silence, closed_at=at)


def _moved(silence: Silence, move: Move) -> Silence:
    at = effective_at(move.consent) or move.consent.proposed_at
    may = may_resume if move.resumes else may_extend
    digest = move_digest(silence, move.expires_at, resumes=move.resumes)
    require(*may(silence, move.expires_at, at), _unsigned(silence, move.consent, digest))
    return replace(silence, moves=(*silence.moves, move))


def _not_later(than: datetime, expires_at: datetime, clause: str) -> Refusal | None:
    if than < expires_at:
        return None
    message = _("The end of a silence procedure may only be moved to a later time: after {than}.")
    return Refusal(clause, message, {"than": than})


def _unsigned(silence: Silence, consent: Consent, digest: str) -> Refusal | None:
    if signed_at(silence, consent, digest) is not None:
        return None
    message = _("Both co-presidencies must sign exactly this.")
    return Refusal(silence.terms.regime.clauses.practice, message)


def _already(silence: Silence, speaker: Speaker, at: datetime) -> Refusal | None:
    voice = voice_of(silence.terms.entitled.unit, speaker)
    for one in timely(silence, at):
        if one.voice == voice:
            message = _("This delegation already broke the silence, on {at}.")
            return Refusal(silence.terms.regime.clauses.consensus, message, {"at": one.received_at})
    return None

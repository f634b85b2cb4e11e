"""Where a silence stands at an instant, worked out from its entries alone.

A message counts when its stamp lies before the expiry in force. An expiry only ever moves to
later, and only before it is reached or while it is suspended; so what counted once always counts.
In doubt a text is not adopted.

Source: security.md section 7 (rules 5 to 12); domain C.4, C.11 (INV-12).
"""

from dataclasses import dataclass
from datetime import datetime

from cochair.procedure.consent import Consent, effective_at
from cochair.procedure.outcome import Outcome, Statement
from cochair.procedure.silence.regime import LAST, LONGEST_OUTAGE
from cochair.procedure.silence.shape import (
    Message,
    Outage,
    Silence,
    move_digest,
    opening_digest,
    withdrawal_digest,
)
from cochair.procedure.silence.stages import Stage


@dataclass(frozen=True, slots=True)
class Course:
    """How the expiry went until an instant.

    `expires_at` is the one in force; while `suspended_at` is set it does not run.
    """

    expires_at: datetime
    suspended_at: datetime | None
    extensions: int


def opened_at(silence: Silence) -> datetime | None:
    """When the silence was opened by all Parties on exactly its terms, or None."""
    return signed_at(silence, silence.opened, opening_digest(silence.terms))


def signed_at(silence: Silence, consent: Consent | None, digest: str) -> datetime | None:
    """When a joint act took effect, if it is one of all Parties on exactly this."""
    parties = set(silence.terms.regime.parties)
    if consent is None or consent.digest != digest or set(consent.parties) != parties:
        return None
    return effective_at(consent)


def course(silence: Silence, at: datetime) -> Course:
    """The expiry as it was moved and suspended by an instant."""
    expires_at = silence.terms.expires_at
    resumed_at: datetime | None = None
    most, extensions = silence.terms.regime.extension_max, 0
    for number, move in enumerate(silence.moves):
        before = Silence(silence.terms, moves=silence.moves[:number])
        digest = move_digest(before, move.expires_at, resumes=move.resumes)
        moved_at = signed_at(silence, move.consent, digest)
        if moved_at is None or moved_at > at or move.expires_at <= expires_at:
            continue
        # What both keys set stays set, whatever is reported of an outage afterwards.
        if _closed(silence, expires_at, moved_at):
            continue
        if move.resumes and moved_at < move.expires_at:
            expires_at, resumed_at = move.expires_at, moved_at
        elif not move.resumes and extensions < most and moved_at < expires_at:
            expires_at = move.expires_at
            extensions += 1
    return Course(expires_at, _suspended_at(silence, expires_at, resumed_at, at), extensions)


def timely(silence: Silence, at: datetime) -> tuple[Message, ...]:
    """The messages that count, as seen at an instant, by their stamps.

    Those that came while the silence was open and before its expiry; while the expiry is
    suspended none is too late. What is withdrawn is no longer open, and what is broken is no
    longer withdrawn.
    """
    began = opened_at(silence)
    if began is None:
        return ()
    now = course(silence, at)
    found = sorted(
        (
            one
            for one in silence.messages
            if began <= one.received_at <= at
            and (now.suspended_at is not None or one.received_at < now.expires_at)
        ),
        key=lambda one: (one.received_at, one.id),
    )
    withdrawn = _withdrawal(silence, now, at)
    if found and withdrawn is not None and withdrawn <= found[0].received_at:
        return ()
    return tuple(found)


def late(silence: Silence, at: datetime) -> tuple[Message, ...]:
    """The messages that came after the expiry: comments, which change nothing."""
    now = course(silence, at)
    if now.suspended_at is not None:
        return ()
    found = [one for one in silence.messages if now.expires_at <= one.received_at <= at]
    return tuple(sorted(found, key=lambda one: (one.received_at, one.id)))


def stage(silence: Silence, at: datetime) -> Stage:
    """Where a silence stands at an instant."""
    began = opened_at(silence)
    if began is None or at < began:
        return Stage.DRAFT
    if timely(silence, at):
        return Stage.BROKEN
    now = course(silence, at)
    if _withdrawal(silence, now, at) is not None:
        return Stage.WITHDRAWN
    if now.suspended_at is not None:
        return Stage.SUSPENDED
    if at < now.expires_at:
        return Stage.RUNNING
    return Stage.PASSED if _closed(silence, now.expires_at, at) else Stage.CLOSING


def outcome(silence: Silence, at: datetime) -> Outcome | None:
    """What a silence ended with, or None while it has not, or was withdrawn.

    A statement counts when it came before the expiry, as messages do.
    """
    match stage(silence, at):
        case Stage.BROKEN:
            return Outcome.NOT_AGREED
        case Stage.PASSED if statements_in_time(silence, at):
            return Outcome.ADOPTED_WITH_STATEMENTS
        case Stage.PASSED:
            return Outcome.ADOPTED_BY_CONSENSUS
        case _:
            return None


def statements_in_time(silence: Silence, at: datetime) -> tuple[Statement, ...]:
    """The statements that came before the expiry, or while it was suspended."""
    now = course(silence, at)
    return tuple(
        one for one in silence.statements if now.suspended_at is not None or one.at < now.expires_at
    )


def unfinished_outage(silence: Silence, at: datetime) -> Outage | None:
    """An outage of the last day of which nobody knows the end yet, if there is one."""
    now = course(silence, at)
    for one in silence.outages:
        if one.end is None and one.start < now.expires_at:
            return one
    return None


def _closed(silence: Silence, expires_at: datetime, at: datetime) -> bool:
    """Whether a silence with this expiry had been closed by an instant, and not too soon."""
    closed = silence.closed_at
    return closed is not None and expires_at + silence.terms.regime.grace <= closed <= at


def _suspended_at(
    silence: Silence, expires_at: datetime, resumed_at: datetime | None, at: datetime
) -> datetime | None:
    """When the expiry was suspended, as seen at an instant: at the first outage that was too long.

    An outage counts with its whole length when any of it lies in the last day; a doubt about what
    was written counts whenever it is, and however long.
    """
    found = []
    for outage in silence.outages:
        start = max(outage.start, resumed_at) if resumed_at else outage.start
        too_long = max(start + LONGEST_OUTAGE, expires_at - LAST)
        if outage.in_doubt:
            too_long = start
        end = outage.end if outage.end is not None else at
        if start < expires_at and too_long < min(end, at):
            found.append(too_long)
    return min(found, default=None)


def _withdrawal(silence: Silence, now: Course, at: datetime) -> datetime | None:
    """When both Parties had withdrawn the silence by an instant, if they did in time."""
    signed = signed_at(silence, silence.withdrawn, withdrawal_digest(silence))
    if signed is None or signed > at:
        return None
    return signed if now.suspended_at is not None or signed < now.expires_at else None

"""A silence of Norland and Sudria on the record of a meeting, from Thursday to Monday at five."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cochair.procedure.facts import LanguageVersion
from cochair.procedure.obstacle import Clauses
from cochair.procedure.outcome import Statement, StatementKind
from cochair.procedure.silence import (
    Form,
    Regime,
    Side,
    Silence,
    Terms,
    extend,
    move_digest,
    open_silence,
    opening_digest,
    receive,
    resume,
    withdraw,
    withdrawal_digest,
)
from procedure.deciding import ALL, NORLAND, SUDRIA, TERMS, delegate, signed

OPENED = datetime(2026, 11, 12, 16, tzinfo=UTC)
EXPIRY = datetime(2026, 11, 16, 16, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 18, 16, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
LANGUAGES = {"en": "e1", "es": "s1", "pt": "p1"}
RELEASED = tuple(LanguageVersion(language, OPENED) for language in LANGUAGES)
REGIME = Regime(
    allowed_for=frozenset({"record"}),
    languages=tuple(LANGUAGES),
    sides=(
        Side(NORLAND, "Europe/Vienna", frozenset({date(2026, 11, 19)})),
        Side(SUDRIA, "America/La_Paz", frozenset({date(2026, 11, 17)})),
    ),
    min_hours=72,
    default_hours=96,
    clauses=Clauses(consensus="5", languages="6"),
)
TERMS_OF_SILENCE = Terms("q1", "record 3", "record", LANGUAGES, ALL, EXPIRY, REGIME, "2026b")
DRAFT = Silence(TERMS_OF_SILENCE)


def opened(terms: Terms = TERMS_OF_SILENCE, at: datetime = OPENED) -> Silence:
    """The silence, opened by both keys."""
    return open_silence(Silence(terms), signed(opening_digest(terms), at), RELEASED)


def sent(silence: Silence, member: str, at: datetime, form: Form = Form.OBJECTION) -> Silence:
    """The silence with a message that was received at that instant."""
    return receive(
        silence,
        id=f"{member} {at:%H:%M:%S.%f}",
        form=form,
        speaker=delegate(member),
        words="Paragraph 3 is not what was said.",
        terms=TERMS,
        received_at=at,
    ).silence


def extended(silence: Silence, to: datetime, at: datetime) -> Silence:
    """The silence with a later expiry, by both keys."""
    return extend(silence, to, signed(move_digest(silence, to), at))


def resumed(silence: Silence, to: datetime, at: datetime) -> Silence:
    """The silence running again, by both keys."""
    return resume(silence, to, signed(move_digest(silence, to, resumes=True), at))


def withdrawn(silence: Silence, at: datetime) -> Silence:
    """The silence taken back, by both keys."""
    return withdraw(silence, signed(withdrawal_digest(silence), at))


def said(member: str, at: datetime, **changes: object) -> Statement:
    """A statement beside the text, which breaks nothing."""
    words = {"en": "Elm reads paragraph 3 as before."}
    made = Statement(f"s {member}", member, StatementKind.INTERPRETATIVE, words, at)
    return replace(made, **changes)

"""Open a silence: an allowed kind, every language there, time enough, a fit day, both keys.

Source: domain A.6 (AMB-18), B.5 (CB-16, CB-17, CB-19), C.4; security.md section 7 (rule 2).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from cochair.procedure.consent import Consent, effective_at
from cochair.procedure.facts import LanguageVersion
from cochair.procedure.refusal import Refusal, _, require
from cochair.procedure.silence.course import opened_at, signed_at
from cochair.procedure.silence.regime import too_short, unfit_expiry
from cochair.procedure.silence.shape import Silence, Terms, opening_digest
from cochair.procedure.silence.stages import OPEN, Stage


def unfit_terms(
    terms: Terms, released: Iterable[LanguageVersion], at: datetime
) -> tuple[Refusal, ...]:
    """Everything that keeps a silence with these terms from being opened at an instant.

    `released` are the languages of this very text. A language that is missing is not set aside
    here: who cannot read a text cannot be silent about it, and time only runs once all can.
    """
    regime = terms.regime
    released = tuple(released)
    whole = {one.language: one.at for one in released if _counts(one, at)}
    counted_from = max((at, *(whole[name] for name in regime.languages if name in whole)))
    answers = (
        _kind_not_allowed(terms),
        _no_mandate(terms, at),
        _languages_missing(terms, whole),
        too_short(regime, counted_from, terms.expires_at),
        unfit_expiry(regime, terms.expires_at),
        _nobody_to_ask(terms),
    )
    return tuple(answer for answer in answers if answer is not None)


def may_open(
    terms: Terms, consent: Consent, released: Iterable[LanguageVersion]
) -> tuple[Refusal, ...]:
    """Every reason why this joint act does not open the silence; none when it does.

    It must bind `opening_digest(terms)` and have the keys of all Parties. Everything is asked
    at the instant of the last key, from which the time counts.
    """
    at = effective_at(consent)
    draft = Silence(terms, opened=consent)
    unsigned = None
    if signed_at(draft, consent, opening_digest(terms)) is None:
        message = _("Both co-presidencies must sign exactly these terms.")
        unsigned = Refusal(terms.regime.clauses.practice, message)
    unfit = unfit_terms(terms, released, at or consent.proposed_at)
    return (*unfit, unsigned) if unsigned is not None else unfit


def open_silence(
    silence: Silence, consent: Consent, released: Iterable[LanguageVersion]
) -> Silence:
    """The silence, running from the last key on. Raises Refused as `may_open` answers."""
    stands = Stage.DRAFT if opened_at(silence) is None else Stage.RUNNING
    require(
        OPEN.refusal_from(stands, silence.terms.regime.clauses.practice),
        *may_open(silence.terms, consent, released),
    )
    return replace(silence, opened=consent)


def _counts(version: LanguageVersion, at: datetime) -> bool:
    stale = version.stale_at is not None and version.stale_at <= at
    return version.at <= at and not version.courtesy and not stale


def _kind_not_allowed(terms: Terms) -> Refusal | None:
    if terms.kind in terms.regime.allowed_for:
        return None
    message = _(
        "No decision of this kind may be taken by silence procedure, unless both "
        "co-presidencies allow it."
    )
    return Refusal(terms.regime.clauses.practice, message)


def _no_mandate(terms: Terms, at: datetime) -> Refusal | None:
    given = terms.mandate is not None and terms.mandate.at <= at
    if given or (terms.mandate is None and not terms.regime.by_meeting):
        return None
    message = _("A meeting must have agreed that this may be decided by a silence procedure.")
    return Refusal(terms.regime.clauses.practice, message)


def _languages_missing(terms: Terms, whole: Iterable[str]) -> Refusal | None:
    there = set(whole) & terms.languages.keys()
    missing = tuple(name for name in terms.regime.languages if name not in there)
    if not missing:
        return None
    message = _("The text is not released in every language. Missing: {languages}.")
    return Refusal(terms.regime.clauses.languages, message, {"languages": missing})


def _nobody_to_ask(terms: Terms) -> Refusal | None:
    heard = {one.party for one in terms.entitled.voices}
    missing = tuple(party for party in terms.regime.parties if party not in heard)
    if not missing:
        return None
    message = _("Nobody from {party} would take part in the decision.")
    return Refusal(terms.regime.clauses.consensus, message, {"party": missing})

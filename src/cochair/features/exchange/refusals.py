"""Why a count cannot be entered so, column by column, or cannot be withdrawn."""

from collections.abc import Collection
from datetime import date

from cochair.features.commitments import sensitive_data
from cochair.features.commitments.models import ExchangeCount
from cochair.features.exchange.codes import KINDS
from cochair.features.exchange.periods import Period
from cochair.features.follow_up.refusals import printed
from cochair.features.measures import figures
from cochair.procedure.refusal import Refusal, _
from cochair.web import numbers

LONGEST_CHANNEL, LONGEST_SOURCE = 64, 300
MOST = 1_000_000_000


def whole(text: str) -> int | None:
    """A count as it is written; None for what is no whole number from zero on, or reads two ways."""
    plain = figures.read(text)
    return numbers.whole(plain, MOST) if plain is not None else None


def counted(text: str) -> Refusal | None:
    """A count is a whole number that nobody reads otherwise."""
    if whole(text) is not None:
        return None
    return Refusal(
        "practice", _("Enter a whole number without thousands separator, for example 0 or 1250.")
    )


def is_over(period: Period | None, today: date) -> Refusal | None:
    """A period is written so that it can be read, and is over (civil day)."""
    if period is None:
        return Refusal(
            "practice", _("Write the period as a year, half-year, quarter or month: {examples}."),
            {"examples": ("2030", "2030-S1", "2030-Q1", "2030-01")},
        )  # fmt: skip
    if period.end < today:
        return None
    return Refusal(
        "calendar",
        _("Only periods that are over can be counted: {period} ends on {day}."),
        {"period": period.label, "day": period.end},
    )


def known_kind(code: str) -> Refusal | None:
    """A kind is one of those that are offered."""
    if code in KINDS:
        return None
    message = _("Select a kind of exchange. Its codes are: {codes}.")
    return Refusal("practice", message, {"codes": ", ".join(KINDS)})


def own(party: str, known: Collection[str], mine: str) -> Refusal | None:
    """Each Party counts what it sent itself."""
    if party not in known:
        return Refusal("practice", _("There is no Party with the code {code}."), {"code": party})
    if party == mine:
        return None
    message = _(
        "{party} counts itself what it sent: only its co-presidency and secretariat enter it."
    )
    return Refusal("practice", message, {"party": party})


def line(text: str, longest: int) -> Refusal | None:
    """A channel or a source is one line that names no person and no case: never a content."""
    if not text or "\n" in text or len(text) > longest:
        message = _("Write one line of up to {number} characters.")
        return Refusal("practice", message, {"number": longest})
    pieces = sensitive_data.found(text)
    if pieces:
        message = _(
            "This may refer to a person or an operation: {pieces}. Only counts are kept, and never "
            "what was exchanged."
        )
        return Refusal("practice", message, {"pieces": pieces})
    return printed(text)


def twice(period: Period, other: Period) -> Refusal:
    """Two periods with common days would count the same exchanges twice."""
    return Refusal(
        "practice",
        _("{period} and {other} have days in common: the same exchanges would count twice."),
        {"period": period.label, "other": other.label},
    )


def stands(row: ExchangeCount) -> Refusal | None:
    """What was corrected or withdrawn stands no longer."""
    if row.ended_at is None:
        return None
    return Refusal("practice", _("Count {number} stands no longer."), {"number": row.number})


def all_counted(
    found: Collection[tuple[Period, str]], period: Period, known: Collection[str]
) -> tuple[Refusal | None, ...]:
    """A sum for a period is that of all Parties, made of counts that lie in it altogether."""
    silent = tuple(sorted(set(known) - {party for _period, party in found}))
    longer = next(
        (one for one, _party in found if one.start < period.start or one.end > period.end), None
    )
    return (
        Refusal(
            "practice",
            _("No count of {period} has been entered by: {party}."),
            {"period": period.label, "party": silent},
        )
        if silent
        else None,
        Refusal(
            "practice",
            _("A count of {other} cannot be divided: choose a longer period than {period}."),
            {"other": longer.label, "period": period.label},
        )
        if longer is not None
        else None,
    )

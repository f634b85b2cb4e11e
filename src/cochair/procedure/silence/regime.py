"""What a forum says of its silences, and on which instants one may expire.

Source: domain A.6 (AMB-18), B.5 (CB-16, CB-17); corrections.md section 4 ("Silence").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from cochair.procedure.book import Book
from cochair.procedure.calendar import (
    NO_HOLIDAYS,
    ONE_DAY,
    civil_day,
    is_working_day,
    outside_calendar,
    zone_named,
)
from cochair.procedure.obstacle import Clauses, clauses_of
from cochair.procedure.refusal import Refusal, Refused, _, require

BOTH_CO_PRESIDENCIES = "both_co_presidencies"
GRACE = timedelta(seconds=60)
LONGEST_OUTAGE = timedelta(minutes=15)
LAST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Side:
    """A Party, the zone of its seat, and the days on which it does not work."""

    party: str
    zone: str
    holidays: frozenset[date] = NO_HOLIDAYS


@dataclass(frozen=True, slots=True)
class Regime:
    """How silences go in a forum, as its file and the options in force say.

    `grace` is the longest that a request may take: after the expiry so much is waited before
    anything is closed. `by_meeting` says that a meeting must have consented to the method.
    """

    allowed_for: frozenset[str]
    languages: tuple[str, ...]
    sides: tuple[Side, ...]
    min_hours: int
    default_hours: int
    extension_max: int = 1
    expiry_time: time | None = None
    expiry_zone: str = "UTC"
    by_meeting: bool = False
    grace: timedelta = GRACE
    clauses: Clauses = field(default_factory=Clauses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The Parties, in the order of the file."""
        return tuple(side.party for side in self.sides)


def regime_of(
    book: Book,
    options: Mapping[str, object],
    holidays: Mapping[str, frozenset[date]] | None = None,
) -> Regime:
    """The regime of a forum under the options in force; `holidays` by Party, beside the book's.

    Raises Refused when the forum knows no silence. Whatever the file says of who consents to the
    method, other than both co-presidencies, takes a meeting: in doubt more is asked, not less.
    """
    clauses = clauses_of(book)
    block = book.silence
    if block is None:
        raise Refused(
            Refusal(clauses.practice, _("This forum takes no decision by silence procedure."))
        )
    shortest = _whole(block, "min_hours", 72)
    expiry = block.get("expiry_local")
    local: Mapping[str, object] = expiry if isinstance(expiry, Mapping) else {}
    return Regime(
        allowed_for=_allowed(block.get("allowed_for"), options),
        languages=book.languages,
        sides=tuple(
            Side(
                one.code, one.seat_zone, book.holidays | (holidays or {}).get(one.code, NO_HOLIDAYS)
            )
            for one in book.parties
        ),
        min_hours=shortest,
        default_hours=_whole(block, "default_hours", shortest),
        extension_max=_whole(block, "extension_max", 1),
        expiry_time=_time(local.get("time"), clauses.practice),
        expiry_zone=str(local.get("zone", book.zone)),
        by_meeting=block.get("opened_by", BOTH_CO_PRESIDENCIES) != BOTH_CO_PRESIDENCIES,
        clauses=clauses,
    )


def unfit_expiry(regime: Regime, expiry: datetime) -> Refusal | None:
    """Why a silence may not expire at a UTC instant: a weekend or a holiday of any side.

    Each side counts the civil day that it is at its own seat at that instant.
    """
    for side in regime.sides:
        day = civil_day(expiry, side.zone)
        if outside_calendar(day) is not None or not is_working_day(day, side.holidays):
            return Refusal(
                regime.clauses.practice,
                _(
                    "A silence procedure may not end on {day}: that is not a working day "
                    "for {party}."
                ),
                {"day": day, "party": side.party},
            )
    return None


def too_short(regime: Regime, counted_from: datetime, expiry: datetime) -> Refusal | None:
    """Why the time until the expiry is too short, if it is."""
    earliest = counted_from + timedelta(hours=regime.min_hours)
    if earliest <= expiry:
        return None
    return Refusal(
        regime.clauses.practice,
        _(
            "A silence procedure must last at least {hours} hours: it may end on "
            "{earliest} or later."
        ),
        {"hours": regime.min_hours, "earliest": earliest},
    )


def usual_expiry(regime: Regime, counted_from: datetime) -> datetime:
    """The UTC instant at which a silence usually expires: the first fit one after the usual time.

    At the forum's hour where it has one. Raises Refused when the calendar ends before.
    """
    reached = counted_from + timedelta(hours=regime.default_hours)
    zone = zone_named(regime.expiry_zone)
    day = civil_day(reached, zone)
    while True:
        require(outside_calendar(day))
        hour = regime.expiry_time or reached.astimezone(zone).time()
        expiry = datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)
        if expiry >= reached and unfit_expiry(regime, expiry) is None:
            return expiry
        day += ONE_DAY


def _allowed(named: object, options: Mapping[str, object]) -> frozenset[str]:
    if isinstance(named, Mapping):
        named = options.get(str(named.get("option")))
    if not isinstance(named, list | tuple | set | frozenset):
        return frozenset()
    return frozenset(one for one in named if isinstance(one, str))


def _whole(block: Mapping[str, object], name: str, default: int) -> int:
    value = block.get(name, default)
    return value if isinstance(value, int) else default


def _time(written: object, clause: str) -> time | None:
    if not isinstance(written, str):
        return None
    try:
        return time.fromisoformat(written)
    except ValueError:
        message = _("{text} is not a time of day.")
        raise Refused(Refusal(clause, message, {"text": written})) from None

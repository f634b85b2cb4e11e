"""Months, semesters, working days, and the instants at which civil days begin and end.

A `date` is a civil day; a `datetime` is an instant, aware and in UTC. Whoever needs to turn
one into the other says in which zone (an IANA name such as `Asia/Tokyo`, or a `tzinfo`).

The calendar of the procedures goes from 1900 to 2200. A day outside it is a slip of the pen
and is refused; the refusal cites `calendar` unless the caller names a clause.

Source: domain A.5 (`cycle_shape`, `cadence`), C.10; corrections section 2 ("Presidency terms
are half-open instants") and section 4 ("Zones").
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from cochair.procedure.refusal import Refusal, Refused, _, require

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)

MONTHS_IN_A_YEAR = 12
MONTHS_IN_A_SEMESTER = 6
SATURDAY = 5

ONE_DAY = timedelta(days=1)
NO_HOLIDAYS: frozenset[date] = frozenset()


class Roll(StrEnum):
    """What becomes of a day on which nobody works."""

    PREVIOUS = "previous_working_day"
    NEXT = "next_working_day"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Semester:
    """Six months, from the civil day `start` to the civil day `end`, both included.

    Raises Refused (`calendar`) when it would end before it starts.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        require(
            _ends_before_it_starts(self.start, self.end),
            outside_calendar(self.start),
            outside_calendar(self.end),
        )

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class CycleSpan:
    """The days of one cycle, both ends included, and the semesters it is made of.

    `number` counts from 1. A span may have the wrong shape: `cycle_shape` says what is wrong.
    Raises Refused (`calendar`) when it would end before it starts.
    """

    number: int
    start: date
    end: date
    semesters: tuple[Semester, ...]

    def __post_init__(self) -> None:
        require(
            _ends_before_it_starts(self.start, self.end),
            outside_calendar(self.start),
            outside_calendar(self.end),
        )

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def outside_calendar(day: date, *, clause: str = "calendar") -> Refusal | None:
    """Refuse a civil day before 1900 or after 2200."""
    if FIRST_DAY <= day <= LAST_DAY:
        return None
    return _outside(day, clause)


def add_months(day: date, months: int, *, clause: str = "calendar") -> date:
    """The same day `months` later (earlier when negative), clipped to the end of its month.

    31 August plus six months is the last day of February. Raises Refused when either day is
    outside the calendar. Source: domain A.5, `cadence`.
    """
    require(outside_calendar(day, clause=clause))
    count = day.year * MONTHS_IN_A_YEAR + day.month - 1 + months
    year, month = count // MONTHS_IN_A_YEAR, count % MONTHS_IN_A_YEAR + 1
    # Asked before the date is made: beyond the year 9999 there is none to make.
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise Refused(_outside(f"{year}-{month:02}", clause))
    return date(year, month, min(day.day, _last_of_month(year, month)))


def days_between(earlier: date, later: date) -> int:
    """How many civil days `later` comes after `earlier`; negative when it comes before."""
    return (later - earlier).days


def half_year_of(day: date) -> Semester:
    """The calendar half-year in which a civil day lies: January to June or July to December.

    Raises Refused when the day is outside the calendar.
    """
    require(outside_calendar(day))
    if day.month <= MONTHS_IN_A_SEMESTER:
        return Semester(date(day.year, 1, 1), date(day.year, 6, 30))
    return Semester(date(day.year, 7, 1), date(day.year, 12, 31))


def semesters_from(first_start: date, count: int) -> tuple[Semester, ...]:
    """`count` consecutive semesters; calendar half-years when the first starts one.

    Every start is counted from the first, so that clipped month ends do not add up.
    Raises Refused when a semester would leave the calendar.
    """
    starts = [add_months(first_start, MONTHS_IN_A_SEMESTER * n) for n in range(count + 1)]
    return tuple(Semester(start, following - ONE_DAY) for start, following in pairwise(starts))


def cycle_from(number: int, first_start: date, *, semesters: int, months: int) -> CycleSpan:
    """The cycle made of that many consecutive semesters from `first_start`.

    One without semesters lasts so many months.  Raises Refused when it would leave the calendar.
    """
    parts = semesters_from(first_start, semesters)
    end = parts[-1].end if parts else add_months(first_start, months) - ONE_DAY
    return CycleSpan(number, first_start, end, parts)


def cycle_shape(
    cycle: CycleSpan, *, months: int, semesters: int, clause: str = "calendar"
) -> tuple[Refusal, ...]:
    """Everything wrong with the shape of a cycle; nothing when it is as it should be.

    It has `semesters` semesters, they follow one another without gap or overlap from its first
    day to its last, and it is exactly `months` calendar months long. Source: domain A.5.
    """
    answers = (
        _number_of_semesters(cycle.semesters, semesters, clause),
        _broken_sequence(cycle, clause),
        _wrong_length(cycle, months, clause),
    )
    return tuple(answer for answer in answers if answer is not None)


def is_working_day(day: date, holidays: Set[date] = NO_HOLIDAYS) -> bool:
    """Whether a civil day is neither on a weekend nor among the holidays of any side."""
    return day.weekday() < SATURDAY and day not in holidays


def previous_working_day(day: date, holidays: Set[date] = NO_HOLIDAYS) -> date:
    """The last working day that is not after `day`: `day` itself when people work on it.

    Raises Refused when none is left in the calendar.
    """
    return _first_working_day(day, holidays, -ONE_DAY)


def next_working_day(day: date, holidays: Set[date] = NO_HOLIDAYS) -> date:
    """The first working day that is not before `day`: `day` itself when people work on it.

    Raises Refused when none is left in the calendar.
    """
    return _first_working_day(day, holidays, ONE_DAY)


def roll(day: date, how: Roll | str, holidays: Set[date] = NO_HOLIDAYS) -> date:
    """A civil day moved to a working day in the given direction, or left where it is.

    Raises ValueError when `how` is none of the values of `Roll`.
    """
    direction = Roll(how)
    if direction is Roll.PREVIOUS:
        return previous_working_day(day, holidays)
    if direction is Roll.NEXT:
        return next_working_day(day, holidays)
    return day


def zone_named(name: str, *, clause: str = "calendar") -> ZoneInfo:
    """The zone of that IANA name. Raises Refused when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # What zoneinfo raises depends on whether the name is unknown, malformed or a folder.
        raise Refused(Refusal(clause, _("There is no time zone {zone}."), {"zone": name})) from None


def civil_day(at: datetime, zone: str | tzinfo) -> date:
    """The civil day that it is in `zone` at an aware instant."""
    return at.astimezone(_zone(zone)).date()


def start_of_day(day: date, zone: str | tzinfo) -> datetime:
    """The UTC instant after which it is no longer the day before in `zone`: 00:00 local.

    Where the clock jumps over midnight it is the instant of the jump, and where midnight comes
    twice it is the first, unless the day before resumes in between. Raises Refused for a day
    outside the calendar.
    """
    require(outside_calendar(day))
    return _midnight(day, _zone(zone))


def end_of_day(day: date, zone: str | tzinfo) -> datetime:
    """The UTC instant at which a civil day is over in `zone`: 24:00 local.

    It is the start of the next day and no longer belongs to this one. Raises Refused for a
    day outside the calendar.
    """
    require(outside_calendar(day))
    return _midnight(day + ONE_DAY, _zone(zone))


def told_in(at: datetime, zone: str, elsewhere: str) -> datetime:
    """An instant of a day of `zone`, for whoever counts days in the zone `elsewhere`.

    An hour is the same instant everywhere.  Midnight stands for a civil day whose hour nobody gave:
    that day begins, or is over, in the other zone when it is midnight there.
    """
    day = civil_day(at, zone)
    return start_of_day(day, elsewhere) if at == start_of_day(day, zone) else at


def readings(day: date, hour: time, zone: str | tzinfo) -> tuple[datetime, ...]:
    """The UTC instants at which a clock in `zone` shows an hour on a civil day, in their order.

    One; none where the clock skips the hour, two where it comes twice.  Raises Refused for a day
    outside the calendar.
    """
    require(outside_calendar(day))
    here, bare = _zone(zone), datetime.combine(day, hour.replace(tzinfo=None))
    found = {bare.replace(tzinfo=here, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(at for at in found if at.astimezone(here).replace(tzinfo=None) == bare))


def around_skipped(day: date, hour: time, zone: str | tzinfo) -> tuple[datetime, ...]:
    """The two UTC instants for which a skipped hour may stand: told by the clock after the jump, and
    by the clock before it; the earlier first."""
    here, bare = _zone(zone), datetime.combine(day, hour.replace(tzinfo=None))
    return tuple(sorted(bare.replace(tzinfo=here, fold=fold).astimezone(UTC) for fold in (0, 1)))


def parse_zoned(text: str, *, clause: str = "calendar") -> datetime:
    """The UTC instant of a local time and its zone, as in `2031-01-01T09:30 Asia/Tokyo`.

    Midnight means the start of the day, also where the clock skips or repeats it. Any other
    time that is skipped is refused, and one that comes twice needs its offset from UTC
    (`2031-10-26T02:30+01:00 Europe/Vienna`). Raises Refused in these cases, and when the text
    is not of this form, the zone is unknown or the day is outside the calendar.
    """
    written, _space, name = text.strip().rpartition(" ")
    try:
        local = datetime.fromisoformat(written.strip())
    except ValueError:
        raise Refused(
            Refusal(
                clause,
                _("{text} is not a local time followed by a time zone."),
                {"text": text},
            )
        ) from None
    zone = zone_named(name, clause=clause)
    require(outside_calendar(local.date(), clause=clause))
    if local.tzinfo is None and local.time() == time.min:
        return _midnight(local.date(), zone)
    return _instant(local, zone, text, clause)


def _instant(local: datetime, zone: tzinfo, text: str, clause: str) -> datetime:
    bare = local.replace(tzinfo=None)
    readings = {bare.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    # A reading that does not come back to the time it was made of lies in a skipped hour.
    readings = {at for at in readings if at.astimezone(zone).replace(tzinfo=None) == bare}
    if local.tzinfo is not None:
        readings &= {local.astimezone(UTC)}
    if not readings:
        message = _("The local time {text} does not exist: the clocks change then.")
        raise Refused(Refusal(clause, message, {"text": text}))
    if len(readings) > 1:
        message = _("The local time {text} occurs twice: add the offset from UTC.")
        raise Refused(Refusal(clause, message, {"text": text}))
    return readings.pop()


def _midnight(day: date, zone: tzinfo) -> datetime:
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    first = midnight.astimezone(UTC)
    second = midnight.replace(fold=1).astimezone(UTC)
    if first == second:
        return first
    if first < second:
        # It comes twice. The clock may have gone back within the day (it had begun), or to
        # the evening before (it had not begun for good).
        instant_before = second - timedelta.resolution
        return first if instant_before.astimezone(zone).date() >= day else second
    # It is skipped: `second` lies before the jump and `first` at or after it.
    before, after = second, first
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).date() < day:
            before = middle
        else:
            after = middle
    return after


def _zone(zone: str | tzinfo) -> tzinfo:
    return zone_named(zone) if isinstance(zone, str) else zone


def _first_working_day(day: date, holidays: Set[date], step: timedelta) -> date:
    require(outside_calendar(day))
    while not is_working_day(day, holidays):
        day += step
        require(outside_calendar(day))
    return day


def _last_of_month(year: int, month: int) -> int:
    if month == MONTHS_IN_A_YEAR:
        return 31
    return (date(year, month + 1, 1) - ONE_DAY).day


def _outside(asked: date | str, clause: str) -> Refusal:
    return Refusal(
        clause,
        _("{asked} is outside the calendar, which covers {first} to {last}."),
        {"asked": asked, "first": FIRST_DAY, "last": LAST_DAY},
    )


def _ends_before_it_starts(start: date, end: date) -> Refusal | None:
    if start <= end:
        return None
    return Refusal(
        "calendar",
        _("What starts on {start} cannot end on {end}."),
        {"start": start, "end": end},
    )


def _number_of_semesters(found: Sequence[Semester], wanted: int, clause: str) -> Refusal | None:
    if len(found) == wanted:
        return None
    return Refusal(
        clause,
        _("Semesters in the cycle: {found}. The procedures ask for {wanted}."),
        {"found": len(found), "wanted": wanted},
    )


def _broken_sequence(cycle: CycleSpan, clause: str) -> Refusal | None:
    expected = cycle.start
    for semester in cycle.semesters:
        if semester.start != expected:
            return Refusal(
                clause,
                _("A semester starts on {start}; it should start on {expected}."),
                {"start": semester.start, "expected": expected},
            )
        expected = semester.end + ONE_DAY
    if cycle.semesters and expected != cycle.end + ONE_DAY:
        return Refusal(
            clause,
            _("The last semester ends on {semester_end}, and the cycle on {cycle_end}."),
            {"semester_end": cycle.semesters[-1].end, "cycle_end": cycle.end},
        )
    return None


def _wrong_length(cycle: CycleSpan, months: int, clause: str) -> Refusal | None:
    wanted = add_months(cycle.start, months, clause=clause) - ONE_DAY
    if cycle.end == wanted:
        return None
    return Refusal(
        clause,
        _("The cycle ends on {end}; counted from {start} it should end on {wanted}."),
        {"start": cycle.start, "end": cycle.end, "wanted": wanted},
    )

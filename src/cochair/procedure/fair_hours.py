"""At which hours a session asks nobody to sit in it at night.

A session is fair to a delegation when, in its capital, it begins at 07:00 or later and is over by
20:00 of the same day: a start between 07:00 and 20:00 less its length.  Hours are UTC instants in
steps of half an hour through a civil day of the forum; local times follow the clock changes of
each zone.

Source: domain B.13 and CB-53.  Its figures for the real forum (15:00 to 18:00 in summer and 14:00
to 18:00 in winter, at the forum's seat) are those for a session of one hour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cochair.procedure.calendar import end_of_day, start_of_day, zone_named
from cochair.procedure.refusal import Refusal, _, require

STEP = timedelta(minutes=30)
EARLIEST, LATEST = time(7), time(20)
SHORTEST, LONGEST = 15, 780
"""Minutes; the longest session that can be fair fills the day from the earliest hour on."""

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One step on the strip of a delegation: the instant (UTC), its local time, and how many
    minutes of a session that starts then lie outside the fair hours."""

    at: datetime
    local: datetime
    minutes_outside: int

    @property
    def is_fair(self) -> bool:
        """Whether a session that starts then is fair to this delegation."""
        return self.minutes_outside == 0


@dataclass(frozen=True, slots=True)
class Strip:
    """The day of one delegation, step by step, in the zone of its capital."""

    member: str
    zone: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """A start hour (UTC) with the members to which it is unfair and by how many minutes in all."""

    at: datetime
    unfair_to: tuple[str, ...]
    minutes_outside: int


@dataclass(frozen=True, slots=True)
class Hours:
    """The answer for one day and length.

    `fair` are the start hours that are fair to all.  Where there is none, `least_bad` are those
    that are unfair to the fewest, and among them for the fewest minutes in all.
    """

    day: date
    minutes: int
    fair: tuple[datetime, ...]
    least_bad: tuple[Start, ...]
    strips: tuple[Strip, ...]


def fair_hours(day: date, minutes: int, zones: Mapping[str, str], zone: str) -> Hours:
    """The start hours on a civil day of `zone` for a session of so many minutes.

    `zones` holds the IANA zone of each member's capital.  Raises Refused for a length that is not
    from 15 to 780 minutes, a day outside the calendar and a zone that nobody knows.
    """
    require(_too_long_or_short(minutes))
    starts, over = start_of_day(day, zone), end_of_day(day, zone)
    steps = tuple(starts + STEP * n for n in range(-((starts - over) // STEP)))
    strips = tuple(
        Strip(member, zones[member], _cells(steps, minutes, zones[member])) for member in zones
    )
    told = tuple(_start(at, index, strips) for index, at in enumerate(steps))
    fair = tuple(one.at for one in told if not one.unfair_to)
    least = min(((len(one.unfair_to), one.minutes_outside) for one in told), default=(0, 0))
    bad = (
        ()
        if fair
        else tuple(one for one in told if (len(one.unfair_to), one.minutes_outside) == least)
    )
    return Hours(day, minutes, fair, bad, strips)


def spans(instants: tuple[datetime, ...]) -> tuple[tuple[datetime, datetime], ...]:
    """Instants in steps of half an hour as spans: the first and the last of each."""
    found: list[tuple[datetime, datetime]] = []
    for at in instants:
        if found and at - found[-1][1] == STEP:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return tuple(found)


def _cells(steps: tuple[datetime, ...], minutes: int, zone: str) -> tuple[Cell, ...]:
    own = zone_named(zone)
    length = minutes * MINUTE
    return tuple(
        Cell(at, at.astimezone(own), _outside(at.astimezone(own), (at + length).astimezone(own)))
        for at in steps
    )


def _outside(starts: datetime, ends: datetime) -> int:
    """How many minutes of a session lie before 07:00 or after 20:00, by the clock of the place."""
    # Wall clocks: in the hours that matter none of them is ever turned.
    first, last = starts.replace(tzinfo=None), ends.replace(tzinfo=None)
    inside = timedelta(0)
    today = first.date()
    while today <= last.date():
        begins = max(first, datetime.combine(today, EARLIEST))
        over = min(last, datetime.combine(today, LATEST))
        inside += max(timedelta(0), over - begins)
        today += timedelta(days=1)
    return max(0, (last - first - inside) // MINUTE)


def _start(at: datetime, index: int, strips: tuple[Strip, ...]) -> Start:
    bad = [(strip.member, strip.cells[index].minutes_outside) for strip in strips]
    unfair = tuple(member for member, outside in bad if outside)
    return Start(at, unfair, sum(outside for _member, outside in bad))


def _too_long_or_short(minutes: int) -> Refusal | None:
    if SHORTEST <= minutes <= LONGEST:
        return None
    return Refusal(
        "practice",
        _("A session may last from {shortest} to {longest} minutes."),
        {"shortest": SHORTEST, "longest": LONGEST},
    )

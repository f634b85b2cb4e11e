"""What the planner is asked: slots and everything that speaks for or against a day.

Days are civil days at the place of the meeting; a holiday is a civil day of its State.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from cochair.procedure.clause import Words

REQUIRED_DAYS = "required_days"
CADENCE = "cadence_distance"
HOLIDAYS = "members_on_holiday"
FAIRNESS = "venue_fairness"
OTHER_DAYS_OFF = "other_days_off"
HOST_EVENTS = "host_events"
MIDDLE = "middle_of_semester"

CRITERIA = (REQUIRED_DAYS, CADENCE, HOLIDAYS, FAIRNESS, OTHER_DAYS_OFF, HOST_EVENTS, MIDDLE)
"""What an order of preference may name.  The first is a requirement; the others cost."""


@dataclass(frozen=True, slots=True)
class Venue:
    """A place by code in the country of a member of `party` (empty: of none).

    `place` is empty where no place is known by code: in the `country` of a presidency, or in one
    that nobody knows yet (a place that people chose has its `country` too).  `as_recorded` then names whom the terms on record would give, for want
    of an end or of a settled successor.
    """

    place: str
    party: str
    country: str = ""
    as_recorded: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the place is known, and not only whose presidency is to offer one."""
        return bool(self.place)


@dataclass(frozen=True, slots=True)
class Mark:
    """The civil day on which the interval since the last meeting of the kind is full.

    It lies `months` after `previous`, the first (or last) day of the meeting `meeting`; that
    meeting need not count yet (`is_held`).  With `or_in_semester` any day in the semester of this
    meeting keeps the clause too: that meeting lay in its own semester of the cycle before.
    """

    day: date
    months: int
    tolerance: int
    previous: date
    meeting: str
    is_held: bool = True
    or_in_semester: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A meeting of the slot whose day both have confirmed, or that has opened."""

    first: date
    last: date
    venue: Venue


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting to be planned, `days` civil days long, inside a semester (both ends included).

    `venues` holds, by first day, the places that the procedures allow for it; where they leave
    the place free, those that are worth proposing (`is_free`).
    """

    configuration: str
    semester: int
    start: date
    end: date
    days: int
    venues: Mapping[date, tuple[Venue, ...]]
    mark: Mark | None = None
    is_free: bool = False
    fixed: Fixed | None = None

    def last_of(self, first: date) -> date:
        """The last day of a meeting that begins on `first`."""
        return first + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Days (both ends included) on which a Party cannot meet, or would rather not."""

    party: str
    start: date
    end: date
    required: bool = True

    def meets(self, first: date, last: date) -> bool:
        """Whether a meeting of these days falls on it."""
        return self.start <= last and first <= self.end


@dataclass(frozen=True, slots=True)
class HostEvent:
    """An event of somebody else, such as a sitting, at which a meeting may be held."""

    title: Words
    start: date
    end: date
    place: str = ""

    def welcomes(self, first: date, last: date, venue: Venue) -> bool:
        """Whether a meeting on these days, there, would be held at it."""
        same_days = self.start <= last and first <= self.end
        return same_days and (not self.place or self.place == venue.place)


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that decides: see the fields.

    `order` is the order of preference, out of `CRITERIA`.  `holidays` holds the public holidays
    of each member State, None where they are not known.  `hosted` counts, by Party, where the
    last meeting of each kind was held.  Days before `not_before` are over.
    """

    slots: tuple[Slot, ...]
    order: tuple[str, ...]
    parties: tuple[str, ...]
    travel_gap_days: int = 0
    hosted: Mapping[str, int] = field(default_factory=dict)
    holidays: Mapping[str, frozenset[date] | None] = field(default_factory=dict)
    blocked: tuple[Blocked, ...] = ()
    events: tuple[HostEvent, ...] = ()
    not_before: date | None = None

    @property
    def without_holidays(self) -> tuple[str, ...]:
        """The member States of which no holidays are known."""
        return tuple(code for code, days in self.holidays.items() if days is None)

    def on_holiday(self, first: date, last: date) -> tuple[str, ...]:
        """The member States known to have a public holiday on one of these days."""
        days = set(days_of(first, last))
        return tuple(
            code for code, own in self.holidays.items() if own and not own.isdisjoint(days)
        )


def days_of(first: date, last: date) -> tuple[date, ...]:
    """Every civil day from one to another, both included."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))

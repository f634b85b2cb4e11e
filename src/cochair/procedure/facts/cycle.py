"""A cycle, and what was done for it as a whole."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """One slot of the next cycle: venue and date as determined at `at`.

    `state` is proposed, agreed, confirmed or changed; `precision` day, month or unknown;
    `start` and `end` bound the date (civil days, inclusive).
    """

    id: str
    at: datetime
    configuration: str
    state: str
    precision: str
    start: date | None = None
    end: date | None = None
    place: str | None = None
    virtual: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A stock-taking report: when it became final, what it covers, where it was reported."""

    id: str
    at: datetime
    kind: str
    areas: frozenset[str] = frozenset()
    reported_to: str | None = None
    circulated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The joint assessment of effectiveness, with the keys turned on it."""

    id: str
    at: datetime
    signed_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle: civil days inclusive, its semesters, and what was done for it as a whole."""

    number: int
    id: str
    at: datetime | None
    start: date
    end: date
    semesters: tuple[tuple[date, date], ...]
    imported: bool = False
    closed_at: datetime | None = None
    plans: tuple[Plan, ...] = ()
    reports: tuple[Report, ...] = ()
    assessment: Assessment | None = None

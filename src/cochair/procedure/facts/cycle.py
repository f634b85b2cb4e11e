"""A cycle, and what was done for it as a whole."""

from dataclasses import dataclass, replace
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
    """The joint assessment of effectiveness, with the keys turned on it.

    `results` is of how many commitments it sets the result beside what was expected.
    """

    id: str
    at: datetime
    signed_by: frozenset[str]
    results: int = 0


@dataclass(frozen=True, slots=True)
class Extension:
    """A new last day of a cycle, agreed by both presidencies at `at`; `before` is the one it had."""

    id: str
    at: datetime
    before: date
    end: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle: civil days inclusive, its semesters, and what was done for it as a whole.

    `end` and `semesters` are those of the last of the `extensions`.
    """

    number: int
    id: str
    at: datetime | None
    start: date
    end: date
    semesters: tuple[tuple[date, date], ...]
    imported: bool = False
    closed_at: datetime | None = None
    abandoned_at: datetime | None = None
    extensions: tuple[Extension, ...] = ()
    plans: tuple[Plan, ...] = ()
    reports: tuple[Report, ...] = ()
    assessment: Assessment | None = None

    def as_known(self, at: datetime) -> "Cycle":
        """The cycle with the last day and the semesters that it had at an instant (aware UTC)."""
        later = [one for one in self.extensions if one.at > at]
        if not later:
            return self
        end = later[0].before
        semesters = tuple(one for one in self.semesters if one[0] <= end)
        return replace(self, end=end, semesters=semesters)

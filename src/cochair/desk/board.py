"""The cycle board: three semesters of equal width, and where each thing lies on them.

Positions are percentages as text, so that no locale turns a point into a comma.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from cochair.procedure.calendar import add_months, civil_day
from cochair.procedure.facts import Cycle

ONE_DAY = timedelta(days=1)
MONTHS_IN_A_YEAR = 12
MONTHS_IN_A_SEMESTER = 6
# How much of the board, in percent, a meeting's label needs.
LABEL_WIDTH = 20
# The same on a screen as narrow as a telephone.
NARROW_LABEL_WIDTH = 34


@dataclass(frozen=True)
class Scale:
    """Where a civil day lies on the board, straight inside each semester."""

    semesters: tuple[tuple[date, date], ...]

    def x(self, day: date) -> float:
        """Percent from the left; days outside lie at the edges."""
        if day <= self.semesters[0][0]:
            return 0.0
        for index, (first, last) in enumerate(self.semesters):
            length = (last + ONE_DAY - first).days
            if day <= last:
                return 100 * (index + (day - first).days / length) / len(self.semesters)
        return 100.0

    def holds(self, day: date) -> bool:
        """Whether a day lies on the board."""
        return self.semesters[0][0] <= day <= self.semesters[-1][1]


@dataclass(frozen=True)
class Lane:
    """One lane: a name, a second line, its shapes, and months when it is the first."""

    name: str
    more: str
    shapes: list[Mapping[str, object]]
    months: list[Mapping[str, object]] = field(default_factory=list)
    h: int = 48
    tag: str = ""


def percent(value: float) -> str:
    """A percentage as text, with two decimals and a point."""
    return f"{min(max(value, 0.0), 100.0):.2f}"


def scale(cycle: Cycle) -> Scale:
    """The scale of a cycle: its semesters, or its years where it has none."""
    return Scale(cycle.semesters or tuple(_years(cycle.start, cycle.end)))


def _years(start: date, end: date) -> Iterator[tuple[date, date]]:
    """A cycle cut into years from its first day on; the last one ends with the cycle."""
    number, first = 1, start
    while first <= end:
        following = add_months(start, MONTHS_IN_A_YEAR * number)
        yield first, min(following - ONE_DAY, end)
        number, first = number + 1, following


def years(on: Scale) -> list[Mapping[str, object]]:
    """The parts of a board without semesters, each by the year in which it begins."""
    return [
        {
            "x": percent(on.x(first)),
            "tx": percent((on.x(first) + on.x(last)) / 2),
            "name": str(first.year),
            "line": bool(index),
        }
        for index, (first, last) in enumerate(on.semesters)
    ]


def months(on: Scale, initials: Sequence[str]) -> list[Mapping[str, object]]:
    """The months with the initials of the reader's language, in their middle."""
    found: list[Mapping[str, object]] = []
    for first, _last in on.semesters:
        for index in range(MONTHS_IN_A_SEMESTER):
            start = add_months(first, index)
            middle = start + timedelta(days=14)
            found.append(
                {
                    "x": percent(on.x(start)),
                    "tx": percent(on.x(middle)),
                    "name": initials[start.month - 1],
                    "line": bool(index),
                }
            )
    return found


def bar(
    on: Scale, party: str, start: date, end: date, label: str, *, tentative: bool
) -> Mapping[str, object]:
    """A presidency as a bar; a tentative one is dashed."""
    left, right = on.x(start), on.x(end)
    return {
        "is_bar": True,
        "party": party,
        "x": percent(left),
        "w": percent(right - left),
        "tx": percent(left + 0.8),
        "label": label,
        "short": label.split(",")[0],
        "open": tentative,
        "wide": right - left > 9,
    }


def window(on: Scale, goal: date, tolerance: int, label: str) -> Mapping[str, object]:
    """The mark of so many months after the last meeting, with its tolerance as a band."""
    left, right = on.x(goal - timedelta(days=tolerance)), on.x(goal + timedelta(days=tolerance))
    return {
        "is_window": True,
        "x": percent(left),
        "w": percent(right - left),
        "gx": percent(on.x(goal)),
        "tx": percent(on.x(goal) + 0.7),
        "label": label,
        "line": on.holds(goal),
        "end": on.x(goal) > 88,
        "ex": percent(on.x(goal) - 0.7),
    }


def meeting(
    on: Scale, start: date, end: date, *, firm: bool, held: bool, label: str, sub: str, short: str
) -> Mapping[str, object]:
    """A meeting: filled when held, hollow when its day is fixed, a dashed span when it is not."""
    left, right = on.x(start), on.x(end)
    near_the_edge = right > 80
    return {
        "is_meet": firm,
        "is_plan": not firm,
        "held": held,
        "x": percent(left),
        "w": percent(max(right - left, 1.5)),
        "tx": percent(
            left - 1.3 if near_the_edge else (left if firm else max(right, left + 1.5)) + 1.3
        ),
        **_narrow(left if firm else (left + right) / 2),
        "end": near_the_edge,
        "label": label,
        "sub": sub,
        "short": short,
    }


def _narrow(middle: float) -> Mapping[str, object]:
    """Where the label stands on a narrow screen: above the shape, and inside the board."""
    if middle < NARROW_LABEL_WIDTH / 2:
        return {"sx": "0", "sy": "12", "anchor": ""}
    if middle > 100 - NARROW_LABEL_WIDTH / 2:
        return {"sx": "100", "sy": "12", "anchor": "end"}
    return {"sx": percent(middle), "sy": "12", "anchor": "mid"}


def apart(shapes: Iterable[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Meetings with their labels to the left, and below on a narrow screen, where the next is near."""
    found = sorted(shapes, key=lambda shape: float(str(shape["x"])))
    for index, shape in enumerate(found[:-1]):
        here, after = float(str(shape["x"])), float(str(found[index + 1]["x"]))
        if after - here < LABEL_WIDTH and here > LABEL_WIDTH:
            found[index] = {**shape, "tx": percent(here - 1.3), "end": True}
        if after - here < NARROW_LABEL_WIDTH and shape["sy"] == "12":
            found[index + 1] = {**found[index + 1], "sy": "44"}
    return found


def dot(on: Scale, day: date, *, done: bool | None, label: str = "") -> Mapping[str, object]:
    """A deadline or a preparatory meeting: filled when done, hollow when to come."""
    return {
        "is_dot": True,
        "x": percent(on.x(day)),
        "done": bool(done),
        "label": label,
    }


def position_of(on: Scale, at: datetime, zone: str) -> str | None:
    """Where today lies, or None when the day is not on the board."""
    day = civil_day(at, zone)
    return percent(on.x(day)) if on.holds(day) else None

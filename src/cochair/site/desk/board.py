"""The cycle board: three semesters of equal width, and where each thing lies on them.

Positions are percentages as text, so that no locale turns a point into a comma.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from cochair.procedure.calendar import add_months, civil_day
from cochair.procedure.facts import Cycle

ONE_DAY = timedelta(days=1)
MONTHS_IN_A_YEAR = 12
MONTHS_IN_A_SEMESTER = 6
# How wide a letter of a name and the margins of its bar are, in hundredths of the board.
A_LETTER, MARGIN = 1.1, 2.0
# A row of marks where more than one is needed, and the part of it that a mark fills, in pixels.
ROW, MARK = 26, 22
# A further row of meetings, in pixels.
MEETING_ROW = 38
# How much of the board, in percent, the label of an interval needs.
WINDOW_WIDTH = 26
# How much of the board, in percent, a meeting's label needs.
LABEL_WIDTH = 20
# The same on a screen as narrow as a telephone.
NARROW_LABEL_WIDTH = 34
# How high the two labels of a meeting stand: beside its mark, or above and below its span, in pixels.
BESIDE: Mapping[str, object] = {"ly": "21", "lower": "38"}
OVER: Mapping[str, object] = {"ly": "11", "lower": "46"}


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
    # Where the parts of the board meet, in percent.
    hairs: tuple[str, ...] = ()


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
    short = label.split(",")[0]
    return {
        "is_bar": True,
        "party": party,
        "x": percent(left),
        "w": percent(right - left),
        "tx": percent(left + 0.8),
        "label": label,
        "short": short,
        "open": tentative,
        "wide": right - left > max(9, MARGIN + A_LETTER * len(short)),
        "roomy": right - left > 20,
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
        "y": 8,
        "h": 32,
        "by": 40,
        "ty": 28,
    }


def stacked(shapes: Iterable[Mapping[str, object]]) -> tuple[list[Mapping[str, object]], int]:
    """Windows in as many rows as their bands and labels need beside each other, and the rows."""
    ends: list[float] = []
    placed: list[tuple[Mapping[str, object], int]] = []
    for shape in sorted(shapes, key=lambda one: float(str(one["gx"]))):
        goal, left = float(str(shape["gx"])), float(str(shape["x"]))
        label = WINDOW_WIDTH if shape["line"] else 0
        first = min(left, goal - label if shape["end"] else left)
        last = max(left + float(str(shape["w"])), goal if shape["end"] else goal + label)
        row = next((i for i, end in enumerate(ends) if end <= first), len(ends))
        ends[row : row + 1] = [last]
        placed.append((shape, row))
    if len(ends) < 2:
        return [shape for shape, _row in placed], 1
    return [
        {**shape, "y": 8 + ROW * row, "h": MARK, "by": 8 + ROW * row + MARK, "ty": 23 + ROW * row}
        for shape, row in placed
    ], len(ends)


def hairs(on: Scale) -> tuple[str, ...]:
    """Where the parts of the board meet: at the end of each but the last."""
    return tuple(percent(on.x(first)) for first, _last in on.semesters[1:])


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
            left - 1.3 if near_the_edge else (left + 1.3 if firm else max(right, left + 1.5) + 2)
        ),
        **_narrow(left if firm else (left + right) / 2),
        "end": near_the_edge,
        "label": label,
        "sub": sub,
        "short": short,
        "dy": 0,
        **BESIDE,
        **(_over(left) if not firm and right - left >= LABEL_WIDTH else {}),
    }


def _over(left: float) -> Mapping[str, object]:
    """A span as wide as its labels has them above and below it, and not in what follows."""
    return {"tx": percent(left + 0.3), "end": False, **OVER}


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
        if after - here < LABEL_WIDTH and here > LABEL_WIDTH and not _is_over(shape):
            found[index] = {**shape, "tx": percent(here - 1.3), "end": True, **BESIDE}
        if after - here < NARROW_LABEL_WIDTH and shape["sy"] == "12":
            found[index + 1] = {**found[index + 1], "sy": "44"}
    return found


def spread(
    shapes: Iterable[Mapping[str, object]], today: str | None = None
) -> tuple[list[Mapping[str, object]], int]:
    """Meetings in one row while their labels fit beside each other, else in more, and the rows.

    A cycle of many years brings its meetings closer together than their labels are wide.  The line
    of `today` crosses no label.
    """
    found = list(shapes)
    beside = apart(found if today is None else [_beside(one, float(today)) for one in found])
    if not _crowded(beside):
        return beside, 1
    ends: list[float] = []
    placed: list[Mapping[str, object]] = []
    for shape in beside:
        here = float(str(shape["x"]))
        at_the_edge = here > 100 - LABEL_WIDTH
        shown = {
            **shape,
            "tx": percent(here - 1.3 if at_the_edge else here + float(str(shape["w"])) + 1.3),
            "end": at_the_edge,
            "sy": "12",
            **BESIDE,
        }
        if shape["is_meet"] and not at_the_edge:
            shown["tx"] = percent(here + 1.3)
        first, last = _reach(shown)
        row = next((i for i, end in enumerate(ends) if end <= first), len(ends))
        ends[row : row + 1] = [last]
        placed.append({**shown, "dy": MEETING_ROW * row})
    return placed, len(ends)


def _beside(shape: Mapping[str, object], today: float) -> Mapping[str, object]:
    """A meeting with its labels on that side of the line of today on which there is room."""
    here, moved = float(str(shape["x"])), dict(shape)
    first, last = _wide(shape)
    if first < today < last and _is_over(shape):
        end = here + float(str(shape["w"]))
        moved |= (
            {"tx": percent(today + 0.7)}
            if end - today >= today - here
            else {"tx": percent(today - 0.7), "end": True}
        )
    elif first < today < last and here > LABEL_WIDTH:
        moved |= {"tx": percent(here - 1.3), "end": True}
    first, last = _above(shape)
    if first < today < last:
        is_left = today + 2 > 100 - NARROW_LABEL_WIDTH
        moved |= {"sx": percent(today + (-2 if is_left else 2)), "anchor": "end" if is_left else ""}
    return moved


def _is_over(shape: Mapping[str, object]) -> bool:
    return shape["ly"] == OVER["ly"]


def _reach(shape: Mapping[str, object]) -> tuple[float, float]:
    """From where to where a meeting and its labels reach, on a wide screen and on a narrow one."""
    here, label = float(str(shape["x"])), float(str(shape["tx"]))
    right = here + float(str(shape["w"]))
    wide = (label - LABEL_WIDTH, label) if shape["end"] else (label, label + LABEL_WIDTH)
    narrow = _above(shape)
    return min(here, wide[0], narrow[0]), max(right, wide[1], narrow[1])


def _crowded(shapes: Sequence[Mapping[str, object]]) -> bool:
    """Whether a label of one meeting reaches into another's, on a wide screen or a narrow one."""
    wide = sorted(_wide(shape) for shape in shapes)
    if any(after[0] < before[1] for before, after in pairwise(wide)):
        return True
    for height in {shape["sy"] for shape in shapes}:
        middles = sorted(float(str(one["sx"])) for one in shapes if one["sy"] == height)
        if any(after - before < NARROW_LABEL_WIDTH * 0.6 for before, after in pairwise(middles)):
            return True
    return False


def _above(shape: Mapping[str, object]) -> tuple[float, float]:
    """From where to where the label reaches on a narrow screen."""
    middle = float(str(shape["sx"]))
    left = {"": 0.0, "end": 1.0, "mid": 0.5}[str(shape["anchor"])] * NARROW_LABEL_WIDTH
    return middle - left, middle - left + NARROW_LABEL_WIDTH


def _wide(shape: Mapping[str, object]) -> tuple[float, float]:
    label = float(str(shape["tx"]))
    return (label - LABEL_WIDTH, label) if shape["end"] else (label, label + LABEL_WIDTH)


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

"""The chain as a picture: a column for each step, a line for each commitment, a dashed box for a gap.

The table beside it says the same.  Coordinates are whole numbers in units of the picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cochair.features.threats.chain import Chain, Link, Thread

HEAD, ROW, BOX, GAP = 36, 40, 28, 24
FINDING, COMMITMENT, LEVEL, FIGURE, RESULT = 64, 170, 96, 64, 96


@dataclass(frozen=True, slots=True)
class Box:
    """A box with a label; `is_gap` where there should be something, and is nothing."""

    x: int
    y: int
    width: int
    height: int
    label: str
    is_gap: bool

    @property
    def middle(self) -> int:
        """Where the label stands across."""
        return self.x + self.width // 2

    @property
    def base(self) -> int:
        """Where the label stands down."""
        return self.y + self.height // 2 + 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line from one box to the next."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and lines, where the heads of the columns stand, and how large it is."""

    finding: int
    commitment: int
    levels: tuple[tuple[str, int], ...]
    indicator: int
    result: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def drawn(chain: Chain) -> Picture:
    """The chain drawn; findings below each other in their order."""
    columns = _Columns(chain.levels)
    boxes: list[Box] = []
    lines: list[Line] = []
    y = HEAD
    for thread in chain.threads:
        boxes_of, lines_of = _thread(thread, columns, y)
        boxes += boxes_of
        lines += lines_of
        y += ROW * max(1, len(thread.links))
    return Picture(
        FINDING // 2,
        columns.commitment + COMMITMENT // 2,
        tuple((level, columns.level(level) + LEVEL // 2) for level in chain.levels),
        columns.indicator + FIGURE // 2,
        columns.result + RESULT // 2,
        tuple(boxes),
        tuple(lines),
        columns.result + RESULT + 1,
        y,
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    levels: tuple[str, ...]

    @property
    def commitment(self) -> int:
        return FINDING + GAP

    def level(self, code: str) -> int:
        return self.commitment + COMMITMENT + GAP + self.levels.index(code) * (LEVEL + GAP)

    @property
    def indicator(self) -> int:
        return self.commitment + COMMITMENT + GAP + len(self.levels) * (LEVEL + GAP)

    @property
    def result(self) -> int:
        return self.indicator + FIGURE + GAP


def _thread(thread: Thread, columns: _Columns, top: int) -> tuple[list[Box], list[Line]]:
    high = ROW * max(1, len(thread.links)) - (ROW - BOX)
    boxes = [Box(0, top, FINDING, high, f"F{thread.number}", is_gap=False)]
    lines: list[Line] = []
    rows = [list(_link(link, columns, top + n * ROW)) for n, link in enumerate(thread.links)]
    if not rows:
        rows = [[Box(columns.commitment, top, COMMITMENT, BOX, "–", is_gap=True)]]
    for row in rows:
        boxes += row
        middle = row[0].y + BOX // 2
        ends = [FINDING, *(one.x + one.width for one in row)]
        starts = [one.x for one in row]
        lines += [Line(a, middle, b, middle) for a, b in zip(ends, starts, strict=False)]
    return boxes, lines


def _link(link: Link, columns: _Columns, y: int) -> Iterator[Box]:
    """The boxes of a commitment from left to right; where nothing is asked there is none."""
    yield Box(columns.commitment, y, COMMITMENT, BOX, link.commitment, is_gap=not link.expected)
    for level in columns.levels:
        own = link.at(level)
        x = columns.level(level)
        if level in link.missing:
            yield Box(x, y, LEVEL, BOX, "–", is_gap=True)
        elif own:
            label = ", ".join(f"A{one.number}" for one in own[:2])
            label += f" +{len(own) - 2}" if len(own) > 2 else ""
            yield Box(x, y, LEVEL, BOX, label, is_gap=False)
    if link.figures:
        label = ", ".join(f"I{one.number}" for one in link.figures[:2])
        yield Box(columns.indicator, y, FIGURE, BOX, label, is_gap=False)
    shown = [one.value for one in link.figures if one.value]
    reached = sum(len(one.reached) for one in link.actions)
    if any(one.lacks_result for one in link.actions):
        yield Box(columns.result, y, RESULT, BOX, "–", is_gap=True)
    elif shown or reached:
        label = shown[0] if shown else f"{reached} ✓"
        yield Box(columns.result, y, RESULT, BOX, label, is_gap=False)

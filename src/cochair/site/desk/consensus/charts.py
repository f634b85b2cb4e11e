"""The map and the trend as pictures: across in percent, so that text keeps its size, down in pixels.

Every mark has its own shape, and what it means stands in the legend and in the table beside.
Coordinates are strings: a template would write them with the comma of the reader's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cochair.procedure.text.consensus_map import Holding
from cochair.site.desk.consensus.consensus_map import Cell, Map, Trend

LABEL, RIGHT = 14.0, 1.0
HEAD, LINE, FOOT = 30, 26, 6
BAR, BAR_LEFT = 30, 12.0
# A column needs so many pixels: more of them than fit are scrolled.
MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell that says something: where, which shape, and how many it stands for."""

    x: str
    y: str
    shape: str
    number: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A map to be drawn; `lines` are the heights of its hairlines."""

    height: str
    heads: tuple[Label, ...]
    sides: tuple[Label, ...]
    marks: tuple[Mark, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: from where, how long, in which pattern, with which number."""

    x: str
    width: str
    middle: str
    look: str
    number: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How far the text had come at the end of a round."""

    trend: Trend
    y: str
    middle: str
    parts: tuple[Part, ...]


def picture(found: Map) -> Picture:
    """The map, places down and authors across."""
    step = (100 - LABEL - RIGHT) / max(1, len(found.columns))
    xs = [LABEL + step * (at + 0.5) for at in range(len(found.columns))]
    ys = [HEAD + LINE * (at + 0.5) for at in range(len(found.rows))]
    return Picture(
        height=str(HEAD + LINE * len(found.rows) + FOOT),
        heads=tuple(
            Label(_percent(x), "18", who.short or "·")
            for x, who in zip(xs, found.columns, strict=True)
        ),
        sides=tuple(
            Label("0", f"{y + 4:.0f}", row.short) for y, row in zip(ys, found.rows, strict=True)
        ),
        marks=tuple(
            _mark(cell, cell.holding, x, y)
            for y, row in zip(ys, found.rows, strict=True)
            for x, cell in zip(xs, row.cells, strict=True)
            if cell.holding is not None
        ),
        lines=tuple(f"{HEAD + LINE * at}" for at in range(len(found.rows) + 1)),
    )


def bars(trend: Sequence[Trend]) -> tuple[tuple[Bar, ...], str]:
    """A bar for each round and for now, and the height of all: agreed, in brackets, the rest."""
    most = max((_all(one) for one in trend), default=0) or 1
    found = tuple(_bar(one, at, most) for at, one in enumerate(trend))
    return found, str(BAR * len(found))


def _bar(one: Trend, at: int, most: int) -> Bar:
    figures = one.figures
    rest = max(0, figures.paragraphs - figures.agreed - figures.brackets)
    x, parts = BAR_LEFT, []
    for look, number in (("s1", figures.agreed), ("s3", figures.brackets), ("s5", rest)):
        width = (100 - BAR_LEFT) * number / most
        if number:
            middle = _percent(x + width / 2)
            parts.append(Part(_percent(x), _percent(width), middle, look, number))
        x += width
    return Bar(one, str(BAR * at + 4), str(BAR * at + 18), tuple(parts))


def _all(one: Trend) -> int:
    return max(one.figures.paragraphs, one.figures.agreed + one.figures.brackets)


def _mark(cell: Cell, holding: Holding, x: float, y: float) -> Mark:
    return Mark(_percent(x), f"{y:.0f}", holding.value, str(cell.number) if cell.number > 1 else "")


def _percent(value: float) -> str:
    return f"{value:.2f}%"

"""The trend as bars: across in percent, so that text keeps its size, down in pixels.

Every status has its own pattern; what it means stands in the legend, and the table says the same.
Coordinates are strings: a template would write them with the comma of the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cochair.features.follow_up import statuses
from cochair.features.stocktaking.content import Content

LEFT, BAR = 8.0, 34
# Which look of a part stands for which status: dark where more is done, dashed where nothing is known.
LOOKS: Mapping[str, str] = {
    "completed": "s1",
    "on_track": "s2",
    "in_progress": "s6",
    "delayed": "s3",
    "blocked": "s4",
    "not_started": "s7",
    "discontinued": "s8",
    "none": "s5",
}
assert set(LOOKS) == set(statuses.ALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: from where, how long, in which pattern, with which number."""

    look: str
    x: str
    width: str
    middle: str
    number: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A cycle: its figures by status, and where they are drawn."""

    cycle: int
    y: str
    base: str
    parts: tuple[Part, ...]
    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Trend:
    """All bars, and the height of the picture in pixels."""

    bars: tuple[Bar, ...]
    height: str


def trend(content: Content) -> Trend:
    """A bar for each cycle, as long as there were commitments in force."""
    most = max((sum(figures.values()) for _cycle, figures in content.trend), default=0) or 1
    bars = tuple(_bar(*one, place, most) for place, one in enumerate(content.trend))
    return Trend(bars, str(BAR * len(bars)))


def _bar(cycle: int, figures: Mapping[str, int], place: int, most: int) -> Bar:
    x, parts = LEFT, []
    for status, look in LOOKS.items():
        number = figures[status]
        width = (100 - LEFT) * number / most
        if number:
            middle = _percent(x + width / 2)
            parts.append(Part(look, _percent(x), _percent(width), middle, number))
        x += width
    numbers = tuple(figures[status] for status in statuses.ALL)
    y = BAR * place
    return Bar(cycle, str(y + 4), str(y + 22), tuple(parts), numbers, sum(numbers))


def _percent(value: float) -> str:
    return f"{value:.2f}%"

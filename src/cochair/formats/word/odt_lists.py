"""Numbers of lists and headings of an OpenDocument text, as a word processor prints them.

A list has a style, and a style says for each level how its numbers look, where they begin, and how
many levels they show.  What a file says nowhere is not made up: such an item has a bullet.
Source: ISO/IEC 26300-1, 5.3 (lists), 16.30 (list styles), 16.34 (outline style).
"""

from dataclasses import dataclass, field
from xml.etree import ElementTree

from cochair.formats.word import numbering
from cochair.web.numbers import whole

T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NAME = "{http://www.w3.org/XML/1998/namespace}id"
NUMBERED = frozenset({f"{T}list-level-style-number", f"{T}outline-level-style"})
LEVELS = NUMBERED | {f"{T}list-level-style-bullet", f"{T}list-level-style-image"}
FORMATS = {
    "1": numbering.DECIMAL,
    "a": numbering.LOWER,
    "A": numbering.UPPER,
    "i": numbering.ROMAN,
    "I": numbering.UPPER_ROMAN,
}
BULLET, OUTLINE = "•", "\N{NULL}outline"
# More than any word processor lets one nest or count, and less than costs anything.
DEEPEST, HIGHEST = 10, 999_999


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level look; without a format they are a bullet or nothing."""

    format: str
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1
    bullet: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list the reader stands: its style, how deep, and the values counted so far."""

    style: str
    depth: int
    counted: list[int]


@dataclass(slots=True)
class Lists:
    """The list styles of a document, and how far each list was counted."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    of_style: dict[str, list[int]] = field(default_factory=dict)
    of_name: dict[str, list[int]] = field(default_factory=dict)
    outline: list[int] = field(default_factory=list)

    def add(self, root: ElementTree.Element) -> None:
        """Take in the list styles of one part of a document."""
        for tag, name in ((f"{T}list-style", ""), (f"{T}outline-style", OUTLINE)):
            for style in root.iter(tag):
                for one in style:
                    if one.tag in LEVELS:
                        where = name or style.get(f"{STYLE}name", ""), _whole(one, "level", 1)
                        self.levels[where] = _level(one)

    def begin(self, element: ElementTree.Element, around: Place | None) -> Place:
        """Step into a list: a new one, one that goes on, or one inside another."""
        style = element.get(f"{T}style-name", "")
        goes_on = element.get(f"{T}continue-numbering") == "true"
        if around is not None:
            if not goes_on:
                del around.counted[around.depth :]
            return Place(style or around.style, around.depth + 1, around.counted)
        counted = self.of_name.get(element.get(f"{T}continue-list", ""))
        if counted is None and goes_on:
            counted = self.of_style.get(style)
        counted = [] if counted is None else counted
        self.of_style[style] = counted
        if name := element.get(NAME):
            self.of_name[name] = counted
        return Place(style, 1, counted)

    def number(self, place: Place, item: ElementTree.Element) -> str:
        """The number of the next item at a place, as it is printed; empty where none is."""
        start = item.get(f"{T}start-value", "")
        return self._next(place, _told(start) if start else None)

    def of_heading(self, element: ElementTree.Element, level: int) -> str:
        """The number of a heading outside of any list, where the outline of the document has one."""
        if (OUTLINE, level) not in self.levels or element.get(f"{T}is-list-header") == "true":
            return ""
        start = element.get(f"{T}start-value", "")
        return self._next(Place(OUTLINE, level, self.outline), _told(start) if start else None)

    def _next(self, place: Place, start: int | None) -> str:
        if place.depth > DEEPEST:
            return BULLET
        style = [self.levels.get((place.style, n)) for n in range(1, place.depth + 1)]
        counted = place.counted
        # A level that was passed over counts as begun.
        for one in style[len(counted) : -1]:
            counted.append(one.start if one else 1)
        level, is_first = style[-1], len(counted) < place.depth
        value = counted[place.depth - 1] + 1 if not is_first else level.start if level else 1
        counted[place.depth - 1 :] = [value if start is None else start]
        if level is None:
            return "" if place.style == OUTLINE else BULLET
        if level.format == numbering.BULLET:
            return level.bullet
        shown = range(max(0, place.depth - max(level.shown, 1)), place.depth)
        parts = [numbering.said(one.format, counted[n]) for n in shown if (one := style[n])]
        told = ".".join(filter(None, parts))
        return f"{level.before}{told}{level.after}".strip() if told else ""


def written(element: ElementTree.Element) -> str:
    """The number that the file itself spells out in an item or heading; empty where it has none."""
    found = element.find(f"{T}number")
    return "".join(found.itertext()).strip() if found is not None else ""


def _level(one: ElementTree.Element) -> Level:
    if one.tag not in NUMBERED:
        sign = one.get(f"{T}bullet-char", "")
        # Signs of symbol fonts stand in the private use area: nobody else can show them.
        return Level(numbering.BULLET, bullet=sign if sign.strip() and sign < "\ue000" else BULLET)
    return Level(
        FORMATS.get(one.get(f"{STYLE}num-format", ""), "none"),
        one.get(f"{STYLE}num-prefix", ""),
        one.get(f"{STYLE}num-suffix", ""),
        _whole(one, "start-value", 1),
        _whole(one, "display-levels", 1),
    )


def _whole(one: ElementTree.Element, name: str, otherwise: int) -> int:
    return _told(one.get(f"{T}{name}", ""), otherwise)


def _told(said: str, otherwise: int = 1) -> int:
    """A whole number as a file says it; what is none, or has no end, is the usual one."""
    found = whole(said, HIGHEST)
    return otherwise if found is None else found

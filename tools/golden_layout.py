"""HTML without the layout of its source: two pages that a browser shows alike are written alike.

Runs of whitespace are one space; there is none beside the edge of a block, nor between the boxes
of a row or a grid, for a browser shows none there.  Between words and elements that stand in a
line a space is kept, and told apart from none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PIECE = re.compile(r"""<!--.*?-->|<[/!]?[a-zA-Z](?:[^"'<>]|"[^"]*"|'[^']*')*>|[^<]+|<""", re.DOTALL)
NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
OUTSIDE_QUOTES = re.compile(r"""("[^"]*"|'[^']*')|\s+""")
CLASS = re.compile(r'\sclass="([^"]*)"')
# Elements that begin a new line, or stand where words are not shown.
_BLOCKS = (
    "address article aside blockquote body br caption circle col colgroup dd defs desc details"
    " dialog div dl dt fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header hr html"
    " legend li line main nav noscript ol optgroup option p path pattern polygon polyline rect"
    " section summary symbol table tbody td tfoot th thead title tr ul use"
)
BLOCKS = frozenset(_BLOCKS.split())
# Elements in a line whose own content begins and ends like that of a block.
BOXES = frozenset({"button", "details", "select", "svg"})
# Elements of a drawing whose words are as tight as they are written.
TEXTS = frozenset({"text", "tspan"})
# Elements that show nothing.
UNSEEN = frozenset({"link", "meta", "script", "style", "template"})
# Elements whose words are shown as they were typed.
AS_TYPED = frozenset({"pre", "script", "style", "textarea"})
_VOID = "area base br col embed hr img input link meta source track wbr"
VOID = frozenset(_VOID.split())
# Classes that our style sheets lay out as a row or a grid, whose children are boxes of their own.
_ROWS = (
    "acts as-at ask asked bar bars board brand btn chip choice cols cols2 cols3 door error facts"
    " field fields halves head inline keys lang langs legend lights mark meta pager pair para"
    " second second-columns snippet steps tabs tally theme thirds thumbs ticks title tools zones"
)
ROWS = frozenset(_ROWS.split())
# The same, of an element somewhere in another with this class.
ROWS_INSIDE = frozenset(
    {
        ("foot", "ul"),
        ("keys", "li"),
        ("langs", "li"),
        ("legend", "li"),
        ("me", "summary"),
        ("roll", "li"),
        ("steps", "li"),
        ("tally", "li"),
        ("why", "summary"),
    }
)
# Classes that make of a block something that stands in a line, and the other way round.
IN_LINE = frozenset({"error", "keys", "langs", "sources", "theme"})
ON_ITS_OWN = frozenset({"sub"})
FOLDED = frozenset({"fold", "small"})
# The same, of its own children.
ROWS_RIGHT_INSIDE = frozenset(
    {("clauses", "li"), ("crumbs", "ol"), ("events", "li"), ("queue", "li"), ("rows", "li")}
)
ROWS_IN_CLASSES = frozenset({("para", "margin")})
LINES_KEPT = "lines"


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is not closed yet."""

    name: str
    classes: frozenset[str]
    is_block: bool
    is_row: bool
    is_as_typed: bool

    @property
    def is_box(self) -> bool:
        own = self.is_block or self.is_row or self.name in BOXES
        return own and self.name not in TEXTS


class _Writer:
    """Writes piece after piece, a space only where a browser would show one."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._is_edge, self._space = True, False

    def words(self, text: str) -> None:
        core = " ".join(text.split())
        if text[:1].isspace() and not self._is_edge:
            self._space = True
        if core:
            self.put(core)
            self._space = text[-1].isspace()

    def put(self, piece: str) -> None:
        self.lines.append(f" {piece}" if self._space else piece)
        self._is_edge = self._space = False

    def edge(self) -> None:
        self._is_edge, self._space = True, False

    def unseen(self, piece: str) -> None:
        self.lines.append(piece)


def laid_out(html: str) -> str:
    """The same HTML, one tag or run of words a line."""
    writer, above = _Writer(), list[_Open]()
    for piece in _pieces(html):
        if piece.startswith("<!"):
            writer.unseen(piece)
        elif not (name := NAME.match(piece)):
            _words(writer, above, piece)
        elif piece.startswith("</"):
            _close(writer, above, name[1].lower())
        else:
            _open(writer, above, piece, name[1].lower())
    return "\n".join(writer.lines) + "\n"


def _pieces(html: str) -> Iterator[str]:
    """Tags, comments and what stands between them."""
    at = 0
    while found := PIECE.match(html, at):
        piece, at = found[0], found.end()
        yield piece
        name = NAME.match(piece)
        if name and name[1].lower() in AS_TYPED and not piece.startswith("</"):
            end = html.find(f"</{name[1]}", at)
            end = len(html) if end < 0 else end
            if end > at:
                yield html[at:end]
            at = end


def _words(writer: _Writer, above: list[_Open], text: str) -> None:
    if above and above[-1].name in UNSEEN:
        writer.unseen(text)
    elif any(one.is_as_typed for one in above):
        writer.put(text)
    else:
        writer.words(text)


def _open(writer: _Writer, above: list[_Open], tag: str, name: str) -> None:
    piece = _tidy(tag)
    element = _element(piece, name, above)
    if _is_unseen(piece, name):
        writer.unseen(piece)
    else:
        if element.is_block:
            writer.edge()
        writer.put(piece)
        if element.is_box:
            writer.edge()
    if name not in VOID and not piece.endswith("/>"):
        above.append(element)


def _close(writer: _Writer, above: list[_Open], name: str) -> None:
    at = next((n for n in reversed(range(len(above))) if above[n].name == name), None)
    element = above[at] if at is not None else _element("", name, above)
    if at is not None:
        del above[at:]
    if name in UNSEEN:
        writer.unseen(f"</{name}>")
        return
    if element.is_box:
        writer.edge()
    writer.put(f"</{name}>")
    if element.is_block:
        writer.edge()


def _element(tag: str, name: str, above: list[_Open]) -> _Open:
    found = CLASS.search(tag)
    classes = frozenset(found[1].split()) if found else frozenset()
    around = {one for outer in above for one in outer.classes}
    outside = above[-1].classes if above else frozenset[str]()
    is_row = (
        bool(classes & ROWS)
        or any((one, name) in ROWS_INSIDE for one in around)
        or any((one, name) in ROWS_RIGHT_INSIDE for one in outside)
        or any((one, own) in ROWS_IN_CLASSES for one in around for own in classes)
    )
    return _Open(
        name,
        classes,
        is_block=_is_block(name, classes, above),
        is_row=is_row,
        is_as_typed=name in AS_TYPED or LINES_KEPT in classes,
    )


def _is_block(name: str, classes: frozenset[str], above: list[_Open]) -> bool:
    if above and above[-1].is_row:
        return True
    if classes & IN_LINE or (name == "details" and classes >= FOLDED):
        return False
    if above and "sources" in above[-1].classes:
        return False
    in_drawing = any(one.name == "svg" for one in above)
    own = name in BLOCKS or bool(classes & ON_ITS_OWN)
    return own or (in_drawing and name not in {"a", "tspan"})


def _is_unseen(tag: str, name: str) -> bool:
    return name in UNSEEN or (name == "input" and ' type="hidden"' in tag)


def _tidy(tag: str) -> str:
    """A tag with one space between its attributes."""
    inside = OUTSIDE_QUOTES.sub(lambda found: found[1] or " ", tag)
    return re.sub(r"\s*(/?>)$", r"\1", inside)

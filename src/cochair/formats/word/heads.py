"""What stands above the text on the pages of a Word file: the head, and a line on later pages.

Both are headers of the word processor, so that a reader of the file never takes them for text.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cochair.formats.word.pieces import NAMESPACE, paragraph

HEAD, NUMBER, KIND, SUBJECT = "Head", "HeadNumber", "HeadKind", "HeadSubject"
WIDTH = 9070
# How each is named, its size in half points, and whether it is bold.
STYLES = {HEAD: (19, False), NUMBER: (30, True), KIND: (24, True), SUBJECT: (28, True)}


@dataclass(frozen=True, slots=True)
class Heads:
    """The head of the first page and the lines of the others, each as printed.

    `lines` are labels with their words; whatever is empty is left out.
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    symbol: str = ""
    kind: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    title: str = ""
    note: str = ""
    running: tuple[str, ...] = ()


def first(heads: Heads) -> str:
    """The header of the first page."""
    right = [paragraph(one, HEAD) for one in heads.right]
    if heads.symbol:
        right.insert(2, paragraph(heads.symbol, NUMBER))
    left = [paragraph(one, HEAD) for one in heads.left]
    below = paragraph(heads.kind.upper(), KIND) if heads.kind else ""
    below += "".join(paragraph(f"{label}: {said}", HEAD) for label, said in heads.lines)
    below += paragraph(heads.title, SUBJECT) if heads.title else ""
    below += paragraph(heads.note, HEAD) if heads.note else ""
    columns = _columns("".join(left), "".join(right)) if left or right else ""
    return _header(columns + (below or "<w:p/>"))


def running(heads: Heads) -> str:
    """The header of every page but the first."""
    return _header("".join(paragraph(one, HEAD) for one in heads.running if one) or "<w:p/>")


def styles() -> str:
    """The styles in which heads are set."""
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{_spoken(name)}"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="40"/></w:pPr>'
        f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr></w:style>'
        for name, (size, bold) in STYLES.items()
    )


def _columns(*cells: Iterable[str]) -> str:
    wide = (WIDTH * 2 // 3, WIDTH // 3)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/></w:tcPr>{cell or "<w:p/>"}</w:tc>'
        for one, cell in zip(wide, cells, strict=True)
    )
    look = f'<w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid><w:tr>{row}</w:tr></w:tbl>"


def _header(inner: str) -> str:
    return f'<w:hdr xmlns:w="{NAMESPACE}">{inner}</w:hdr>'


def _spoken(name: str) -> str:
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name).strip()

"""Read the paragraphs of a PDF: where its lines stand says where paragraphs begin and end.

A PDF keeps letters and places, no paragraphs: what comes out is for searching and comparing, and
whoever brings the file looks it over.  No word is left out but what stands at the edge of most
pages, such as their numbers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as raw

from cochair.formats.paragraphs import HEADING, ITEM, PLAIN, Paragraph, Run
from cochair.formats.word.reader import Reading

# A number or a mark before an item, as documents print them: 1. (1) 1.2. a) (a) iv. – •
NUMBER = re.compile(
    r"(\d{1,3}(?:\.\d{1,3})*[.)]|\(\d{1,3}\)|\(?[a-z]\)|[ivx]{1,5}[.)]|\([ivx]{1,5}\)|[–•▪·])\s+(?=\S)"
)
# How many lines at either end of a page may be its head or its foot.
EDGE = 1
LEAST_PAGES = 3
# How much larger than most letters those of a heading are, and how far apart paragraphs stand.
LARGER, APART = 1.15, 1.2
LONGEST_HEADING = 300
_BROKEN = "\ufffe\u00ad\x02"
_BLANKS = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, how high its letters are, and where it stands (points)."""

    words: str
    height: float
    bottom: float


def read_pdf(octets: bytes) -> Reading:
    """The paragraphs of a PDF in the order of its pages, without ids; raises PdfiumError for none."""
    with pypdfium2.PdfDocument(octets) as pdf:
        pages = [list(_lines(page)) for page in pdf]
    pages = _without_edges(pages)
    heights = [line.height for page in pages for line in page if line.height]
    usual = median(heights) if heights else 0.0
    return Reading(tuple(_paragraphs(pages, usual)))


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    textpage = page.get_textpage()
    try:
        at = 0
        for piece in re.split(r"(\r\n|\n|\r)", textpage.get_text_range()):
            words = _BLANKS.sub(" ", piece).strip()
            if words:
                yield _placed(textpage, words, at + len(piece) - len(piece.lstrip()))
            at += len(piece)
    finally:
        textpage.close()
        page.close()


def _placed(textpage: pypdfium2.PdfTextPage, words: str, at: int) -> Line:
    """A line with the place of its first letter; without one where the file does not tell."""
    try:
        _left, bottom, _right, _top = textpage.get_charbox(at, loose=True)
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return Line(words, 0.0, 0.0)
    shape = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, at, byref(shape))
    size = raw.FPDFText_GetFontSize(textpage, at) * abs(shape.d or 1.0)
    return Line(words, round(size, 1), bottom)


def _without_edges(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what stands at the edge of more than half of them, figures aside."""
    if len(pages) < LEAST_PAGES:
        return [list(page) for page in pages]
    often = Counter(said for page in pages for said in {_plain(one) for one in _edges(page)})
    repeated = {
        said for said, times in often.items() if times >= LEAST_PAGES and times * 2 > len(pages)
    }
    kept = []
    for page in pages:
        gone = {id(one) for one in _edges(page) if _plain(one) in repeated}
        kept.append([one for one in page if id(one) not in gone])
    return kept


def _edges(page: Sequence[Line]) -> Sequence[Line]:
    return page if len(page) <= 2 * EDGE else [*page[:EDGE], *page[-EDGE:]]


def _plain(line: Line) -> str:
    return re.sub(r"\d+", "0", line.words)


def _paragraphs(pages: Iterable[Sequence[Line]], usual: float) -> Iterator[Paragraph]:
    open: list[Line] = []
    for page in pages:
        steps = [a.bottom - b.bottom for a, b in pairwise(page)]
        down = [step for step in steps if step > 0]
        pitch = sorted(down)[len(down) // 4] if down else 0.0
        for number, line in enumerate(page):
            step = steps[number - 1] if number else pitch
            if open and _begins(line, open[-1], step, pitch, is_first=number == 0):
                yield _paragraph(open, usual)
                open = []
            open.append(line)
    if open:
        yield _paragraph(open, usual)


def _begins(line: Line, before: Line, step: float, pitch: float, *, is_first: bool) -> bool:
    """Whether a line begins a paragraph, after the line before it."""
    if NUMBER.match(line.words) or abs(line.height - before.height) > 1.0:
        return True
    if is_first:
        # Over the edge of a page a sentence goes on.
        return before.words[-1] in ".:;!?”»)" or line.words[:1].isupper()
    return step > pitch * APART or step < 0


def _paragraph(lines: Sequence[Line], usual: float) -> Paragraph:
    words = lines[0].words
    for line in lines[1:]:
        if words[-1] in _BROKEN:
            words = words[:-1] + line.words
        else:
            words += ("" if words.endswith("-") else " ") + line.words
    words = "".join(sign for sign in words if sign not in _BROKEN)
    if usual and lines[0].height > usual * LARGER and len(words) <= LONGEST_HEADING:
        return Paragraph("", HEADING, (Run(words),), 1)
    number = NUMBER.match(words)
    if number:
        return Paragraph("", ITEM, (Run(words[number.end() :]),), 1, number[1])
    return Paragraph("", PLAIN, (Run(words),))

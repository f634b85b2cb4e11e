"""A text that somebody typed or pasted: paragraphs by blank lines, numbers and headings seen."""

import re

from cochair.formats.paragraphs import HEADING, ITEM, PLAIN, Paragraph, Run, Text

# A number as documents print it: 1. 1) (1) 1.2. a) (a) i. IV. – •
_NUMBER = re.compile(
    r"(\d{1,3}(?:\.\d{1,3})*[.)]|\(\d{1,3}\)|[a-z][.)]|\([a-z]\)|[ivx]{1,5}[.)]|[IVX]{1,5}\.|[–•*-])\s+(?=\S)"
)
_HASHES = re.compile(r"(#{1,4})\s+(?=\S)")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def read(typed: str) -> Text:
    """The paragraphs of a typed text, without ids; a line of `#` signs begins a heading.

    With blank lines, they alone part paragraphs; without any, every line is one.
    """
    clean = _FORBIDDEN.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))
    blocks = re.split(r"\n[ \t]*\n", clean) if re.search(r"\n[ \t]*\n", clean.strip()) else None
    pieces = blocks if blocks is not None else clean.split("\n")
    lines = (" ".join(piece.split()) for piece in pieces)
    return tuple(_paragraph(line) for line in lines if line)


def write(text: Text) -> str:
    """A text as it may be typed again; reading it gives the same words, kinds and numbers."""
    return "\n\n".join(map(_line, text))


def _paragraph(line: str) -> Paragraph:
    hashes = _HASHES.match(line)
    if hashes:
        return Paragraph("", HEADING, (Run(line[hashes.end() :]),), level=len(hashes[1]))
    number = _NUMBER.match(line)
    if number:
        return Paragraph("", ITEM, (Run(line[number.end() :]),), level=1, number=number[1])
    return Paragraph("", PLAIN, (Run(line),))


def _line(one: Paragraph) -> str:
    words = " ".join(one.text.split())
    if one.kind == HEADING:
        return f"{'#' * max(1, min(one.level, 4))} {words}"
    return f"{one.number} {words}".strip() if one.number else words

"""Text as PDF, by typst: PDF/A-2a and PDF/UA-1 in one file, tagged, with title and language.

What people wrote goes in as JSON and comes out as text: the sheet never reads it as markup.
The fonts are those inside the typst package; what they cannot show is replaced beforehand,
because PDF/A refuses a file with a sign that no font has.  See decisions 12 and 70.
"""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cochair.features.sheets import typesetting
from cochair.procedure.refusal import Refusal, Refused, _

HERE = Path(__file__).parent
NOT_MADE = _(
    "This is too long for a PDF, or too many PDFs are being made at the moment."
    " Try again in a minute, or download another format."
)
INSTEAD = "\N{REPLACEMENT CHARACTER}"
LONGEST = 300

# What the fonts in the package can show in regular and bold; a test prints every one of them.
SHOWABLE = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x24F),
    (0x370, 0x373),
    (0x384, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x45F),
    (0x490, 0x491),
    # Arabic: joined, and from right to left where the language of the paper is.
    (0x60C, 0x60C),
    (0x61B, 0x61B),
    (0x61F, 0x61F),
    (0x621, 0x63A),
    (0x640, 0x655),
    (0x660, 0x66D),
    (0x67E, 0x67E),
    (0x686, 0x686),
    (0x698, 0x698),
    (0x6A9, 0x6A9),
    (0x6AF, 0x6AF),
    (0x6CC, 0x6CC),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2015),
    (0x2018, 0x2022),
    (0x2026, 0x2026),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0xFFFD, 0xFFFD),
)


def printable(text: object, longest: int = LONGEST) -> str:
    """A text in signs that the fonts can show, on one line and of a bounded length.

    Signs that steer (bidirectional marks, joiners, controls) go; any other sign that no font
    has becomes U+FFFD, so that the reader sees that something stands there.
    """
    composed = unicodedata.normalize("NFC", str(text))[: 2 * longest]
    kept = []
    for sign in composed:
        kind = unicodedata.category(sign)
        if kind[0] == "Z" or sign in "\t\n\r":
            kept.append(" ")
        elif kind[0] != "C":
            kept.append(sign if _showable(ord(sign)) else INSTEAD)
    words = " ".join("".join(kept).split())
    return words if len(words) <= longest else words[: longest - 1] + "…"


def pdf(
    sheet: str,
    told: Mapping[str, object],
    *,
    language: str,
    title: str,
    at: datetime,
    folder: Path = HERE,
) -> bytes:
    """One sheet as PDF: `sheet` is a typst file in `folder`, `told` what it shows.

    Every text in `told` must have gone through `printable`.  `at` (aware UTC) is the date that
    the file says it was made.  Raises Refused where it takes too long or too much.
    """
    asked = {
        "folder": str(folder),
        "sheet": sheet,
        "told": json.dumps(told, ensure_ascii=False),
        "language": language,
        "title": printable(title),
        "at": str(int(at.timestamp())),
    }
    try:
        return typesetting.made(asked)
    except typesetting.NotMade:
        raise Refused(Refusal("practice", NOT_MADE)) from None


@lru_cache(maxsize=4096)
def _showable(code: int) -> bool:
    return any(first <= code <= last for first, last in SHOWABLE)

"""Who changed something and when, as a file says it: names and instants that may be anything."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from cochair.formats.word.tracked.shape import LINE_OF_CELL, NOTE_CLOSES, NOTE_OPENS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_NAME = 120
# Nobody tracked changes before, and no clock is wrong by a century.
YEARS = range(1990, 2200)
_PRINTED = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u02ff]*")
_OURS = str.maketrans({NOTE_OPENS: "(", NOTE_CLOSES: ")", LINE_OF_CELL: " ", "\n": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class Stamp:
    """A mark of a change: its author, its instant (ISO, UTC, or empty), and the move it is of."""

    author: str
    at: str
    moved: str = ""


def stamp_of(element: ElementTree.Element, moved: str = "") -> Stamp:
    """The stamp of an element that marks a change."""
    author, _hidden = shown(element.get(f"{W}author", ""))
    return Stamp(
        " ".join(author.split())[:LONGEST_NAME],
        instant(element.get(f"{W}date", "")),
        moved,
    )


def instant(said: str) -> str:
    """An instant as a file says it, in UTC; empty for what is none, or cannot be."""
    try:
        at = datetime.fromisoformat(said.strip()[:40])
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return at.isoformat(timespec="seconds") if at.year in YEARS else ""


def shown(words: str) -> tuple[str, int]:
    """Words without signs that steer or do not show, and how many of those there were."""
    plain = words.translate(_OURS)
    if _PRINTED.fullmatch(plain):
        return plain, 0
    kept = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    return kept, len(plain) - len(kept)

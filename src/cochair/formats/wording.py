"""Two wordings compared word by word: what stayed, what went, what came.

Pure.  Source: domain.md B.1 (CB-4).
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Longer wordings are not compared word by word: that takes the square of their length.
MOST_WORDS = 400
# Words of which so few are alike read as another text, and are shown as one.
ALIKE = 0.2
# A word with the space before it: spaces of their own are alike everywhere, and cost the most.  A
# sign at its edge is by itself: a word stays where only the comma after it went.
_WORDS = re.compile(r"\s*\w(?:\S*\w)?|\s*[^\w\s]|\s+")


class Part(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, went or came."""

    part: Part
    text: str

    @property
    def is_gone(self) -> bool:
        """Whether only the older wording has these words."""
        return self.part is Part.GONE

    @property
    def is_new(self) -> bool:
        """Whether only the newer wording has these words."""
        return self.part is Part.NEW


def words(older: str, newer: str) -> tuple[Run, ...]:
    """Two texts word by word; what is kept and gone makes the older, kept and new the newer."""
    if older == newer:
        return (Run(Part.KEPT, older),) if older else ()
    old, new = _WORDS.findall(older), _WORDS.findall(newer)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return _filled((Part.GONE, older), (Part.NEW, newer))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) > 1 and matcher.quick_ratio() < ALIKE:
        return _filled((Part.GONE, older), (Part.NEW, newer))
    found: list[tuple[Part, str]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append((Part.KEPT, "".join(old[a:b])))
        else:
            found += [(Part.GONE, "".join(old[a:b])), (Part.NEW, "".join(new[c:d]))]
    return _filled(*found)


def _filled(*pairs: tuple[Part, str]) -> tuple[Run, ...]:
    return tuple(Run(part, text) for part, text in pairs if text)

"""Text that came from people, made fit for one line of a mail or of a calendar.

What would end a line, hide it or turn its direction never reaches a header or a property:
control characters, NUL, separators of lines and paragraphs, marks of direction, half characters.
Source: security.md T37, H22.
"""

import unicodedata

# Other, control; separators of lines and paragraphs; halves of a character; no character at all.
OUT = {"Cc", "Zl", "Zp", "Cs", "Cn"}
TURNING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def one_line(text: str, longest: int = 1000) -> str:
    """A text as one line of at most so many characters, and without what cannot be seen."""
    seen = "".join(
        " " if letter in TURNING or unicodedata.category(letter) in OUT else letter
        for letter in text[: longest * 4]
    )
    line = " ".join(seen.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def of_header(text: str, longest: int) -> str:
    """A text for a header: what looks like an encoded word (RFC 2047) is not read as one."""
    return one_line(text, longest).replace("=?", "= ?")


def lines(text: str, longest: int = 5000) -> str:
    """A text whose paragraphs stay apart, each fit for a line; at most so many characters."""
    kept = "\n".join(one_line(part, longest) for part in text.splitlines())
    return kept if len(kept) <= longest else f"{kept[: longest - 1].rstrip()}…"

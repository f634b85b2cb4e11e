"""What copying does to a note: each layout turns its text into what a holder may have."""

import re
import textwrap
from collections.abc import Callable, Mapping


def _broken(width: int) -> Callable[[str], str]:
    def lay_out(text: str) -> str:
        return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))

    return lay_out


def _without_blank_lines(text: str) -> str:
    return re.sub(r"\n\n+", "\n", text)


def _pages(text: str) -> str:
    """Broken lines, and after every thirty a footer, a form feed and a header."""
    lines = _broken(80)(text).split("\n")
    footer = "\n\n771/31 ab/cd 7\nANNEX ORC.1 EN\n\f40321/ZZ XIV. GP\nEingelangt am 07/02/31\n\n"
    return footer.join("\n".join(lines[at : at + 30]) for at in range(0, len(lines), 30))


LAYOUTS: Mapping[str, Callable[[str], str]] = {
    "as it comes": lambda text: text,
    "byte order mark and CRLF": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "CR alone": lambda text: text.replace("\n", "\r"),
    "no markup": lambda text: re.sub(r"^- ", "", text.replace("*", ""), flags=re.MULTILINE),
    "letters in parentheses": lambda text: re.sub(
        r"^- ([a-z])\. ", r"(\1) ", text, flags=re.MULTILINE
    ),
    "letters on their own line": lambda text: re.sub(
        r"^- ([a-z])\. ", "\\1)\n", text, flags=re.MULTILINE
    ),
    "asterisks as bullets": lambda text: re.sub(r"^- ", "* ", text, flags=re.MULTILINE),
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "indented": lambda text: text.replace("\n", "\n      "),
    "footnote marks as digits": lambda text: text.translate(str.maketrans("¹²³", "123")),
    "footnote marks in brackets": lambda text: re.sub(
        "[¹²³]", lambda mark: f"[{'¹²³'.index(mark[0]) + 1}]", text
    ),
    "soft hyphens": lambda text: text.replace("ing", "i\u00adng"),
    "capitals in parts": lambda text: text.replace("PART ", "Part "),
    "lines of 60": _broken(60),
    "lines of 75": _broken(75),
    "lines of 90": _broken(90),
    "lines of 110": _broken(110),
    "no blank lines": _without_blank_lines,
    "lines of 60, none blank": lambda text: _without_blank_lines(_broken(60)(text)),
    "lines of 90, none blank": lambda text: _without_blank_lines(_broken(90)(text)),
    "pages": _pages,
}

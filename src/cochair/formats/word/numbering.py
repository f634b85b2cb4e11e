"""Numbers of paragraphs as word processors make them: formats, patterns, and reading them back."""

import re
from dataclasses import dataclass

from cochair.web.numbers import whole

DECIMAL, LOWER, UPPER, ROMAN, UPPER_ROMAN = (
    "decimal",
    "lowerLetter",
    "upperLetter",
    "lowerRoman",
    "upperRoman",
)
BULLET = "bullet"
_PARTS = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90),
    ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
_WRITTEN = re.compile(r"(\(?)([0-9]{1,4}|[a-z]|[A-Z]|[ivxlcdm]+|[IVXLCDM]+)([.)]{1,2}|)")
HIGHEST = 3999


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it is printed: what stands before and after it, its format and its value."""

    before: str
    format: str
    value: int
    after: str

    @property
    def pattern(self) -> tuple[str, str, str]:
        """What the numbers of one list share."""
        return self.before, self.format, self.after


def written(number: str, *, following: Written | None = None) -> Written | None:
    """What a printed number is; None for one that follows no pattern (1.2, –, •).

    A letter that is also a Roman number is read as the one before it in its list was.
    """
    found = _WRITTEN.fullmatch(number)
    if found is None or not (found[1] or found[3]):
        return None
    for format, value in _readings(found[2]):
        made = Written(found[1], format, value, found[3])
        if following is None or made.pattern == following.pattern:
            return made
    format, value = _readings(found[2])[0]
    return Written(found[1], format, value, found[3])


def said(format: str, value: int) -> str:
    """A value in a format, as a word processor prints it; empty for formats without a number."""
    if not 0 < value <= HIGHEST:
        return str(value)
    if format in {LOWER, UPPER}:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if format == UPPER else letter
    if format in {ROMAN, UPPER_ROMAN}:
        roman = _roman(value)
        return roman.upper() if format == UPPER_ROMAN else roman
    return "" if format in {BULLET, "none"} else str(value)


def _readings(text: str) -> list[tuple[str, int]]:
    number = whole(text)
    if number is not None:
        return [(DECIMAL, number)]
    found: list[tuple[str, int]] = []
    if len(text) == 1:
        found.append((LOWER if text.islower() else UPPER, ord(text.lower()) - ord("a") + 1))
    value = _of_roman(text.lower())
    if value:
        found.append((ROMAN if text.islower() else UPPER_ROMAN, value))
    return found or [("none", 0)]


def _roman(value: int) -> str:
    made = ""
    for letters, worth in _PARTS:
        while value >= worth:
            made, value = made + letters, value - worth
    return made


def _of_roman(text: str) -> int:
    value, rest = 0, text
    for letters, worth in _PARTS:
        while rest.startswith(letters):
            value, rest = value + worth, rest[len(letters) :]
    return value if not rest and _roman(value) == text else 0

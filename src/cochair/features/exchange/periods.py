"""Periods that are counted: a year, half-year, quarter or month, each in one spelling.

A longer period is made of whole shorter ones, so that sums by half-year or year are exact.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
# A half-year, a quarter and a month within a year, in the spellings of the languages of the house.
WRITTEN = re.compile(r"(\d{4})(?:-(?:[SH]([12])|[QT]([1-4])|(0[1-9]|1[0-2])))?")
# What a table program makes of a month that is typed into it.
FIRST_OF_MONTH = re.compile(r"(\d{4}-\d{2})-01(?: 00:00:00)?")
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a civil day until another, inclusive."""

    start: date
    end: date

    @property
    def months(self) -> int:
        """How many months long it is."""
        return self.end.month - self.start.month + 1

    @property
    def label(self) -> str:
        """As it is written in a table: 2030, 2030-S1, 2030-Q1 or 2030-01."""
        year, month = self.start.year, self.start.month
        match self.months:
            case 12:
                return f"{year:04}"
            case 6:
                return f"{year:04}-S{(month + 5) // 6}"
            case 3:
                return f"{year:04}-Q{(month + 2) // 3}"
            case _:
                return f"{year:04}-{month:02}"

    def overlaps(self, other: "Period") -> bool:
        """Whether some day lies in both."""
        return self.start <= other.end and other.start <= self.end

    def within(self, months: int) -> "Period":
        """The half-year (6) or year (12) in which it lies."""
        first = (self.start.month - 1) // months * months + 1
        return _of(self.start.year, first, months)


def read(text: str) -> Period | None:
    """A period as it is written; None for what is none."""
    plain = text.strip().upper()
    typed = FIRST_OF_MONTH.fullmatch(plain)
    found = WRITTEN.fullmatch(typed[1] if typed else plain)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    year, half, quarter, month = (int(one) if one else 0 for one in found.groups())
    if half:
        return _of(year, half * 6 - 5, 6)
    if quarter:
        return _of(year, quarter * 3 - 2, 3)
    return _of(year, month, 1) if month else _of(year, 1, MONTHS)


def _of(year: int, month: int, months: int) -> Period:
    after = month + months
    following = date(year + after // (MONTHS + 1), (after - 1) % MONTHS + 1, 1)
    return Period(date(year, month, 1), following - timedelta(days=1))

"""The symbol by which a document is cited, and what hangs on it: addenda, corrigenda, revisions.

A work has a number in a series and a year; an addendum or a corrigendum of it has a number of its
own behind it; a revision is said after both: `XY-MIN/2026/3 ADD 1 REV 2`. The first text of a
work is its INIT, which is only said where all revisions are listed.  The language that a
corrigendum corrects is said at the end, `XY-MIN/2026/3 COR 1 (es)`, and is no part of its number.

Source: domain.md B.10 (CB-42).
"""

import re
from dataclasses import dataclass

ADDENDUM, CORRIGENDUM = "ADD", "COR"
SUFFIXES = (ADDENDUM, CORRIGENDUM)
INIT, REVISION = "INIT", "REV"

_SERIES = r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*"
_WRITTEN = re.compile(
    rf"({_SERIES})/(\d{{4}})/([1-9]\d{{0,5}})(?: (ADD|COR) ([1-9]\d{{0,3}}))?(?: (?:REV ([1-9]\d{{0,3}})|INIT))?(?: \([A-Z]{{2,3}}\))?"
)

_SLUG = re.compile(r"([a-z][a-z0-9-]*)-(\d{4})-([1-9]\d{0,5})(?:-(add|cor)-([1-9]\d{0,3}))?")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A work in a register: series, year and number, and the addendum or corrigendum that it is."""

    series: str
    year: int
    number: int
    suffix: str = ""
    suffix_number: int = 0

    def __str__(self) -> str:
        base = f"{self.series}/{self.year}/{self.number}"
        return f"{base} {self.suffix} {self.suffix_number}" if self.suffix else base

    @property
    def slug(self) -> str:
        """The symbol as it stands in an address, such as `xy-min-2026-3-add-1`."""
        return str(self).lower().replace("/", "-").replace(" ", "-")

    def revised(self, revision: int) -> str:
        """The symbol with its revision; the first text of a work has none."""
        return f"{self} {REVISION} {revision}" if revision else str(self)


def from_slug(slug: str) -> Symbol | None:
    """The symbol that a slug was made of; None for the slug of what has none."""
    found = _SLUG.fullmatch(slug)
    if found is None:
        return None
    series, year, number, suffix, suffix_number = found.groups()
    return Symbol(
        series.upper(), int(year), int(number), (suffix or "").upper(), int(suffix_number or 0)
    )


def revision_name(revision: int) -> str:
    """How a revision is called in a list of all of them: INIT, REV 1, REV 2."""
    return f"{REVISION} {revision}" if revision else INIT


def read_symbol(text: str) -> tuple[Symbol, int] | None:
    """The symbol that somebody wrote and its revision (0: the first text); None when it is none."""
    found = _WRITTEN.fullmatch(" ".join(text.split()).upper())
    if found is None:
        return None
    series, year, number, suffix, suffix_number, revision = found.groups()
    symbol = Symbol(series, int(year), int(number), suffix or "", int(suffix_number or 0))
    return symbol, int(revision or 0)

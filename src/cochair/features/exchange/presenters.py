"""Counts of exchanges as their page shows them: sums over time as a picture and a table, and a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cochair.features.commitments.models import ExchangeCount
from cochair.features.exchange import queries
from cochair.features.exchange.codes import KINDS
from cochair.features.exchange.periods import MONTHS, Period

HALF_YEAR = 6
# A bar for each Party below the name of its period, in pixels; lengths in percent of the picture.
HEAD, BAR, ROW, SPACE, LONGEST = 20, 18, 24, 10, 80.0
LOOKS = ("s1", "s2", "s3", "s4", "s6", "s7", "s8")


@dataclass(frozen=True, slots=True)
class Wanted:
    """By what the counts are narrowed; empty: by nothing."""

    channel: str = ""
    kind: str = ""

    def fits(self, row: ExchangeCount) -> bool:
        """Whether a count is among those that are asked for."""
        return self.channel in ("", row.channel) and self.kind in ("", row.kind)

    @property
    def is_filtered(self) -> bool:
        """Whether some are left out."""
        return bool(self.channel or self.kind)


@dataclass(frozen=True, slots=True)
class Sum:
    """What was sent in a period, or through a channel in a kind: by Party in their order, and in all."""

    label: str
    kind: str
    by_party: tuple[int, ...]

    @property
    def total(self) -> int:
        """What all Parties sent."""
        return sum(self.by_party)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the picture: its pattern, where it begins down, how long it is, and its number."""

    look: str
    y: str
    base: str
    width: str
    number: int


@dataclass(frozen=True, slots=True)
class Picture:
    """For each period its name with where it stands and its bars; the height in pixels."""

    groups: tuple[tuple[str, str, tuple[Bar, ...]], ...]
    height: str


def step(rows: Iterable[ExchangeCount]) -> int:
    """In which periods counts can be summed: half-years, or years once one of a whole year is there."""
    longest = max((queries.period(one).months for one in rows), default=0)
    return MONTHS if longest == MONTHS else HALF_YEAR


def over_time(rows: Iterable[ExchangeCount], codes: tuple[str, ...], months: int) -> list[Sum]:
    """Sums by period, the oldest first."""
    found: dict[Period, dict[str, int]] = {}
    for one in rows:
        sums = found.setdefault(queries.period(one).within(months), dict.fromkeys(codes, 0))
        sums[one.party] = sums.get(one.party, 0) + one.count
    return [
        Sum(period.label, "", tuple(found[period][code] for code in codes))
        for period in sorted(found)
    ]


def by_channel(rows: Iterable[ExchangeCount], codes: tuple[str, ...]) -> list[Sum]:
    """Sums by channel and kind, by their names."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in rows:
        sums = found.setdefault((one.channel, one.kind), dict.fromkeys(codes, 0))
        sums[one.party] = sums.get(one.party, 0) + one.count
    order = list(KINDS)
    return [
        Sum(channel, KINDS.get(kind, kind), tuple(found[channel, kind][code] for code in codes))
        for channel, kind in sorted(found, key=lambda one: (one[0].casefold(), order.index(one[1])))
    ]


def drawn(sums: Iterable[Sum]) -> Picture:
    """The sums over time as bars; the table beside them says the same."""
    sums = list(sums)
    most = max((number for one in sums for number in one.by_party), default=0) or 1
    groups, y = [], 0
    for one in sums:
        bars = []
        for place, number in enumerate(one.by_party):
            top = y + HEAD + place * ROW
            width = f"{LONGEST * number / most:.2f}%"
            look = LOOKS[place % len(LOOKS)]
            bars.append(Bar(look, str(top), str(top + BAR - 4), width, number))
        groups.append((one.label, str(y + HEAD - 5), tuple(bars)))
        y += HEAD + ROW * len(one.by_party) + SPACE
    return Picture(tuple(groups), str(y))


def legend(codes: Iterable[str], names: Mapping[str, object]) -> list[tuple[str, object]]:
    """Which pattern stands for which Party."""
    return [(LOOKS[place % len(LOOKS)], names.get(code, code)) for place, code in enumerate(codes)]


def in_figures(one: Sum, codes: Iterable[str]) -> str:
    """A sum Party by Party, by their codes: “EU 12, CLASI 30”."""
    pairs = zip(codes, one.by_party, strict=True)
    return ", ".join(f"{code} {number}" for code, number in pairs)

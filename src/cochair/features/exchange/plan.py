"""What counts would do, row by row, before anything is saved.

A row adds a count, corrects one of the same Party, or says what stands already.  A table has no
column for anything but counts: one that has is refused as a whole, and nothing of it is kept.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from datetime import datetime

from cochair.features.commitments.models import ExchangeCount
from cochair.features.delegations.tables import Table, Wrong
from cochair.features.exchange import periods, queries, refusals
from cochair.features.exchange.periods import Period
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, _, require

ADDED, CORRECTED, SAME, WRONG = "added", "corrected", "same", "wrong"
COLUMNS = PERIOD, CHANNEL, KIND, PARTY, COUNT, SOURCE = (
    "period",
    "channel",
    "kind",
    "party",
    "count",
    "source",
)

type Key = tuple[str, str, str]
"""A channel as it is compared, a kind and a Party: what is counted in each period once."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A count as it is typed, each part as text."""

    period: str
    channel: str
    kind: str
    party: str
    count: str
    source: str


@dataclass(slots=True)
class Row:
    """One row: its place in the table, what it says, what it would do, and what stands before it."""

    number: int
    typed: Typed
    period: Period | None
    does: str = WRONG
    before: ExchangeCount | None = None
    errors: list[Wrong] = field(default_factory=list)

    @property
    def count(self) -> int:
        """The count of a row without an error."""
        return refusals.whole(self.typed.count) or 0


@dataclass(frozen=True)
class Plan:
    """Every row with what it does; `table` is None for a count that was typed."""

    rows: tuple[Row, ...]
    table: Table | None = None

    @property
    def wrong(self) -> tuple[Row, ...]:
        """The rows with an error: while there is one, nothing is saved."""
        return tuple(row for row in self.rows if row.errors)

    def doing(self, *what: str) -> tuple[Row, ...]:
        """The rows that add, that correct, or that leave what is there."""
        return tuple(row for row in self.rows if row.does in what)

    @property
    def summary(self) -> str:
        """The rows and what happens to each, as text."""
        return "\n".join(f"{row.number}: {row.does}" for row in self.rows)

    @property
    def digest(self) -> str:
        """The same for the same plan over the same counts."""
        told = [
            (row.number, row.typed, row.does, row.before.number if row.before else 0)
            for row in self.rows
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def of_table(forum: Forum, table: Table, *, party: str, at: datetime) -> Plan:
    """What a table does when somebody of a Party sends it; a fixed number of queries.

    Raises Refused when a column is missing, stands there twice, or is none of a count.
    """
    heads = [text.strip().lower() for text in table.head]
    require(*(_column(heads, name) for name in COLUMNS), *map(_only_counts, heads))
    places = {name: heads.index(name) for name in COLUMNS}
    return Plan(tuple(_planned(forum, _typed(table, places), party, at)), table)


def of_one(forum: Forum, typed: Typed, *, party: str, at: datetime) -> Plan:
    """What a count does that was typed on its own."""
    plain = Typed(*(part.strip() for part in astuple(typed)))
    return Plan(tuple(_planned(forum, [(1, plain, [])], party, at)))


def _typed(table: Table, places: Mapping[str, int]) -> Iterator[tuple[int, Typed, list[Wrong]]]:
    for number, cells in table.rows:
        said = {
            name: cells[place].strip() if place < len(cells) else ""
            for name, place in places.items()
        }
        formulas = [
            Wrong(_("A cell contains a formula. Enter the text itself."), column=name)
            for name, place in places.items()
            if (number, place) in table.formulas
        ]
        beyond = [one for one in cells[len(table.head) :] if one.strip()]
        if beyond:
            formulas.append(Wrong(_("This row has more cells than the table has columns.")))
        yield number, Typed(**said), formulas


def _planned(
    forum: Forum,
    given: Iterable[tuple[int, Typed, list[Wrong]]],
    mine: str,
    at: datetime,
) -> Iterator[Row]:
    codes, today = parties.roster(forum).party_codes, civil_day(at, forum.zone)
    held: dict[Key, dict[Period, ExchangeCount]] = {}
    for one in queries.standing(forum):
        held.setdefault(_key(one.channel, one.kind, one.party), {})[queries.period(one)] = one
    seen: dict[Key, list[Period]] = {}
    for number, typed, errors in given:
        period, key = periods.read(typed.period), _key(typed.channel, typed.kind, typed.party)
        there = held.get(key, {})
        row = Row(number, typed, period, errors=errors)
        row.before = there.get(period) if period else None
        row.errors += [
            Wrong(no.message, no.facts, column)
            for column, no in (
                (PERIOD, refusals.is_over(period, today)),
                (CHANNEL, refusals.line(typed.channel, refusals.LONGEST_CHANNEL)),
                (KIND, refusals.known_kind(typed.kind)),
                (COUNT, refusals.counted(typed.count)),
                (SOURCE, refusals.line(typed.source, refusals.LONGEST_SOURCE)),
            )
            if no is not None
        ]
        if period is not None:
            row.errors += _twice(period, there, seen.setdefault(key, []))
            seen[key].append(period)
        same = row.before is not None and _says_the_same(row.before, typed)
        foreign = None if same else refusals.own(typed.party, codes, mine)
        if foreign is not None:
            row.errors.append(Wrong(foreign.message, foreign.facts, PARTY))
        if not row.errors:
            row.does = SAME if same else CORRECTED if row.before else ADDED
        yield row


def _key(channel: str, kind: str, party: str) -> Key:
    return (" ".join(channel.casefold().split()), kind, party)


def _twice(period: Period, there: Iterable[Period], seen: Iterable[Period]) -> Iterator[Wrong]:
    """Periods of the same exchanges that have days in common, in the table or already counted."""
    for other in seen:
        if period == other:
            yield Wrong(_("These exchanges appear twice in the table."), column=PERIOD)
            return
    common = [one for one in (*there, *seen) if one != period and period.overlaps(one)]
    if common:
        no = refusals.twice(period, common[0])
        yield Wrong(no.message, no.facts, PERIOD)


def _says_the_same(row: ExchangeCount, typed: Typed) -> bool:
    return (row.count, row.source) == (refusals.whole(typed.count), typed.source)


def _column(heads: list[str], name: str) -> Refusal | None:
    if heads.count(name) == 1:
        return None
    return Refusal("practice", _("The table must have one column called “{name}”."), {"name": name})


def _only_counts(head: str) -> Refusal | None:
    if not head or head in COLUMNS:
        return None
    message = _(
        "A table of counts has no column called “{name}”: only counts are kept, and never what was "
        "exchanged."
    )
    return Refusal("practice", message, {"name": head})

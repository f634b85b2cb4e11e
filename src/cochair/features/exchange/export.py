"""The counts that stand, as CSV and XLSX: safe to open, and fit to be brought in again."""

from collections.abc import Iterable, Iterator

from cochair.features.commitments.models import ExchangeCount
from cochair.features.delegations import tables
from cochair.features.exchange import plan, queries

SHEET = "exchange"


def rows(counts: Iterable[ExchangeCount]) -> Iterator[list[str]]:
    """The head, then a row for each count."""
    yield list(plan.COLUMNS)
    for one in counts:
        period = queries.period(one).label
        yield [period, one.channel, one.kind, one.party, str(one.count), one.source]


def as_file(kind: str, counts: Iterable[ExchangeCount]) -> bytes:
    """The table as CSV or XLSX (`tables.KINDS`)."""
    if kind == tables.CSV:
        return tables.as_csv(rows(counts))
    return tables.as_xlsx(SHEET, rows(counts))

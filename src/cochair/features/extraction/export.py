"""The commitments as CSV and XLSX: safe to open, and fit to be brought in again."""

from collections.abc import Iterable

from cochair.features.delegations import tables
from cochair.features.delegations.tables import CSV, KINDS
from cochair.features.extraction import import_plan
from cochair.features.extraction.candidates import CODES
from cochair.features.follow_up.queries import Line
from cochair.procedure.calendar import civil_day

__all__ = ["CSV", "KINDS", "as_csv", "as_xlsx"]

SHEET = "commitments"
MORE = ("owners", "state", "status", "reported_on", "evidence")


def as_csv(lines: Iterable[Line]) -> bytes:
    """The table as CSV."""
    return tables.as_csv(_rows(lines))


def as_xlsx(lines: Iterable[Line]) -> bytes:
    """The table as a workbook of one sheet."""
    return tables.as_xlsx(SHEET, _rows(lines))


def _rows(lines: Iterable[Line]) -> Iterable[list[str]]:
    yield [*import_plan.columns(), *MORE]
    for one in lines:
        row, latest = one.row, one.latest
        zone = row.instrument.forum.zone
        texts = {f"{import_plan.TEXT}{code}": said for code, said in row.text.items()}
        known = {
            import_plan.NUMBER: row.slug,
            import_plan.INSTRUMENT: row.instrument.slug,
            **{name: " ".join(getattr(row, name)) for name in CODES},
            **texts,
            "owners": " ".join(row.owners),
            "state": row.state,
            "status": one.status,
            "reported_on": civil_day(latest.at, zone).isoformat() if latest else "",
            "evidence": latest.evidence if latest else "",
        }
        yield [str(known.get(name, "")) for name in (*import_plan.columns(), *MORE)]

"""The commitments as CSV and XLSX: safe to open, and fit to be brought in again."""

import csv
import io
from collections.abc import Iterable

from cochair.features.delegations.export import CSV, KINDS
from cochair.features.delegations.tables import guarded, in_workbook
from cochair.features.extraction import import_plan
from cochair.features.extraction.candidates import CODES
from cochair.features.follow_up.queries import Line
from cochair.procedure.calendar import civil_day

__all__ = ["CSV", "KINDS", "as_csv", "as_xlsx"]

SHEET = "commitments"
MORE = ("owners", "state", "status", "reported_on", "evidence")


def as_csv(lines: Iterable[Line]) -> bytes:
    """With semicolons, in UTF-8 with its mark; what looks like a formula has an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for cells in _rows(lines):
        writer.writerow([guarded(one) for one in cells])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterable[Line]) -> bytes:
    """A workbook of one sheet, in which every cell is typed as text."""
    # Read where it is needed: most processes never make a workbook, and it weighs 20 MB.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    made = Workbook(write_only=True)
    sheet = made.create_sheet(SHEET)
    for cells in _rows(lines):
        row = []
        for text in cells:
            cell = WriteOnlyCell(sheet, value=in_workbook(text))
            cell.data_type = "s"
            row.append(cell)
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


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

"""The list of participants as CSV and XLSX, safe to open and fit to be brought in again."""

import csv
import io
from collections.abc import Iterable

from cochair.features.delegations import labels
from cochair.features.delegations.queries import DelegationView
from cochair.features.delegations.tables import guarded, in_workbook
from cochair.features.meetings.models import Participant
from cochair.procedure.book import Book

CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHEET = "participants"
BEFORE = ("badge", "delegation", "title", "name")
AFTER = ("rank", "capacity", "mode", "language")


def as_csv(companies: Iterable[DelegationView], book: Book, *, with_email: bool) -> bytes:
    """The list as CSV with semicolons, in UTF-8 with its mark, as table programs expect it.

    Cells that a table program would take for a formula begin with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    columns = _columns(book, with_email)
    writer.writerow(labels.headings(columns))
    for company in companies:
        for one in company.people:
            writer.writerow([guarded(_cell(one, company, name)) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(companies: Iterable[DelegationView], book: Book, *, with_email: bool) -> bytes:
    """The list as a workbook of one sheet, in which every cell is typed as text."""
    # Read where it is needed: most processes never make a workbook, and it weighs 20 MB.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    made = Workbook(write_only=True)
    sheet = made.create_sheet(SHEET)
    columns = _columns(book, with_email)
    sheet.append(labels.headings(columns))
    for company in companies:
        for one in company.people:
            cells = []
            for name in columns:
                cell = WriteOnlyCell(sheet, value=in_workbook(_cell(one, company, name)))
                # A text that begins with an equals sign is a text.
                cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _columns(book: Book, with_email: bool) -> tuple[str, ...]:
    functions = tuple(f"function_{language}" for language in book.languages)
    return (*BEFORE, *functions, *AFTER, *(("email",) if with_email else ()))


def _cell(one: Participant, company: DelegationView, column: str) -> str:
    name, _underscore, language = column.partition("_")
    if language:
        return str(one.function.get(language, ""))
    return company.code if name == "delegation" else str(getattr(one, name))

"""The list of participants as CSV and XLSX, safe to open and fit to be brought in again."""

from collections.abc import Iterable, Iterator

from cochair.features.delegations import labels, tables
from cochair.features.delegations.queries import DelegationView
from cochair.features.delegations.tables import CSV, KINDS, XLSX
from cochair.features.meetings.models import Participant
from cochair.procedure.book import Book

__all__ = ["CSV", "KINDS", "XLSX", "as_csv", "as_xlsx"]

SHEET = "participants"
BEFORE = ("badge", "delegation", "title", "name")
AFTER = ("rank", "capacity", "mode", "language")


def as_csv(companies: Iterable[DelegationView], book: Book, *, with_email: bool) -> bytes:
    """The list as CSV."""
    return tables.as_csv(_rows(companies, book, with_email))


def as_xlsx(companies: Iterable[DelegationView], book: Book, *, with_email: bool) -> bytes:
    """The list as a workbook of one sheet."""
    return tables.as_xlsx(SHEET, _rows(companies, book, with_email))


def _rows(
    companies: Iterable[DelegationView], book: Book, with_email: bool
) -> Iterator[Iterable[str]]:
    columns = _columns(book, with_email)
    yield labels.headings(columns)
    for company in companies:
        for one in company.people:
            yield [_cell(one, company, name) for name in columns]


def _columns(book: Book, with_email: bool) -> tuple[str, ...]:
    functions = tuple(f"function_{language}" for language in book.languages)
    return (*BEFORE, *functions, *AFTER, *(("email",) if with_email else ()))


def _cell(one: Participant, company: DelegationView, column: str) -> str:
    name, _underscore, language = column.partition("_")
    if language:
        return str(one.function.get(language, ""))
    return company.code if name == "delegation" else str(getattr(one, name))

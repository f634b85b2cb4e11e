"""Tables as people send them, read without believing anything, and written: text, CSV and XLSX.

A cell is text and nothing else: no formula is computed, no link followed, no entity expanded.
Source: security.md section 8 (T32 to T38): limits before reading, DOCTYPE refused.
"""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from cochair.procedure.refusal import Refusal, Refused, Sentence, _, require

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 24 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS, MOST_COLUMNS = 2000, 30
SEPARATORS = (";", ",", "\t")
ZIP, OLD_BINARY = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
UNMARKED = ((1, "utf-16-le"), (0, "utf-16-be"))
LEAST = 8
# What a cell of a table program takes for a formula when it stands first.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GUARD = "'"
# What may stand before it unseen: a table program takes such a cell for a formula all the same.
BLANKS = " \n\xa0\u3000"
# Signs that no sheet may hold, nor XML, nor a column of JSON on every database.
UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
NEVER = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True, slots=True)
class Table:
    """The first row, which names the columns, and the rest; `first` is the number of row one.

    `formulas` are the places (row number, column index) of cells that hold a formula.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    warnings: tuple[Sentence, ...] = ()

    @property
    def text(self) -> str:
        """The same table as text, to be sent again when what it would do has been read.

        A cell with a formula is empty in it: what it computes is typed by whoever sends the table.
        """
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow(map(guarded, self.head))
        last = 1
        for number, cells in self.rows:
            # Empty rows were left out; they come back, so that numbers stay those of the sender.
            out.write("\n" * (number - last - 1))
            kept = (
                "" if (number, index) in self.formulas else guarded(cell)
                for index, cell in enumerate(cells)
            )
            writer.writerow(kept)
            last = number
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Wrong(Sentence):
    """What is wrong with a row, and in which column by its code; empty where it is the whole row."""

    column: str = ""


def printed(text: str) -> str:
    """A text without the signs that no sheet may hold."""
    return UNPRINTED.sub("", text)


def guarded(text: str) -> str:
    """A text that no table program takes for a formula: an apostrophe stands before it."""
    text = printed(text)
    return f"{GUARD}{text}" if _looks_like_a_formula(text) else text


def unguarded(text: str) -> str:
    """The same text without the apostrophe that `guarded` put there."""
    if text.startswith(GUARD) and _looks_like_a_formula(text):
        return text[1:]
    return text


def in_workbook(text: str) -> str:
    """A text for a cell that is typed as text: an apostrophe of its own is kept apart from a guard."""
    text = printed(text)
    return guarded(text) if text.startswith(GUARD) else text


CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as CSV with semicolons, in UTF-8 with its mark, as table programs expect it.

    Cells that a table program would take for a formula begin with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for cells in rows:
        writer.writerow([guarded(one) for one in cells])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(name: str, rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a workbook of one sheet, in which every cell is typed as text."""
    # Read where it is needed: most processes never make a workbook, and it weighs 20 MB.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    made = Workbook(write_only=True)
    sheet = made.create_sheet(name)
    for cells in rows:
        row = []
        for text in cells:
            cell = WriteOnlyCell(sheet, value=in_workbook(text))
            # A text that begins with an equals sign is a text.
            cell.data_type = "s"
            row.append(cell)
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _looks_like_a_formula(text: str) -> bool:
    return text.lstrip(GUARD + BLANKS).startswith(FORMULA)


def read_file(content: bytes) -> Table:
    """A file that was sent. Raises Refused for one that is too large or cannot be read."""
    require(_not_too_large(len(content)), _not_old(content))
    if content.startswith(ZIP):
        return _workbook(content)
    return read_text(*_decoded(content))


def read_text(text: str, warnings: tuple[Sentence, ...] = ()) -> Table:
    """A text in columns, separated by semicolons, commas or tabs, whichever its first row has."""
    require(_not_too_large(len(text)))
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                rows.append((number, tuple(unguarded(cell) for cell in cells)))
            require(_not_too_many(len(rows)))
    except csv.Error:
        raise Refused(Refusal("practice", UNREADABLE)) from None
    return _table(rows, frozenset(), warnings)


UNREADABLE = _("This file cannot be read as a table.")
DAMAGED = _(
    "This workbook is damaged. Open it in a spreadsheet program, save it again as XLSX "
    "or CSV, and send that file."
)
# What the readers of archives, of XML and of workbooks raise over octets that nobody meant;
# either reader of XML that a workbook may be read by raises a kind of SyntaxError.
FAULTS = (
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    OSError,
    RuntimeError,
)
NOT_UTF8 = Sentence(
    _("The file is not in UTF-8 and was read as Western European text. Check the accents.")
)


def _table(
    rows: list[tuple[int, tuple[str, ...]]],
    formulas: frozenset[tuple[int, int]],
    warnings: tuple[Sentence, ...],
) -> Table:
    if not rows:
        raise Refused(Refusal("practice", _("This table is empty.")))
    require(*(_not_too_wide(cells) for _number, cells in rows))
    return Table(rows[0][1], tuple(rows[1:]), formulas, warnings)


def _decoded(content: bytes) -> tuple[str, tuple[Sentence, ...]]:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), ()
    for first, encoding in UNMARKED:
        # The names of columns are of plain letters: every other octet of them is empty.
        if len(content) >= LEAST and not content[first:LEAST:2].strip(b"\x00"):
            return content.decode(encoding, errors="replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), (NOT_UTF8,)


def _workbook(content: bytes) -> Table:
    """The first sheet of a workbook, cell by cell; what stands around it is not opened."""
    # Read where it is needed: most processes never see a workbook, and it weighs 20 MB.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _safe_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        rows: list[tuple[int, tuple[str, ...]]] = []
        formulas: set[tuple[int, int]] = set()
        bounded = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1)
        for number, cells in enumerate(bounded, start=1):
            texts = tuple(_text(cell.value) for cell in cells)
            formulas |= {
                (number, index) for index, cell in enumerate(cells) if cell.data_type == "f"
            }
            if any(text.strip() for text in texts):
                rows.append((number, _without_tail(texts)))
            require(_not_too_many(len(rows)))
        book.close()
    except (*FAULTS, InvalidFileException):
        raise Refused(Refusal("practice", DAMAGED)) from None
    return _table(rows, frozenset(formulas), ())


def _safe_archive(content: bytes) -> None:
    """Unpack every part within limits and look for what an XML reader should never be given."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            require(_few_parts(len(parts)), _small_unpacked(sum(one.file_size for one in parts)))
            left = MOST_UNPACKED
            for part in parts:
                with archive.open(part) as opened:
                    unpacked = opened.read(left + 1)
                left -= len(unpacked)
                require(_small_unpacked(MOST_UNPACKED - left), _plain_xml(unpacked))
    except FAULTS:
        raise Refused(Refusal("practice", DAMAGED)) from None


def _text(value: object) -> str:
    """A value of a cell as text; a whole number has no decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unguarded(str(value))


def _without_tail(texts: tuple[str, ...]) -> tuple[str, ...]:
    last = max((index for index, text in enumerate(texts) if text), default=-1)
    return texts[: last + 1]


def _not_too_large(size: int) -> Refusal | None:
    if size <= MOST_BYTES:
        return None
    facts = {"number": MOST_BYTES // (1024 * 1024)}
    return Refusal("practice", _("A list may have up to {number} megabytes."), facts)


def _not_old(content: bytes) -> Refusal | None:
    if not content.startswith(OLD_BINARY):
        return None
    return Refusal("practice", _("First save this file as XLSX or CSV."))


def _not_too_many(number: int) -> Refusal | None:
    if number <= MOST_ROWS:
        return None
    return Refusal("practice", _("A list may have up to {number} rows."), {"number": MOST_ROWS})


def _not_too_wide(cells: tuple[str, ...]) -> Refusal | None:
    if len(cells) <= MOST_COLUMNS:
        return None
    return Refusal(
        "practice", _("A list may have up to {number} columns."), {"number": MOST_COLUMNS}
    )


def _few_parts(number: int) -> Refusal | None:
    return None if number <= MOST_PARTS else Refusal("practice", UNREADABLE)


def _small_unpacked(size: int) -> Refusal | None:
    if size <= MOST_UNPACKED:
        return None
    return Refusal(
        "practice", _("This file is far too large for a list of people once it is unpacked.")
    )


def _plain_xml(unpacked: bytes) -> Refusal | None:
    """No document type and no entities, in whichever encoding they would be read."""
    upper = unpacked.upper()
    if not any(word in upper for word in NEVER):
        return None
    return Refusal("practice", _("This file declares a document type and cannot be opened here."))

"""What an archive holds, kind by kind: an app adds a part in a few lines, and nothing else changes.

A part gives rows of JSON for a reader and says how a page shows them; it may bring files.  It reads
by the eyes of its reader, so that the other Party's space is closed to it as everywhere.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from cochair.kernel import kind as kinds
from cochair.kernel.archive import Reader, day, instant
from cochair.kernel.kind import Archive, File, Kind, No, Row

__all__ = ["Part", "Reader", "Row", "day", "instant", "member", "register"]

type Read = Callable[[Row], object]

# In which order an archive lists what it holds; a kind that is not named comes last.
ORDER = (
    "cycle", "members", "presidencies", "clauses", "meetings", "invitations", "participants",
    "documents", "texts", "agendas", "acts", "decisions", "silences", "records", "points",
    "stocktaking", "assessments", "commitments", "expectations", "findings", "actions", "indicators",
    "exchange_counts", "support_requests", "overlaps", "results",
    "statements", "own_records", "handovers",
)  # fmt: skip


def no_files(reader: Reader) -> Iterable[File]:
    """Most kinds are rows alone."""
    return ()


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of thing in an archive.

    `code` names its file `data/{code}.json` and its page; `title` is an English msgid.  Each column
    is an English msgid with what a page shows of a row in it: words by language, a code, a civil
    day or an instant.  `links` is the member of a row that lists files of the archive, if any.
    Rows come in an order of their own that is always the same.
    """

    code: str
    title: str
    rows: Callable[[Reader], Iterable[Row]]
    columns: tuple[tuple[str, Read], ...]
    files: Callable[[Reader], Iterable[File]] = no_files
    links: str = ""


_PARTS: dict[str, Part] = {}


def register(part: Part) -> None:
    """Add a kind to every archive; a code is used once."""
    if _PARTS.setdefault(part.code, part) is not part:
        raise ValueError(f"Two parts of an archive are called {part.code}.")


def of_kind(kind: Kind) -> tuple[Part, ...]:
    """The parts of an archive that a kind declares."""
    found = kind.archive
    return () if isinstance(found, No) else tuple(_part(kind, one) for one in found)


def _part(kind: Kind, one: Archive) -> Part:
    columns = tuple((said, member(of) if isinstance(of, str) else of) for said, of in one.columns)
    rows = one.rows or (lambda reader: _members(kind, one, reader))
    return Part(one.code, one.title, rows, columns, one.files or no_files, one.links)


def _members(kind: Kind, part: Archive, reader: Reader) -> Iterable[Row]:
    """The rows of a cycle, member by member."""
    model = kind.models[0]
    related = [name for name in part.fields if model._meta.get_field(name).is_relation]
    found = model._default_manager.filter(**{part.cycle: reader.cycle})
    for one in found.select_related(*related).order_by(*part.order):
        yield {name: written(getattr(one, name)) for name in part.fields}


def written(value: object) -> object:
    """A value as an archive writes it: an instant, a civil day, the name of another thing, or itself."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return day(value)
    return value.slug if hasattr(value, "slug") else value


def known() -> tuple[Part, ...]:
    """Every part, those of the kinds among them."""
    declared = (part for kind in kinds.every() for part in of_kind(kind))
    return kinds.in_order((*_PARTS.values(), *declared), ORDER)


def member(name: str) -> Read:
    """A column that shows one member of a row as it is."""
    return lambda row: row.get(name)

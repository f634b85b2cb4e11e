"""What an archive holds, kind by kind: an app adds a part in a few lines, and nothing else changes.

A part gives rows of JSON for a reader and says how a page shows them; it may bring files.  It reads
by the eyes of its reader, so that the other Party's space is closed to it as everywhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Model

from cochair.cycles.models import Cycle
from cochair.kernel.kind import Kind, No
from cochair.parties.models import Forum
from cochair.parties.offices import Hat

type Row = Mapping[str, object]
type Read = Callable[[Row], object]
type File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom an archive is made: a cycle of a forum, by the eyes of a hat, at a UTC instant."""

    forum: Forum
    cycle: Cycle
    hat: Hat
    at: datetime

    @property
    def party(self) -> str:
        """The code of the Party."""
        return self.hat.party


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


def of_kind(kind: Kind) -> Part:
    """The part of an archive that a kind declares: the rows of its cycle, member by member."""
    found = kind.archive
    assert not isinstance(found, No), f"{kind.code} is in no archive: {found.reason}"

    def rows(reader: Reader) -> Iterable[Row]:
        return (
            {name: written(getattr(one, name)) for name in found.fields}
            for one in kind.model._default_manager.filter(**{kind.cycle: reader.cycle})
            .select_related(*_named(kind.model, found.fields))
            .order_by(*found.order)
        )

    columns = tuple((said, member(name)) for name, said in found.columns.items())
    return Part(found.code, found.title, rows, columns)


def _named(model: type[Model], fields: Iterable[str]) -> list[str]:
    return [name for name in fields if model._meta.get_field(name).is_relation]


def written(value: object) -> object:
    """A value as an archive writes it: an instant, a civil day, the name of another thing, or itself."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return day(value)
    return value.slug if hasattr(value, "slug") else value


def known() -> tuple[Part, ...]:
    """Every kind, in the order in which they were added."""
    return tuple(_PARTS.values())


def member(name: str) -> Read:
    """A column that shows one member of a row as it is."""
    return lambda row: row.get(name)


def instant(at: datetime | None) -> str | None:
    """An instant as an archive writes it: UTC, seconds, `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


def day(of: date | None) -> str | None:
    """A civil day as an archive writes it."""
    return of.isoformat() if of is not None else None

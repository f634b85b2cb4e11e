"""The two databases behind one small interface: keep the words of passages, and find them.

On SQLite the words are in an FTS5 table without the texts (`search_words`), in two columns, as
written and by stems; what a passage loses when it goes, a trigger takes out.  On PostgreSQL they
are a `tsvector` of the passage itself, made here and parsed by nothing.  Both get words of letters
and figures only, each in quotes: what somebody typed is never a sign of their languages.
Source: stack.md section 4; docs/decisions/0016.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import batched
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet

from cochair.features.documents.analysis import Said
from cochair.features.parties.models import Forum
from cochair.features.search.expression import Every, Expression, Phrase, Some, Without
from cochair.features.search.models import Passage

AT_ONCE = 500


class Row(NamedTuple):
    """A passage as it is kept, and its words."""

    kind: str
    item: int
    language: str
    paragraph: str
    number: str
    place: int
    state: str
    text: str
    in_house: bool
    is_public: bool
    said: Said


COLUMNS = ("forum_id", *Row._fields[:-1], "words")


def put(forum: Forum, rows: Iterable[Row]) -> int:
    """Keep new passages with their words, in the order given; returns how many.

    Called in the transaction of whoever indexes: on SQLite the numbers of the rows hang on it.
    """
    kept = _put_sqlite if connection.vendor == "sqlite" else _put_postgresql
    number = 0
    for some in batched(rows, AT_ONCE):
        kept(forum, some)
        number += len(some)
    return number


@contextmanager
def in_bulk() -> Iterator[None]:
    """Many passages at once, inside a transaction: PostgreSQL sorts their words in at the end."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '512MB'")
        yield
        cursor.execute("SELECT gin_clean_pending_list('passage_by_token')")


def sort_in() -> None:
    """Sort in what waits in the list of PostgreSQL's index, so that no search reads it there."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('passage_by_token')")


def settle() -> None:
    """Let the database count anew what it has, after much was put in."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_passage")


@contextmanager
def planned() -> Iterator[None]:
    """A search, for which PostgreSQL goes by the index of words, whatever it believes of them.

    It knows little of how often words occur together, and would at times look at every passage,
    or look up every thing for itself.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_nestloop = on")


def take_out(kind: str, item: int) -> None:
    """Take a thing out of the index, with all its passages."""
    Passage.objects.filter(kind=kind, item=item).delete()


def newest(rows: "QuerySet[Passage]", expression: Expression) -> "QuerySet[Passage]":
    """Those of some passages in which the expression holds, the newest first.

    On SQLite the words lead to passages, in this order and as far as they are asked for.
    """
    if connection.vendor == "sqlite":
        return rows.extra(
            tables=["search_words"],
            where=["search_words.rowid = search_passage.id", "search_words MATCH %s"],
            params=[fts5(expression)],
            order_by=["-search_words.rowid"],
        )
    answering = ["search_passage.tokens @@ %s::tsquery"]
    return rows.extra(where=answering, params=[tsquery(expression)]).order_by("-pk")


def fts5(expression: Expression) -> str:
    """The expression for FTS5."""
    match expression:
        case Phrase(tokens, stemmed, prefix):
            column = "stems" if stemmed else "words"
            return f'{column} : "{" ".join(tokens)}"{" *" if prefix else ""}'
        case Every(parts):
            return _joined(fts5, parts, " AND ")
        case Some(parts):
            return _joined(fts5, parts, " OR ")
        case Without(wanted, unwanted):
            return f"({fts5(wanted)} NOT {_joined(fts5, unwanted, ' OR ')})"


def tsquery(expression: Expression) -> str:
    """The expression for PostgreSQL."""
    match expression:
        case Phrase(tokens, _stemmed, prefix):
            quoted = [f"'{token}'" for token in tokens]
            return f"({' <-> '.join(quoted)}{':*' if prefix else ''})"
        case Every(parts):
            return _joined(tsquery, parts, " & ")
        case Some(parts):
            return _joined(tsquery, parts, " | ")
        case Without(wanted, unwanted):
            return f"({tsquery(wanted)} & !{_joined(tsquery, unwanted, ' | ')})"


def _joined(written: Callable[[Expression], str], parts: Sequence[Expression], sign: str) -> str:
    return f"({sign.join(map(written, parts))})"


def _put_sqlite(forum: Forum, rows: Sequence[Row]) -> None:
    places = ", ".join(["%s"] * (len(COLUMNS) + 1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'search_passage'")
        last = cursor.fetchone()
        first = last[0] + 1 if last else 1
        cursor.executemany(
            f"INSERT INTO search_passage (id, {', '.join(COLUMNS)}) VALUES ({places})",
            [(key, *_values(forum, row)) for key, row in enumerate(rows, start=first)],
        )
        cursor.executemany(
            "INSERT INTO search_words (rowid, words, stems) VALUES (%s, %s, %s)",
            [
                (key, _surfaces(row), " ".join(stem for _surface, stem in row.said))
                for key, row in enumerate(rows, start=first)
            ],
        )


def _put_postgresql(forum: Forum, rows: Sequence[Row]) -> None:
    columns = f"{', '.join(COLUMNS)}, tokens"
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY search_passage ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row((*_values(forum, row), _tsvector(row.said)))


def _values(forum: Forum, row: Row) -> tuple[Any, ...]:
    return (forum.pk, *row[:-1], _surfaces(row))


def _surfaces(row: Row) -> str:
    return " ".join(surface for surface, _stem in row.said)


def _tsvector(said: Said) -> str:
    words = []
    for place, (surface, stem) in enumerate(said, start=1):
        words.append(f"'{surface}':{place}")
        if stem != surface:
            words.append(f"'{stem}':{place}")
    return " ".join(words)

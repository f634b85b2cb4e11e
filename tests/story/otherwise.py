"""What is kept is what would be made anew: after events of the story, and while time passes.

The process that played the story is taken for another one that only heard of it: nothing but the
words beside the ledger (`journal.table_cache`) tells what is kept that something was written.
"""

import re
from collections.abc import Collection, Hashable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import FunctionType
from unittest.mock import patch

from django.db import models
from django.test import override_settings

import forgotten
from cochair.features.compliance import facts as shell
from cochair.features.compliance import queries as compliance
from cochair.features.compliance.names import names_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.table_cache import TableCache
from cochair.kernel.kind import Turn
from cochair.procedure.evaluate import evaluate
from cochair.site.desk import turns
from cochair.web import tables, varieties
from cochair.web.clock import clock
from cochair.web.localize import language_now
from story import walk

# Time passes too: a term or a silence may end between two events.
LATER = (timedelta(0), timedelta(minutes=1), timedelta(hours=7), timedelta(days=3))
ENDS, A_MICROSECOND = 1, timedelta(microseconds=1)
READERS = ("ie", "secretariat", "es")
PAGES = ("home/", "cycles/4/", "documents/", "acts/")
# What is different each time a page is made.
CHANCE = re.compile(
    rb'(?<=value=")[A-Za-z0-9]{64}(?=")|nonce="[^"]+"'
    # The number of turns in the bars is fetched afterwards where it is not known yet.
    rb'|<span data-turns="[^"]+"></span>'
    rb'|<span class="n" aria-hidden="true">\d+</span>\s*<span class="vh">[^<]*\(\d+\)</span>'
)

type Made = dict[object, tuple[object, object, Collection[Hashable]]]


@contextmanager
def only_stamps() -> Iterator[None]:
    """What this process writes it does not remember, as if another one had written it."""
    with (
        patch.object(tables, "written", lambda told, _counts=None: dict.fromkeys(told, 0)),
        patch.object(tables, "writes", lambda: 0),
    ):
        yield


@contextmanager
def anew(made: Made | None = None) -> Iterator[None]:
    """Nothing that is kept is given, and what is kept stays as it is.

    In here the same maker, given the same values, reads once what it is asked for in one language:
    what is kept under a key that says too little is made anew all the same.  `made` is what was made
    so since the last that was written.
    """
    made = {} if made is None else made

    def get(
        kept: TableCache[object],
        forum: str,
        key: Hashable,
        make: FunctionType,
        **_also: object,
    ) -> object:
        asked = id(kept), forum, key, language_now(), varieties.tag(), make.__code__, _given(make)
        if asked not in made:
            with tables.noticed() as noted:
                # The maker is held as well: else another one might take its place in memory.
                made[asked] = make(), make, noted
        value, _make, noted = made[asked]
        tables.note(noted)
        return value

    with patch.object(TableCache, "get", get), patch.object(compliance, "_KEPT", {}):
        yield


def _given(make: FunctionType) -> tuple[object, ...]:
    """What a maker was given: the columns of a row, the value of words and numbers, and of anything
    else which one it is."""
    cells = (cell.cell_contents for cell in make.__closure__ or ())
    return tuple(map(_value, (*cells, *(make.__defaults__ or ()))))


def _value(one: object) -> object:
    if isinstance(one, models.Model):
        columns = (field.attname for field in one._meta.concrete_fields)
        return type(one), repr([one.__dict__.get(name) for name in columns])
    return (type(one), one) if isinstance(one, (str, int)) else id(one)


def forget() -> None:
    """Nothing that was kept of what is undone counts any more."""
    forgotten.everything()


def kept_otherwise(
    forum: Forum, at: datetime, later: tuple[timedelta, ...] = LATER
) -> Iterator[str]:
    """Facts, results, names and turns that are kept and would be others if they were made now."""
    told = compliance.facts(forum)
    made: Made = {}
    with anew(made):
        fresh = shell.gather(Forum.objects.get(pk=forum.pk))
        names = names_of(forum)
    if told != fresh:
        yield f"{at:%Y-%m-%d}: the facts that are kept are not those that are written."
    if names_of(forum) != names:
        yield f"{at:%Y-%m-%d}: what is kept is called otherwise."
    for moment in (*(at + one for one in later), *_near_ends(forum, at)):
        yield from _at(forum, moment, fresh, made)


def _near_ends(forum: Forum, at: datetime) -> list[datetime]:
    """Right before, at and right after the next instants at which something is due."""
    ends = {one.turn.until for one in turns.every(forum, at) if one.turn.until is not None}
    coming = sorted(one for one in ends if one > at)[:ENDS]
    return [
        end + aside for end in coming for aside in (-A_MICROSECOND, timedelta(0), A_MICROSECOND)
    ]


def _at(forum: Forum, at: datetime, fresh: object, made: Made) -> Iterator[str]:
    books = {book.version: book for book in parties.books(forum)}
    found = evaluate(parties.book(forum, at), fresh, at, books=books)  # type: ignore[arg-type]
    if tuple(compliance.results(forum, at)) != found:
        yield f"{at:%Y-%m-%d %H:%M}: the results that are kept are not those of the facts."
    kept = turns.every(forum, at)
    with anew(made):
        asked = turns.every(forum, at)
    for one in set(map(repr, kept)) ^ set(map(repr, asked)):
        yield f"{at:%Y-%m-%d %H:%M}: a turn that is kept or is not: {one}"
    yield from (f"{one} holds a row" for one in kept if any(map(_is_row, _facts(one.turn))))


def _facts(turn: Turn) -> list[object]:
    return list(turn.facts.values())


def _is_row(value: object) -> bool:
    return isinstance(value, models.Model)


def pages_otherwise(forum: Forum, at: datetime) -> Iterator[str]:
    """Pages that are shown and would be others if nothing were kept, for several readers."""
    with override_settings(DEMO=True), clock.at(at):
        for name in READERS:
            client = walk.walker(forum, name, at).client
            for page in PAGES:
                address = f"/en/{forum.slug}/{page}"
                # Seen twice, so that the second shows the same news as the one that is made anew.
                client.get(address)
                shown = client.get(address)
                with anew():
                    made = client.get(address)
                if _plain(shown.content) != _plain(made.content):
                    yield f"{at:%Y-%m-%d}: {name} reads {address} as it was before."


def _plain(page: bytes) -> list[bytes]:
    """What a page says, whatever lines its parts leave empty."""
    return CHANCE.sub(b"", page).split()

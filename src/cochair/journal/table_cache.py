"""What is made of a forum is kept until something that it was made from is written.

Every entry says which tables its transaction wrote (`web.tables`), and what is kept knows which
tables it was read from: an entry about anything else leaves it as it is.  After one about these, what
is kept `by_rows` asks its statements again, and holds where they give the same.  What is kept is plain
and never changed; where it holds rows, `reached` names the tables that these may yet read.
Source: docs/decisions/0065.
"""

import time
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock, local
from typing import Any, Final

from django.db.models import Model
from django.utils.safestring import SafeString

from cochair.journal import queries
from cochair.journal.queries import Standing
from cochair.web import cache as web_cache
from cochair.web import tables, varieties
from cochair.web.localize import language_now
from cochair.web.statements import Statement

FORUM: Final = "parties_forum"
# Written without an entry of the journal: whoever read them reads them again after so many seconds.
APART: Final = ("account", "auth_", "django_", "journal_doubt", "journal_place", "mail_", "mfa_")
SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Something kept that something else was made of: as long as it is the same, so is the other."""

    kept: "TableCache[Any]"
    forum: str
    key: Hashable
    make: Callable[[], Any]
    value: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Part) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)

    @property
    def _same(self) -> tuple[object, ...]:
        return id(self.kept), self.forum, self.key, id(self.value)

    def is_same(self) -> bool:
        """Whether it is what it was; made anew where it has to be."""
        return self.kept.get(self.forum, self.key, self.make) is self.value


# Of something that was not found to hold yet.
NEVER: Final = (-1, "", 0.0)


def _until(own: float, parts: Iterable[_Part]) -> float:
    """Until when something holds if nothing is written: itself, and everything that it was made of."""
    return min((own, *(one.kept.until(one.forum, one.key) for one in parts)))


@dataclass(slots=True)
class _Known[T]:
    """What was made, from which tables, statements and parts, and how they stood when its making began.

    `whole` are the tables of which anything that is written makes it anew, the others only where one
    of its statements gives something else.
    """

    value: T
    read: frozenset[str]
    whole: frozenset[str]
    statements: frozenset[Statement]
    parts: frozenset[_Part]
    stamps: Mapping[str, str]
    version: str
    written: Mapping[str, int]
    until: float
    # Of the write and the ledger with which it was last found to hold, and until when it then does.
    found: tuple[int, str, float] = NEVER

    def holds(self, now: Standing, *, asks: bool = True) -> bool:
        """Whether it would come out the same if it were made now, as far as that is known without
        asking the database where nobody `asks`."""
        if self.held(now):
            return True
        here = tables.writes(), now.version
        if time.monotonic() > self.until:
            return False
        counted = tables.written(self.read)
        changed = self._changed(now, counted)
        if changed:
            if changed & self.whole or not asks or tables.unsettled():
                return False
            with tables.unnoticed():
                page = not tables.is_within()
                if not all(one.gives_the_same(asks_page=page) for one in self._touched(changed)):
                    return False
        # The tables come first: a part is made anew only of a forum that is as it was.
        if not all(part.is_same() for part in self.parts):
            return False
        # The next one need not compare them again.
        self.written, self.version, self.stamps = counted, now.version, now.stamps
        if not tables.unsettled():
            self.found = *here, _until(self.until, self.parts)
        return True

    def _touched(self, changed: set[str]) -> list[Statement]:
        """The statements to ask again, in an order that does not hang on chance: first those that the
        page has asked, then those about the fewest tables, which most likely give something else."""
        touched = [one for one in self.statements if one.tables & changed]
        return sorted(touched, key=lambda one: (one.given is None, len(one.tables), one.sql))

    def held(self, now: Standing) -> bool:
        """Whether nothing at all was written since it was found to hold."""
        number, version, until = self.found
        return (
            number == tables.writes()
            and version == now.version
            and time.monotonic() <= until
            and not tables.unsettled()
        )

    def _changed(self, now: Standing, counted: Mapping[str, int]) -> set[str]:
        changed = {table for table in self.read if counted[table] != self.written[table]}
        if now.version != self.version:
            changed |= {one for one in self.read if now.stamps.get(one) != self.stamps.get(one)}
            # Of what hangs on every entry; all else may hold in the transaction of an entry, too.
            changed |= self.read & {tables.ANY}
        return changed


class _Own(local):
    """What was made within the transaction that runs, of what it has written itself."""

    def __init__(self) -> None:
        self.number = 0
        self.known: dict[Hashable, Any] = {}

    def of(self, number: int) -> dict[Hashable, Any]:
        """What was made within a transaction, by its number."""
        if number != self.number:
            self.number, self.known = number, {}
        return self.known


_OWN = _Own()


@dataclass(frozen=True, slots=True)
class _Asked[T]:
    """What somebody asks for, while a ledger has come so far."""

    forum: str
    key: Hashable
    make: Callable[[], T]
    now: Standing
    fits: Callable[[T], bool] | None
    asks: bool = True

    @property
    def name(self) -> Hashable:
        """By what it is kept."""
        return self.forum, self.key

    def is_answered(self, known: _Known[T]) -> bool:
        """Whether what is known is what is asked for, and nothing of it was written since."""
        return (self.fits is None or self.fits(known.value)) and known.holds(
            self.now, asks=self.asks
        )


def _nothing() -> Any:
    raise AssertionError("What is only looked up is not made.")


class TableCache[T]:
    """So many things at most, each until one of the tables is written that it was made from.

    Safe for several threads; what one of them makes, others who ask for it wait for.  What is made
    again of a `part` and comes out as it was stays the same object, and what was made of it holds;
    its maker hangs on the forum and its key alone.  So does that of what is kept `by_rows`, as each
    part is: it need not be made again where its statements give the same rows.
    """

    def __init__(self, most: int, *, is_part: bool = False, by_rows: bool = False) -> None:
        self._is_part, self._lock = is_part, Lock()
        self._by_rows = is_part or by_rows
        self._all: web_cache.Weighed[_Known[T]] = web_cache.weighed(most, lambda one: one.value)
        self._making: dict[Hashable, Lock] = {}
        web_cache.forgotten_with(self)

    def get(
        self,
        forum: str,
        key: Hashable,
        make: Callable[[], T],
        *,
        also: Collection[Hashable] = (),
        fits: Callable[[T], bool] | None = None,
    ) -> T:
        """What was made of a forum (its slug) under a key, made now when it does not hold any more.

        `also` are the tables of what the maker was given, and does not read itself; `fits` says
        whether what was made is what is asked for now, as where it holds for a time.
        """
        if also:
            make = _noting(also, make)
        now = queries.standing(forum)
        if now is None:
            return make()
        asked = _Asked(forum, key, make, now, fits)
        found = self._holding(asked)
        if found is None and tables.unsettled():
            found = self._within(asked)
        elif found is None:
            found = self._by_one(asked)
        if self._is_part:
            tables.note((_Part(self, forum, key, make, found.value),))
        else:
            tables.note((*found.whole, *found.statements, *found.parts))
        return found.value

    def read(self, forum: str, key: Hashable) -> frozenset[str]:
        """The tables from which what is kept under a key was made, itself and its parts."""
        with self._lock:
            found = self._all.get((forum, key))
        return tables_of((*found.read, *found.parts)) if found is not None else EVERY

    def until(self, forum: str, key: Hashable) -> float:
        """Until when what is kept under a key holds if nothing is written."""
        with self._lock:
            known = self._all.get((forum, key))
        return known.found[-1] if known is not None else 0.0

    def known(self, forum: str, key: Hashable) -> T | None:
        """What was made under a key, where it still holds."""
        now = queries.standing(forum)
        if now is None:
            return None
        found = self._holding(_Asked(forum, key, _nothing, now, None, asks=False))
        return found.value if found is not None else None

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._all.empty()

    def _by_one(self, asked: "_Asked[T]") -> _Known[T]:
        with self._lock:
            gate = self._making.setdefault(asked.name, Lock())
        with gate:
            try:
                return self._holding(asked) or self._made(asked)
            finally:
                with self._lock:
                    self._making.pop(asked.name, None)

    def _within(self, asked: "_Asked[T]") -> _Known[T]:
        """For whoever writes, who waits for nobody and sees what nobody else may see."""
        own = _OWN.of(tables.transaction_number())
        found: _Known[T] | None = own.get((self, asked.name))
        if found is None or not asked.is_answered(found):
            found = own[self, asked.name] = self._made(asked)
        return found

    def _holding(self, asked: "_Asked[T]") -> _Known[T] | None:
        with self._lock:
            found = self._all.get(asked.name)
            if found is not None:
                self._all.move_to_end(asked.name)
        if found is None or found.read & tables.unsettled() or not asked.is_answered(found):
            return None
        return found

    def _made(self, asked: "_Asked[T]") -> _Known[T]:
        number, before = tables.writes(), tables.counts()
        with tables.unnoticed(), tables.noticed() as noted:
            value = asked.make()
        parts = frozenset(one for one in noted if isinstance(one, _Part))
        told = frozenset(one for one in noted if isinstance(one, Statement))
        whole = frozenset((FORUM, *(one for one in noted if isinstance(one, str))))
        read = whole.union(*(one.tables for one in told))
        is_apart = any(one.startswith(APART) for one in read)
        until = time.monotonic() + SECONDS if is_apart else float("inf")
        known = _Known(
            self._as_before(asked.name, value),
            read,
            whole if self._by_rows else read,
            told,
            parts,
            asked.now.stamps,
            asked.now.version,
            tables.written(read, before),
            until,
        )
        if not tables.unsettled():
            known.found = number, asked.now.version, _until(until, parts)
        if not read & tables.unsettled():
            self._keep(asked.name, known)
        return known

    def _as_before(self, key: Hashable, value: T) -> T:
        """The part that was kept before, where it is equal to what was made now."""
        if not self._is_part:
            return value
        with self._lock:
            before = self._all.get(key)
        return before.value if before is not None and before.value == value else value

    def _keep(self, key: Hashable, known: _Known[T]) -> None:
        with self._lock:
            self._all.keep(key, known)


def _noting[T](also: Collection[Hashable], make: Callable[[], T]) -> Callable[[], T]:
    def made() -> T:
        tables.note(also)
        return make()

    return made


# Of what is not kept any more nobody knows from which tables it was made.
EVERY: Final = frozenset({tables.ANY})


def tables_of(noted: Iterable[Hashable]) -> frozenset[str]:
    """The tables from which something was made, by what was noted meanwhile."""
    found: set[str] = set()
    for one in noted:
        if isinstance(one, _Part):
            found |= one.kept.read(one.forum, one.key)
        elif isinstance(one, Statement):
            found |= one.tables
        else:
            found.add(str(one))
    return frozenset(found)


@cache
def reached(*models: type[Model]) -> frozenset[str]:
    """The tables of some models, and of all rows that one comes to from theirs: what is kept of such
    rows names these, because a row reads what it leads to only when somebody asks for it."""
    found: set[type[Model]] = set()
    ahead = list(models)
    while ahead:
        model = ahead.pop()
        if model not in found:
            found.add(model)
            fields = model._meta.get_fields()
            ahead += [one.related_model for one in fields if one.many_to_one or one.one_to_one]  # type: ignore[misc]
    return frozenset(model._meta.db_table for model in found)


_PARTS: TableCache[SafeString] = TableCache(128)


def cached_part(
    forum: str,
    template: str,
    key: tuple[Hashable, ...],
    context: Callable[[], Mapping[str, object]],
    *,
    also: Collection[Hashable] = (),
) -> SafeString:
    """A part of a page of a forum (its slug), in the reader's language, from what `key` names and
    nothing else that hangs on the reader; `context` is asked for only when the part is not there."""
    return _PARTS.get(
        forum,
        (template, language_now(), varieties.tag(), *key),
        lambda: web_cache.rendered(template, context),
        also=also,
    )

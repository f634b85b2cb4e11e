"""What is kept from one page to the next: rows as a version of the ledger knows them, and parts
of pages made from them.

Everything kept is named by all that it was made from.  The part of a page is made without the
request, so that nothing of its reader can be in it: whoever may see other things names others.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import Any, Final, Protocol

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cochair.web import tables, varieties
from cochair.web.localize import language_now


class _Clears(Protocol):
    def clear(self) -> None: ...


_ALL: "list[_Clears]" = []
TEXT: Final = (str, bytes)
# What a cache holds at most of text and octets, whatever the number of things in it.
MOST_OCTETS: Final = 16 * 1024 * 1024


def octets(value: object) -> int:
    """How much of a thing that is kept is text or octets: itself, or what stands in it by name or
    in a row.  Rows and facts are bounded by their number, and count as nothing here."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, Mapping):
        return sum(len(one) for one in value.values() if isinstance(one, TEXT))
    if isinstance(value, tuple):
        return sum(len(one) for one in value if isinstance(one, TEXT))
    if is_dataclass(value):
        held = (getattr(value, one.name) for one in fields(value))
        return sum(octets(one) for one in held if isinstance(one, str | bytes | Mapping))
    return 0


class Weighed[T](OrderedDict[Hashable, T]):
    """Things that are kept, those asked for last at the end: so many at most, and so many octets."""

    def __init__(self, most: int, of: Callable[[T], object]) -> None:
        super().__init__()
        self._most, self._of = most, of
        self.octets = 0

    def keep(self, key: Hashable, value: T) -> None:
        """Keep one more thing, and let go of what was not asked for longest, as far as need be."""
        self.drop(key)
        self[key] = value
        self.octets += octets(self._of(value))
        while len(self) > self._most or (self.octets > MOST_OCTETS and self):
            self.drop(next(iter(self)))

    def drop(self, key: Hashable) -> None:
        """Keep a thing no longer, where it is kept."""
        if key in self:
            self.octets -= octets(self._of(self.pop(key)))

    def empty(self) -> None:
        """Keep nothing."""
        self.clear()
        self.octets = 0


_WEIGHED: "list[Weighed[Any]]" = []


def weighed[T](most: int, of: Callable[[T], object]) -> Weighed[T]:
    """Where a cache keeps its things, with `of` what of each is weighed; it is counted in `held`."""
    made = Weighed[T](most, of)
    _WEIGHED.append(made)
    return made


def held() -> tuple[int, int]:
    """How many things this process keeps, and how many octets of text are in them."""
    every = tuple(_WEIGHED)
    return sum(len(one) for one in every), sum(one.octets for one in every)


def forgotten_with(one: _Clears) -> None:
    """What this keeps is forgotten with everything else that is kept."""
    _ALL.append(one)


class LRUCache[T]:
    """So many things at most, those asked for last; safe for several threads."""

    def __init__(self, most: int) -> None:
        self._lock = Lock()
        self._known: Weighed[T] = weighed(most, lambda one: one)
        _ALL.append(self)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under this key, made now when it is not there."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        made = make()
        with self._lock:
            self._known.keep(key, made)
        return made

    def known(self, key: Hashable) -> T | None:
        """What was made under this key; none when it is not there."""
        with self._lock:
            return self._known.get(key)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._known.empty()


_PARTS: LRUCache[SafeString] = LRUCache(128)


def part(
    template: str, key: tuple[Hashable, ...], context: Callable[[], Mapping[str, object]]
) -> SafeString:
    """A part of a page in the reader's language, from what `key` names and nothing else.

    `context` is asked for only when the part is not there.
    """
    key = (template, language_now(), varieties.tag(), *key)
    return _PARTS.get(key, lambda: rendered(template, context))


def rendered(template: str, context: Callable[[], Mapping[str, object]]) -> SafeString:
    """A part of a page, made now, without the request."""
    return render_to_string(template, dict(context()))


def forget() -> None:
    """Keep nothing; tests do so between two stories."""
    tables.forget()
    for one in _ALL:
        one.clear()

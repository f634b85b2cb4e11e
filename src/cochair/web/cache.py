"""What is kept from one page to the next: rows as a version of the ledger knows them, and parts
of pages made from them.

Everything kept is named by all that it was made from.  The part of a page is made without the
request, so that nothing of its reader can be in it: whoever may see other things names others.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Protocol

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cochair.web import tables, varieties
from cochair.web.localize import language_now


class _Clears(Protocol):
    def clear(self) -> None: ...


_ALL: "list[_Clears]" = []


def forgotten_with(one: _Clears) -> None:
    """What this keeps is forgotten with everything else that is kept."""
    _ALL.append(one)


class LRUCache[T]:
    """So many things at most, those asked for last; safe for several threads."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._known: OrderedDict[Hashable, T] = OrderedDict()
        _ALL.append(self)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under this key, made now when it is not there."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        made = make()
        with self._lock:
            self._known[key] = made
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return made

    def known(self, key: Hashable) -> T | None:
        """What was made under this key; none when it is not there."""
        with self._lock:
            return self._known.get(key)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._known.clear()


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

"""What many parts of one page ask for is read once while the page is made.

Only while nothing is changed: while a page is read, or while somebody who writes looks at what is
there.  Whoever changes something reads anew, and an entry of the journal forgets what was read
before it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from cochair.web import statements, tables

_READ: ContextVar[dict[object, Any] | None] = ContextVar("read_once", default=None)


@contextmanager
def while_reading() -> Iterator[None]:
    """What is asked for with `once` in here is read once; within another one, with that."""
    known = _READ.get()
    token = _READ.set({} if known is None else known)
    try:
        with statements.page():
            yield
    finally:
        _READ.reset(token)


def once[T](key: object, read: Callable[[], T]) -> T:
    """What `read` gives, as it was given before under this key for this page."""
    known = _READ.get()
    if known is None:
        return read()
    if key not in known:
        with tables.noticed() as used:
            made = read()
        known[key] = made, used
    found: T
    found, used = known[key]
    # It is part of whatever asks for it, also of what did not read it itself.
    tables.note(used)
    return found


def is_reading() -> bool:
    """Whether a page is being read, and nothing changed."""
    return _READ.get() is not None


def forget() -> None:
    """Something was changed: read everything anew."""
    statements.forget()
    known = _READ.get()
    if known is not None:
        known.clear()

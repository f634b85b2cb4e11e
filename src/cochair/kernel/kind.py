"""A kind of stored thing: everything that the rest of the house needs to know of it, said once.

A feature declares its kinds in its `kind.py`, as plain data and named functions of its own, and
registers them in `apps.ready()`.  Archive, copy of a person's data, journal, visibility and the end of
a cycle ask the kinds, and name none of them.  Nothing is left out in silence: what does not apply
is a `No` with its reason.  Source: docs/decisions/0059.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from cochair.parties import visibility
from cochair.parties.models import Forum
from cochair.parties.visibility import Closed


@dataclass(frozen=True, slots=True)
class No:
    """Why something that every kind decides does not apply to this one."""

    reason: str


@dataclass(frozen=True, slots=True)
class Archive:
    """How the things of a kind lie in the archive of their cycle, in `data/{code}.json`.

    `fields` are members of a row in their order; `columns` those that its page shows, each with
    an English msgid; `order` is that of the rows.
    """

    code: str
    title: str
    fields: tuple[str, ...]
    columns: Mapping[str, str]
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A part of the copy of a person's data: the rows in which fields refer to the person.

    `by` are lookups of an account; `columns` are given of each row; `title` is an English msgid.
    """

    code: str
    title: str
    by: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The text fields of a kind: those in which people may be named and that stay as evidence, and
    those that name nobody.  Field names, separated by spaces."""

    evidence: str = ""
    name_nobody: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who acts next on a thing: a member, an organisation or a Party (by code), with which verb of the
    kind, until which civil day of the forum, at which address (name and arguments)."""

    who: str
    verb: str
    until: date | None
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of stored thing.

    * `code` names it in entries of the journal, for ever; `label` says what it is, as in “point of
      action” (English msgid).
    * `find` gives the thing of a forum by the name that the journal calls it by.
    * `cycle` is the lookup of its cycle; `ends_with` gives the cycle with which a thing ends.
    * `closed` gives, of some names, those that a reader may not read.
    * `verbs` are the entries about it, each with its sentence (English msgid).
    * `turns` says who acts next on a thing as it stands, at an instant (aware UTC).
    """

    code: str
    label: str
    model: type[Model]
    find: Callable[[Forum, str], Any]
    cycle: str
    ends_with: Callable[[Any], Any]
    closed: Closed | No
    verbs: Mapping[str, str]
    archive: Archive | No
    personal: tuple[Person, ...] | No
    texts: Texts | No
    search: No
    retention: No
    turns: Callable[[Any, datetime], Iterable[Turn]] | No


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; in `apps.ready()`.  Raises ValueError where another has its code."""
    if _KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"Two kinds are called {kind.code}.")
    if not isinstance(kind.closed, No):
        visibility.register(kind.code, kind.closed)


def every() -> tuple[Kind, ...]:
    """All kinds, in the order in which they were registered."""
    return tuple(_KINDS.values())


def of(code: str) -> Kind | None:
    """The kind that has a code, or None."""
    return _KINDS.get(code)


def closed_subjects(
    forum: Forum, hat: Any, at: datetime, named: Collection[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Of some things by kind and name, those of a declared kind that a hat may not read."""
    return visibility.closed(forum, hat, at, [one for one in named if one[0] in _KINDS])

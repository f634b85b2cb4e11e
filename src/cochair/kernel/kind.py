"""A kind of stored thing: everything that the rest of the house needs to know of it, said once.

A feature declares its kinds in its `kind.py`, as plain data and named functions of its own, and
registers them in `apps.ready()`.  Archive, copy of a person's data, handover file, journal,
visibility, search and the end of a cycle ask the kinds, and name none of them.  Nothing is left
out in silence: what does not apply is a `No` with its reason.  Source: docs/decisions/0059.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from cochair.kernel.search import Source
from cochair.web.numbers import whole

type Row = Mapping[str, object]
"""A thing as an export writes it: members that JSON knows."""

type File = tuple[str, bytes]
"""The path of a file in an export, and what is in it."""

type Closed = Callable[[Any, Any, datetime, Collection[str]], Iterable[str]]
"""Of a forum, for a hat or None, at an instant (aware UTC), those of some names of one kind that
may not be read."""


@dataclass(frozen=True, slots=True)
class No:
    """Why something that every kind decides does not apply to this one."""

    reason: str


@dataclass(frozen=True, slots=True)
class Archive:
    """How the things of a kind lie in the archive of their cycle, in `data/{code}.json`.

    `rows` gives them to a reader (`archives.parts.Reader`) in an order that is always the same.  A
    kind whose rows are nothing but members names these as `fields`, with the lookup of their
    `cycle` and their `order`.  `columns` are what a page shows: an English msgid with a member of
    a row, or a function of it.  `links` is the member that lists `files`.
    """

    code: str
    title: str
    columns: tuple[tuple[str, str | Callable[[Row], object]], ...]
    rows: Callable[[Any], Iterable[Row]] | None = None
    fields: tuple[str, ...] = ()
    cycle: str = ""
    order: tuple[str, ...] = ()
    files: Callable[[Any], Iterable[File]] | None = None
    links: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A part of the copy of a person's data: the rows of a table in which fields refer to the person.

    `by` are lookups of an account, or of what `of` names (`personal.subject_access`); `columns` are given
    of each row; `title` is an English msgid.
    """

    code: str
    title: str
    model: type[Model]
    by: tuple[str, ...]
    columns: tuple[str, ...]
    of: str = "account"


@dataclass(frozen=True, slots=True)
class Texts:
    """The text fields of a table, by what becomes of people who are named in them; names of fields,
    separated by spaces.

    `evidence` stays, because it is an act or a document; `reduced` goes when the rule of retention
    with the code `rule` says so; `name_nobody` holds codes, numbers and facts of the forum.
    """

    model: type[Model]
    evidence: str = ""
    name_nobody: str = ""
    reduced: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """What the file for the next presidency says of a kind, in the section `code` (several kinds may
    share one).

    `rows` gives it to a reader (`kernel.handover.Reader`).  A kind whose rows are nothing but fields
    names these: of the `things` of a forum the words of its `title`, its civil `day`, what is told
    beside it as `note`, and `where` it stands: the name of a page and its arguments after the forum.
    """

    code: str
    rows: Callable[[Any], Iterable[dict[str, Any]]] | None = None
    things: Callable[[Any], Iterable[Any]] | None = None
    title: str = ""
    day: str = ""
    note: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """Who acts next on a thing, with which words, until when, and where.

    `role` is a code of `parties.offices.Role`, `of` the code of its Party, member or organisation;
    `prepares` says that this office prepares what another signs.  `says` is the line of the home
    page (English msgid) with its `facts`: texts, or words by language.  `until` is an instant (aware
    UTC); of a civil day its end, in the zone of the forum.  `firm` says where it comes from: a
    stored instant (`fixed`), a clause (`rule`), a usual date (`practice`), or one that had passed before
    anybody could keep it (`soon`: it is asked for as soon as possible); empty without one.
    `address` is the name of a page with its arguments, then a fragment that begins with `#`, if any.
    `also` are the names (slugs) of further things that it is about, on whose pages it stands too.
    Source: docs/decisions/0059.
    """

    role: str
    of: str
    says: str
    facts: Mapping[str, object]
    until: datetime | None
    firm: str
    address: tuple[str, ...]
    prepares: bool = False
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Turns:
    """Who acts next on the things of a kind.

    `open` gives those of a forum on which somebody may have to act, in a fixed number of queries;
    `of` says who acts on one of them at an instant (aware UTC), and gives nothing where nobody does.
    `private` are the lines (English msgids) that only the Party of whoever acts reads: nobody else
    is told that they are waited for.
    """

    open: Callable[[Any], Iterable[Any]]
    of: Callable[[Any, datetime], Iterable[Turn]]
    private: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of stored thing.

    * `code` names it in entries of the journal, for ever; `label` says what it is, as in “point of
      action” (English msgid).
    * `models` are its tables: that of the thing itself first, then those of its parts.
    * `find` gives the thing of a forum by the name that the journal calls it by.
    * `ends_with` gives the cycle with whose closing a thing is closed too, or None.
    * `closed` gives, of some names, those that a reader may not read.
    * `verbs` are the entries about it, each with its sentence (English msgid).
    * `search` says how its things are found, and by whom.
    * `retention` says after which rules (codes of `personal.periods`) something of it goes.
    """

    code: str
    label: str
    models: tuple[type[Model], ...]
    find: Callable[[Any, str], Any] | No
    ends_with: Callable[[Any], Any] | No
    closed: Closed | No
    verbs: Mapping[str, str] | No
    archive: tuple[Archive, ...] | No
    personal: tuple[Person, ...] | No
    texts: tuple[Texts, ...] | No
    handover: tuple[Handover, ...] | No
    search: Source | No
    retention: tuple[str, ...] | No
    turns: Turns | No


_KINDS: dict[str, Kind] = {}


def register(*found: Kind) -> None:
    """Make kinds known; in `apps.ready()`.  Raises ValueError where another has the code."""
    for kind in found:
        if _KINDS.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"Two kinds are called {kind.code}.")


def every() -> tuple[Kind, ...]:
    """All kinds, in the order in which they were registered."""
    return tuple(_KINDS.values())


def of(code: str) -> Kind | None:
    """The kind that has a code, or None."""
    return _KINDS.get(code)


def verbs() -> Mapping[str, str]:
    """The sentence (English msgid) of every verb that a kind declares."""
    return {
        verb: said
        for kind in every()
        if not isinstance(kind.verbs, No)
        for verb, said in kind.verbs.items()
    }


def in_order[T](found: Iterable[T], order: Iterable[str]) -> tuple[T, ...]:
    """What has a `code`, in the order of some codes; what they do not name follows, by its code."""
    places = {code: place for place, code in enumerate(order)}
    last = len(places)
    return tuple(sorted(found, key=lambda one: (places.get(one.code, last), one.code)))  # type: ignore[attr-defined]


def texts() -> tuple[Texts, ...]:
    """What becomes of the text fields of every table that a kind declares."""
    return tuple(one for kind in every() if not isinstance(kind.texts, No) for one in kind.texts)


def by_number(find: Callable[[Any, int], Any]) -> Callable[[Any, str], Any]:
    """Find things of a forum by a number, as entries name them; no thing has a name of other signs."""

    def found(forum: Any, name: str) -> Any:
        number = whole(name)
        return find(forum, number) if number is not None else None

    return found

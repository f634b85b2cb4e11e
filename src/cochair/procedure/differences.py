"""Two versions of the procedures compared part by part: what came, what went, what reads otherwise.

Pure.  The number of a version, its first day, who adopted it and the digest of its file are not
compared: every version has its own.  All else is, so that two versions without a difference are
the same procedures.  Source: domain.md C.7 (J9), A.6 (AMB-33).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from cochair.procedure.book import Book

CLAUSES, OPTIONS = "clauses", "options"
ORDER = "order"
OF_EACH_VERSION = frozenset({"version", "effective_from", "adopted", "digest", "by_id"})

# By which of its own fields an entry of a list is known.
_LISTS = {CLAUSES: "id", "timetable": "id", "parties": "code"}
_PAIRS = frozenset({"gaps", "taxonomy"})
_BY_CODE = frozenset({OPTIONS, "ambiguities", "configurations", "groups", "places"})
_LABELS = frozenset({"ranks"})


class Fate(StrEnum):
    """What became of an entry from the older version to the newer one."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Changed:
    """One property that reads otherwise; a property inside another is `check.due`."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry of a part of the procedures, such as a clause by its id, and what became of it.

    Of an entry that came or went `changed` holds every property it has, with None on the side
    where it is absent.  `key` is empty where the part is one thing, or where its order changed.
    """

    part: str
    key: str
    fate: Fate
    changed: tuple[Changed, ...]


def differences(older: Book, newer: Book) -> tuple[Difference, ...]:
    """Everything in which two versions differ: clauses first, then options, then the rest."""
    names = [spec.name for spec in fields(Book) if spec.name not in OF_EACH_VERSION]
    names.sort(key=lambda name: (name != CLAUSES, name != OPTIONS))
    return tuple(
        found
        for name in names
        for found in _of_part(name, getattr(older, name), getattr(newer, name))
    )


def _of_part(part: str, before: object, after: object) -> Iterator[Difference]:
    olds, news = _entries(part, before), _entries(part, after)
    if olds is None or news is None:
        if before != after:
            yield Difference(part, "", Fate.CHANGED, (Changed(part, before, after),))
        return
    for key in dict.fromkeys([*news, *olds]):
        found = _of_entry(part, key, olds.get(key), news.get(key))
        if found is not None:
            yield found
    if part in _LISTS or part in _PAIRS:
        was, now = _common(olds, news), _common(news, olds)
        if was != now:
            yield Difference(part, "", Fate.CHANGED, (Changed(ORDER, was, now),))


def _of_entry(
    part: str, key: str, old: Mapping[str, object] | None, new: Mapping[str, object] | None
) -> Difference | None:
    fate = Fate.ADDED if old is None else Fate.REMOVED if new is None else Fate.CHANGED
    was, now = old or {}, new or {}
    changed = tuple(
        Changed(name, was.get(name), now.get(name))
        for name in dict.fromkeys([*now, *was])
        if was.get(name) != now.get(name) or fate is not Fate.CHANGED
    )
    return Difference(part, key, fate, changed) if changed or fate is not Fate.CHANGED else None


def _entries(part: str, value: object) -> Mapping[str, Mapping[str, object]] | None:
    """The entries of a part with their properties; None where the part is one thing."""
    entries: Iterable[tuple[str, Mapping[str, object]]]
    if part in _LISTS:
        assert isinstance(value, tuple)
        entries = ((getattr(one, _LISTS[part]), dict(_properties(one))) for one in value)
    elif part in _PAIRS:
        assert isinstance(value, tuple)
        entries = ((code, {"label": words}) for code, words in value)
    elif part in _BY_CODE:
        assert isinstance(value, Mapping)
        entries = ((code, dict(_properties(one))) for code, one in value.items())
    elif part in _LABELS:
        assert isinstance(value, Mapping)
        entries = ((code, {"label": words}) for code, words in value.items())
    else:
        return None
    return dict(entries)


def _properties(entry: object, within: str = "") -> Iterator[tuple[str, object]]:
    assert is_dataclass(entry)
    for spec in fields(entry):
        value = getattr(entry, spec.name)
        if is_dataclass(value):
            yield from _properties(value, f"{within}{spec.name}.")
        else:
            yield f"{within}{spec.name}", value


def _common(keys: Iterable[str], others: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in others)

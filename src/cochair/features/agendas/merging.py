"""What several people wrote in one table of an agenda, put together line by line.

Pure: the items that each line was shown with, the items that stand now, and what the lines say.  A
line that says what it was shown says nothing; so nobody's words are written over by a table that
somebody else had open.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cochair.features.agendas import items as agenda_items
from cochair.features.agendas.items import DISCUSSION, FROM_POINT, Item, Items

POINT = "point:"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: `key` names an item of the version that was shown, or an open point
    (`point:3`), and is empty for a new item.

    Without any title it takes its item off.  `seen` is the token of the version in which it was
    read; 0 for that of the whole table.
    """

    title: Mapping[str, str]
    key: str = ""
    type: str = DISCUSSION
    minutes: int | None = None
    tags: tuple[str, ...] = ()
    seen: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: its item is taken off, or there is none."""
        return not any(self.title.values())

    @property
    def says(self) -> "Says":
        """What it says of its item."""
        return _said(self.title), self.type, self.minutes


type Says = tuple[tuple[tuple[str, str], ...], str, int | None]
type Makes = Callable[[Line], Item]
type Shown = Mapping[int, Items]


def shown(item: Item) -> Says:
    """What a table shows of an item: its titles, what it is for, how long it takes."""
    return _said(item.title), item.type, item.minutes


def words(item: Item) -> str:
    """The same as text, for whoever reads what stands instead of their own words."""
    titles = " / ".join(item.title.values())
    return titles if item.minutes is None else f"{titles} ({item.minutes} min)"


def conflicts(versions: Shown, now: Items, lines: Iterable[Line]) -> tuple[str, ...]:
    """The keys of the items that somebody else changed since they were shown, and of which a line
    says something else again."""
    return tuple(
        line.key
        for line in lines
        if _names_an_item(line) and not _is_free(line, _before(versions, line), _of(now, line))
    )


def merged(
    base: Items, now: Items, lines: Sequence[Line], make: Makes, versions: Shown | None = None
) -> Items:
    """The items as the lines say them, and where they say nothing as they stand now.

    `base` are the items of the version that the table was shown with: where the lines keep their
    order, that of now is kept.  New lines come after the line before them.
    """
    said: dict[int, Item | None] = {}
    for at, line in enumerate(lines):
        said[at] = _result(line, versions or {}, now, make)
    named = [one.key for one in said.values() if one is not None]
    known = {one.key: one for one in said.values() if one is not None}
    gone = {line.key for at, line in enumerate(lines) if said[at] is None}
    for one in now:
        if one.key not in known and one.key not in gone:
            known[one.key] = one
    there = [one.key for one in now if one.key in known]
    if not set(named) & set(there):
        return tuple(known[key] for key in (*there, *named))
    order = _after(there, named) if _keeps(base, named, there) else _after(named, there)
    return tuple(known[key] for key in order)


def _result(line: Line, versions: Shown, now: Items, make: Makes) -> Item | None:
    """The item of a line, or None where there is none (any more)."""
    item = _of(now, line) or _twin(line, versions, now)
    if _names_an_item(line):
        before = _before(versions, line)
        if item is None or (before is not None and _is_kept(line, before)):
            return item
    if line.is_empty:
        return None
    title = {code: said for code, said in line.title.items() if said}
    return replace(item or make(line), title=title, type=line.type, minutes=line.minutes)


def _twin(line: Line, versions: Shown, now: Items) -> Item | None:
    """What a new line that was sent twice made the first time."""
    if line.key.startswith(POINT):
        origin = f"{FROM_POINT}:{line.key.removeprefix(POINT)}"
        return next((one for one in now if one.origin == origin), None)
    before = {one.key for one in versions.get(line.seen, now)}
    return next(
        (
            one
            for one in now
            if not line.key
            and one.key not in before
            and (shown(one), one.tags) == (line.says, line.tags)
        ),
        None,
    )


def _keeps(base: Items, named: Sequence[str], there: Sequence[str]) -> bool:
    """Whether the lines leave the items of the version that they were shown in their order."""
    kept = [key for key in named if key in set(there)]
    return kept == [one.key for one in base if one.key in set(kept)]


def _after(order: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """The keys of an order, and each other key behind the one that it follows elsewhere."""
    found = list(order)
    before = None
    for key in others:
        if key not in found:
            found.insert(found.index(before) + 1 if before is not None else 0, key)
        before = key
    return iter(found)


def _names_an_item(line: Line) -> bool:
    return bool(line.key) and not line.key.startswith(POINT)


def _is_free(line: Line, before: Item | None, now: Item | None) -> bool:
    """Whether a line may be written: it says nothing new, or nobody else did."""
    if before is not None and _is_kept(line, before):
        return True
    if now is None:
        return line.is_empty
    return shown(now) == line.says or (before is not None and shown(now) == shown(before))


def _is_kept(line: Line, before: Item) -> bool:
    return line.says == shown(before)


def _before(versions: Shown, line: Line) -> Item | None:
    return agenda_items.found(versions.get(line.seen, ()), line.key)


def _of(items: Items, line: Line) -> Item | None:
    return agenda_items.found(items, line.key) if line.key else None


def _said(title: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((code, words) for code, words in title.items() if words))

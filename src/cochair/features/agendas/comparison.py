"""Two versions of an agenda compared, item by item by its key, in one language.

Pure.  Compared the other way round, what was added is what was removed, and the same items have
moved.  Source: domain.md B.1 (CB-4), A.6 (AMB-27).
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cochair.features.agendas.items import Item, Items
from cochair.formats.wording import Part, Run, words

# What is compared besides the title, in the order in which it is told.
FIELDS = (
    "type",
    "tags",
    "cross_reason",
    "proposer",
    "minutes",
    "papers",
    "documents",
    "no_document_reason",
    "commitments",
)


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that an item says differently; `name` is that of its field."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Line:
    """One item of either version with what became of it.

    `before` and `after` are its numbers, None where it does not stand; `title` tells the words
    of the language compared; `languages` are the others in which its title is another.
    """

    item: Item
    before: int | None
    after: int | None
    title: tuple[Run, ...]
    fields: tuple[Changed, ...] = ()
    languages: tuple[str, ...] = ()
    is_moved: bool = False

    @property
    def is_added(self) -> bool:
        """Whether only the newer version has it."""
        return self.before is None

    @property
    def is_removed(self) -> bool:
        """Whether only the older version has it."""
        return self.after is None

    @property
    def is_reworded(self) -> bool:
        """Whether the title in the language compared is another."""
        return any(run.part is not Part.KEPT for run in self.title)

    @property
    def is_changed(self) -> bool:
        """Whether both have it and say something different of it, its place aside."""
        both = not (self.is_added or self.is_removed)
        return both and bool(self.is_reworded or self.fields or self.languages)

    @property
    def is_same(self) -> bool:
        """Whether nothing happened to it."""
        return not (self.is_added or self.is_removed or self.is_moved or self.is_changed)


def compare(older: Items, newer: Items, language: str) -> tuple[Line, ...]:
    """Every item of either version, in the order of the newer; what went stands where it stood."""
    before = {item.key: at for at, item in enumerate(older, start=1)}
    after = {item.key: at for at, item in enumerate(newer, start=1)}
    stayed = _in_order([item.key for item in older if item.key in after], after)
    olds = {item.key: item for item in older}
    lines = [
        _line(olds.get(item.key), item, before.get(item.key), after[item.key], language, stayed)
        for item in newer
    ]
    for item in older:
        if item.key not in after:
            lines.insert(
                _where(item, older, lines),
                Line(item, before[item.key], None, words(item.title.get(language, ""), "")),
            )
    return tuple(lines)


def same(lines: Iterable[Line]) -> bool:
    """Whether a comparison found no difference at all."""
    return all(line.is_same for line in lines)


def _line(
    old: Item | None,
    new: Item,
    before: int | None,
    after: int,
    language: str,
    stayed: frozenset[str],
) -> Line:
    if old is None:
        return Line(new, None, after, words("", new.title.get(language, "")))
    return Line(
        new,
        before,
        after,
        words(old.title.get(language, ""), new.title.get(language, "")),
        tuple(
            Changed(name, getattr(old, name), getattr(new, name))
            for name in FIELDS
            if getattr(old, name) != getattr(new, name)
        ),
        tuple(
            code
            for code in sorted(old.title.keys() | new.title.keys())
            if code != language and old.title.get(code, "") != new.title.get(code, "")
        ),
        new.key not in stayed,
    )


def _where(item: Item, older: Items, lines: Sequence[Line]) -> int:
    """Right after the nearest item that stood before it and is told already; else first."""
    places = {line.item.key: at for at, line in enumerate(lines)}
    earlier = [one.key for one in older[: older.index(item)]]
    return next((places[key] + 1 for key in reversed(earlier) if key in places), 0)


def _in_order(keys: Sequence[str], after: Mapping[str, int]) -> frozenset[str]:
    """The items that stayed where they were: a longest run that both versions have in one order.

    Of several such runs always the same one is taken, whichever version is the older: at each
    step the smallest key that a longest run can go on with.
    """
    places = [after[key] for key in keys]
    ending = _lengths(places)
    starting = _lengths([-place for place in reversed(places)])[::-1]
    longest = max(ending, default=0)
    stayed: list[int] = []
    for length in range(1, longest + 1):
        open_to = [
            at
            for at in range(len(keys))
            if ending[at] == length
            and ending[at] + starting[at] - 1 == longest
            and (not stayed or (at > stayed[-1] and places[at] > places[stayed[-1]]))
        ]
        stayed.append(min(open_to, key=lambda at: keys[at]))
    return frozenset(keys[at] for at in stayed)


def _lengths(places: Sequence[int]) -> list[int]:
    """For each place the length of the longest rising run that ends with it."""
    ends: list[int] = []
    lengths = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        lengths.append(at + 1)
    return lengths

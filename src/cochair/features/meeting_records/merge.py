"""Two drafts become one: what is the same goes in, where they differ both stand until one chooses.

Pure: paragraphs in, paragraphs out.  No word of either draft is lost: what both had stays beside what
was chosen.  Source: domain.md C.7 (J7).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph of one Party's draft; without words it says nothing."""

    key: str
    kind: str
    level: int
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """A paragraph of the common draft: its words where both say the same, else what each has."""

    key: str
    kind: str
    level: int
    words: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_open: bool = False


def merged(drafts: Mapping[str, Sequence[Written]]) -> tuple[Merged, ...]:
    """The common draft of the drafts of the Parties, by their codes.

    A language that only one of them has is taken from it, where the languages that both have agree.
    With one draft alone it is that one.
    """
    rows = {party: {one.key: one for one in draft} for party, draft in drafts.items()}
    return tuple(
        _of_one(key, {party: known.get(key) for party, known in rows.items()})
        for key in in_order([[one.key for one in draft] for draft in drafts.values()])
    )


def _of_one(key: str, found: Mapping[str, Written | None]) -> Merged:
    there = [one for one in found.values() if one is not None]
    said = {
        party: {code: words for code, words in one.words.items() if words} if one else {}
        for party, one in found.items()
    }
    together: dict[str, str] = {}
    agree = len({bool(words) for words in said.values()}) < 2
    for words in said.values():
        for code, one in words.items():
            agree = agree and together.setdefault(code, one) == one
    shape = there[0]
    if agree:
        return Merged(key, shape.kind, shape.level, words=together)
    return Merged(key, shape.kind, shape.level, variants=said, is_open=True)


def in_order(orders: Iterable[Sequence[str]]) -> list[str]:
    """Every key once: those of the first draft in its order, each other behind the one it follows."""
    found: list[str] = []
    for keys in orders:
        place = 0
        for key in keys:
            if key in found:
                place = found.index(key) + 1
            else:
                found.insert(place, key)
                place += 1
    return found

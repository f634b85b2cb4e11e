"""The items of an agenda as values, and what can be done to their order.

Pure: a version in, a version out.  Source: domain.md B.1 (CB-2, CB-3), C.2 (Agenda and conduct).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

from cochair.procedure.reason import has_words
from cochair.web.numbers import whole

BY_CONSENT, DECISION, DISCUSSION = "adoption_without_debate", "decision", "discussion"
INFORMATION, OTHER = "information", "other_business"
TYPES = (BY_CONSENT, DECISION, DISCUSSION, INFORMATION, OTHER)
PROCEDURAL = "procedural"
FROM_PROGRAMME, FROM_REQUEST, FROM_POINT = "programme", "request", "point"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a version; `key` is the same in every version, its number is its place.

    `title` holds a text for each language that has one; `tags` are the functions that it serves;
    `papers` are slugs of the register, `documents` titles of what is in none; `origin` is `programme`, `request:7`, `point:3` or empty.
    """

    key: str
    title: Mapping[str, str] = field(default_factory=dict)
    type: str = DISCUSSION
    tags: tuple[str, ...] = ()
    cross_reason: str = ""
    proposer: str = ""
    minutes: int | None = None
    documents: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    no_document_reason: str = ""
    commitments: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    origin: str = ""

    @property
    def lacks_document(self) -> bool:
        """Whether it is incomplete (CB-3): no document, no reason of the co-chairs, and it is
        about more than the conduct of the meeting."""
        if self.papers or self.documents or self.type == OTHER:
            return False
        if has_words(self.no_document_reason):
            return False
        return set(self.tags) != {PROCEDURAL}

    def missing(self, languages: Iterable[str]) -> tuple[str, ...]:
        """The languages in which it has no title."""
        return tuple(code for code in languages if not self.title.get(code))

    @property
    def asked_as(self) -> int | None:
        """The number of the request it comes from, or None."""
        kind, _colon, number = self.origin.partition(":")
        return whole(number) if kind == FROM_REQUEST else None


type Items = tuple[Item, ...]


def found(items: Items, key: str) -> Item | None:
    """The item of a key, or None."""
    return next((item for item in items if item.key == key), None)


def inserted(items: Items, item: Item, place: int | None = None) -> Items:
    """The items with one more at a place counted from 1; at the end when none is named."""
    at = len(items) if place is None else max(0, min(place - 1, len(items)))
    return (*items[:at], item, *items[at:])


def changed(items: Items, item: Item) -> Items:
    """The items with the one of the same key replaced; where there is none, as they are."""
    return tuple(item if one.key == item.key else one for one in items)


def moved(items: Items, key: str, steps: int) -> Items:
    """The items with one so many places further down (up when negative), and not past an end."""
    item = found(items, key)
    if item is None:
        return items
    at = items.index(item)
    return inserted(without(items, key), item, max(0, at + steps) + 1)


def without(items: Items, key: str) -> Items:
    """The items without one."""
    return tuple(item for item in items if item.key != key)


def discussed(items: Items, keys: Iterable[str]) -> Items:
    """The items as they stand once delegations asked to discuss those of these keys (CB-2)."""
    asked = set(keys)
    return tuple(
        replace(item, type=DISCUSSION) if item.type == BY_CONSENT and item.key in asked else item
        for item in items
    )


def minutes(items: Items) -> int:
    """How many minutes the items take together, as far as they say."""
    return sum(item.minutes or 0 for item in items)


def parts(items: Items) -> list[dict[str, object]]:
    """Everything that is agreed of each item, in all languages, for the digest that keys bind.

    An item without a paper of the register says nothing of papers: so it was bound before there
    was one.
    """
    return [
        {
            "number": number,
            **{
                one.name: _plain(getattr(item, one.name))
                for one in fields(Item)
                if one.name != "papers" or item.papers
            },
        }
        for number, item in enumerate(items, start=1)
    ]


def text(items: Items, languages: Iterable[str]) -> str:
    """A version as text, for two readers who compare what each has."""
    codes = tuple(languages)
    return "\n".join(f"{at}. {item_text(item, codes)}" for at, item in enumerate(items, start=1))


def item_text(item: Item, languages: Iterable[str]) -> str:
    """One item as text: its titles, then what it says besides."""
    titles = " / ".join(f"{code}: {item.title.get(code, '–')}" for code in languages)
    rest = (
        item.type,
        ", ".join(item.tags),
        item.cross_reason,
        item.proposer,
        "" if item.minutes is None else f"{item.minutes} min",
        ", ".join((*item.papers, *item.documents)),
        item.no_document_reason,
        ", ".join(item.commitments),
    )
    return "; ".join(filter(None, (titles, *rest)))


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value

"""The entries of a programme as values, and what can be done to them.

Pure: entries in, entries out.  Source: domain.md C.2 (MinisterialProgramme), AMB-27.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from cochair.features.agendas.items import DISCUSSION, FROM_PROGRAMME, Item

AGENDA, TOPICS, DOCUMENTS = "draft_agenda", "topics", "documents"
PARTS = (AGENDA, TOPICS, DOCUMENTS)
MOST = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the draft agenda, a topic or a document; `key` is the same in every revision.

    `title` holds a text for each language that has one; `type` and `tag` are said of an item;
    `paper` is the slug of a document of the register, which has its own title; `item` is the key
    of the item under which a topic or document comes up, or empty.
    """

    key: str
    part: str
    title: Mapping[str, str] = field(default_factory=dict)
    type: str = ""
    tag: str = ""
    paper: str = ""
    item: str = ""

    def missing(self, languages: Iterable[str]) -> tuple[str, ...]:
        """The languages in which it has no title; what is in the register brings its own."""
        if self.paper:
            return ()
        return tuple(code for code in languages if not self.title.get(code))


type Entries = tuple[Entry, ...]


def read(rows: Iterable[Mapping[str, object]]) -> Entries:
    """The entries of a revision as they are kept."""
    return tuple(Entry(**row) for row in rows)  # type: ignore[arg-type]


def kept(entries: Entries) -> list[dict[str, object]]:
    """The entries as a revision keeps them, and as keys bind them."""
    return [{**asdict(one), "title": dict(one.title)} for one in entries]


def of_part(entries: Entries, part: str) -> Entries:
    """The entries of one part, in their order."""
    return tuple(one for one in entries if one.part == part)


def parts(entries: Entries) -> frozenset[str]:
    """The parts in which something stands."""
    return frozenset(one.part for one in entries)


def found(entries: Entries, key: str) -> Entry | None:
    """The entry of a key, or None."""
    return next((one for one in entries if one.key == key), None)


def changed(entries: Entries, entry: Entry) -> Entries:
    """The entries with the one of the same key replaced."""
    return tuple(entry if one.key == entry.key else one for one in entries)


def without(entries: Entries, key: str) -> Entries:
    """The entries without one; what came up under it comes up under none."""
    return tuple(
        replace(one, item="") if one.item == key else one for one in entries if one.key != key
    )


def moved(entries: Entries, key: str, steps: int) -> Entries:
    """The entries with one so many places further down in its part (up when negative)."""
    entry = found(entries, key)
    if entry is None:
        return entries
    own = list(of_part(entries, entry.part))
    at = own.index(entry)
    own.remove(entry)
    own.insert(max(0, min(at + steps, len(own))), entry)
    others = tuple(one for one in entries if one.part != entry.part)
    return (*others, *own)


def items(entries: Entries) -> tuple[Item, ...]:
    """The draft agenda as items of an agenda, each with the documents that come up under it."""
    return tuple(
        Item(
            key=f"i{number}",
            title=dict(one.title),
            type=one.type or DISCUSSION,
            tags=(one.tag,) if one.tag else (),
            papers=tuple(each.paper for each in _under(entries, one) if each.paper),
            documents=tuple(_printed(each) for each in _under(entries, one) if not each.paper),
            origin=FROM_PROGRAMME,
        )
        for number, one in enumerate(of_part(entries, AGENDA), start=1)
    )


def text(entries: Entries, languages: Iterable[str]) -> str:
    """A revision as text, for two readers who compare what each has."""
    codes = tuple(languages)
    return "\n".join(_line(one, codes) for part in PARTS for one in of_part(entries, part))


def _line(entry: Entry, codes: tuple[str, ...]) -> str:
    titles = " / ".join(f"{code}: {entry.title.get(code, '–')}" for code in codes)
    rest = (entry.paper or titles, entry.type, entry.tag, entry.item)
    return f"{entry.part}: {'; '.join(filter(None, rest))}"


def _under(entries: Entries, item: Entry) -> Entries:
    return tuple(one for one in of_part(entries, DOCUMENTS) if one.item == item.key)


def _printed(entry: Entry) -> str:
    """The title of a document that is in no register yet: in one language, as agendas hold it."""
    return next(iter(entry.title.values()), "")

"""The text that an item is about: what waits for a signature, what was submitted, or its paper.

Only what everybody in the room may read.  Source: docs/decisions/0062.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cochair.features.agendas.items import DECISION, Item
from cochair.features.documents import bound_texts
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.room import subjects, terms
from cochair.features.room.presenters import Shown
from cochair.features.texts import queries as texts
from cochair.formats.paragraphs import HEADING, TITLE
from cochair.procedure.book import Book
from cochair.procedure.numbering import UNNUMBERED
from cochair.site.desk.room.snapshot import Room, RoomCache
from cochair.web.localize import language_now, translated

SIDE = "all"
OTHER = "other"
_OF_ITEM: RoomCache["Chosen | None"] = RoomCache(16)
_BOUND: RoomCache["subjects.Put | None"] = RoomCache(16)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The paper of an item as it would be submitted: as which kind of decision, of which form.

    `is_submitted` says whether the item is one for decision.
    """

    put: subjects.Put
    kind: str
    form: str
    is_submitted: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: what it is cited by, and its words by language.

    `objections` are the names of those who object to it.
    """

    id: str
    number: str
    kind: str
    words: tuple[tuple[str, str], ...]
    objections: tuple["Mark", ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether it is a title or a heading, which carry no number."""
        return self.kind in (TITLE, HEADING)

    @property
    def is_numbered(self) -> bool:
        """Whether its number stands in the margin: a recital has none there."""
        return self.kind not in UNNUMBERED


@dataclass(frozen=True, slots=True)
class Mark:
    """An objection in the margin of a paragraph."""

    name: object
    tone: str
    at: datetime
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the room reads it: in one language, or in all side by side."""

    title: object
    symbol: str
    slug: str
    digest: str
    language: str
    languages: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def tongues(self) -> tuple[tuple[str, bool, bool], ...]:
        """Its languages, each with whether it is the one shown, and the reader's own."""
        own = language_now()
        return tuple((code, code == self.language, code == own) for code in self.languages)

    @property
    def is_side_by_side(self) -> bool:
        """Whether all languages are shown."""
        return self.language == SIDE


def chosen(room: Room, at: datetime) -> Chosen | None:
    """The paper of the item under discussion, with the kind of decision that it is; or None."""
    return _OF_ITEM.get(room, None, lambda: _choose(room, at))


def waiting(room: Room, said: Mapping[str, object], at: datetime) -> subjects.Put | None:
    """The text of a submission that waits for a signature, if everybody in the room may read it."""

    def read() -> subjects.Put | None:
        readable = documents.read_by_all_in(room.meeting, at, observers=False)
        if not readable.filter(slug=said["document"]).exists():
            return None
        return subjects.bound(room.meeting.forum, said, at)

    return _BOUND.get(room, str(said["decision"]), read)


def of_put(put: subjects.Put, language: str) -> Reading:
    """A text before it is submitted."""
    symbol = documents.name_of(put.document, put.number)
    return _reading(put.document, symbol, put.digest, put.paragraphs, language, {})


def of_decision(one: Shown, marks: Mapping[str, Sequence[Mark]], language: str) -> Reading:
    """A text that was submitted; `marks` are its objections by the number of the paragraph."""
    row = one.row
    return _reading(row.document, one.symbol, row.terms["digest"], row.paragraphs, language, marks)


def _reading(
    document: Document,
    symbol: str,
    digest: str,
    paragraphs: Sequence[Mapping[str, object]],
    language: str,
    marks: Mapping[str, Sequence[Mark]],
) -> Reading:
    codes = tuple(dict.fromkeys(code for one in paragraphs for code in _words(one)))
    shown = language if language == SIDE or language in codes else language_now()
    titles = set(document.title.values())
    numbers = bound_texts.numbers(paragraphs)
    lines = tuple(
        _line(numbers[str(one["id"])], one, shown, codes, marks)
        for place, one in enumerate(paragraphs, start=1)
        # Its own title stands above the text already.
        if not (
            place == 1
            and one.get("kind") in (TITLE, HEADING)
            and titles & set(_words(one).values())
        )
    )
    return Reading(translated(document.title), symbol, document.slug, digest, shown, codes, lines)


def _line(
    number: str,
    one: Mapping[str, object],
    language: str,
    codes: tuple[str, ...],
    marks: Mapping[str, Sequence[Mark]],
) -> Line:
    kind, words = str(one.get("kind", "")), _words(one)
    shown = codes if language == SIDE else (language,)
    there = tuple((code, words[code]) for code in shown if words.get(code))
    if not there:
        there = tuple(words.items())[:1]
    return Line(str(one["id"]), number, kind, there, tuple(marks.get(number, ())))


def _words(one: Mapping[str, object]) -> Mapping[str, str]:
    found = one["words"]
    assert isinstance(found, Mapping)
    return found


def _choose(room: Room, at: datetime) -> Chosen | None:
    course = room.floor.item
    if course is None:
        return None
    item, book = course.item, room.book
    is_final = bool(set(item.tags) & _final_tags(book, room.meeting.configuration))
    document = _paper(room, item, is_final, at)
    if document is None:
        return None
    kind = terms.FINAL if is_final else document.kind if document.kind in terms.KINDS else OTHER
    form = _form(book, item, document) if is_final else ""
    return Chosen(subjects.of_document(document, at), kind, form, item.type == DECISION)


def _paper(room: Room, item: Item, is_final: bool, at: datetime) -> Document | None:
    """The paper of an item: one that is negotiated before the others; where it names none, the one
    text of the meeting that is negotiated for its final document, or its only paper."""
    forum = room.meeting.forum
    rows = documents.read_by_all_in(room.meeting, at, observers=False).filter(withdrawn_at=None)
    papers = {one.slug: one for one in rows.filter(slug__in=item.papers)}
    negotiated = texts.texts(forum)
    if papers:
        first = negotiated.filter(document__slug__in=list(papers)).order_by("pk").first()
        slug = first.document.slug if first else next(s for s in item.papers if s in papers)
        return papers[slug]
    if not is_final:
        return None
    own = rows.filter(meeting=room.meeting)
    of_text = [one.document for one in negotiated.filter(document__in=own)[:2]]
    found = of_text or list(own[:2])
    return found[0] if len(found) == 1 else None


def _final_tags(book: Book, configuration: str) -> frozenset[str]:
    """The functions of a meeting that its final document serves, as the procedures say."""
    clauses = {one.id for one in book.clauses if one.check.fn == terms.FINAL_CHECK}
    functions = book.configurations[configuration].functions
    return frozenset(one.tag for one in functions if clauses & set(one.rules))


def _form(book: Book, item: Item, document: Document) -> str:
    """Which final document it is: the one that the item or the text is called after, or the first."""
    known = terms.forms(book)
    titles = [str(one).casefold() for one in (*item.title.values(), *document.title.values())]
    for code, words in known.items():
        if any(title.startswith(word.casefold()) for word in words.values() for title in titles):
            return code
    return next(iter(known), "")

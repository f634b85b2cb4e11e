"""The head of a document as it stands on the first page of whatever is made of it.

Number, day, languages of the original, subject codes, kind, who it comes from and goes to,
previous documents, subject: the order in which registers print them (domain.md B.10).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as __

from cochair.features.documents import queries, vocabulary
from cochair.features.documents.marking import SHARED, WIDTH, Marking
from cochair.features.documents.models import Document, Expression, Publication, Reference
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.printing.blocks import is_titled
from cochair.features.register import presenters
from cochair.formats.paragraphs import HEADING, Text
from cochair.procedure.book import Book
from cochair.procedure.symbol import CORRIGENDUM
from cochair.web import formats
from cochair.web.localize import translated
from cochair.web.varieties import override

PREVIOUS = "previous"
# The agenda and the record of a meeting are of both presidencies, whoever enters them.
OF_BOTH = frozenset({vocabulary.AGENDA, vocabulary.RECORD})

type IsOfBoth = Callable[[Document], bool]

_OF_BOTH: dict[str, IsOfBoth] = {}


def register(code: str, is_of_both: IsOfBoth) -> None:
    """Let an app above tell which documents both presidencies issue, whoever enters them."""
    _OF_BOTH[code] = is_of_both


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head: what it is, its label, and what it says."""

    name: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, in the language of the text.

    `cited` are the documents named as previous ones, `main` the symbol of the document that an
    addendum or a corrigendum belongs to.
    """

    forum: str
    symbol: str
    date: date
    day: str
    original: str
    codes: tuple[str, ...]
    kind: str
    title: str
    marking: str
    originator: str
    lines: tuple[Line, ...]
    aliases: tuple[str, ...]
    cited: tuple[Reference, ...]
    main: str
    courtesy: str


def of(expression: Expression, published: Publication | None = None) -> Head:
    """The head of one language of a revision.

    With `published` it is the head that anyone may read: the public title, numbers that were
    known when both published, of previous documents those that were published themselves, and
    the meeting where public sources name it.
    """
    revision = expression.revision
    document = revision.document
    language = expression.language
    book = parties.book(document.forum, expression.made_at)
    zone = formats.zone_of(document.forum.zone)
    day = (revision.circulated_at or revision.made_at).astimezone(zone).date()
    aliases, cited, main = _aliases(document, published), _cited(document, published), ""
    if document.of is not None and (published is None or _is_public(document.of)):
        main = queries.name_of(document.of)
    with override(language):
        kinds = vocabulary.kinds(book)
        return Head(
            forum=str(translated(book.title, language)),
            symbol=queries.name_of(document, revision.number) or __("No number"),
            date=day,
            day=place_and_day(document.forum, book, day, language, _place_of(document)),
            original=f"(OR. {revision.source})",
            codes=tuple(document.subject_codes),
            kind=presenters.said(kinds, document.kind),
            title=_title(expression, published),
            marking=presenters.marking(document, book),
            originator=presenters.originator(document, book),
            lines=(
                *_lines(document, book, language, aliases, cited, published),
                *_corrections(expression, main, published),
            ),
            aliases=aliases,
            cited=cited,
            main=main,
            courtesy=__("Courtesy translation, not reviewed") if expression.courtesy else "",
        )


def of_both(
    forum: Forum,
    book: Book,
    day: date,
    language: str,
    *,
    kind: str,
    title: str,
    place: str | None = None,
) -> Head:
    """The head of a paper that both presidencies issue about a meeting and that has no number.

    `day` is a civil day, `kind` and `title` words in the language, `place` as for `place_and_day`.
    """
    return Head(
        forum=str(translated(book.title, language)),
        symbol="",
        date=day,
        day=place_and_day(forum, book, day, language, place),
        original="",
        codes=(),
        kind=kind,
        title=title,
        marking="",
        originator="",
        lines=(Line("from", from_label(), _presidencies(forum, language)),),
        aliases=(),
        cited=(),
        main="",
        courtesy="",
    )


def above(head: Head, text: Text, language: str) -> Head:
    """The head as it stands above a text: one with a title of its own is not named a second time,
    and only called by its subject where that says something else."""
    if not is_titled(text):
        return head
    same = text[0].text.strip() == head.title.strip()
    with override(language):
        subject = Line("subject", pgettext("at the head of a document", "Subject"), head.title)
    return replace(head, title="", lines=head.lines if same else (*head.lines, subject))


def below(shown: Head, text: Text) -> Text:
    """The text as it stands below its head: without a first heading that repeats the title."""
    if not text or text[0].kind != HEADING or text[0].text.strip() != shown.title.strip():
        return text
    return text[1:]


def _place_of(document: Document) -> str | None:
    """Where a document is dated: the record of a meeting where that was held, or nowhere where it
    had no place; None for everything else."""
    if document.kind != vocabulary.RECORD or document.meeting is None:
        return None
    schedules = list(document.meeting.schedules.all())
    return schedules[-1].place if schedules else ""


def place_and_day(
    forum: Forum, book: Book, day: date, language: str, place: str | None = None
) -> str:
    """Where and on which day a paper is dated, as both institutions write it above its number: at a
    place of the procedures, or with None at the seat of the forum."""
    city = parties.cities_of(book).get(forum.zone, {}).get(language)
    if place is not None:
        known = book.places.get(place)
        city = known.city.get(language) if known is not None else None
    if not city:
        return formats.long_day(day, language)
    return __("{place}, {day}").format(place=city, day=formats.long_day(day, language))


def _corrections(
    expression: Expression, main: str, published: Publication | None
) -> Iterator[Line]:
    """What a corrigendum corrects; by which corrigendum these words were put right, and which
    others of this language went out to everybody who reads the document."""
    document = expression.revision.document
    if document.suffix == CORRIGENDUM and main:
        name = str(get_language_info(expression.language)["name_local"])
        yield Line("corrects", __("Corrects"), f"{main}, {name}" if document.corrects else main)
    by = expression.corrigendum
    if by is not None and (published is None or _is_public(by)):
        yield Line("corrected", __("As corrected by"), queries.name_of(by))
    if published is None:
        rows = Document.objects.filter(
            of=document, suffix=CORRIGENDUM, corrects__in=["", expression.language]
        ).exclude(circulated_at=None)
        wide = rows.filter(withdrawn_at=None, marking__in=_as_wide(document))
        others = [queries.name_of(row) for row in wide.order_by("suffix_number") if row != by]
        if others:
            yield Line("corrigenda", __("Corrigenda"), ", ".join(others))


def _as_wide(document: Document) -> tuple[Marking, ...]:
    """The markings of what everybody reads who reads a document."""
    marking = Marking(document.marking)
    return WIDTH[WIDTH.index(marking) :] if marking in SHARED else (marking,)


def _title(expression: Expression, published: Publication | None) -> str:
    document, language = expression.revision.document, expression.language
    if published is not None:
        return str(translated(published.title, language))
    return expression.title or str(translated(document.title, language))


def _whose(document: Document, book: Book, language: str) -> str:
    """Who a document comes from: where nobody is named, both presidencies if it is of both of them,
    and the presidency of the Party that proposes to amend the procedures; else nothing."""
    if document.originator != vocabulary.NOBODY:
        return presenters.originator(document, book)
    if document.kind in OF_BOTH or any(is_of_both(document) for is_of_both in _OF_BOTH.values()):
        return _presidencies(document.forum, language)
    if document.kind == vocabulary.PROCEDURE_PROPOSAL and document.party is not None:
        return str(document.party.presidency_title[language])
    return ""


def _presidencies(forum: Forum, language: str) -> str:
    in_order = parties.roster(forum).in_order(language)
    return formats.listed([str(one.presidency_title[language]) for one in in_order], language)


def from_label() -> str:
    """What stands before who a paper comes from."""
    return pgettext("at the head of a document, before who it comes from", "From")


def _aliases(document: Document, published: Publication | None) -> tuple[str, ...]:
    rows = document.aliases.all()
    return tuple(one.symbol for one in rows if published is None or one.at <= published.at)


def _cited(document: Document, published: Publication | None) -> tuple[Reference, ...]:
    rows = document.references.filter(kind=PREVIOUS).select_related("to")
    return tuple(
        one for one in rows if published is None or (one.to is not None and _is_public(one.to))
    )


def _is_public(document: Document) -> bool:
    return Publication.objects.filter(revision__document=document).exists()


def _lines(
    document: Document,
    book: Book,
    language: str,
    aliases: tuple[str, ...],
    cited: tuple[Reference, ...],
    published: Publication | None,
) -> Iterator[Line]:
    whose = _whose(document, book, language)
    if whose:
        yield Line("from", from_label(), whose)
    if document.meeting is not None and (published is None or document.meeting.imported):
        yield Line(
            "for",
            pgettext("at the head of a document, before the meeting it is for", "For"),
            meeting_title(document.meeting, book, language),
        )
    if aliases:
        yield Line("others", __("Other numbers"), ", ".join(aliases))
    if cited:
        symbols = ", ".join(one.symbol for one in cited)
        yield Line(PREVIOUS, __("Previous documents"), symbols)

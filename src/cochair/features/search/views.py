"""One page of search: for an office over what it may read, for anyone over what is published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cochair.features.documents import analysis
from cochair.features.documents.analysis import Token
from cochair.features.documents.queries import SUBJECT as DOCUMENT
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.parties.request import Request
from cochair.features.search import choosing, indexer, queries
from cochair.features.search import question as asking
from cochair.features.search.expression import found as places_of
from cochair.features.search.models import HEAD, Passage
from cochair.features.search.queries import MOST_SHOWN, Found
from cochair.features.search.question import Question
from cochair.features.search.ranking import Group, Hit
from cochair.kernel.search import Card, Filters
from cochair.procedure.calendar import outside_calendar
from cochair.procedure.refusal import _
from cochair.web.formats import listed
from cochair.web.localize import language_name, language_now, language_of, translated

ON_A_PAGE = 20


@require_safe
def search(request: Request, forum: str) -> HttpResponse:
    """What answers `?q=`, by document, in the reader's language, as far as its reader may read."""
    found, hat = doors.forum(request), reader(request)
    book = parties.book(found, request.now)
    language, to = language_now(), filters(request.GET)
    typed = request.GET.get("q", "")
    indexer.catch_up(found, request.now)
    asked = asking.read(typed, book.languages, queries.terms(found))
    answers = queries.find(found, asked, hat=hat, at=request.now, language=language, to=to)
    page = Paginator(answers.groups, ON_A_PAGE).get_page(request.GET.get("page"))
    audience = queries.audience_of(hat)
    groups = list(page.object_list)
    texts = queries.texts(groups, SHOWN, audience=audience)
    cards = queries.cards(found, groups, audience)
    return render(
        request,
        "search/search.html",
        {
            "here": "search",
            "typed": typed[: asking.MOST_SIGNS],
            "asked": asked,
            "page": page,
            "results": results(groups, cards, texts, asked, language),
            "count": count(answers),
            "is_public": hat is None,
            "to": to,
            "choices": choosing.choices(found, book, hat, request.now),
            "all": f"?{urlencode({'q': typed[: asking.MOST_SIGNS]})}",
            "most_words": asking.MOST_WORDS,
        },
    )


# The only door to search: who reads as an office, and who as anyone.
def reader(request: Request) -> ActingOffice | None:
    """The hat of one who may read documents; None for all others, who find what is public."""
    hat: ActingOffice | None = request.hat
    return None if hat is None or hat.role is Role.ADMINISTRATOR else hat


# What a search is narrowed to, as it stands in the address; what makes no sense narrows nothing.
LONGEST = 96
WORDS = ("series", "kind", "meeting", "language")


def filters(asked: Mapping[str, str]) -> Filters:
    """The filters of an address."""
    words = {name: _word(asked.get(name, "")) for name in WORDS}
    return Filters(**words, since=_day(asked.get("since", "")), until=_day(asked.get("until", "")))


def _word(text: str) -> str:
    return text if len(text) <= LONGEST and text.isprintable() else ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return None if outside_calendar(day) else day


# What was found as its reader sees it: in the reader's language, with the words marked.
# Paragraphs of a thing in a list; the others are counted.
SHOWN = 3
AROUND = 130
STATES = {
    "stale": _("out of date: another language has changed"),
    "courtesy": _("courtesy translation, not reviewed"),
    "proposed": _("proposed, and not in the text"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a snippet, marked where it answers."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """One paragraph: some of its text, in which language, where it stands, and what to know of it."""

    pieces: tuple[Piece, ...]
    number: str
    language: str
    is_foreign: bool
    notes: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was found; `more` counts the paragraphs that are not shown."""

    card: Card
    title: tuple[Piece, ...]
    title_language: str
    snippets: tuple[Snippet, ...]
    more: int


def results(
    groups: Iterable[Group],
    cards: Mapping[tuple[str, int], Card],
    texts: Iterable[Passage],
    question: Question,
    language: str,
) -> list[Result]:
    """The things of a page of results, each with its first paragraphs."""
    by_paragraph: dict[tuple[str, int, str], list[Passage]] = {}
    for one in texts:
        by_paragraph.setdefault((one.kind, one.item, one.paragraph), []).append(one)
    shown = []
    for group in groups:
        card = cards.get((group.kind, group.item))
        if card is None:
            continue
        paragraphs = [hit for hit in group.hits if hit.paragraph != HEAD]
        snippets = (
            _snippet(hit, by_paragraph.get((hit.kind, hit.item, hit.paragraph), []), card, question, language)
            for hit in group.hits[:SHOWN]
            if hit.paragraph != HEAD
        )  # fmt: skip
        told = tuple(one for one in snippets if one is not None)
        title = str(translated(card.title))
        shown.append(
            Result(
                card=card,
                title=_marked(title, _places(title, language_of(card.title), question)[1], whole=True),
                title_language=language_of(card.title),
                snippets=told,
                more=len(paragraphs) - len(told),
            )
        )  # fmt: skip
    return shown


def _snippet(
    hit: Hit, passages: Sequence[Passage], card: Card, question: Question, language: str
) -> Snippet | None:
    """A paragraph in the reader's language; where there is none, as it was found."""
    told = {one.pk: _places(one.text, one.language, question) for one in passages}
    own = [one for one in passages if one.language == language]
    answering = [one for one in own if told[one.pk][1]]
    shown = next(iter([*answering, *own, *(one for one in passages if one.pk == hit.key)]), None)
    if shown is None:
        return None
    places = told[shown.pk][1]
    others = dict.fromkeys(one.language for one in passages if told[one.pk][1])
    address = card.addresses.get(shown.language) or card.address
    return Snippet(
        pieces=_marked(shown.text, places),
        number=shown.number,
        language=shown.language,
        is_foreign=shown.language != language,
        notes=tuple(
            filter(
                None,
                (
                    _not_in_yours(shown, language),
                    "" if places else _found_in(others),
                    _by_glossary(told.values()),
                    __(STATES[shown.state]) if shown.state in STATES else "",
                ),
            )
        ),
        address=address + card.place.format(paragraph=shown.paragraph) if address else "",
    )


def _not_in_yours(shown: Passage, language: str) -> str:
    if shown.language == language:
        return ""
    said = __("{language}: this paragraph is not available in your language")
    return said.format(language=language_name(shown.language).capitalize())


def _found_in(languages: Iterable[str]) -> str:
    names = [language_name(code) for code in languages]
    said = __("found by its text in {languages}")
    return said.format(languages=listed(names, language_now())) if names else ""


def _by_glossary(told: Iterable[tuple[bool, Sequence[Token]]]) -> str:
    """That no language has the words that were typed, but those of the glossary for them."""
    plainly = [is_plain for is_plain, places in told if places]
    return __("found through the glossary") if plainly and not any(plainly) else ""


def _places(text: str, language: str, question: Question) -> tuple[bool, list[Token]]:
    """Whether a text answers by the words that were typed, and the words by which it answers.

    Small words that were typed between others are among them.
    """
    assert question.asked is not None and question.wide is not None
    words = analysis.tokens(text, language)
    plain = places_of(question.asked, words)
    places = places_of(question.wide, words) if plain is None else plain
    marked = sorted(places or ())
    between = [
        place
        for before, after in pairwise(marked)
        if all(words[place].surface in question.surfaces for place in range(before + 1, after))
        for place in range(before + 1, after)
    ]
    return plain is not None, [words[place] for place in sorted({*marked, *between})]


def _marked(text: str, words: Sequence[Token], *, whole: bool = False) -> tuple[Piece, ...]:
    """A text, or what stands around the words in it, in pieces."""
    begin, end = (0, len(text)) if whole else _window(text, words)
    pieces = [Piece("… ")] if begin else []
    place = begin
    for word in words:
        if word.start < place or word.end > end:
            continue
        joined = text[place : word.start]
        if pieces and pieces[-1].is_marked and not joined.strip():
            pieces[-1] = Piece(f"{pieces[-1].text}{joined}{text[word.start : word.end]}", True)
        else:
            pieces += [Piece(joined)] if joined else []
            pieces.append(Piece(text[word.start : word.end], True))
        place = word.end
    rest = text[place:end]
    pieces += [Piece(rest)] if rest else []
    return (*pieces, Piece(" …")) if end < len(text) else tuple(pieces)


def _window(text: str, words: Sequence[Token]) -> tuple[int, int]:
    """Where in a text most of the words stand close together, cut between words."""
    if len(text) <= 2 * AROUND:
        return 0, len(text)
    centre = words[0].start if words else 0
    most = 0
    for word in words:
        close = sum(word.start <= one.start < word.start + AROUND for one in words)
        if close > most:
            most, centre = close, word.start
    begin = max(0, min(centre - AROUND // 2, len(text) - 2 * AROUND))
    end = min(len(text), begin + 2 * AROUND)
    if begin:
        begin = text.find(" ", begin, centre) + 1 or begin
    if end < len(text):
        end = max(text.rfind(" ", centre, end), 0) or end
    return begin, end


def count(found: Found) -> str:
    """How many paragraphs of how many things answer, in words; above a thousand, no exact number."""
    paragraphs, things = found.paragraphs, len(found.groups)
    if found.is_more or paragraphs > MOST_SHOWN:
        return __("More than 1,000 paragraphs; only the newest are ranked")
    said = ngettext("{n} paragraph", "{n} paragraphs", paragraphs).format(n=paragraphs)
    if all(group.kind == DOCUMENT for group in found.groups):
        in_things = ngettext("{n} document", "{n} documents", things).format(n=things)
    else:
        in_things = ngettext("{n} result", "{n} results", things).format(n=things)
    return __("{paragraphs} in {documents}").format(paragraphs=said, documents=in_things)

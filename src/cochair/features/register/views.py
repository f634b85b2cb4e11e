"""The register for its readers: the list, and the page of a document in any of its languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cochair.features.agendas import presenters as agendas
from cochair.features.agendas import queries as agendas_queries
from cochair.features.circulation import actions as opening
from cochair.features.circulation import presenters as commenting
from cochair.features.circulation import queries as circulating
from cochair.features.circulation.actions import ANSWERS
from cochair.features.documents import access, queries, vocabulary
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.languages.states import State
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.part import Part
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.publications import queries as publishing
from cochair.features.reading.outline import STANDS, outline
from cochair.features.reading.sheet import Sheet, Wish, sheet, wish
from cochair.features.register import adoptions, forms, listings, page_panels, presenters
from cochair.features.register.adoptions import Adoption
from cochair.formats.paragraphs import from_json
from cochair.procedure.book import Book
from cochair.procedure.symbol import read_symbol
from cochair.web.localize import language_now

ON_A_PAGE = 50
ALL = "all"


@require_safe
def documents(request: Request, forum: str) -> HttpResponse:
    """The documents that this reader may read, the newest first."""
    hat = access.reader(request)
    found = doors.forum(request)
    book = parties.book(found, request.now)
    asked = forms.Filter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    if wanted.get("q"):
        known = queries.by_symbol(found, [wanted["q"]], hat, request.now)
        if known:
            return redirect("documents:document", found.slug, known[wanted["q"]].slug)
    rows = listings.documents(found, hat, request.now, wanted)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    own = listings.own_keys(found, hat, page.object_list)
    adopted = adoptions.forms(found, page.object_list, hat, request.now)
    lines = [
        presenters.line(row, book, book.languages, is_own=row.pk in own, adopted=adopted)
        for row in page.object_list
    ]
    return render(
        request,
        "documents/register/documents.html",
        {
            "here": "documents",
            "page": page,
            "lines": lines,
            "series": listings.series(found, hat, request.now),
            "kinds": [
                (code, presenters.said(vocabulary.kinds(book), code))
                for code in vocabulary.kinds(book)
            ],
            "states": [(code, presenters.STATES[code][0]) for code in listings.STATES],
            "wanted": wanted,
            "is_filtered": any(wanted.values()),
            "registers": access.may_register(hat),
            "reads_shared": doors.reads_shared(request),
        },
    )


@require_safe
def document(request: Request, forum: str, slug: str) -> HttpResponse:
    """A document: its text in the reader's language or in all, and everything known of it."""
    found, hat = access.document(request, slug)
    return _page(request, found, hat, None)


@require_safe
def revision(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """An earlier revision, or the newest by its own address."""
    row, hat = access.revision(request, slug, number)
    found, _hat = access.document(request, slug)
    return _page(request, found, hat, row.number)


@require_safe
def expression(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """One revision in one language: an address that can be cited."""
    row, hat = access.expression(request, slug, number, language)
    found, _hat = access.document(request, slug)
    return _page(request, found, hat, row.revision.number, language)


@require_safe
def symbol(request: Request, forum: str) -> HttpResponse:
    """Lead from a symbol as people write it (`?symbol=`) to its page; 404 for what is not seen."""
    hat = access.reader(request)
    said = request.GET.get("symbol", "")[:64]
    known = queries.by_symbol(doors.forum(request), [said], hat, request.now)
    if said not in known:
        raise Http404
    written = read_symbol(said)
    if written and written[1]:
        return redirect("documents:revision", forum, known[said].slug, written[1])
    return redirect("documents:document", forum, known[said].slug)


def _page(
    request: Request, found: Document, hat: ActingOffice, number: int | None, language: str = ""
) -> HttpResponse:
    own = queries.is_own(found, hat)
    book = parties.book(found.forum, request.now)
    adopted = adoptions.forms(found.forum, [found], hat, request.now)
    head = presenters.line(found, book, book.languages, is_own=own, adopted=adopted)
    shown = head.revision
    if number is not None:
        shown = next(row for row in found.revisions.all() if row.number == number)
    editions = queries.readable(shown, is_own=own) if shown else {}
    asked = wish(request.GET)
    asked = replace(asked, text=asked.text or language)
    adoption = adoptions.of_document(found) if shown is head.revision else None
    text = _text(found, shown, editions, asked, adoption, is_own=own)
    codes = text.tabs.shown
    read = [editions[code] for code in codes]
    if adoption is not None and adoption.differs({code: editions[code] for code in codes}):
        adoption = None
    _note_opened(request, hat, read, own=own)
    owed = queries.languages_of(found, book.languages)
    changes = own and access.may_register(hat) and _is_open(found, shown, head)
    held = presenters.held(found, owed, request.now) if changes else None
    stopped = held.languages if held is not None else ()
    marks = [presenters.Language(code, editions.get(code), code in stopped) for code in owed]
    return render(
        request,
        "documents/register/document.html",
        {
            "here": "documents",
            "head": head,
            "document": found,
            "shown": shown,
            "is_last": shown is head.revision,
            "marks": marks,
            "corrections": presenters.corrections(
                queries.corrigenda(found, hat, request.now), editions, codes
            ),
            "next_step": presenters.next_step(marks),
            "waits": head.is_draft or any(one.waits for one in marks),
            "comparable": presenters.comparable(found, is_own=own),
            "editions": editions,
            "text": text,
            "outline": outline(text, request.GET, stands=STANDS),
            "adoption": adoption,
            "adopted_in": _adopted_in(adoption, hat, book, request.now),
            "downloads": _downloads(found, shown, editions),
            "revisions": presenters.revisions(found, is_own=own),
            "parts": listings.parts(found, hat, request.now),
            "successor": listings.successor(found, hat, request.now),
            "references": listings.references(found, hat, request.now),
            "places": places(found, hat, request.now),
            "circulations": listings.circulations(found) if shown else [],
            "purposes": list(vocabulary.PURPOSES.items()),
            "reference_kinds": list(vocabulary.REFERENCES.items()),
            "sides": parties.roster(found.forum).parties,
            "changes": changes,
            "held": held,
            "discussed": found.circulated_at is not None and circulating.reads_comments(hat),
            "comments": commenting.comments(found, hat, is_own=own),
            "comments_until": circulating.asked_on(found, request.now),
            "may_comment": circulating.may_comment(hat) and found.circulated_at is not None,
            "answers": list(ANSWERS.items()),
            "edition": editions.get(text.tabs.first),
            "has_party": bool(hat.party),
            "opened": circulating.openings(shown)
            if own and shown and shown.circulated_at is not None
            else None,
            "wider": presenters.wider(found, book),
            "publishes": hat.may(Power.PROPOSE) and found.marking == Marking.PUBLIC,
            "published": publishing.of_document(found),
            "publication_acts": publishing.waiting(found),
            "reads_shared": doors.reads_shared(request),
            "beside": page_panels.parts(found, hat, request.now),
        },
    )


def _adopted_in(adoption: Adoption | None, hat: ActingOffice, book: Book, at: datetime) -> str:
    """The meeting that adopted a text, for whoever takes part in it; empty without one."""
    if adoption is None or adoption.meeting is None:
        return ""
    seen = attendance.takes_part(adoption.meeting, hat, at)
    return meeting_title(adoption.meeting, book, language_now()) if seen else ""


def _is_open(found: Document, shown: Revision | None, head: presenters.Line) -> bool:
    """Whether its authors may go on with it from this page: the newest revision, not withdrawn."""
    return found.withdrawn_at is None and shown is head.revision


def _downloads(
    found: Document, shown: Revision | None, editions: Mapping[str, Expression]
) -> list[tuple[str, str]]:
    """The PDF of each language that has words, the reader's own first."""
    if shown is None:
        return []
    own = language_now()
    return [
        (code, reverse("documents:pdf", args=[found.forum.slug, found.slug, shown.number, code]))
        for code in sorted(editions, key=lambda code: code != own)
        if editions[code].text
    ]


def _note_opened(
    request: Request, hat: ActingOffice, editions: Iterable[Expression], *, own: bool
) -> None:
    """Whoever is not its author has opened what the page shows."""
    if not own and request.method == "GET":
        for one in editions:
            opening.opened(one, by=hat, at=request.now)


def _text(
    found: Document,
    shown: Revision | None,
    editions: Mapping[str, Expression],
    asked: Wish,
    adoption: Adoption | None,
    *,
    is_own: bool,
) -> Sheet:
    """The text of a revision in the reading view, with what changed since the one before it."""
    if shown is None:
        return sheet({}, asked, own=language_now())
    order = sorted(editions, key=lambda code: code != shown.source)
    older = [row for row in found.revisions.all() if row.number < shown.number]
    before = [row for row in older if is_own or row.circulated_at is not None][-1:]
    known = queries.readable(before[0], is_own=is_own) if before and not found.final_at else {}
    return sheet(
        {code: from_json(editions[code].text) for code in order},
        asked,
        own=language_now(),
        before={code: from_json(row.text) for code, row in known.items()},
        stale={
            code: row.stale_paragraphs for code, row in editions.items() if row.state == State.STALE
        },
        adopted=adoption.words if adoption is not None else None,
    )


# The items of agendas that name a document, as one reader sees them.
@dataclass(frozen=True, slots=True)
class Place:
    """An item that names a document: its number, its title, and the version that says so."""

    meeting: Meeting
    name: str
    reference: str
    version: str
    number: int
    title: Mapping[str, str]


def places(document: Document, hat: ActingOffice, at: datetime) -> list[Place]:
    """The items that name a document on the agenda of each meeting that a hat may read: on the
    one that stands, else on the draft of those who prepare it."""
    book = parties.book(document.forum, at)
    found = []
    for meeting in agendas_queries.naming(document.forum, document.slug):
        if not _reads(meeting, hat, at):
            continue
        known = agendas_queries.visible(agendas_queries.versions(meeting), hat)
        version = agendas_queries.standing(known) or agendas_queries.latest(known)
        for number, item in enumerate(version.items if version else (), start=1):
            if version is not None and document.slug in item.papers:
                found.append(
                    Place(
                        meeting,
                        meeting_title(meeting, book, get_language() or "en"),
                        version.reference,
                        agendas.name(version),
                        number,
                        item.title,
                    )
                )
    return found


def _reads(meeting: Meeting, hat: ActingOffice, at: datetime) -> bool:
    return attendance.part_of(meeting, hat, at) not in {Part.NONE, Part.OBSERVER}

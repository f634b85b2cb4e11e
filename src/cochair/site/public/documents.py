"""The public register: what both Parties published, for people, feeds and search engines."""

import json
import re
from collections.abc import Callable, Hashable, Mapping
from hashlib import sha256
from typing import cast

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_safe

from cochair.features.documents.models import Publication
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.request import Request
from cochair.features.printing import official
from cochair.features.printing.responses import taken_away
from cochair.features.publications import queries
from cochair.features.publications.queries import Published
from cochair.features.reading import sheet
from cochair.features.reading.outline import STANDS, outline
from cochair.features.register import adoptions
from cochair.features.register.adoptions import Adoption
from cochair.formats.paragraphs import from_json
from cochair.journal.table_cache import TableCache
from cochair.procedure.calendar import civil_day
from cochair.site.public import machine, outcomes
from cochair.site.public import queries as meetings
from cochair.site.public.queries import PublicMeeting

A_QUARTER = 15 * 60
# So many documents stand on a page, and in a part of what programs read.
ON_A_PAGE, IN_A_FEED, IN_A_SITEMAP = 50, 100, 1000
NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@require_safe
def register(request: Request, forum: str) -> HttpResponse:
    """The published documents, the newest first, page by page; on the first, what sources tell of."""
    found = access.forum(request)
    page = Paginator(queries.latest(found), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "public/register.html",
        {
            "here": "register",
            "page": page,
            "published": queries.listed(page),
            "known": outcomes.known(found) if page.number == 1 else (),
        },
    )


@require_safe
def document(request: Request, forum: str, slug: str) -> HttpResponse:
    """A published document in the reader's language, or the first that there is."""
    one = _published(request, slug)
    own = get_language() or ""
    return _page(request, one, own if own in one.editions else next(iter(one.editions)))


@require_safe
def expression(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """A published document in one language: an address that stays."""
    one = _published(request, slug)
    if language not in one.editions:
        raise Http404
    return _page(request, one, language)


@require_safe
def take(request: Request, forum: str, slug: str, language: str, form: str) -> HttpResponse:
    """A published document in one language as PDF, as a Word file or as Akoma Ntoso."""
    one = _published(request, slug)
    found = one.editions.get(language)
    if found is None or not found.text:
        raise Http404
    made, mark = official.of_published(found, one.publication, form)
    answer = taken_away(made, official.FORMS[form].media, official.file_name(found, form))
    answer.headers["Cache-Control"] = f"public, max-age={A_QUARTER}"
    tag = f'"{mark}"'
    answer.headers["ETag"] = tag
    return cast(HttpResponse, get_conditional_response(request, etag=tag, response=answer))


@require_safe
def as_json(request: Request, forum: str, slug: str) -> HttpResponse:
    """A published document for programs: every language, paragraph by paragraph, with digests."""
    found = access.forum(request)

    def made() -> bytes:
        said = machine.document(found, _published(request, slug), request.build_absolute_uri)
        return json.dumps(said, ensure_ascii=False).encode()

    return _fed(request, slug, "application/json", made, _OF_DOCUMENTS)


@require_safe
def register_json(request: Request, forum: str) -> HttpResponse:
    """The public register for programs, page by page, the newest first."""
    found, number = access.forum(request), _number(request)

    def made() -> bytes:
        page = _part(queries.latest(found), IN_A_FEED, number)
        absolute = request.build_absolute_uri
        rows = [machine.entry(found, one, absolute) for one in queries.listed(page)]
        told = {"documents": rows, "next": _links(request, page).get("next")}
        return json.dumps(told, ensure_ascii=False).encode()

    return _fed(request, ("json", number), "application/json", made)


@require_safe
def atom(request: Request, forum: str) -> HttpResponse:
    """The public register as an Atom feed (RFC 4287), in the language of its address; what is older
    stands on its next pages (RFC 5005)."""
    found, number = access.forum(request), _number(request)
    language = get_language() or "en"

    def made() -> bytes:
        book, absolute = parties.book(found, request.now), request.build_absolute_uri
        page = _part(queries.latest(found), IN_A_FEED, number)
        rows, links = queries.listed(page), _links(request, page)
        return machine.atom(found, book, rows, language, absolute, links)

    return _fed(request, ("atom", number), "application/atom+xml; charset=utf-8", made)


@require_safe
def sitemap(request: Request, forum: str) -> HttpResponse:
    """The addresses of the published documents in every language, for search engines; of many, first
    the addresses of the parts.  The oldest come first, so that what stands in a part stays there."""
    found, number = access.forum(request), _number(request) if "page" in request.GET else 0

    def made() -> bytes:
        absolute, rows = request.build_absolute_uri, queries.latest(found).order_by("at", "pk")
        page = _part(rows, IN_A_SITEMAP, number or 1)
        if page.paginator.num_pages > 1 and not number:
            here, parts = absolute(request.path), page.paginator.page_range
            return machine.sitemaps(f"{here}?page={one}" for one in parts)
        return machine.sitemap(found, queries.listed(page), absolute)

    return _fed(request, ("sitemap", number), "application/xml; charset=utf-8", made)


def _number(request: Request) -> int:
    """Which page of a list for programs is asked for; Http404 for what is no number of a page."""
    asked = request.GET.get("page", "1")
    if not NUMBER.fullmatch(asked):
        raise Http404
    return int(asked)


def _part(rows: QuerySet[Publication], size: int, number: int) -> Page[Publication]:
    try:
        return Paginator(rows, size).page(number)
    except InvalidPage as none:
        raise Http404 from none


def _links(request: Request, page: Page[Publication]) -> Mapping[str, str]:
    """The address of a page and of its neighbours, as far as there are any."""
    links = {"self": _address(request, page.number)}
    if page.has_previous():
        links["previous"] = _address(request, page.previous_page_number())
    if page.has_next():
        links["next"] = _address(request, page.next_page_number())
    return links


def _address(request: Request, number: int) -> str:
    """The address of a page; the first is the list itself."""
    asked = f"?page={number}" if number > 1 else ""
    return request.build_absolute_uri(f"{request.path}{asked}")


def _fed(
    request: Request,
    name: Hashable,
    media: str,
    make: Callable[[], bytes],
    kept: TableCache[tuple[bytes, str]] | None = None,
) -> HttpResponse:
    """What programs take away: kept for a day at most while nothing of it is written, not made anew
    where what it was made from is the same, and not sent to whoever has it as it is."""
    found = access.forum(request)
    key = (
        name,
        get_language(),
        request.build_absolute_uri("/"),
        civil_day(request.now, found.zone),
    )
    octets, tag = (kept or _FED).get(found.slug, key, lambda: _marked(make()))
    answer = HttpResponse(octets, content_type=media)
    answer.headers["ETag"] = tag
    return cast(HttpResponse, get_conditional_response(request, etag=tag, response=answer))


def _marked(octets: bytes) -> tuple[bytes, str]:
    return octets, f'"{sha256(octets).hexdigest()[:32]}"'


_FED: TableCache[tuple[bytes, str]] = TableCache(32, by_rows=True)
# Of single documents, which are many: they leave the lists where they are.
_OF_DOCUMENTS: TableCache[tuple[bytes, str]] = TableCache(64, by_rows=True)


def _published(request: Request, slug: str) -> Published:
    found = queries.publication(access.forum(request), slug)
    if found is None or not found.editions:
        raise Http404
    return found


def _forms(one: Published, forum: Forum, language: str) -> list[tuple[str, str]]:
    args = [forum.slug, one.document.slug]
    return [
        (__("Word file"), reverse("public:docx", args=[*args, language])),
        (__("Akoma Ntoso"), reverse("public:akoma", args=[*args, language])),
        (__("JSON"), reverse("public:document-json", args=args)),
    ]


def _meeting(request: Request, adoption: Adoption | None) -> PublicMeeting | None:
    """The meeting that adopted a text, where that there is one is public itself (INV-13)."""
    if adoption is None or adoption.meeting is None:
        return None
    found, slug = access.forum(request), adoption.meeting.slug
    one = [one for one in meetings.dated(found, request.now) if one.fact.id == slug]
    return next(iter(meetings.shown(found, one, request.now, get_language() or "en")), None)


def _page(request: Request, one: Published, language: str) -> HttpResponse:
    found = access.forum(request)
    adoption = adoptions.of_editions(one.document, one.editions)
    files = outcomes.files(found, one, get_language() or "")
    text = sheet.sheet(
        {code: from_json(row.text) for code, row in one.editions.items()},
        sheet.wish(request.GET),
        own=language,
        adopted=adoption.words if adoption is not None else None,
    )
    return render(
        request,
        "public/document.html",
        {
            "here": "register",
            "one": one,
            "corrigenda": [
                row
                for row in queries.corrigenda(one.document)
                if row.document.corrects in {"", language}
            ],
            "successor": queries.successor(one.document),
            "language": language,
            "files": files,
            "forms": _forms(one, found, language),
            "digest": one.editions[language].digest,
            "aliases": one.aliases,
            "adoption": adoption,
            "downloads": [(file.language, file.href) for file in files],
            "meeting": _meeting(request, adoption),
            "sheet": text,
            "outline": outline(text, request.GET, stands=STANDS),
            "alternates": machine.forms(found, one, language, request.build_absolute_uri),
            "linked": machine.linked(found, one, language, request.build_absolute_uri),
        },
    )

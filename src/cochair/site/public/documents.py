"""The public register: what both Parties published, for people, feeds and search engines."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_safe

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


@require_safe
def register(request: Request, forum: str) -> HttpResponse:
    """Every published document, the newest first."""
    found = access.forum(request)
    return render(
        request,
        "public/register.html",
        {
            "here": "register",
            "published": queries.published(found),
            "known": outcomes.known(found),
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
    """The public register for programs."""
    found = access.forum(request)

    def made() -> bytes:
        absolute = request.build_absolute_uri
        rows = [machine.entry(found, one, absolute) for one in queries.published(found)]
        return json.dumps({"documents": rows}, ensure_ascii=False).encode()

    return _fed(request, "json", "application/json", made)


@require_safe
def atom(request: Request, forum: str) -> HttpResponse:
    """The public register as an Atom feed (RFC 4287), in the language of its address."""
    found = access.forum(request)
    language = get_language() or "en"

    def made() -> bytes:
        book, absolute = parties.book(found, request.now), request.build_absolute_uri
        return machine.atom(found, book, queries.published(found), language, absolute)

    return _fed(request, "atom", "application/atom+xml; charset=utf-8", made)


@require_safe
def sitemap(request: Request, forum: str) -> HttpResponse:
    """The addresses of every published document in every language, for search engines."""
    found = access.forum(request)

    def made() -> bytes:
        return machine.sitemap(found, queries.published(found), request.build_absolute_uri)

    return _fed(request, "sitemap", "application/xml; charset=utf-8", made)


def _fed(
    request: Request,
    name: str,
    media: str,
    make: Callable[[], bytes],
    kept: TableCache[tuple[bytes, str]] | None = None,
) -> HttpResponse:
    """What programs take away whole: kept for a day at most while nothing of it is written, and not
    sent to whoever has it as it is."""
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


_FED: TableCache[tuple[bytes, str]] = TableCache(32)
# Of single documents, which are many: they leave the lists where they are.
_OF_DOCUMENTS: TableCache[tuple[bytes, str]] = TableCache(64)


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
    found = access.forum(request)
    public = meetings.meetings(found, request.now, get_language() or "en")
    return next((one for one in public if one.row.pk == adoption.meeting.pk), None)


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

"""The public register: what both Parties published, for people, feeds and search engines."""

from typing import cast

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cochair.features.documents import parallel_text
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.printing import official
from cochair.features.printing.responses import taken_away
from cochair.features.publications import queries
from cochair.features.publications.queries import Published
from cochair.site.public import machine

A_QUARTER = 15 * 60


@require_safe
def register(request: Request, forum: str) -> HttpResponse:
    """Every published document, the newest first."""
    found = access.forum(request)
    return render(
        request,
        "public/register.html",
        {"here": "register", "published": queries.published(found)},
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
    said = machine.document(found, _published(request, slug), request.build_absolute_uri)
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


@require_safe
def register_json(request: Request, forum: str) -> HttpResponse:
    """The public register for programs."""
    found = access.forum(request)
    rows = [
        machine.entry(found, one, request.build_absolute_uri) for one in queries.published(found)
    ]
    return JsonResponse({"documents": rows}, json_dumps_params={"ensure_ascii": False})


@require_safe
def atom(request: Request, forum: str) -> HttpResponse:
    """The public register as an Atom feed (RFC 4287), in the language of its address."""
    found = access.forum(request)
    book = parties.book(found, request.now)
    feed = machine.atom(
        found, book, queries.published(found), get_language() or "en", request.build_absolute_uri
    )
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


@require_safe
def sitemap(request: Request, forum: str) -> HttpResponse:
    """The addresses of every published document in every language, for search engines."""
    found = access.forum(request)
    text = machine.sitemap(found, queries.published(found), request.build_absolute_uri)
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def _published(request: Request, slug: str) -> Published:
    found = queries.publication(access.forum(request), slug)
    if found is None or not found.editions:
        raise Http404
    return found


def _page(request: Request, one: Published, language: str) -> HttpResponse:
    found = access.forum(request)
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
            "rows": parallel_text.rows(one.editions, (language,)),
            "alternates": machine.forms(found, one, language, request.build_absolute_uri),
            "linked": machine.linked(found, one, language, request.build_absolute_uri),
        },
    )

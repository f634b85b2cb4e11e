"""Pages that show a text: the whole, one paragraph, and two of its forms side by side."""

from typing import Final

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from cochair.features.documents import queries as documents
from cochair.features.documents import vocabulary
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.features.reading.outline import WHOLE
from cochair.features.reading.sheet import wish
from cochair.features.texts import access, forms, labels
from cochair.features.texts.models import NegotiatedText
from cochair.features.texts.presenters import page as whole
from cochair.features.texts.presenters import paragraph as one
from cochair.features.texts.presenters.versions import versions
from cochair.formats import comparison
from cochair.procedure.refusal import Refusal
from cochair.web import cache
from cochair.web.localize import language_now

# Where the token of a request goes in what is kept from one request to the next; no text has a NUL.
TOKEN_PLACE: Final = "\0token"


@require_safe
def text(request: Request, forum: str, slug: str) -> HttpResponse:
    """The rolling text, what stands between it and its adoption, and how far it has come."""
    found, hat = access.text(request, slug)
    return text_page(request, found, hat)


@require_safe
def paragraph(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """One paragraph with its proposals, its history, and what the reader may do."""
    found, hat = access.text(request, slug)
    return paragraph_page(request, found, hat, id)


@require_safe
def compare(request: Request, forum: str, slug: str) -> HttpResponse:
    """Two forms of the text in one language: ends of rounds, revisions, and how it stands."""
    found, _hat = access.text(request, slug)
    known = versions(found)
    language = request.GET.get("language", "")
    if language not in found.languages:
        language = found.negotiation_language
    newer = known.get(request.GET.get("to", ""), list(known.values())[-1])
    before = [each for each in known.values() if each is not newer]
    older = known.get(request.GET.get("from", ""), before[-1] if before else newer)
    lines = comparison.compare(older.text(language), newer.text(language))
    return render(
        request,
        "texts/compare.html",
        {
            "here": "documents",
            "document": found.document,
            "symbol": documents.name_of(found.document),
            "choices": list(known.values()),
            "written_in": found.languages,
            "language": language,
            "older": older,
            "newer": newer,
            "lines": lines,
            "counts": comparison.counts(lines),
            "is_same": all(line.is_same for line in lines),
            "only_changed": bool(request.GET.get("changed")),
        },
    )


def text_page(
    request: Request,
    found: NegotiatedText,
    hat: ActingOffice,
    *,
    form: forms.Propose | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of a text, perhaps with what stood against an act."""
    only = request.GET.get("only", "")
    shown = whole.page(
        found,
        hat,
        request.now,
        asked=wish(request.GET),
        own=language_now(),
        only=only,
        whole_text=WHOLE in request.GET,
    )
    return render(
        request,
        "texts/text.html",
        {
            "here": "documents",
            "page": shown,
            "paragraphs": _paragraphs(request, shown),
            "document": found.document,
            "only_open": only == whole.OPEN,
            "only_stale": only == whole.STALE,
            "levels": forms.choices(labels.ATTRIBUTIONS),
            "level": found.attribution,
            "reservations": forms.choices(labels.RESERVATIONS),
            "clearances": forms.choices(labels.CLEARANCES),
            "kinds": forms.choices(labels.KINDS),
            "purposes": list(vocabulary.PURPOSES.items()),
            "typed": _typed(form),
            "refusals": refusals,
        },
        status=status,
    )


def _paragraphs(request: Request, page: whole.Page) -> SafeString:
    """The paragraphs with the forms where each stands, kept by all that they are made of; the token
    of this request is put into the forms afterwards."""
    forum, slug, runs = page.row.forum, page.row.document.slug, page.runs
    made_of = tuple((tuple(one.paragraphs), one.is_folded) for one in runs)
    kept = cache.part(
        "texts/parts/runs.html",
        (forum.slug, slug, made_of, page.is_over, page.writes, page.keeps),
        lambda: {
            "runs": runs,
            "page": page,
            "slug": slug,
            "forum": forum,
            "lang": language_now(),
            "csrf_token": TOKEN_PLACE,
        },
    )
    return mark_safe(kept.replace(TOKEN_PLACE, get_token(request)))


def paragraph_page(
    request: Request,
    found: NegotiatedText,
    hat: ActingOffice,
    id: str,
    *,
    form: forms.Propose | None = None,
    written: forms.Words | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of a paragraph, perhaps with what was typed and what stood against it."""
    shown = one.page(found, id, hat)
    return render(
        request,
        "texts/paragraph.html",
        {
            "here": "documents",
            "page": shown,
            "document": found.document,
            "symbol": documents.name_of(found.document),
            "values": forms.choices(labels.VALUES),
            "reservations": forms.choices(labels.RESERVATIONS),
            "kinds": forms.choices(labels.KINDS),
            "typed": _typed(form),
            "written": _written(written),
            "refusals": refusals,
        },
        status=status,
    )


def _typed(form: forms.Propose | None) -> dict[str, str]:
    """What was typed as a proposal, by language, so that no word is lost."""
    if form is None:
        return {}
    return {code: str(form.data.get(f"words_{code}", "")) for code in form.languages}


def _written(form: forms.Words | None) -> dict[str, str]:
    """What was written of one language and could not be saved, so that no word is lost."""
    if form is None:
        return {}
    return {name: str(form.data.get(name, "")) for name in ("language", "words", "read", "sense")}

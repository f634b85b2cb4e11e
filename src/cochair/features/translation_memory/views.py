"""The translation memory: how much there is, and TMX files in and out."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.printing.responses import taken_away
from cochair.features.translation import upload_views
from cochair.features.translation.upload_views import Found, Languages
from cochair.features.translation_memory import actions, queries
from cochair.formats import tmx as memories
from cochair.formats.tmx import Pair
from cochair.procedure.refusal import _

MEDIA = "application/x-tmx+xml"


@require_safe
def memory(request: Request, forum: str) -> HttpResponse:
    """How many pairs of paragraphs this reader may use, by languages."""
    hat = doors.require_reader(request)
    rows = queries.counts(doors.forum(request), hat, request.now)
    return render(
        request,
        "documents/memory/memory.html",
        {
            "here": "documents",
            "rows": rows,
            "edits": hat.may(Power.RECORD_FACTS) and bool(hat.party),
        },
    )


@require_safe
def tmx(request: Request, forum: str, source: str, target: str) -> HttpResponse:
    """The pairs of two languages as TMX 1.4, as far as this reader may read them."""
    hat = doors.require_reader(request)
    found = doors.forum(request)
    languages = parties.book(found, request.now).languages
    if source == target or not {source, target} <= set(languages):
        raise Http404
    pairs = queries.pairs(found, hat, request.now, source, target)
    made = memories.write_tmx(pairs, source=source)
    return taken_away(made, MEDIA, f"{forum}-{source}-{target}.tmx")


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Request, forum: str) -> HttpResponse:
    """Bring in pairs: the file is shown first, and kept by a second press."""
    return upload_views.answer(request, doors.actor(request, Power.RECORD_FACTS), TMX)


def _read(forum: Forum, octets: bytes, languages: Languages) -> Found:
    pairs = memories.read_tmx(octets, languages)
    return Found(
        rows=pairs,
        told=[[one.source_language, one.target_language, one.source, one.target] for one in pairs],
        lines=[words for one in pairs for words in (one.source, one.target)],
    )


def _kept(request: Request, hat: ActingOffice, told: list[dict[str, object]]) -> HttpResponse:
    form, forum = Keep(request.POST), doors.forum(request)
    pairs = [Pair(*one) for one in told]
    own = not (form.is_valid() and form.cleaned_data["for_all"])
    taken = actions.bring(forum, pairs, own_party=own, by=hat, at=request.now)
    n = taken.added + taken.changed
    said = ngettext("{n} pair is new or changed.", "{n} pairs are new or changed.", n)
    messages.info(request, said.format(n=n))
    return redirect("documents:memory", forum.slug)


TMX = upload_views.Kind(
    purpose="tmx",
    template="documents/memory/bring.html",
    shown=50,
    nothing=_("The file contains no pair of two languages of this forum."),
    read=_read,
    keep=_kept,
)


# What a person may send in for the memory.
class Keep(forms.Form):
    """What was read from a file, to be kept for one's own Party or for all."""

    seal = forms.CharField()
    for_all = forms.BooleanField(required=False)

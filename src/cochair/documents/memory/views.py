"""The translation memory: how much there is, and TMX files in and out."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cochair.documents.exchange import memories, previewing
from cochair.documents.exchange.memories import Pair
from cochair.documents.exchange.xliff import NotXliff
from cochair.documents.memory import actions, forms, queries
from cochair.documents.printing.answering import taken_away
from cochair.parties import access as doors
from cochair.parties import queries as parties
from cochair.parties.offices import Hat, Power
from cochair.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused

PURPOSE, SHOWN, MEDIA = "tmx", 50, "application/x-tmx+xml"


@require_safe
def memory(request: Request, forum: str) -> HttpResponse:
    """How many pairs of paragraphs this reader may use, by languages."""
    hat = doors.reader(request)
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
    hat = doors.reader(request)
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
    hat = doors.actor(request, Power.RECORD_FACTS)
    if request.method != "POST":
        return _page(request)
    try:
        if "seal" in request.POST:
            return _kept(request, hat, forum)
        return _preview(request, hat)
    except Refused as refused:
        return _page(request, refusals=refused.refusals, status=422)


def _preview(request: Request, hat: Hat) -> HttpResponse:
    form = forms.File(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    languages = parties.book(doors.forum(request), request.now).languages
    octets = form.cleaned_data["file"].read(memories.LARGEST + 1)
    try:
        pairs = memories.read_tmx(octets, languages)
    except NotXliff as fault:
        raise previewing.refused(fault) from None
    previewing.require_unmarked([words for one in pairs for words in (one.source, one.target)])
    told = [[one.source_language, one.target_language, one.source, one.target] for one in pairs]
    seal = previewing.sealed(told, PURPOSE, hat) if told else ""
    return _page(request, rows=pairs, seal=seal)


def _kept(request: Request, hat: Hat, forum: str) -> HttpResponse:
    form = forms.Keep(request.POST)
    seal = request.POST.get("seal", "")
    pairs = [Pair(*one) for one in previewing.opened(seal, PURPOSE, hat)]
    own = not (form.is_valid() and form.cleaned_data["for_all"])
    taken = actions.bring(doors.forum(request), pairs, own_party=own, by=hat, at=request.now)
    n = taken.added + taken.changed
    said = ngettext("{n} pair is new or changed.", "{n} pairs are new or changed.", n)
    messages.info(request, said.format(n=n))
    return redirect("documents:memory", forum)


def _page(
    request: Request,
    *,
    form: forms.File | None = None,
    rows: Sequence[Pair] | None = None,
    seal: str = "",
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    if rows is not None and not rows:
        messages.warning(request, __("No pair of two languages of this forum is in the file."))
    return render(
        request,
        "documents/memory/bring.html",
        {
            "here": "documents",
            "form": form or forms.File(),
            "rows": list(rows or ())[:SHOWN],
            "count": len(rows or ()),
            "most": SHOWN,
            "seal": seal,
            "refusals": refusals,
        },
        status=status,
    )

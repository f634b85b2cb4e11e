"""The page on which a file comes in: read, shown, and kept once somebody says so by a second press."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as __

from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.features.translation import forms, previews
from cochair.formats import tmx
from cochair.formats.xliff import NotXliff
from cochair.procedure.refusal import Refusal, Refused

type Languages = Sequence[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: rows for the page, the same as it is sealed, every line of words in it."""

    rows: Sequence[object]
    told: Sequence[object]
    lines: Sequence[str]
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is read, and what becomes of it.

    `read` is given the forum, the octets and the languages of the forum, and raises NotXliff for
    what is no such file; `keep` is given what `read` told, once it comes back under its seal.
    `nothing` is an English msgid, `shown` how many rows a page shows at most.  `shipped` reads the
    file that comes with this software, where there is one to begin with.
    """

    purpose: str
    template: str
    shown: int
    nothing: str
    read: Callable[[Forum, bytes, Languages], Found]
    keep: Callable[[Request, ActingOffice, list[dict[str, object]]], HttpResponse]
    shipped: Callable[[Forum, Languages], Found] | None = None


def answer(request: Request, hat: ActingOffice, kind: Kind) -> HttpResponse:
    """The page of a kind of file, for a hat that may bring one in; 422 for what is refused."""
    if request.method != "POST":
        return _page(request, kind)
    try:
        if "seal" in request.POST:
            told = previews.opened(request.POST["seal"], kind.purpose, hat)
            return kind.keep(request, hat, told)
        return _preview(request, hat, kind)
    except Refused as refused:
        return _page(request, kind, refusals=refused.refusals, status=422)


def _preview(request: Request, hat: ActingOffice, kind: Kind) -> HttpResponse:
    forum = doors.forum(request)
    languages = parties.book(forum, request.now).languages
    if kind.shipped is not None and "shipped" in request.POST:
        found = kind.shipped(forum, languages)
    else:
        form = forms.File(request.POST, request.FILES)
        if not form.is_valid():
            return _page(request, kind, form=form, status=422)
        octets = form.cleaned_data["file"].read(tmx.LARGEST + 1)
        try:
            found = kind.read(forum, octets, languages)
        except NotXliff as fault:
            raise previews.refused(fault) from None
    previews.require_unmarked(list(found.lines))
    seal = previews.sealed(list(found.told), kind.purpose, hat) if found.told else ""
    if not found.rows:
        messages.warning(request, __(kind.nothing))
    return _page(request, kind, found=found, seal=seal)


def _page(
    request: Request,
    kind: Kind,
    *,
    form: forms.File | None = None,
    found: Found | None = None,
    seal: str = "",
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    rows = found.rows if found is not None else ()
    return render(
        request,
        kind.template,
        {
            "here": "documents",
            "form": form or forms.File(),
            "rows": list(rows)[: kind.shown],
            "count": len(rows),
            "most": kind.shown,
            "seal": seal,
            "refusals": refusals,
            **(found.context if found is not None else {}),
        },
        status=status,
    )

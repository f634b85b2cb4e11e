"""Translate paragraph by paragraph: the source beside its translation, with what is known already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cochair.features.documents import access, queries
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.glossary import breaches, matches, term_check
from cochair.features.glossary import queries as glossary
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.features.translation import forms
from cochair.features.translation_memory import matches as memory
from cochair.formats import units
from cochair.formats.match import Match
from cochair.formats.paragraphs import Run, from_json, words_of
from cochair.formats.units import Unit
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse

ON_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A unit on the page: its source, what stands or is proposed, and what is known of it."""

    name: str
    number: int
    source: str
    words: str
    match: Match | None
    is_filled_in: bool
    terms: tuple[tuple[str, str], ...]
    departures: tuple[breaches.Breach, ...]

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"u-{self.name}"

    @property
    def is_exact(self) -> bool:
        """Whether the memory knows the very same source."""
        return self.match is not None and self.match.percent == 100


@require_http_methods(["GET", "HEAD", "POST"])
def paragraphs(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """The units of the newest revision, some at a time; what is sent is kept as an edition."""
    found, hat = access.own(request, slug)
    revision = queries.last_revision(found)
    known = parties.book(found.forum, request.now).languages
    if revision is None or language not in known or language == revision.source:
        raise Http404
    source = queries.editions(revision).get(revision.source)
    if source is None or not source.text:
        raise Http404
    page = Paginator(units.units(from_json(source.text)), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    if request.method != "POST":
        return _page(request, found, revision, source, language, page, hat)
    try:
        made = _kept(request, revision, source, language, page, hat)
    except Refused as refused:
        return _page(
            request, found, revision, source, language, page, hat, refused.refusals, status=422
        )
    n = made.breaches
    messages.info(request, __("The text has been saved. Others can see it once it is released."))
    if n and doors.reads_shared(request):
        messages.warning(request, departing(n))
    number = page.next_page_number() if page.has_next() else page.number
    address = redirect("documents:paragraphs", forum, slug, language)
    address.headers["Location"] += f"?page={number}"
    return address


def departing(n: int) -> str:
    """That a text departs from the glossary in some places; a warning."""
    said = ngettext(
        "In {n} place the text differs from the glossary. This is a warning and does not "
        "block anything.",
        "In {n} places the text differs from the glossary. This is a warning and does "
        "not block anything.",
        n,
    )
    return said.format(n=n)


def _kept(
    request: Request,
    revision: Revision,
    source: Expression,
    language: str,
    page: "Page[Unit]",
    hat: ActingOffice,
) -> Expression:
    typed = cleaned_or_refuse(forms.Paragraphs(request.POST))
    standing = queries.editions(revision).get(language)
    told = _told(standing)
    for unit in page.object_list:
        words = " ".join(request.POST.get(f"u-{unit.name}", "").split())
        if words != " ".join(words_of(told.get(unit.name, ())).split()):
            told[unit.name] = (Run(words),) if words else ()
    text = units.translated(
        from_json(source.text), {name: runs for name, runs in told.items() if runs}
    )
    draft = languages.Draft(
        language,
        text,
        title=typed["title"],
        origin=Origin.MACHINE if typed["courtesy"] else Origin.TRANSLATED,
        courtesy=typed["courtesy"],
        editorial=typed["editorial"],
    )
    made = languages.add_edition(revision, draft, seen=typed["seen"], by=hat, at=request.now)
    made.refresh_from_db(fields=["breaches"])
    return made


def _told(standing: Expression | None) -> dict[str, tuple[Run, ...]]:
    if standing is None:
        return {}
    return {unit.name: unit.runs for unit in units.units(from_json(standing.text))}


def _page(
    request: Request,
    document: Document,
    revision: Revision,
    source: Expression,
    language: str,
    page: "Page[Unit]",
    hat: ActingOffice,
    refusals: tuple[Refusal, ...] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    standing = queries.editions(revision).get(language)
    told = _told(standing)
    return render(
        request,
        "documents/exchange/paragraphs.html",
        {
            "here": "documents",
            "document": document,
            "revision": revision,
            "symbol": queries.name_of(document, revision.number),
            "language": language,
            "page": page,
            "rows": _rows(document, source, standing, language, page, hat, request.now),
            "done": sum(bool(words_of(runs).strip()) for runs in told.values()),
            "title": (standing.title if standing else "") or document.title.get(language, ""),
            "is_courtesy": standing.courtesy if standing else False,
            "was_released": language in queries.released(revision),
            "refusals": refusals,
        },
        status=status,
    )


def _rows(
    document: Document,
    source: Expression,
    standing: Expression | None,
    language: str,
    page: "Page[Unit]",
    hat: ActingOffice,
    at: datetime,
) -> list[Row]:
    shown: list[Unit] = list(page.object_list)
    told = _told(standing)
    exact = memory.known(document, source.language, language, shown, hat, at)
    left = [one for one in shown if one.name not in exact and not told.get(one.name)]
    alike = memory.alike(document, source.language, language, left, hat, at) if left else {}
    agreed = glossary.agreed_for(document.forum, hat)
    amiss: dict[str, list[breaches.Breach]] = {}
    for one in term_check.of(source, standing, agreed):
        amiss.setdefault(one.paragraph, []).append(one)
    first = page.start_index()
    rows = []
    for number, unit in enumerate(shown, start=first):
        words = words_of(told.get(unit.name, ())).strip()
        match = exact.get(unit.name) or alike.get(unit.name)
        fills = not words and unit.name in exact
        rows.append(
            Row(
                name=unit.name,
                number=number,
                source=unit.text,
                words=exact[unit.name].target if fills else words,
                match=match if fills or not words else None,
                is_filled_in=fills,
                terms=_terms(unit.text, source.language, language, agreed),
                departures=tuple(amiss.get(unit.name, ())),
            )
        )
    return rows


def _terms(
    text: str, language: str, into: str, agreed: breaches.Terms
) -> tuple[tuple[str, str], ...]:
    """The agreed terms in a paragraph, each with its names in the other language."""
    found: Mapping[str, str] = {
        name.words: " · ".join(matches.spelled(agreed.rows[name.term].words.get(into)))
        for name in matches.found(matches.stems_of(text, language), agreed.names)
        if name.language == language
    }
    return tuple((said, others) for said, others in found.items() if others)

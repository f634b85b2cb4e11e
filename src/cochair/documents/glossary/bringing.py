"""The page on which a TBX file comes in: read, shown, and kept once somebody says so."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cochair.documents.exchange import memories, previewing
from cochair.documents.exchange.memories import Concept
from cochair.documents.exchange.xliff import NotXliff
from cochair.documents.glossary import access, actions, forms, queries
from cochair.documents.glossary.actions import Entry
from cochair.parties import access as doors
from cochair.parties import queries as parties
from cochair.parties.offices import Hat
from cochair.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused

PURPOSE, SHOWN = "tbx", 100


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Request, forum: str) -> HttpResponse:
    """Bring in terms: the file is shown first, and kept by a second press."""
    hat = access.editor(request)
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
    found = doors.forum(request)
    languages = parties.book(found, request.now).languages
    try:
        concepts = memories.read_tbx(
            form.cleaned_data["file"].read(memories.LARGEST + 1), languages
        )
    except NotXliff as fault:
        raise previewing.refused(fault) from None
    previewing.require_unmarked([name for one in concepts for name in _every(one)])
    there = {
        (code, name.casefold())
        for row in queries.live(found)
        for code, name in queries.first_names(row).items()
    }
    rows = [
        ([(code, one.words.get(code, ())) for code in languages], _is_there(one, there))
        for one in concepts
    ]
    seal = previewing.sealed([_as_json(one) for one in concepts], PURPOSE, hat) if rows else ""
    return _page(request, rows=rows, languages=languages, seal=seal)


def _kept(request: Request, hat: Hat, forum: str) -> HttpResponse:
    told = previewing.opened(request.POST["seal"], PURPOSE, hat)
    entries = [Entry(**one) for one in told]  # type: ignore[arg-type]
    taken = actions.bring(doors.forum(request), entries, by=hat, at=request.now)
    n = taken.added
    said = ngettext("{n} term was entered.", "{n} terms were entered.", n)
    messages.info(request, said.format(n=n))
    if taken.same:
        n = taken.same
        said = ngettext("{n} was there already.", "{n} were there already.", n)
        messages.info(request, said.format(n=n))
    if taken.refused:
        n = taken.refused
        said = ngettext("{n} could not be a term.", "{n} could not be terms.", n)
        messages.warning(request, said.format(n=n))
    return redirect("documents:glossary", forum)


def _every(one: Concept) -> list[str]:
    names = [name for some in (*one.words.values(), *one.avoid.values()) for name in some]
    return [*names, *one.definition.values(), one.source]


def _is_there(one: Concept, there: set[tuple[str, str]]) -> bool:
    """Whether a term has the same first name in every language as one that is there."""
    return all((code, names[0].casefold()) in there for code, names in one.words.items())


def _as_json(one: Concept) -> Mapping[str, object]:
    return {
        "words": one.words,
        "avoid": one.avoid,
        "definition": one.definition,
        "source": one.source,
    }


def _page(
    request: Request,
    *,
    form: forms.File | None = None,
    rows: Sequence[object] | None = None,
    languages: Sequence[str] = (),
    seal: str = "",
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    if rows is not None and not rows:
        messages.warning(request, __("No term of two languages of this forum is in the file."))
    return render(
        request,
        "documents/glossary/bring.html",
        {
            "here": "documents",
            "form": form or forms.File(),
            "rows": list(rows or ())[:SHOWN],
            "count": len(rows or ()),
            "most": SHOWN,
            "codes": languages,
            "seal": seal,
            "refusals": refusals,
        },
        status=status,
    )

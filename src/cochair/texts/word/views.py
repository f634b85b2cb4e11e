"""Word files of a text: taken out with what is proposed, brought in, and read before it is proposed."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.documents import queries as documents
from cochair.documents.printing.answering import taken_away
from cochair.parties.offices import Hat
from cochair.parties.request import Request
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal, Refused
from cochair.texts import access, authors, queries
from cochair.texts.forms import choices
from cochair.texts.models import NegotiatedText, WordFile
from cochair.texts.word import actions, forms, presenting, taking
from cochair.texts.wording import VALUES
from cochair.web.typed import filled

REMARK = "remark-"


@require_safe
def files(request: Request, forum: str, slug: str) -> HttpResponse:
    """What can be taken out and brought in, and what was brought in before by one's own."""
    found, hat = access.text(request, slug)
    return _files(request, found, hat, forms.File())


@require_safe
def take(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """The text in one of its languages as a Word file."""
    found, hat = access.text(request, slug)
    if language not in found.languages:
        raise Http404
    is_clean = request.GET.get("clean", "") == "on"
    made = taking.word(found, language, hat=hat, at=request.now, is_clean=is_clean)
    return taken_away(made, taking.MEDIA, taking.file_name(found, language, is_clean=is_clean))


@require_POST
def bring(request: Request, forum: str, slug: str) -> HttpResponse:
    """A Word file that somebody worked in; it is shown what it would do before anything is done."""
    found, hat = access.writes(request, slug)
    form = forms.File(request.POST, request.FILES)
    if not form.is_valid():
        return _files(request, found, hat, form, status=422)
    file = form.cleaned_data["file"]
    try:
        kept = actions.bring(found, file.read(), file.name, by=hat, at=request.now)
    except Refused as refused:
        return _files(request, found, hat, form, refusals=refused.refusals, status=422)
    return redirect("texts:word-preview", forum, slug, kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Paragraph by paragraph what becomes what; what is chosen is proposed in one act."""
    found, hat = access.word_file(request, slug, number)
    if request.method != "POST":
        if found.done_at is not None:
            return redirect("texts:word", forum, slug)
        return _preview(request, found)
    seen = filled(forms.Choice(request.POST))["seen"]
    chosen = {int(one) for one in request.POST.getlist("offer") if one.isdecimal() and len(one) < 9}
    said = _said(request)
    try:
        made = actions.propose(found, chosen, said, seen=seen, by=hat, at=request.now)
    except actions.MovedOn:
        return _preview(request, found, moved_on=True, status=409)
    except Refused as refused:
        if found.done_at is not None:
            raise
        return _preview(request, found, chosen, said, refusals=refused.refusals, status=422)
    if said:
        messages.info(request, __("Your position is kept."))
    if not made:
        return redirect("texts:text", forum, slug)
    told = ngettext(
        "{n} proposal was made. Everybody who reads the text sees it in brackets.",
        "{n} proposals were made. Everybody who reads the text sees them in brackets.",
        len(made),
    )
    messages.info(request, told.format(n=len(made)))
    return redirect("texts:text", forum, slug)


def _said(request: Request) -> dict[int, core.Value]:
    """Which position each comment is, by its number; what is none is passed over."""
    known = {one.value: one for one in core.Value}
    return {
        int(name.removeprefix(REMARK)): known[value]
        for name, value in request.POST.items()
        if name.startswith(REMARK)
        and name.removeprefix(REMARK).isdecimal()
        and len(name) < 20
        and value in known
    }


def _files(
    request: Request,
    found: NegotiatedText,
    hat: Hat,
    form: forms.File,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "texts/word/files.html",
        {
            "here": "documents",
            "document": found.document,
            "symbol": documents.name_of(found.document),
            "written_in": found.languages,
            "source": found.negotiation_language,
            "writes": authors.author_of(hat) is not None,
            "brought": queries.word_files(found, hat)[:20],
            "form": form,
            "refusals": refusals,
        },
        status=status,
    )


def _preview(
    request: Request,
    file: WordFile,
    chosen: set[int] | None = None,
    said: Mapping[int, core.Value] = actions.NOTHING,
    *,
    refusals: tuple[Refusal, ...] = (),
    moved_on: bool = False,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "texts/word/preview.html",
        {
            "here": "documents",
            "document": file.text.document,
            "symbol": documents.name_of(file.text.document),
            "language": file.text.negotiation_language,
            "page": presenting.page(file, chosen, said),
            "values": choices(VALUES),
            "refusals": refusals,
            "moved_on": moved_on,
        },
        status=status,
    )

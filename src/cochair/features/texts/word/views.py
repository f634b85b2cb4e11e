"""Word files of a text: taken out with what is proposed, brought in, and read before it is proposed."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.documents import queries as documents
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.features.printing.responses import taken_away
from cochair.features.texts import access, authors, issue, queries
from cochair.features.texts.forms import choices
from cochair.features.texts.labels import RESERVATIONS, VALUES
from cochair.features.texts.models import NegotiatedText, WordFile
from cochair.features.texts.presenters.names import names_for
from cochair.features.texts.word import actions, presenters
from cochair.formats.amendments.markup_layout import Remark, Terms, lay
from cochair.formats.amendments.writer import Saying, write_text
from cochair.formats.word.heads import Heads
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal, Refused
from cochair.web import formats
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.localize import translated
from cochair.web.numbers import whole
from cochair.web.varieties import override


# What a person sends to bring a Word file in.
class File(forms.Form):
    """A file that is brought in."""

    file = forms.FileField(error_messages={"required": _("Choose a file")})


class Choice(forms.Form):
    """The state of the text in the preview; which changes were chosen is read beside it."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


REMARK = "remark-"


@require_safe
def files(request: Request, forum: str, slug: str) -> HttpResponse:
    """What can be taken out and brought in, and what was brought in before by one's own."""
    found, hat = access.text(request, slug)
    return _files(request, found, hat, File())


@require_safe
def take(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """The text in one of its languages as a Word file."""
    found, hat = access.text(request, slug)
    if language not in found.languages:
        raise Http404
    is_clean = request.GET.get("clean", "") == "on"
    made = word(found, language, hat=hat, at=request.now, is_clean=is_clean)
    return taken_away(made, MEDIA, file_name(found, language, is_clean=is_clean))


@require_POST
def bring(request: Request, forum: str, slug: str) -> HttpResponse:
    """A Word file that somebody worked in; it is shown what it would do before anything is done."""
    found, hat = access.writes(request, slug)
    form = File(request.POST, request.FILES)
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
    seen = cleaned_or_refuse(Choice(request.POST))["seen"]
    offered = request.POST.getlist("offer")
    chosen = {place for one in offered if (place := whole(one)) is not None}
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
        messages.info(request, __("Your position has been saved."))
    if not made:
        return redirect("texts:text", forum, slug)
    told = ngettext(
        "{n} proposal has been made. Everyone who reads the text sees it in brackets.",
        "{n} proposals have been made. Everyone who reads the text sees them in brackets.",
        len(made),
    )
    messages.info(request, told.format(n=len(made)))
    return redirect("texts:text", forum, slug)


def _said(request: Request) -> dict[int, core.Value]:
    """Which position each comment is, by its number; what is none is passed over."""
    known = {one.value: one for one in core.Value}
    return {
        number: known[value]
        for name, value in request.POST.items()
        if name.startswith(REMARK)
        and (number := whole(name.removeprefix(REMARK))) is not None
        and value in known
    }


def _files(
    request: Request,
    found: NegotiatedText,
    hat: ActingOffice,
    form: File,
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
            "page": presenters.page(file, chosen, said),
            "values": choices(VALUES),
            "refusals": refusals,
            "moved_on": moved_on,
        },
        status=status,
    )


# A text as a Word file to take out: with what is proposed, or clean as it stands.
MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word(
    row: NegotiatedText, language: str, *, hat: ActingOffice, at: datetime, is_clean: bool = False
) -> bytes:
    """The text in a language as DOCX, with authors as this reader sees them.

    Where not all proposals have room as tracked changes, the reader's own come first.  `at`
    (aware UTC) is when it is taken out.
    """
    text = queries.negotiated(row)
    based = issue.bases(row)
    shapes = {one.id: one for one in based.get(text.negotiation, ())}
    shapes |= {one.id: one for one in based.get(language, ())}
    reader = authors.author_of(hat)
    terms = Terms(
        language,
        authors.level_for(row, hat),
        reader,
        shapes,
        first=reader,
        is_clean=is_clean,
    )
    with override(language):
        symbol = documents.name_of(row.document) or row.document.slug
        title = str(translated(row.document.title, language))
        day = formats.long_day(at.astimezone(formats.zone_of(row.forum.zone)).date(), language)
        note = __("Text under negotiation, as of {day}").format(day=day)
        if is_clean:
            note = __("Text under negotiation, without open proposals, as of {day}").format(day=day)
        forum = str(translated(parties.book(row.forum, at).title, language))
        return write_text(
            lay(text, terms),
            Saying(_namer(row, hat), _remarks(row, text, language)),
            language=language,
            title=f"{symbol} {title}",
            heads=Heads(
                left=(forum,),
                symbol=symbol,
                title=title,
                note=note,
                running=(f"{forum} · {symbol}", note),
            ),
            footer=f"{symbol} · {language.upper()}",
            at=at,
        )


def file_name(row: NegotiatedText, language: str, *, is_clean: bool) -> str:
    """What the file is called."""
    return f"{row.document.slug}-text-{language}{'-clean' if is_clean else ''}.docx"


def _namer(row: NegotiatedText, hat: ActingOffice) -> Callable[[core.Author | None], str]:
    names = names_for(row, hat)
    nobody = __("A delegation")
    return lambda author: names(author).name if author is not None else nobody


def _remarks(
    row: NegotiatedText, text: core.NegotiatedText, language: str
) -> Callable[[Remark], str]:
    """What a comment says of what it is about, in the language of the file."""
    numbers = text.numbers

    def said(remark: Remark) -> str:
        about = remark.about
        match about:
            case core.Position():
                return __("Position: {said}").format(said=__(VALUES[about.value]))
            case core.Reservation():
                kind = __(RESERVATIONS[about.kind])
                if about.until is None:
                    return __("Reservation: {kind}").format(kind=kind)
                until = formats.long_day(about.until, language)
                return __("Reservation: {kind}, until {day}").format(kind=kind, day=until)
            case core.Proposal():
                words = about.words.get(language) or about.words.get(text.negotiation, "")
                if about.operation is core.Operation.MOVE:
                    after = numbers.get(about.after, 0)
                    return __("Proposes moving it after paragraph {number}.").format(number=after)
                if about.operation is core.Operation.DELETE or not words:
                    return __("Proposes deletion.")
                if about.on:
                    return __("Proposed amendment to a proposal:") + f"\n{words}"
                return __("Proposed text:") + f"\n{words}"

    return said

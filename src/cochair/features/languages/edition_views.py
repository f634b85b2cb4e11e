"""Pages on which the text of one language comes in, is released, or confirmed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.corrigenda import queries as corrigenda
from cochair.features.documents import access, queries
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.files import presenters as files
from cochair.features.glossary import presenters as glossary
from cochair.features.glossary import queries as terms
from cochair.features.glossary import term_check
from cochair.features.languages import actions, bringing, paragraph_ids
from cochair.features.languages.states import Origin
from cochair.features.machine_translation import presenters as machine
from cochair.features.machine_translation.queries import the_provider
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.register import forms, pasted_text
from cochair.features.translation import segment_views
from cochair.formats import paragraphs
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.localize import language_name
from cochair.web.spoken import seems


@require_http_methods(["GET", "POST"])
def write(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """Type or paste the text of a language of the newest revision."""
    found, hat = access.own(request, slug)
    known = parties.book(found.forum, request.now).languages
    if language not in queries.languages_of(found, known):
        raise Http404
    revision = queries.last_revision(found)
    assert revision is not None
    if request.method != "POST":
        last = queries.editions(revision).get(language)
        form = forms.Text(initial=_initial(found, last, language))
        return _page(request, found, revision, language, form)
    form = forms.Text(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, revision, language, form, status=422)
    typed = form.cleaned_data
    try:
        brought = _brought(form)
    except Refused as refused:
        return _page(request, found, revision, language, form, refused.refusals, status=422)
    words = brought.text if brought and brought.text else pasted_text.read(typed["text"])
    text = paragraph_ids.identified(revision, language, words)
    draft = actions.Draft(
        language=language,
        text=text,
        title=typed["title"],
        origin=_origin(revision, language, courtesy=typed["courtesy"]),
        courtesy=typed["courtesy"],
        editorial=typed["editorial"],
        corrigendum=next(
            (
                row
                for row in _corrigenda(request, found, language)
                if row.slug == typed["corrigendum"]
            ),
            None,
        ),
    )
    told = {"seen": typed["seen"], "by": hat, "at": request.now}
    try:
        if brought:
            made = bringing.bring(revision, draft, brought, **told)
        else:
            made = actions.add_edition(revision, draft, **told)
    except Refused as refused:
        return _page(request, found, revision, language, form, refused.refusals, status=422)
    messages.info(request, __("The text has been saved. Others can see it once it is released."))
    _warn(request, made)
    if brought and brought.has_changes:
        messages.warning(
            request,
            __(
                "The file holds tracked changes: what was inserted is in the text and in "
                "the file that is kept, what was deleted is in neither. Check the text."
            ),
        )
    if brought and brought.has_more:
        messages.warning(
            request,
            __(
                "Text in boxes, formulas or comments is not in the text; that of "
                "comments is not in the file either."
            ),
        )
    if brought and brought.is_guessed:
        messages.warning(
            request,
            __("The text was read from a PDF. Check where paragraphs begin and end."),
        )
    if brought and brought.found.is_held:
        messages.warning(request, __("The file is on hold until your Party releases it."))
        for said in files.reasons(brought.found.markings, brought.found.findings):
            messages.warning(request, said)
    return redirect(f"{reverse('documents:document', args=[forum, slug])}?text={language}")


@require_POST
def release(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """Release the newest edition of a language."""
    found, hat = access.own(request, slug)
    edition = _newest(found, language)
    typed = cleaned_or_refuse(forms.Seen(request.POST))
    stale = actions.release(edition, **typed, by=hat, at=request.now)
    messages.info(request, __("The language version has been released."))
    _tell_of_gaps(request, edition)
    _warn(request, edition)
    if stale:
        said = __("These language versions are now out of date: {languages}.")
        messages.warning(request, said.format(languages=", ".join(code.upper() for code in stale)))
    return redirect("documents:document", forum, slug)


@require_POST
def confirm(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """Say that a stale language is right as it stands."""
    found, hat = access.own(request, slug)
    typed = cleaned_or_refuse(forms.Seen(request.POST))
    actions.confirm(_newest(found, language), **typed, by=hat, at=request.now)
    messages.info(request, __("Confirmed. This language version is up to date again."))
    return redirect("documents:document", forum, slug)


def _warn(request: Request, edition: Expression) -> None:
    """Say in how many places an edition departs from the glossary, and which language it seems to be."""
    edition.refresh_from_db(fields=["breaches"])
    if edition.breaches and doors.reads_shared(request):
        messages.warning(request, segment_views.departing(edition.breaches))
    said = (one.text for one in paragraphs.from_json(edition.text))
    if other := seems(said, edition.language):
        told = __("This looks like {other}, and stands as {language}: were two languages swapped?")
        named = {"other": language_name(other), "language": language_name(edition.language)}
        messages.warning(request, told.format(**named))


def _brought(form: forms.Text) -> bringing.Brought | None:
    """The file that was sent, found safe and read; None where none was sent."""
    file = form.cleaned_data["file"]
    if file is None:
        return None
    is_typed = bool(form.cleaned_data["text"].strip())
    return bringing.opened(file.read(), file.name or "", file.content_type or "", is_typed=is_typed)


def _corrigenda(request: Request, document: Document, language: str) -> list[Document]:
    """The corrigenda by which the words of a language may be put right."""
    return list(corrigenda.usable(document, language, access.reader(request), request.now))


def _origin(revision: Revision, language: str, *, courtesy: bool) -> Origin:
    if courtesy:
        return Origin.MACHINE
    return Origin.ORIGINAL if language == revision.source else Origin.TRANSLATED


def _tell_of_gaps(request: Request, edition: Expression) -> None:
    """Say how many paragraphs a translation left without words, as a file that came back may."""
    text = paragraphs.from_json(edition.text)
    empty = sum(not one.text.strip() and not one.notes for one in text)
    if empty:
        said = ngettext(
            "{n} paragraph has no text in this language.",
            "{n} paragraphs have no text in this language.",
            empty,
        )
        messages.warning(request, said.format(n=empty))


def _newest(document: Document, language: str) -> Expression:
    revision = queries.last_revision(document)
    found = queries.editions(revision).get(language) if revision else None
    if found is None:
        raise Http404
    return found


def _initial(document: Document, last: Expression | None, language: str) -> dict[str, object]:
    return {
        "seen": document.version,
        "title": (last.title if last else "") or document.title.get(language, ""),
        "text": pasted_text.write(paragraphs.from_json(last.text)) if last else "",
        "courtesy": last.courtesy if last else False,
    }


def _page(
    request: Request,
    document: Document,
    revision: Revision,
    language: str,
    form: forms.Text,
    refusals: tuple[Refusal, ...] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    standing = queries.editions(revision)
    source = standing.get(revision.source)
    agreed = terms.agreed_for(document.forum, request.hat)
    breaches = term_check.of(source, standing.get(language), agreed)
    return render(
        request,
        "documents/languages/write.html",
        {
            "here": "documents",
            "document": document,
            "symbol": queries.name_of(document, revision.number),
            "revision": revision,
            "language": language,
            "is_source": language == revision.source,
            "has_edition": language in standing,
            "was_released": language in queries.released(revision),
            "source_rows": paragraphs.from_json(source.text)
            if source and language != revision.source
            else (),
            "departures": glossary.departures(breaches, paragraphs.from_json(source.text))
            if source and breaches
            else (),
            "machine": machine.asking(revision, language, the_provider()),
            "corrigenda": [
                (row.slug, queries.name_of(row)) for row in _corrigenda(request, document, language)
            ],
            "form": form,
            "refusals": refusals,
        },
        status=status,
    )

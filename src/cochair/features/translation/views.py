"""XLIFF out and in, for one language of a document's newest revision."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cochair.features.documents import access, queries
from cochair.features.documents.models import Document, Revision
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.printing.responses import taken_away
from cochair.features.translation import actions, forms, segment_views
from cochair.features.translation_memory import outside
from cochair.formats import units, xliff
from cochair.formats.paragraphs import Run, from_json

WRITERS = {"2": xliff.write_two, "1": xliff.write_one}
MEDIA = "application/xliff+xml"


@require_safe
def out(request: Request, forum: str, slug: str, language: str, version: str) -> HttpResponse:
    """The source as XLIFF, with what is translated so far and what the memory may let out."""
    found, hat = access.own(request, slug)
    revision = _translating(found, request, language)
    source = queries.editions(revision).get(revision.source)
    if version not in WRITERS or source is None:
        raise Http404
    told = units.units(from_json(source.text))
    matches = outside.known(found, revision.source, language, told, hat, request.now)
    known: dict[str, tuple[Run, ...]] = {name: (Run(one.target),) for name, one in matches.items()}
    standing = queries.editions(revision).get(language)
    if standing is not None:
        known |= {one.name: one.runs for one in units.units(from_json(standing.text))}
    made = WRITERS[version](
        told,
        original=actions.original(revision, source),
        source=revision.source,
        target=language,
        known=known,
        matches=matches,
    )
    name = f"{found.slug}-{revision.source}-{language}.xlf"
    return taken_away(made, MEDIA, name)


@require_POST
def bring(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """A translation that comes back."""
    found, hat = access.own(request, slug)
    revision = _translating(found, request, language)
    form = forms.Bring(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, __("Choose the translated XLIFF file."))
        return redirect("documents:write", forum, slug, language)
    brought = actions.read(form.cleaned_data["file"].read(xliff.LARGEST + 1))
    seen = form.cleaned_data["seen"]
    taken = actions.take_in(revision, language, brought, seen=seen, by=hat, at=request.now)
    messages.info(
        request, __("The translation has been saved. Others can see it once it is released.")
    )
    if taken.missing:
        n = len(taken.missing)
        said = ngettext("{n} part is not translated.", "{n} parts are not translated.", n)
        messages.warning(request, said.format(n=n))
    if taken.changed:
        n = len(taken.changed)
        said = ngettext(
            "{n} part of the original has changed since the file was downloaded.",
            "{n} parts of the original have changed since the file was downloaded.",
            n,
        )
        messages.warning(request, said.format(n=n))
    taken.edition.refresh_from_db(fields=["breaches"])
    if taken.edition.breaches and doors.reads_shared(request):
        messages.warning(request, segment_views.departing(taken.edition.breaches))
    return redirect("documents:document", forum, slug)


def _translating(document: Document, request: Request, language: str) -> Revision:
    """The newest revision, for a language that it is translated into; 404 for any other."""
    revision = queries.last_revision(document)
    languages = parties.book(document.forum, request.now).languages
    if revision is None or language not in languages or language == revision.source:
        raise Http404
    return revision

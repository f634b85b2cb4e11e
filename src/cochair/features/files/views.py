"""Files given out, and files that are held: seen by their own side, and released by it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_GET, require_POST, require_safe

from cochair.features.accounts import reauthentication
from cochair.features.files import access, actions, presenters, queries, responses
from cochair.features.files.actions import LONGEST_BASIS
from cochair.features.files.inspection import KINDS
from cochair.features.parties.request import Request
from cochair.features.printing import official
from cochair.formats.inside.media import Media
from cochair.procedure.refusal import Refused


@require_safe
def of_edition(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """The file of an edition; that it was taken away is noted, once for each office."""
    file, expression, hat = access.of_edition(request, slug, number, language)
    ending = KINDS.get(Media(file.media_type), "bin")
    answer = responses.attachment(file, official.file_name(expression, ending))
    if request.method == "GET":
        actions.note_download(expression, by=hat, at=request.now)
    return answer


@require_safe
def stored(request: Request, forum: str, number: int) -> HttpResponse:
    """A file by itself, for whoever brought it."""
    file, _hat = access.stored(request, number)
    return responses.attachment(file)


@require_GET
def held(request: Request, forum: str) -> HttpResponse:
    """The files of one's own side that wait to be released."""
    files, hat = access.waiting(request)
    rows = [presenters.row(file, may_release=queries.may_release(file, hat)) for file in files]
    return render(request, "documents/files/held.html", {"rows": rows})


@require_POST
def release(request: Request, forum: str, number: int) -> HttpResponse:
    """Release a held file, on a basis."""
    file, hat = access.releasable(request, number)
    reauthentication.require_recent_auth(request)
    form = Release(request.POST)
    basis = form.cleaned_data["basis"] if form.is_valid() else ""
    try:
        actions.release_file(file, basis=basis, by=hat, at=request.now)
    except Refused as refused:
        said = {
            "rows": [presenters.row(file, may_release=True, basis=basis)],
            "refusals": refused.refusals,
        }
        return render(request, "documents/files/held.html", said, status=422)
    messages.info(
        request,
        __("The file has been released. Everyone who may read its document may download it."),
    )
    return redirect("documents:held", forum)


# What a person may type about a file.
class Release(forms.Form):
    """The basis on which a held file is released; whether it says enough, the act decides."""

    basis = forms.CharField(max_length=4 * LONGEST_BASIS, required=False)

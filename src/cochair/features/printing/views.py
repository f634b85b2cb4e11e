"""A language of a revision, to be taken away in an official form."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from cochair.features.documents import access, queries
from cochair.features.parties.request import Request
from cochair.features.printing import official
from cochair.features.printing.responses import taken_away


@require_safe
def take(
    request: Request, forum: str, slug: str, number: int, language: str, form: str
) -> HttpResponse:
    """One language as PDF, as a Word file or as Akoma Ntoso."""
    found, _hat = access.expression(request, slug, number, language)
    if not found.text or queries.is_held(found):
        raise Http404
    made = official.FORMS[form]
    return taken_away(made.make(found, None), made.media, official.file_name(found, form))

"""A language of a revision or of a notice of meeting, to be taken away in an official form."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from cochair.features.documents import access, queries
from cochair.features.invitations import queries as inviting
from cochair.features.meetings import access as meetings
from cochair.features.parties import access as parties_access
from cochair.features.parties.request import Request
from cochair.features.printing import notices, official
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


@require_safe
def notice(request: Request, forum: str, slug: str, language: str, form: str) -> HttpResponse:
    """The notice of a meeting in one language, as PDF or as a Word file, for whoever reads it here."""
    meeting = meetings.meeting(request, slug)
    parties_access.require_reader(request)
    issued = inviting.notice(meeting)
    if issued is None or language not in issued.text:
        raise Http404
    made = notices.FORMS[form](notices.printed(issued, language))
    return taken_away(made, official.FORMS[form].media, f"notice-{slug}-{language}.{form}")

"""The list of participants and the badges, to be taken away as PDF."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cochair.features.delegations import access
from cochair.features.parties.request import Request
from cochair.features.sheets import sheet_data
from cochair.features.sheets.tables import taken_away


@require_safe
def participants(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """The list of participants in one of the languages, for whoever reads the whole list."""
    seat = access.seat(request, slug)
    if not seat.sees_all or language not in dict(settings.LANGUAGES):
        raise Http404
    made = sheet_data.participants(seat.meeting, language, request.now)
    return taken_away(made, f"participants-{seat.meeting.slug}-{language}.pdf")


@require_safe
def badges(request: Request, forum: str, slug: str) -> HttpResponse:
    """The badges in the reader's language, for those who run the list."""
    seat = access.running(request, slug)
    made = sheet_data.badges(seat.meeting, get_language() or settings.LANGUAGE_CODE, request.now)
    return taken_away(made, f"badges-{seat.meeting.slug}.pdf")

"""The timetable of a meeting, to be taken away."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cochair.features.meetings import access
from cochair.features.meetings import queries as meetings
from cochair.features.parties.request import Request
from cochair.features.sessions import queries, timetable_sheet
from cochair.features.sheets.tables import taken_away


@require_safe
def as_pdf(request: Request, forum: str, slug: str) -> HttpResponse:
    """The sessions of which this reader hears as PDF, in the language of the page."""
    meeting, hat = access.guest(request, slug)
    rows = queries.seen_by(meeting, hat, request.now)
    book = meetings.book_of(meeting, request.now)
    made = timetable_sheet.of_sessions(meeting, rows, book, request.now)
    return taken_away(made, f"{slug}-sessions-{get_language()}.pdf")

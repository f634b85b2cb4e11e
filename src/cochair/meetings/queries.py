"""Reads of meetings and of the events around them."""

from datetime import date, datetime

from django.db.models import Prefetch, Q

from cochair.meetings.models import (
    CoChair,
    Invitation,
    JointNote,
    Meeting,
    ObserverRequest,
    RelatedEvent,
)
from cochair.meetings.observing.standing import standing
from cochair.parties import queries as parties
from cochair.parties.models import Forum, Party
from cochair.parties.offices import Hat
from cochair.procedure.book import Book

AS_OBSERVER = "observer"


def meeting(forum: Forum, slug: str) -> Meeting | None:
    """One meeting with its rows, or None."""
    return (
        Meeting.objects.filter(forum=forum, slug=slug)
        .select_related("cycle", "forum")
        .prefetch_related(
            "schedules",
            Prefetch("chairs", CoChair.objects.select_related("party", "member")),
            "preparations",
            Prefetch("joint_notes", JointNote.objects.select_related("act")),
        )
        .first()
    )


def book_of(meeting: Meeting, at: datetime) -> Book:
    """The procedures of a meeting: from its opening on those that it opened under (INV-10)."""
    if meeting.procedure_version:
        for book in parties.books(meeting.forum):
            if book.version == meeting.procedure_version:
                return book
    return parties.book(meeting.forum, at)


def events(forum: Forum, day: date) -> tuple[RelatedEvent, ...]:
    """Related events that had begun by a civil day, newest first; those without a day come last."""
    rows = RelatedEvent.objects.filter(forum=forum).filter(Q(start=None) | Q(start__lte=day))
    return tuple(sorted(rows, key=lambda row: row.start or date.min, reverse=True))


def is_guest(meeting: Meeting, hat: Hat) -> bool:
    """Whether the organisation of a hat is invited to a meeting and still is.

    For an observer every Party's agreement must stand and be older than the invitation, unless
    that was made elsewhere and the last Party agreed since: a withdrawal cuts access at once.
    """
    if not hat.organisation:
        return False
    invited = Invitation.objects.filter(
        meeting=meeting, organisation__code=hat.organisation, withdrawn_at=None
    )
    if invited.exclude(basis=AS_OBSERVER).exists():
        return True
    if not invited.exists():
        return False
    rows = ObserverRequest.objects.filter(
        meeting=meeting, organisation__code=hat.organisation, withdrawn_at=None
    )
    request = rows.exclude(invited_at=None).prefetch_related("answers__party").last()
    if request is None:
        return False
    parties = Party.objects.filter(forum=meeting.forum).values_list("code", flat=True)
    return standing(request, tuple(parties)).is_invited

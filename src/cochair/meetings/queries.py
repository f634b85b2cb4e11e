"""Reads of meetings and of the events around them."""

from datetime import date

from django.db.models import Q

from cochair.meetings.models import Meeting, RelatedEvent
from cochair.parties.models import Forum


def meeting(forum: Forum, slug: str) -> Meeting | None:
    """One meeting with its rows, or None."""
    return (
        Meeting.objects.filter(forum=forum, slug=slug)
        .select_related("cycle", "forum")
        .prefetch_related(
            "schedules", "chairs__party", "chairs__member", "preparations", "joint_notes__act"
        )
        .first()
    )


def events(forum: Forum, day: date) -> tuple[RelatedEvent, ...]:
    """Related events that had begun by a civil day, newest first; those without a day come last."""
    rows = RelatedEvent.objects.filter(forum=forum).filter(Q(start=None) | Q(start__lte=day))
    return tuple(sorted(rows, key=lambda row: row.start or date.min, reverse=True))

"""Reads of meetings and of the events around them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q

from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import CoChair, JointNote, Meeting, RelatedEvent
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.table_cache import TableCache
from cochair.procedure.book import Book


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


def slugs(forum: Forum) -> Mapping[int, str]:
    """The meetings of a forum by their primary keys: what is read by these, and not together with the
    meetings, is not read again when a meeting is changed."""
    rows = Meeting.objects.filter(forum=forum.pk).order_by("pk").values_list("pk", "slug")
    return _SLUGS.get(forum.slug, forum.pk, lambda: dict(rows.all()))


_SLUGS: TableCache[Mapping[int, str]] = TableCache(8, is_part=True)


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


def of_subject(forum: Forum, slug: str) -> Meeting | None:
    """The meeting that an entry of the journal names, with its cycle; None for no meeting."""
    return Meeting.objects.filter(forum=forum, slug=slug).select_related("cycle").first()


def ends_with(meeting: Meeting) -> Cycle | None:
    """The cycle with which a meeting ends; None for one of no cycle."""
    return meeting.cycle


def cycle_of(row: Any) -> Cycle | None:
    """The cycle of the meeting to which a thing belongs, with whose closing it ends; None for none."""
    found: Cycle | None = row.meeting.cycle
    return found

"""Meetings as they are searched: by their names, for whoever takes part."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.meetings import attendance
from cochair.meetings.models import Meeting
from cochair.meetings.titles import meeting_titles
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Hat, Power


class Meetings(Rows):
    """The meetings of a forum; they are narrowed by no day, because it may move."""

    kind = attendance.SUBJECT
    model = Meeting
    meeting = "slug"
    is_loaded = True

    def rows(self, forum: Forum) -> QuerySet[Meeting]:
        """All meetings of a forum."""
        return Meeting.objects.filter(forum=forum).select_related("forum")

    def readable(
        self, forum: Forum, hat: Hat, at: datetime, rows: QuerySet[Meeting]
    ) -> Iterable[int]:
        """Those in which an office takes part that reads what the Parties share."""
        if not hat.may(Power.READ_SHARED):
            return ()
        if attendance.takes_part_in_all(hat):
            return rows.values_list("pk", flat=True)
        named = dict(rows.values_list("slug", "pk"))
        hidden = attendance.closed(forum, hat, at, list(named))
        return [pk for slug, pk in named.items() if slug not in hidden]

    def title(self, row: Meeting) -> Mapping[str, str]:
        """Its name."""
        return meeting_titles(row, parties.book(row.forum))

    def more(self, row: Meeting) -> str:
        """Its number."""
        return str(row.number or "")

    def shown(self, forum: Forum, row: Meeting) -> Card:
        """A meeting by its name; its own page says when it is."""
        return Card(
            title=self.title(row),
            address=reverse("desk:meeting", args=[forum.slug, row.slug]),
        )

"""Points of action as they are searched: by their words, for whoever opens the page of one.

Source: domain.md C.6, C.8.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.meetings import attendance
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.records.models import ActionPoint
from cochair.records.points import access, queries


class Points(Rows):
    """The points of action of a forum; the day by which they are narrowed is that of the note."""

    kind = queries.SUBJECT
    model = ActionPoint
    day = "at"
    meeting = "meeting__slug"

    def rows(self, forum: Forum) -> QuerySet[ActionPoint]:
        """All points of a forum with their meetings."""
        return queries.rows(forum)

    def readable(
        self, forum: Forum, hat: Hat, at: datetime, rows: QuerySet[ActionPoint]
    ) -> Iterable[int]:
        """The points whose page opens for an office."""
        if not access.may_own(hat):
            return ()
        if attendance.takes_part_in_all(hat):
            return rows.values_list("pk", flat=True)
        return [one.pk for one in access.readable(rows, forum, hat, at)]

    def shown(self, forum: Forum, row: ActionPoint) -> Card:
        """A point with its meeting and the day on which it was noted."""
        return Card(
            title=row.text,
            meeting=row.meeting.slug,
            day=row.at,
            address=reverse("records:point", args=[forum.slug, row.meeting.slug, row.number]),
        )

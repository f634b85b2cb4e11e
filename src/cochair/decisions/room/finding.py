"""Decisions in the room as they are searched: by the title and the number of their document."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.decisions.models import RoomDecision
from cochair.decisions.room import queries
from cochair.documents import queries as documents
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.parties.models import Forum
from cochair.parties.offices import Hat, Power


class Decisions(Rows):
    """The decisions in the room of a forum; they are narrowed by the day on which they were put."""

    kind = "decision"
    model = RoomDecision
    day = "act__effective_at"
    meeting = "meeting__slug"
    made_by = "room.put"

    def rows(self, forum: Forum) -> QuerySet[RoomDecision]:
        """All decisions of a forum with their documents and meetings."""
        rows = RoomDecision.objects.filter(meeting__forum=forum)
        return rows.select_related("meeting__forum", "document", "act")

    def readable(
        self, forum: Forum, hat: Hat, at: datetime, rows: QuerySet[RoomDecision]
    ) -> Iterable[int]:
        """Those on documents that an office may read, of meetings in which it takes part, if it reads
        what the Parties share."""
        if not hat.may(Power.READ_SHARED):
            return ()
        return queries.visible(forum, hat, at).order_by().values_list("pk", flat=True)

    def title(self, row: RoomDecision) -> Mapping[str, str]:
        """The title of its document."""
        return dict(row.document.title)

    def more(self, row: RoomDecision) -> str:
        """The symbol of its document."""
        return documents.name_of(row.document, row.terms["revision"])

    def shown(self, forum: Forum, row: RoomDecision) -> Card:
        """A decision with the symbol of its document and its meeting."""
        return Card(
            title=row.document.title,
            symbol=self.more(row),
            meeting=row.meeting.slug,
            day=row.act.effective_at,
            address=reverse("decisions:in-room", args=[forum.slug, row.meeting.slug, row.number]),
        )

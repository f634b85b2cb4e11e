"""Silence procedures as they are searched: by the title and the number of their document."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.decisions.models import SilenceProcedure
from cochair.decisions.silence import queries
from cochair.documents import queries as documents
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.parties.models import Forum
from cochair.parties.offices import Hat, Power


class Silences(Rows):
    """The silence procedures of a forum; the day by which they are narrowed is that of their end."""

    kind = "silence"
    model = SilenceProcedure
    day = "expires_at"
    meeting = "revision__document__meeting__slug"
    made_by = "silence.opened"

    def rows(self, forum: Forum) -> QuerySet[SilenceProcedure]:
        """All silence procedures of a forum with their documents."""
        rows = SilenceProcedure.objects.filter(forum=forum)
        return rows.select_related("forum", "revision__document__meeting")

    def readable(
        self, forum: Forum, hat: Hat, at: datetime, rows: QuerySet[SilenceProcedure]
    ) -> Iterable[int]:
        """Those on documents that an office may read, if it reads what the Parties share."""
        if not hat.may(Power.READ_SHARED):
            return ()
        return queries.visible(forum, hat, at).order_by().values_list("pk", flat=True)

    def title(self, row: SilenceProcedure) -> Mapping[str, str]:
        """The title of its document."""
        return dict(row.revision.document.title)

    def more(self, row: SilenceProcedure) -> str:
        """The symbol of its document."""
        return documents.name_of(row.revision.document, row.revision.number)

    def shown(self, forum: Forum, row: SilenceProcedure) -> Card:
        """A silence procedure with the symbol of its document and its end."""
        document = row.revision.document
        return Card(
            title=document.title,
            symbol=documents.name_of(document, row.revision.number),
            meeting=document.meeting.slug if document.meeting else "",
            day=row.expires_at,
            address=reverse("decisions:decision", args=[forum.slug, row.number]),
        )

"""Records of meetings as they are searched: by what went out of them, for whoever opens the page.

Drafts are not found: those of a Party are closed to the other, and the common one is read by those
who write it.  Source: domain.md C.6, C.8.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from cochair.documents import queries as documents
from cochair.documents.register.finding import Documents, paragraphs_of, released
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card, Passage
from cochair.meetings import attendance
from cochair.meetings.part import Part
from cochair.meetings.titles import meeting_titles
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Hat, Power, Role
from cochair.procedure.refusal import _
from cochair.records.models import MeetingRecord
from cochair.records.record import queries
from cochair.web.saying import in_all


class Records(Rows):
    """The records of a forum; they are narrowed by the day on which their draft was begun."""

    kind = "record"
    model = MeetingRecord
    day = "at"
    meeting = "meeting__slug"

    def rows(self, forum: Forum) -> QuerySet[MeetingRecord]:
        """All records of a forum with their meetings and documents."""
        rows = MeetingRecord.objects.filter(meeting__forum=forum)
        return rows.select_related("meeting__forum", "document")

    def touched(self, forum: Forum, entries: Iterable[Any]) -> Collection[int]:
        """The records of which entries speak, by their meetings or by the documents that they are."""
        entries = list(entries)
        papers = Documents().touched(forum, entries)
        of_papers = self.rows(forum).filter(document__in=papers) if papers else ()
        return sorted({*super().touched(forum, entries), *(row.pk for row in of_papers)})

    def readable(
        self, forum: Forum, hat: Hat, at: datetime, rows: QuerySet[MeetingRecord]
    ) -> Iterable[int]:
        """Those of meetings in which an office takes part and does not observe; without a right to
        what the Parties share, those that it may read as documents."""
        if hat.role is Role.OBSERVER:
            return ()
        if attendance.takes_part_in_all(hat):
            return rows.values_list("pk", flat=True)
        parts = attendance.parts_of(forum, hat, at)
        own = [slug for slug, part in parts.items() if part and part is not Part.OBSERVER]
        out = Q(document__in=documents.visible(forum, hat, at).values("pk"))
        opens = Q() if hat.may(Power.READ_SHARED) else out & Q(document__circulated_at__lte=at)
        return rows.filter(opens, meeting__slug__in=own).values_list("pk", flat=True)

    def title(self, row: MeetingRecord) -> Mapping[str, str]:
        """The record of which meeting it is."""
        names = meeting_titles(row.meeting, parties.book(row.meeting.forum))
        return in_all(_("Record of the {meeting}"), meeting=names.__getitem__)

    def more(self, row: MeetingRecord) -> str:
        """The symbol of its document."""
        return documents.name_of(row.document) if row.document else ""

    def texts(self, row: MeetingRecord) -> Iterator[Passage]:
        """What went out last, in each language that was released."""
        out = queries.last_out(row)
        for edition in released(out).values() if out else ():
            yield from paragraphs_of(edition)

    def shown(self, forum: Forum, row: MeetingRecord) -> Card:
        """A record with its number and its meeting."""
        return Card(
            title=self.title(row),
            symbol=self.more(row),
            meeting=row.meeting.slug,
            day=row.at,
            address=reverse("records:record", args=[forum.slug, row.meeting.slug]),
            place="#{paragraph}",
        )

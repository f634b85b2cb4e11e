"""What meetings left behind: their records.

A record is the joint one; its words are among the documents.  What one side keeps of a meeting by
itself is a kind of its own (`own`).
"""

from collections.abc import Iterator

from cochair.archives.parts import Part, Reader, Row, instant, member, register
from cochair.documents import queries as documents
from cochair.procedure.refusal import _
from cochair.records.models import MeetingRecord


def register_all() -> None:
    """Make this part known; called once, when the app is ready."""
    register(
        Part(
            "records",
            _("Records of meetings"),
            records,
            (
                (_("Meeting"), member("meeting")),
                (_("Document"), member("document")),
                (_("Act"), member("act")),
            ),
        )
    )


def records(reader: Reader) -> Iterator[Row]:
    """The joint record of each meeting, with the revision that both approved."""
    read = set(
        documents.visible(reader.forum, reader.hat, reader.at).values_list("slug", flat=True)
    )
    rows = MeetingRecord.objects.filter(meeting__cycle=reader.cycle).select_related(
        "meeting", "document", "approval", "approved"
    )
    for row in rows.order_by("meeting__slug"):
        there = row.document is not None and row.document.slug in read
        yield {
            "meeting": row.meeting.slug,
            "document": row.document.slug if there and row.document is not None else None,
            "approved_revision": row.approved.number if row.approved is not None else None,
            "act": row.approval.number if row.approval is not None else None,
            "at": instant(row.at),
        }

"""Records of meetings as an archive keeps them, and as they are handed to the next presidency."""

from collections.abc import Iterable

from cochair.documents import queries as documents
from cochair.kernel import archive, handover
from cochair.kernel.archive import instant
from cochair.kernel.handover import handed
from cochair.kernel.kind import Row
from cochair.records.models import MeetingRecord, RecordDraft
from cochair.records.record import queries


def rows(reader: archive.Reader) -> Iterable[Row]:
    """The joint record of each meeting, with the revision that both approved."""
    read = set(
        documents.visible(reader.forum, reader.hat, reader.at).values_list("slug", flat=True)
    )
    found = MeetingRecord.objects.filter(meeting__cycle=reader.cycle).select_related(
        "meeting", "document", "approval", "approved"
    )
    for row in found.order_by("meeting__slug"):
        there = row.document is not None and row.document.slug in read
        yield {
            "meeting": row.meeting.slug,
            "document": row.document.slug if there and row.document is not None else None,
            "approved_revision": row.approved.number if row.approved is not None else None,
            "act": row.approval.number if row.approval is not None else None,
            "at": instant(row.at),
        }


def own_rows(reader: archive.Reader) -> Iterable[Row]:
    """What the Party wrote down of each meeting by itself, paragraph by paragraph."""
    found = RecordDraft.objects.filter(
        meeting__forum=reader.forum, meeting__cycle=reader.cycle, party__code=reader.party
    ).select_related("meeting")
    for row in found.prefetch_related("paragraphs").order_by("meeting__slug"):
        yield {
            "meeting": row.meeting.slug,
            "begun_at": instant(row.at),
            "offered_at": instant(row.offered_at),
            "kept_at": instant(row.kept_at),
            "kept_by": row.kept_member or None,
            "paragraphs": [
                {
                    "key": one.key,
                    "kind": one.kind,
                    "level": one.level,
                    "words": one.words,
                    "left_out": one.left_out,
                }
                for one in row.paragraphs.all()
            ],
        }


def handed_over(reader: handover.Reader) -> Iterable[handover.Row]:
    """The records of meetings that both have not approved."""
    for row in queries.records(reader.forum).filter(approval=None):
        slug = row.meeting.slug
        yield handed(reader.named.get(slug, {}), where=("records:record", reader.forum.slug, slug))

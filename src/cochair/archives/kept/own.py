"""What one side has by itself: its own records and drafts of meetings.

The other Party neither reads any of it nor learns that it is there.
Source: architecture section 3, law 5.
"""

from collections.abc import Iterator

from cochair.archives.parts import Part, Reader, Row, instant, member, register
from cochair.procedure.refusal import _
from cochair.records.models import RecordDraft


def register_all() -> None:
    """Make these parts known; called once, when the app is ready."""
    register(
        Part(
            "own_records",
            _("Records and drafts of your side"),
            own_records,
            (
                (_("Meeting"), member("meeting")),
                (_("Begun"), member("begun_at")),
                (_("Put forward"), member("offered_at")),
                (_("Kept since"), member("kept_at")),
            ),
        )
    )


def own_records(reader: Reader) -> Iterator[Row]:
    """What the Party wrote down of each meeting by itself, paragraph by paragraph."""
    rows = RecordDraft.objects.filter(
        meeting__forum=reader.forum, meeting__cycle=reader.cycle, party__code=reader.party
    ).select_related("meeting")
    for row in rows.prefetch_related("paragraphs").order_by("meeting__slug"):
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

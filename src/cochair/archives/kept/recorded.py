"""What meetings and the cycle left behind: records, points of action, stock-taking, assessment.

A record is the joint one; its words are among the documents.  What one side keeps of a meeting by
itself is a kind of its own (`own`).
"""

from collections.abc import Iterator

from cochair.archives.parts import Part, Reader, Row, instant, member, register
from cochair.commitments.models import EffectivenessAssessment, StocktakingReport
from cochair.documents import queries as documents
from cochair.procedure.refusal import _
from cochair.records.models import MeetingRecord


def register_all() -> None:
    """Make these parts known; called once, when the app is ready."""
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
    register(
        Part(
            "stocktaking",
            _("Stock-taking"),
            stocktaking,
            ((_("Cycle"), member("cycle")), (_("Final since"), member("final_at"))),
        )
    )
    register(
        Part(
            "assessments",
            _("Assessment of the cycle"),
            assessments,
            ((_("Cycle"), member("cycle")), (_("Signed"), member("signed_at"))),
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


def stocktaking(reader: Reader) -> Iterator[Row]:
    """The stock-taking report of the cycle, once both made it final: what was signed."""
    rows = StocktakingReport.objects.filter(cycle=reader.cycle, final_at__isnull=False)
    for row in rows.select_related("act", "document"):
        yield {
            "cycle": reader.cycle.number,
            "final_at": instant(row.final_at),
            "act": row.act.number if row.act is not None else None,
            "document": row.document.slug if row.document is not None else None,
            "content": row.content,
        }


def assessments(reader: Reader) -> Iterator[Row]:
    """The assessment of the cycle that both signed."""
    rows = EffectivenessAssessment.objects.filter(cycle=reader.cycle, signed_at__isnull=False)
    for row in rows.select_related("act"):
        yield {
            "cycle": reader.cycle.number,
            "signed_at": instant(row.signed_at),
            "act": row.act.number if row.act is not None else None,
            "sections": row.sections,
        }

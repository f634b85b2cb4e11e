"""What a cycle left behind: stock-taking, assessment."""

from collections.abc import Iterator

from cochair.archives.parts import Part, Reader, Row, instant, member, register
from cochair.commitments.models import EffectivenessAssessment, StocktakingReport
from cochair.procedure.refusal import _


def register_all() -> None:
    """Make these parts known; called once, when the app is ready."""
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

"""Reports and assessments as the core's facts, and where an outcome was reported.

Cycles lie below this app: what belongs to them is added where all facts are gathered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cochair.features.commitments.models import EffectivenessAssessment, StocktakingReport
from cochair.features.parties.models import Forum
from cochair.procedure import facts
from cochair.procedure.checks.reports import STOCKTAKING


@dataclass(frozen=True, slots=True)
class Reported:
    """A final report with its paper, and the circulation by which it went to a meeting."""

    report: facts.Report
    paper: str
    meeting: str
    circulated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """What there is, by the number of the cycle."""

    reports: Mapping[int, Reported]
    assessments: Mapping[int, facts.Assessment]


def known(forum: Forum) -> Known:
    """Everything that both signed in a forum; three queries."""
    rows = StocktakingReport.objects.filter(forum=forum, final_at__isnull=False)
    signed = EffectivenessAssessment.objects.filter(forum=forum, signed_at__isnull=False)
    return Known(
        {
            row.cycle.number: _reported(row)
            for row in rows.select_related("cycle", "document", "reported_to", "circulation")
        },
        {
            row.cycle.number: _assessment(row)
            for row in signed.select_related("cycle", "act", "document").prefetch_related(
                "act__keys__party", "results"
            )
        },
    )


def with_reports(
    cycles: Iterable[facts.Cycle], meetings: Iterable[facts.Meeting], found: Known
) -> tuple[facts.Cycle, ...]:
    """The cycles with their final reports and assessments.

    An outcome counts as reported from when both is true: the report was circulated for the
    meeting, and an agenda of it that was published names the report (II.3.functions.b.2).
    """
    by_id = {one.id: one for one in meetings}
    return tuple(_with_reports(one, by_id, found) for one in cycles)


def _with_reports(
    cycle: facts.Cycle, meetings: Mapping[str, facts.Meeting], found: Known
) -> facts.Cycle:
    reported, assessment = found.reports.get(cycle.number), found.assessments.get(cycle.number)
    reports = cycle.reports
    if reported is not None:
        reports = (*reports, _tabled(reported, meetings.get(reported.meeting)))
    if not reports and assessment is None:
        return cycle
    return replace(cycle, reports=reports, assessment=assessment)


def _tabled(reported: Reported, meeting: facts.Meeting | None) -> facts.Report:
    circulated = reported.circulated_at
    if meeting is None or circulated is None:
        return reported.report
    named = [
        agenda.at
        for agenda in meeting.agendas
        if any(reported.paper in item.documents for item in agenda.items)
    ]
    if not named:
        return reported.report
    return replace(
        reported.report, reported_to=meeting.id, circulated_at=max(circulated, min(named))
    )


def _reported(row: StocktakingReport) -> Reported:
    assert row.final_at is not None and row.document is not None
    report = facts.Report(
        id=row.document.slug,
        at=row.final_at,
        kind=STOCKTAKING,
        areas=frozenset(row.content["areas"]),
    )
    return Reported(
        report,
        row.document.slug,
        row.reported_to.slug if row.reported_to else "",
        row.circulation.at if row.circulation else None,
    )


def _assessment(row: EffectivenessAssessment) -> facts.Assessment:
    assert row.signed_at is not None and row.act is not None
    return facts.Assessment(
        id=row.document.slug if row.document else str(row),
        at=row.signed_at,
        signed_by=frozenset(key.party.code for key in row.act.keys.all()),
        results=len(row.results.all()),
    )

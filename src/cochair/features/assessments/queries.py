"""Reads of joint assessments; each a fixed number of queries."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.assessments.criteria import SUBJECT
from cochair.features.commitments.models import (
    EffectivenessAssessment,
    Indicator,
    IndicatorValue,
    StocktakingReport,
)
from cochair.features.cycles.models import Cycle
from cochair.features.measures import queries as measures
from cochair.features.parties.models import Forum
from cochair.kernel.archive import instant
from cochair.kernel.kind import Row


def assessment(forum: Forum, number: int) -> EffectivenessAssessment | None:
    """The assessment of a cycle, or None."""
    rows = EffectivenessAssessment.objects.filter(forum=forum, cycle__number=number)
    return rows.select_related("forum", "cycle", "act", "document").first()


def waiting(row: EffectivenessAssessment) -> list[JointAct]:
    """The open acts on an assessment."""
    number = str(row.cycle.number)
    return list(acts.open_acts(row.forum).filter(subject_kind=SUBJECT, subject_id=number))


def figures(forum: Forum, cycle: Cycle) -> list[tuple[Indicator, IndicatorValue | None]]:
    """Every indicator with its last value in a cycle, or None where there is none."""
    return [(one, _last(one, cycle.start, cycle.end)) for one in measures.indicators(forum)]


def _last(row: Indicator, start: date, end: date) -> IndicatorValue | None:
    within = [one for one in row.values.all() if start <= one.day <= end]
    return within[-1] if within else None


def unfinished(forum: Forum) -> QuerySet[EffectivenessAssessment]:
    """The assessments of cycles that are not closed that both have not signed; one query."""
    rows = EffectivenessAssessment.objects.filter(forum=forum, signed_at=None)
    return rows.filter(cycle__closed_at=None).select_related("forum", "cycle")


def unbegun(forum: Forum) -> QuerySet[Cycle]:
    """The cycles that are not closed, of which stock was taken and nothing was assessed; one query."""
    begun = EffectivenessAssessment.objects.filter(forum=forum).values("cycle")
    taken = StocktakingReport.objects.filter(forum=forum, final_at__isnull=False).values("cycle")
    rows = Cycle.objects.filter(forum=forum, pk__in=taken, closed_at=None, abandoned_at=None)
    return rows.exclude(pk__in=begun).select_related("forum").order_by("number")


def ends_with(row: EffectivenessAssessment) -> Cycle:
    """The cycle that is assessed, with whose closing the assessment ends."""
    return row.cycle


def archived(reader: Any) -> Iterator[Row]:
    """The assessment of the cycle that both signed, for the archive of a reader
    (`archives.parts.Reader`)."""
    rows = EffectivenessAssessment.objects.filter(cycle=reader.cycle, signed_at__isnull=False)
    for row in rows.select_related("act"):
        yield {
            "cycle": reader.cycle.number,
            "signed_at": instant(row.signed_at),
            "act": row.act.number if row.act is not None else None,
            "sections": row.sections,
            "results": [
                {
                    "commitment": one.expectation.commitment.slug,
                    "expectation": one.expectation.number,
                    "result": one.result,
                    "view": one.view,
                    "why": one.why,
                    "follows": one.follows,
                    "follows_words": one.follows_words,
                }
                for one in row.results.select_related("expectation__commitment")
            ],
        }

"""Actions and indicators as the core's facts, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.commitments.models import (
    Action,
    Indicator,
    IndicatorValue,
    ProgressReport,
)
from cochair.features.measures import codes, queries
from cochair.features.parties.models import Forum
from cochair.procedure import facts
from cochair.procedure.calendar import start_of_day

ENDED_OTHERWISE = codes.DISCONTINUED


def actions(forum: Forum) -> tuple[facts.Action, ...]:
    """Every action, dated by the instant at which it began, or else was entered."""
    reports: dict[tuple[int, str], list[datetime]] = {}
    said = ProgressReport.objects.filter(commitment__instrument__forum=forum).order_by("at")
    for pk, author, at in said.values_list("commitment", "author", "at"):
        reports.setdefault((pk, author), []).append(at)
    values: dict[int, list[IndicatorValue]] = {}
    for one in IndicatorValue.objects.filter(indicator__forum=forum).select_related("indicator"):
        if one.indicator.commitment_id is not None:
            values.setdefault(one.indicator.commitment_id, []).append(one)
    return tuple(_action(row, _shown(row, reports, values)) for row in queries.actions(forum))


def _shown(
    row: Action,
    reports: Mapping[tuple[int, str], Iterable[datetime]],
    values: Mapping[int, Iterable[IndicatorValue]],
) -> datetime | None:
    """When something first showed what came of an action: its lead reported on a commitment that it
    serves, a milestone was reached, or a figure of such a commitment of after its first day came."""
    if row.started_at is None:
        return None
    zone = row.forum.zone
    found = [start_of_day(one.done_on, zone) for one in row.milestones.all() if one.done_on]
    for commitment in row.commitments.all():
        found += [at for at in reports.get((commitment.pk, row.lead), ()) if at >= row.started_at]
        found += [one.at for one in values.get(commitment.pk, ()) if one.day >= row.start]
    return max(row.started_at, min(found)) if found else None


def indicators(forum: Forum) -> tuple[facts.Indicator, ...]:
    """Every indicator with its baseline, its values and the trends that both attested."""
    return tuple(_indicator(row) for row in queries.indicators(forum))


def _action(row: Action, shown_at: datetime | None) -> facts.Action:
    return facts.Action(
        id=f"action-{row.number}",
        at=row.started_at or row.at,
        level=row.level,
        state=row.state,
        start=row.start,
        end=row.end,
        region=row.region,
        started_at=row.started_at,
        ended_at=row.ended_at if row.state == ENDED_OTHERWISE else None,
        shown_at=shown_at,
    )


def _indicator(row: Indicator) -> facts.Indicator:
    return facts.Indicator(
        id=f"indicator-{row.number}",
        at=row.at,
        type=row.type,
        baseline=facts.Value(at=row.at, day=row.baseline_day, value=row.baseline),
        values=tuple(facts.Value(at=v.at, day=v.day, value=v.value) for v in row.values.all()),
        trends=tuple(
            facts.JointFact(id=f"trend-{one.pk}", at=one.at, value=one.value)
            for one in row.trends.all()
        ),
    )

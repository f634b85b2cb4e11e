"""Actions and indicators as the core's facts, in a fixed number of queries."""

from cochair.features.commitments.models import Action, Indicator
from cochair.features.measures import codes, queries
from cochair.features.parties.models import Forum
from cochair.procedure import facts

ENDED_OTHERWISE = codes.DISCONTINUED


def actions(forum: Forum) -> tuple[facts.Action, ...]:
    """Every action, dated by the instant at which it began, or else was entered."""
    return tuple(_action(row) for row in Action.objects.filter(forum=forum))


def indicators(forum: Forum) -> tuple[facts.Indicator, ...]:
    """Every indicator with its baseline, its values and the trends that both attested."""
    return tuple(_indicator(row) for row in queries.indicators(forum))


def _action(row: Action) -> facts.Action:
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

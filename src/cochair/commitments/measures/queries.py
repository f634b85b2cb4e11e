"""Reads of actions and indicators; each a fixed number of queries."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from cochair.acts import queries as acts
from cochair.acts.models import JointAct
from cochair.commitments.models import Action, Commitment, Indicator, Milestone, Trend
from cochair.parties.models import Forum
from cochair.procedure.calendar import civil_day

SUBJECT = "action"
MEASURE = "indicator"


def actions(forum: Forum) -> QuerySet[Action]:
    """The actions of a forum by number, with their commitments and milestones."""
    rows = Action.objects.filter(forum=forum).select_related("forum", "act")
    return rows.prefetch_related("commitments", "milestones").order_by("number")


def action(forum: Forum, number: int) -> Action | None:
    """One action, or None."""
    return actions(forum).filter(number=number).first()


def milestone(row: Action, pk: int) -> Milestone | None:
    """A milestone of an action, or None."""
    return row.milestones.select_related("action__forum").filter(pk=pk).first()


def indicators(forum: Forum) -> QuerySet[Indicator]:
    """The indicators of a forum by number, with their values and what both attest."""
    rows = Indicator.objects.filter(forum=forum).select_related("forum", "commitment")
    trends = Prefetch("trends", Trend.objects.select_related("act"))
    return rows.prefetch_related("values", trends).order_by("number")


def indicator(forum: Forum, number: int) -> Indicator | None:
    """One indicator, or None."""
    return indicators(forum).filter(number=number).first()


def in_force(forum: Forum) -> tuple[Commitment, ...]:
    """The commitments in force, by number."""
    rows = Commitment.objects.filter(instrument__forum=forum, state="in_force")
    return tuple(rows.order_by("slug"))


def waiting(forum: Forum, kind: str, number: int) -> list[JointAct]:
    """The open acts on an action or an indicator."""
    return list(acts.open_acts(forum).filter(subject_kind=kind, subject_id=str(number)))


def is_late(row: Action, at: datetime) -> bool:
    """Whether the last day of an action is over, and it is not."""
    over = row.end is not None and row.end < civil_day(at, row.forum.zone)
    return over and row.ended_at is None


def step_is_late(row: Milestone, at: datetime) -> bool:
    """Whether the day of a milestone is over, and it was not reached."""
    return row.done_on is None and row.due < civil_day(at, row.action.forum.zone)


def content(row: Action) -> dict[str, object]:
    """Everything that both endorse of an action."""
    return {
        "title": row.title,
        "level": row.level,
        "region": row.region,
        "lead": row.lead,
        "partners": row.partners,
        "start": row.start.isoformat(),
        "end": row.end.isoformat() if row.end else "",
        "funding": row.funding,
        "commitments": sorted(row.commitments.values_list("slug", flat=True)),
    }

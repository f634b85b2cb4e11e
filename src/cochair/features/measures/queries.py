"""Reads of actions and indicators; each a fixed number of queries."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Action, Commitment, Indicator, Milestone, Trend
from cochair.features.parties.models import Forum
from cochair.kernel.archive import day, instant
from cochair.kernel.kind import Row
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


def running(forum: Forum) -> QuerySet[Action]:
    """The actions of a forum that are not over; three queries."""
    return actions(forum).filter(ended_at=None)


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


def is_proposed(forum: Forum, kind: str, number: int) -> bool:
    """Whether an act on an action or an indicator waits for a key."""
    wanted = (kind, str(number))
    return any((one.subject_kind, one.subject_id) == wanted for one in acts.sent(forum))


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


def actions_archived(reader: Any) -> Iterator[Row]:
    """The actions that serve commitments, with their milestones, for the archive of a reader
    (`archives.parts.Reader`)."""
    rows = Action.objects.filter(forum=reader.forum).prefetch_related("commitments", "milestones")
    for row in rows.order_by("number"):
        yield {
            "number": row.number,
            "title": row.title,
            "commitments": sorted(one.slug for one in row.commitments.all()),
            "level": row.level,
            "region": row.region,
            "lead": row.lead,
            "partners": row.partners,
            "start": day(row.start),
            "end": day(row.end),
            "state": row.state,
            "started_at": instant(row.started_at),
            "ended_at": instant(row.ended_at),
            "milestones": [
                {"title": one.title, "due": day(one.due), "done_on": day(one.done_on)}
                for one in row.milestones.all()
            ],
        }


def indicators_archived(reader: Any) -> Iterator[Row]:
    """The indicators with every value that was entered, and where it comes from, for the archive of
    a reader (`archives.parts.Reader`)."""
    rows = Indicator.objects.filter(forum=reader.forum).select_related("commitment")
    for row in rows.prefetch_related("values").order_by("number"):
        yield {
            "number": row.number,
            "title": row.title,
            "commitment": row.commitment.slug if row.commitment else None,
            "unit": row.unit,
            "baseline": row.baseline,
            "baseline_day": day(row.baseline_day),
            "baseline_source": row.baseline_source,
            "target": row.target,
            "values": [
                {"value": one.value, "day": day(one.day), "source": one.source}
                for one in row.values.all()
            ],
        }

"""Reads of cycles and plans; states are derived from the day."""

from datetime import date
from enum import StrEnum

from cochair.cycles.models import Cycle, SlotPlan
from cochair.parties.models import Forum


class State(StrEnum):
    """The states of a cycle (domain.md C.4)."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    CLOSED = "closed"


def cycles(forum: Forum) -> tuple[Cycle, ...]:
    """The cycles of a forum by number."""
    return tuple(Cycle.objects.filter(forum=forum))


def cycle(forum: Forum, number: int) -> Cycle | None:
    """One cycle, or None."""
    return Cycle.objects.filter(forum=forum, number=number).first()


def running(forum: Forum, today: date) -> Cycle | None:
    """The cycle that runs on a civil day, or None."""
    return Cycle.objects.filter(forum=forum, start__lte=today, end__gte=today).first()


def state_of(cycle: Cycle, today: date) -> State:
    """The state of a cycle on a civil day of the forum's zone."""
    if cycle.closed_at is not None:
        return State.CLOSED
    if today < cycle.start:
        return State.PLANNED
    return State.RUNNING if today <= cycle.end else State.ENDED


def plan_of(forum: Forum, number: int) -> dict[str, SlotPlan]:
    """The latest plan of each slot of a cycle, by configuration."""
    return {row.configuration: row for row in SlotPlan.objects.filter(forum=forum, cycle=number)}

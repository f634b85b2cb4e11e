"""Reads of cycles and plans; states are derived from the day."""

from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext

from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle, SlotPlan
from cochair.features.parties.models import Forum
from cochair.procedure.consent import ConsentState

# The joint acts by which a cycle gets a later last day, and by which it is abandoned.
EXTEND, ABANDON = "cycle.extend", "cycle.abandon"


class State(StrEnum):
    """The states of a cycle (domain.md C.4)."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    CLOSED = "closed"
    ABANDONED = "abandoned"

    @property
    def word(self) -> str:
        """The state in the reader's language: a meeting that is planned may be of another gender."""
        return pgettext("a cycle", "planned") if self is State.PLANNED else gettext(self.value)


def cycles(forum: Forum) -> tuple[Cycle, ...]:
    """The cycles of a forum by number."""
    return tuple(Cycle.objects.filter(forum=forum))


def cycle(forum: Forum, number: int) -> Cycle | None:
    """One cycle, or None."""
    return Cycle.objects.filter(forum=forum, number=number).first()


def cycle_of(act: JointAct) -> Cycle:
    """The cycle that a joint act is about, by the number in its body."""
    return Cycle.objects.select_related("forum").get(forum=act.forum, number=act.body["cycle"])


def running(forum: Forum, today: date) -> Cycle | None:
    """The cycle that runs on a civil day, or None."""
    return runs_on(today).filter(forum=forum).first()


def runs_on(today: date) -> QuerySet[Cycle]:
    """The cycles, of all forums, that run on a civil day: one that was abandoned runs no more."""
    return Cycle.objects.filter(start__lte=today, end__gte=today, abandoned_at=None)


def extensions(forum: Forum) -> dict[int, list[JointAct]]:
    """The acts by which cycles were extended, in their order, by the number of the cycle."""
    found: dict[int, list[JointAct]] = {}
    rows = JointAct.objects.filter(forum=forum, kind=EXTEND, state=ConsentState.EFFECTIVE.value)
    for act in rows.order_by("effective_at"):
        found.setdefault(act.body["cycle"], []).append(act)
    return found


def abandonment(cycle: Cycle) -> JointAct | None:
    """The act by which both abandoned a cycle, which names their decision; None for all others."""
    if cycle.abandoned_at is None:
        return None
    rows = JointAct.objects.filter(
        forum=cycle.forum_id, kind=ABANDON, state=ConsentState.EFFECTIVE.value
    )
    return next((act for act in rows if act.body["cycle"] == cycle.number), None)


def state_of(cycle: Cycle, today: date) -> State:
    """The state of a cycle on a civil day of the forum's zone."""
    if cycle.abandoned_at is not None:
        return State.ABANDONED
    if cycle.closed_at is not None:
        return State.CLOSED
    if today < cycle.start:
        return State.PLANNED
    return State.RUNNING if today <= cycle.end else State.ENDED


def plan_of(forum: Forum, number: int) -> dict[str, SlotPlan]:
    """The latest plan of each slot of a cycle, by configuration."""
    return {row.configuration: row for row in SlotPlan.objects.filter(forum=forum, cycle=number)}


def planned_by(forum: Forum, number: int, at: datetime) -> JointAct | None:
    """The act by which both last agreed on a cycle and its meetings by an instant, or None."""
    rows = SlotPlan.objects.filter(forum=forum, cycle=number, at__lte=at, act__kind="cycle.plan")
    row = rows.select_related("act").last()
    return row.act if row is not None else None


def agreed(forum: Forum, at: datetime) -> frozenset[int]:
    """The numbers of the cycles on whose plan both agreed by an instant (aware UTC)."""
    rows = SlotPlan.objects.filter(forum=forum, at__lte=at, act__kind="cycle.plan")
    return frozenset(rows.values_list("cycle", flat=True))


def of_name(forum: Forum, name: str) -> Cycle | None:
    """The cycle of a forum that the journal calls by a name, or None."""
    rows = Cycle.objects.filter(forum=forum).select_related("forum")
    return next((row for row in rows if str(row) == name), None)


def itself(cycle: Cycle) -> Cycle:
    """A cycle ends with itself."""
    return cycle

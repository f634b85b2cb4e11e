"""Cycles, their extensions and plans as the core's facts, in three queries."""

from collections.abc import Iterable
from datetime import date, datetime

from cochair.features.acts.models import JointAct
from cochair.features.cycles import queries
from cochair.features.cycles.models import Cycle, SlotPlan
from cochair.features.parties.models import Forum
from cochair.procedure import facts
from cochair.procedure.book import Book
from cochair.procedure.calendar import semesters_from, start_of_day


def cycles(forum: Forum, book: Book) -> tuple[facts.Cycle, ...]:
    """Every cycle of the forum with its semesters and the plans made in it."""
    plans: dict[int, list[facts.Plan]] = {}
    for plan in SlotPlan.objects.filter(forum=forum):
        plans.setdefault(plan.made_in, []).append(_plan(plan))
    extended = queries.extensions(forum)
    return tuple(
        _cycle(cycle, book, tuple(plans.get(cycle.number, ())), extended.get(cycle.number, ()))
        for cycle in Cycle.objects.filter(forum=forum)
    )


def _cycle(
    cycle: Cycle, book: Book, plans: tuple[facts.Plan, ...], extended: Iterable[JointAct]
) -> facts.Cycle:
    extensions = tuple(_extension(cycle, act) for act in extended)
    count = book.pattern.semesters if book.pattern else 1
    semesters = semesters_from(cycle.start, count)
    while extensions and semesters and semesters[-1].end < cycle.end:
        semesters = semesters_from(cycle.start, len(semesters) + 1)
    return facts.Cycle(
        number=cycle.number,
        id=f"{book.forum}-cycle-{cycle.number}",
        at=_known_from(cycle, book),
        start=cycle.start,
        end=cycle.end,
        semesters=tuple((s.start, s.end) for s in semesters),
        imported=cycle.imported,
        closed_at=cycle.closed_at,
        abandoned_at=cycle.abandoned_at,
        extensions=extensions,
        plans=plans,
    )


def _extension(cycle: Cycle, act: JointAct) -> facts.Extension:
    assert act.effective_at is not None
    return facts.Extension(
        id=f"{cycle}-extension-{act.number}",
        at=act.effective_at,
        before=date.fromisoformat(act.body["before"]),
        end=date.fromisoformat(act.body["end"]),
        reason=act.reason,
    )


def _known_from(cycle: Cycle, book: Book) -> datetime | None:
    """History counts from its own date; what was entered, from when it was."""
    if cycle.imported:
        return start_of_day(cycle.start, book.zone)
    return cycle.known_at


def _plan(plan: SlotPlan) -> facts.Plan:
    return facts.Plan(
        id=f"plan-{plan.pk}",
        at=plan.at,
        configuration=plan.configuration,
        state=plan.state,
        precision=plan.precision,
        start=plan.start,
        end=plan.end,
        place=plan.place or None,
        virtual=plan.virtual,
    )

"""Cycles and plans as the core's facts, in two queries."""

from datetime import datetime

from cochair.cycles.models import Cycle, SlotPlan
from cochair.parties.models import Forum
from cochair.procedure import facts
from cochair.procedure.book import Book
from cochair.procedure.calendar import semesters_from, start_of_day


def cycles(forum: Forum, book: Book) -> tuple[facts.Cycle, ...]:
    """Every cycle of the forum with its semesters and the plans made in it."""
    plans: dict[int, list[facts.Plan]] = {}
    for plan in SlotPlan.objects.filter(forum=forum):
        plans.setdefault(plan.made_in, []).append(_plan(plan))
    return tuple(
        _cycle(cycle, book, tuple(plans.get(cycle.number, ())))
        for cycle in Cycle.objects.filter(forum=forum)
    )


def _cycle(cycle: Cycle, book: Book, plans: tuple[facts.Plan, ...]) -> facts.Cycle:
    count = book.pattern.semesters if book.pattern else 1
    return facts.Cycle(
        number=cycle.number,
        id=f"{book.forum}-cycle-{cycle.number}",
        at=_known_from(cycle, book),
        start=cycle.start,
        end=cycle.end,
        semesters=tuple((s.start, s.end) for s in semesters_from(cycle.start, count)),
        imported=cycle.imported,
        closed_at=cycle.closed_at,
        plans=plans,
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

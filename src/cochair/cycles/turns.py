"""Whose turn it is on the plan of the cycle that follows the one that runs."""

from collections.abc import Iterable
from datetime import datetime

from cochair.acts import queries as acts
from cochair.cycles import queries
from cochair.cycles.models import Cycle
from cochair.kernel.kind import Turn
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.turns import signed_by
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import _

KIND = "cycle.plan"
PLAN = _("Plan cycle {n}: places and dates")


def open_cycles(forum: Forum) -> tuple[Cycle, ...]:
    """The cycles of a forum that may run; the plan of the next one is made in each."""
    rows = Cycle.objects.filter(forum=forum, closed_at=None, abandoned_at=None)
    return tuple(rows.select_related("forum"))


def turns(cycle: Cycle, at: datetime) -> Iterable[Turn]:
    """Both plan the next cycle while one runs and it has no plan, at an instant (UTC).

    While an act that fixes the plan waits for signatures, the act is what somebody owes.
    """
    forum, after = cycle.forum, cycle.number + 1
    if queries.state_of(cycle, civil_day(at, forum.zone)) is not queries.State.RUNNING:
        return
    subject = f"{forum.slug}-cycle-{after}"
    waiting = acts.open_acts(forum).filter(kind=KIND, subject_id=subject).exists()
    if waiting or queries.plan_of(forum, after):
        return
    where = ("meetings:planner", str(after))
    codes = parties.roster(forum).party_codes
    yield from signed_by(codes, PLAN, {"n": str(after)}, None, "", where)

"""Whose turn it is on a clause that is not met, or at risk, and for which nobody is asked elsewhere."""

from datetime import datetime, timedelta

import pytest

import people
from cochair.features.compliance import actions, queries
from cochair.features.compliance import cure_turns as cures
from cochair.features.compliance.names import names_of
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Turn
from cochair.procedure.calendar import end_of_day
from cochair.procedure.result import Outcome
from owing import owed, said

CLAUSE = "I.1.5"
WHY = "No action at that level was possible in this cycle."
BOTH = {
    (role, party, cures.CURE)
    for party in ("EU", "CLASI")
    for role in ("co_presidency", "(secretariat)")
}


@pytest.fixture
def cycle(real_forum: Forum) -> Cycle:
    """A cycle that is kept here, without any action."""
    Cycle.objects.filter(forum=real_forum).update(imported=False)
    return Cycle.objects.filter(forum=real_forum, closed_at=None).latest("number")


def on(cycle: Cycle, at: datetime) -> list[Turn]:
    """The turns on the clause about actions in this cycle."""
    name = names_of(cycle.forum)[str(cycle)]
    found = ((one, one.facts["clause"]) for one in owed("departure", cycle.forum, at))
    return [
        one
        for one, clause in found
        if isinstance(clause, dict)
        and clause["en"].startswith(f"{CLAUSE} ")
        and one.facts["target"] == name
    ]


def test_each_party_is_asked_to_cure_what_lacks_or_to_agree_an_exception(cycle: Cycle) -> None:
    ends = end_of_day(cycle.end, cycle.forum.zone)
    long_before, after = ends - timedelta(days=300), ends + timedelta(days=1)
    result = queries.result_on(cycle.forum, CLAUSE, str(cycle), after)
    assert result is not None and result.outcome is Outcome.NOT_MET

    assert on(cycle, long_before) == []
    found = on(cycle, after)
    assert set(said(found)) == BOTH
    assert {one.until for one in found} == {result.due}
    assert {one.address for one in found} == {
        ("compliance:clause", result.procedure_version, CLAUSE)
    }


def test_nobody_is_asked_while_an_exception_waits_for_signature(cycle: Cycle) -> None:
    at = end_of_day(cycle.end, cycle.forum.zone) + timedelta(days=1)
    office = people.person(cycle.forum, Role.SECRETARIAT, "EU", start=at)
    by, target = people.hat(cycle.forum, office, at), ("cycle", str(cycle))
    assert on(cycle, at)

    actions.propose_departure(cycle.forum, rule=CLAUSE, target=target, reason=WHY, by=by, at=at)
    assert on(cycle, at) == []


def test_nobody_is_asked_once_the_cycle_is_closed(cycle: Cycle) -> None:
    at = end_of_day(cycle.end, cycle.forum.zone) + timedelta(days=1)
    assert on(cycle, at)
    Cycle.objects.filter(pk=cycle.pk).update(closed_at=at)

    assert on(cycle, at) == []

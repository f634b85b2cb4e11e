"""Whose turn it is once a cycle has ended: statement, addendum, closing, publication, archive; and on
the plan of the next."""

from datetime import datetime, timedelta

import pytest

import signing
import stored
from cochair.exports.archives import kind as archives
from cochair.exports.archives.models import Archive
from cochair.features.compliance import actions, closure, statement, unfinished
from cochair.features.compliance import cycle_turns as ended
from cochair.features.cycles import kind as plans
from cochair.features.cycles.models import Cycle, SlotPlan
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refusal
from owing import owed, said
from signing import both_sign, league
from world import NOW

LATER = NOW + timedelta(days=2)
STATEMENT, PUBLICATION = "compliance-statement", "results-publication"


def lines(code: str, forum: Forum, at: datetime = NOW) -> set[str]:
    return {says for _role, _of, says in said(owed(code, forum, at))}


@pytest.fixture
def cycle(small_forum: Forum) -> Cycle:
    """The first cycle, which has ended."""
    Cycle.objects.filter(forum=small_forum, number=1).update(imported=False)
    return Cycle.objects.select_related("forum").get(forum=small_forum, number=1)


def stated(cycle: Cycle, at: datetime = NOW) -> None:
    act = actions.propose_statement(cycle.forum, cycle=cycle, by=league(cycle.forum), at=at)
    assert lines(STATEMENT, cycle.forum) <= {ended.CLOSE}
    both_sign(cycle.forum, act, at)


def test_both_sign_the_statement_and_then_close(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum = cycle.forum
    asked = owed(STATEMENT, forum, NOW)
    assert sorted(said(asked)) == sorted(
        (role, party, ended.SIGN)
        for party in ("LEAGUE", "CONCERT")
        for role in ("co_presidency", "(secretariat)")
    )
    assert {(one.firm, one.address) for one in asked} == {
        ("practice", ("compliance:statement", "1"))
    }
    assert lines(PUBLICATION, forum) == set()

    stated(cycle)
    assert lines(STATEMENT, forum) == {ended.CLOSE}
    assert lines(PUBLICATION, forum) == {ended.MAKE_PUBLIC}
    monkeypatch.setattr(
        unfinished,
        "of_cycle",
        lambda *given: iter([Refusal("cycle", "{names}", {"names": (1, 2)})]),
    )
    left = owed(STATEMENT, forum, NOW)
    assert {(one.role, one.says, one.facts["count"]) for one in left} == {
        ("secretariat", ended.FINISH, "2")
    }


def test_a_cycle_that_runs_or_is_closed_owes_no_statement_and_a_closed_one_its_archive(
    cycle: Cycle,
) -> None:
    forum = cycle.forum
    assert {one.facts["n"] for one in owed(STATEMENT, forum, NOW)} == {"1"}
    assert owed("archive", forum, NOW) == []
    stated(cycle)
    act = closure.propose_closing(forum, cycle=cycle, by=league(forum), at=NOW)
    assert lines(STATEMENT, forum) == set()
    both_sign(forum, act)

    assert lines(STATEMENT, forum) == set()
    assert lines(PUBLICATION, forum) == {ended.MAKE_PUBLIC}
    assert sorted({(one.role, one.of) for one in owed("archive", forum, NOW)}) == [
        (role, party)
        for role in ("co_presidency", "secretariat")
        for party in ("CONCERT", "LEAGUE")
    ]
    stored.taken(forum, cycle=1)
    assert Archive.objects.count() == 1
    assert {(one.of, one.says) for one in owed("archive", forum, NOW)} == {
        ("CONCERT", archives.DOWNLOAD)
    }


def test_results_that_changed_are_signed_in_an_addendum(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated(cycle)
    monkeypatch.setattr(statement, "outcomes", lambda results: {})

    assert ended.SIGN_AGAIN in lines(STATEMENT, cycle.forum)


def test_results_are_published_once(cycle: Cycle) -> None:
    forum = cycle.forum
    stated(cycle)
    body = statement.to_publish(forum, cycle, NOW)
    act = actions.propose_publication(forum, cycle=1, body=body, by=league(forum), at=NOW)
    assert lines(PUBLICATION, forum) == set()

    both_sign(forum, act)

    assert lines(PUBLICATION, forum) == set()


def test_history_is_nobodys_task(cycle: Cycle) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(imported=True)
    Forum.objects.filter(pk=cycle.forum.pk).update(known_until=cycle.end)

    assert owed(STATEMENT, Forum.objects.get(pk=cycle.forum.pk), NOW) == []


def test_the_next_cycle_is_planned_while_one_runs(small_forum: Forum) -> None:
    assert lines("planned-meeting", small_forum) == {plans.PLAN}
    assert {one.address for one in owed("planned-meeting", small_forum, NOW)} == {
        ("meetings:planner", "3")
    }

    SlotPlan.objects.create(
        forum=small_forum, made_in=2, cycle=3, configuration="council", precision="day",
        state="planned", at=NOW,
    )  # fmt: skip
    assert lines("planned-meeting", small_forum) == set()
    assert signing.COUNCIL

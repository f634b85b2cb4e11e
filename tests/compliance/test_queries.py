"""Results are computed once and kept until something changes; whatever is asked costs the same.

Architecture section 5 (reads do not grow with history); corrections.md section 1, "As at".
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import signing
from cochair.features.compliance import queries
from cochair.features.compliance.queries import CYCLE
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.calendar import end_of_day, start_of_day
from cochair.procedure.result import Outcome
from matrix import Scene
from signing import both_sign
from world import NOW

LATER = NOW + timedelta(hours=3)
# The forum's zone is two hours ahead of UTC in February.
MIDNIGHT = datetime.fromisoformat("2031-02-04T00:00+02:00")
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def judgements(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The instants for which everything was judged anew, one after the other."""
    asked: list[datetime] = []
    judge = queries.judge

    def counted(book: object, told: object, at: datetime, **kept: object) -> object:
        asked.append(at)
        return judge(book, told, at, **kept)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "judge", counted)
    return asked


def test_what_was_judged_is_kept_for_the_next_who_asks(
    small_forum: Forum, judgements: list[datetime]
) -> None:
    first = queries.results(small_forum, NOW)

    assert queries.results(small_forum, NOW) is first
    assert queries.results(small_forum, NOW + timedelta(minutes=5)) is first
    assert judgements == [NOW]


def test_with_every_act_everything_is_judged_anew(
    small_forum: Forum, judgements: list[datetime]
) -> None:
    queries.results(small_forum, LATER)
    act = signing.departure(small_forum, at=NOW)
    asked = len(judgements)

    both_sign(small_forum, act, NOW)
    queries.results(small_forum, LATER)

    assert len(judgements) == asked + 1


def test_a_new_day_is_judged_anew(small_forum: Forum, judgements: list[datetime]) -> None:
    for at in (NOW, MIDNIGHT - A_MOMENT, MIDNIGHT, MIDNIGHT + timedelta(hours=2)):
        queries.results(small_forum, at)

    assert judgements == [NOW, MIDNIGHT]


def test_what_is_due_is_judged_anew_at_that_instant(small_forum: Forum) -> None:
    due = min(
        found.due
        for found in queries.results(small_forum, NOW)
        if found.due is not None and found.due > NOW
    )
    before, after = due - A_MOMENT, due + A_MOMENT

    for at in (before, due, after):
        queries.forget()
        fresh = queries.results(small_forum, at)
        queries.forget()
        queries.results(small_forum, before)

        assert tuple(queries.results(small_forum, at)) == tuple(fresh)


def test_what_is_asked_for_an_earlier_instant_does_not_know_what_came_later(
    small_forum: Forum,
) -> None:
    prepared = ("B.5", signing.COUNCIL)
    meeting = signing.stepped(signing.fixed(small_forum, signing.day("2031-02-04")), "meeting.open")
    act = signing.departure(small_forum, rule="B.5", target=("meeting", meeting.slug), at=LATER)
    both_sign(small_forum, act, LATER)

    for at, outcome in (
        (LATER, Outcome.DEPARTED),
        (LATER - A_MOMENT, Outcome.NOT_MET),
        (LATER + timedelta(days=400), Outcome.DEPARTED),
    ):
        assert signing.result(small_forum, *prepared, at).outcome is outcome
    ids = {found.target.id for found in queries.results(small_forum, NOW - A_MOMENT)}
    assert meeting.slug not in ids


def test_what_one_transaction_computed_and_undid_is_shown_to_nobody(small_forum: Forum) -> None:
    """Results are named by the ledger's root, which no two ledgers share."""
    kept = tuple(queries.results(small_forum, LATER))

    with transaction.atomic():
        both_sign(small_forum, signing.departure(small_forum, rule="A.2"))
        meeting = signing.fixed(small_forum)
        undone = queries.results(small_forum, LATER)
        assert undone.of_target(meeting.slug)
        transaction.set_rollback(True)

    assert tuple(queries.results(small_forum, LATER)) == kept


def test_each_clause_has_rows_in_each_cycle_and_those_of_a_cycle_name_that_very_cycle(
    small_forum: Forum,
) -> None:
    found = queries.results(small_forum, NOW)
    judged = {one.target.cycle: one.target.id for one in found if one.target.kind == CYCLE}

    assert judged.keys() == found.by_cycle.keys()
    for number, rows in found.by_cycle.items():
        named = {one.target.id for one in rows if one.target.kind == CYCLE}
        assert named == {judged[number]}


def test_no_cycle_is_gathered_that_nobody_asks_for(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = queries.Results(queries.results(small_forum, NOW))
    expected = {number: tuple(rows) for number, rows in found.by_cycle.items()}
    gathered = set()
    in_cycle = queries._in_cycle
    monkeypatch.setattr(
        queries, "_in_cycle", lambda rows, on: gathered.add(on.cycle) or in_cycle(rows, on)
    )

    again = queries.Results(found)
    left = again.narrowed(lambda _one: True)
    assert again.by_cycle.keys() == expected.keys() and len(expected) > 1 and gathered == set()

    number = next(iter(expected))
    assert left.by_cycle[number] == expected[number] and gathered == {number}
    assert 99 not in left.by_cycle and left.by_cycle.get(99) is None


def test_where_no_clause_is_judged_on_cycles_they_are_called_after_the_forum(
    small_forum: Forum,
) -> None:
    found = queries.results(small_forum, NOW)
    others = queries.Results(one for one in found if one.target.kind != CYCLE)

    named = {
        (number, one.target.id)
        for number, rows in others.by_cycle.items()
        for one in rows
        if one.target.kind == CYCLE
    }
    assert named
    assert named == {(number, f"{small_forum.slug}-cycle-{number}") for number, _name in named}


def test_no_more_is_kept_than_is_needed(small_forum: Forum) -> None:
    for index in range(queries.KEPT_AT_MOST * 2):
        queries.results(small_forum, LATER + timedelta(days=index))
    (kept,) = queries._KEPT.values()
    assert len(kept) == queries.KEPT_AT_MOST

    both_sign(small_forum, signing.departure(small_forum, rule="A.2"))
    queries.results(small_forum, LATER)

    # Of facts that are no longer so nothing is kept.
    (kept,) = queries._KEPT.values()
    assert len(kept) == 1


PAGES: dict[str, Callable[[Scene], str]] = {
    # Home asks each thing on which somebody acts, an ended cycle too: tests/access/test_cost.py.
    "board": lambda scene: reverse("desk:cycle", args=[scene.forum.slug, 2]),
    "procedures": lambda scene: reverse("compliance:version", args=[scene.forum.slug, "1.0"]),
    "statement": lambda scene: reverse("compliance:statement", args=[scene.forum.slug, 2]),
    "meetings": lambda scene: reverse("desk:meetings", args=[scene.forum.slug]),
    "meeting": lambda scene: reverse(
        "desk:meeting", args=[scene.forum.slug, scene.places["planned"]]
    ),
    "members": lambda scene: reverse("parties:members", args=[scene.forum.slug]),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("known", [True, False], ids=["judged before", "judged for this page"])
def test_a_page_takes_exactly_as_many_queries_with_sixty_cycles_as_with_three(
    at_work: Scene, name: str, known: bool
) -> None:
    costs = []
    for cycles in (3, 60):
        with transaction.atomic():
            _cycles(at_work.forum, cycles)
            costs.append(_cost(at_work, PAGES[name](at_work), known=known))
            transaction.set_rollback(True)

    assert costs[0] == costs[1]


def _cost(scene: Scene, address: str, *, known: bool) -> int:
    """How many queries a page takes, judged before or not."""
    client = scene.client("co_presidency")
    client.get(address)
    if not known:
        queries.forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def _cycles(forum: Forum, number: int) -> None:
    """Cycles of past years, so that there are so many, each with a meeting."""
    queries.forget()
    for index in range(number - Cycle.objects.filter(forum=forum).count()):
        start = date(2029 - index, 1, 1)
        cycle = Cycle.objects.create(
            forum=forum,
            number=100 + index,
            start=start,
            end=date(2029 - index, 12, 31),
            imported=True,
        )
        day = start + timedelta(days=70)
        opened, closed = start_of_day(day, forum.zone), end_of_day(day, forum.zone)
        meeting = Meeting.objects.create(
            forum=forum,
            slug=f"long-ago-{index}",
            configuration="council",
            cycle=cycle,
            imported=True,
            known_at=opened,
            opened_at=opened,
            closed_at=closed,
        )
        Schedule.objects.create(meeting=meeting, starts=opened, ends=closed, zone=forum.zone)


def test_a_clause_that_later_versions_took_out_is_told_by_the_last_that_had_it(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = parties.book(small_forum, NOW)
    one, other, *_rest = shipped.by_id
    without = {rule: clause for rule, clause in shipped.by_id.items() if rule != one}
    books = {"1": shipped, "2": shipped, "3": SimpleNamespace(by_id=without)}
    monkeypatch.setattr(queries, "books", lambda _forum: books)

    assert queries.clause_in(small_forum, one) == ("2", shipped.by_id[one])
    assert queries.clause_in(small_forum, one, "1") == ("1", shipped.by_id[one])
    assert queries.clause_in(small_forum, other) == ("3", without[other])
    assert queries.clause_in(small_forum, "of no version") is None

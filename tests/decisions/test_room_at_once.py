"""An objection and the second key at the same moment: the stamp decides, and nothing is adopted over it.

Source: security.md section 9 (the measured race); INV-1; corrections.md section 4.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

import decided
import signing
from at_once import Kept, a_database_for_threads, in_threads
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct, Key
from cochair.features.compliance import queries as results
from cochair.features.decisions.models import Objection, RoomDecision
from cochair.features.parties.offices import ActingOffice
from cochair.features.room import actions, objections, queries
from cochair.journal.models import Entry
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from cochair.web import inflight
from cochair.web.clock import clock
from cochair.web.errors import ObjectionsStand, StaleVersion
from decided import INSTANT, PUT_AT, head, minutes, stage
from world import small_forum

ROUNDS, SOAK, SEED = 200, 2_000, 20_310_408
AT = minutes(30)
ADOPTED, PATIENCE = "adopted_by_consensus", 60.0
REFUSED = (Refused, ObjectionsStand, StaleVersion)

type People = tuple[ActingOffice, ActingOffice, ActingOffice, ActingOffice]


@pytest.fixture
def people(transactional_db: None, tmp_path: Path) -> Iterator[People]:
    """A text on the table in a database for threads: two delegations, and the two co-chairs."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> People:
            forum = small_forum()
            decided.on_the_table(forum)
            return (
                head(forum),
                head(forum, "XL"),
                signing.league(forum, PUT_AT),
                signing.concert(forum, PUT_AT),
            )

        yield in_threads(1, load)[0]
    results.forget()


def the_row() -> RoomDecision:
    return queries.fresh(RoomDecision.objects.select_related("meeting__forum").get())


def key(by: ActingOffice, at: object = AT) -> bool:
    """The key of one co-chair on consensus; whether it took effect or waits."""
    row = the_row()
    shown = decided.seen(row, Claim.CONSENSUS)
    try:
        actions.declare(row, claim=Claim.CONSENSUS, seen=shown, by=by, at=at)  # type: ignore[arg-type]
    except REFUSED:
        return False
    return True


def objects(by: ActingOffice, at: object) -> bool:
    """An objection by its stamp; whether it was taken in."""
    try:
        decided.objected(the_row(), by, at)  # type: ignore[arg-type]
    except Refused:
        return False
    return True


def anew() -> None:
    """The text with one key on consensus, as it was before anybody objected or turned the other."""
    RoomDecision.objects.update(declaration=None, claim="")
    Objection.objects.all().delete()
    Key.objects.filter(act__kind=queries.DECLARE, at__gte=AT).delete()
    JointAct.objects.filter(kind=queries.DECLARE).update(
        state="half_signed", effective_at=None, closed_at=None, closed_by=None
    )


def second_key(by: ActingOffice) -> bool:
    """The second key on the act that waits; whether it took effect."""
    act = JointAct.objects.select_related("forum").get(kind=queries.DECLARE)
    try:
        return bool(acts.turn_key(act, seen=act.digest, by=by, at=AT).effective_at)
    except Refused:
        return False


def race(people: People, rounds: int) -> dict[str, int]:
    """So many rounds of two objections against the second key, with stamps around it.

    In every other round both are dealt with only when the key has turned, as late as it may be.
    """
    chance = random.Random(SEED)
    seen = {"adopted": 0, "objected": 0, "refused": 0, "undone": 0}
    with Kept(3) as threads:
        threads(1, lambda _n: key(people[2], AT - timedelta(minutes=1)))
        for number in range(rounds):
            _round(threads, people, chance, number, seen)
    return seen


def _round(
    threads: Kept, people: People, chance: random.Random, number: int, seen: dict[str, int]
) -> None:
    stamps = [AT + timedelta(milliseconds=chance.choice([-4, -1, 0, 1, 4])) for _who in "ab"]
    turned = Event()
    if number % 2:
        turned.set()

    def act(who: int, stamps: list[datetime] = stamps, turned: Event = turned) -> bool:
        if who < 2:
            turned.wait(PATIENCE)
            return objects(people[who], stamps[who])
        try:
            return second_key(people[3])
        finally:
            turned.set()

    taken = threads(3, act)

    def found(_n: int) -> tuple[str, int]:
        ended, against = stage(the_row()), Objection.objects.filter(received_at__lte=AT).count()
        anew()
        return ended, against

    ended, against = threads(1, found)[0]
    told = f"round {number}, seed {SEED}, stamps {stamps}, taken {taken}, {ended}"
    for who in range(2):
        if stamps[who] <= AT:
            assert taken[who], f"A timely objection was refused: {told}"
    assert not (ended == ADOPTED and against), f"Adopted over an objection: {told}"
    assert ended in {ADOPTED, "objected", "put"}, told
    seen["adopted" if ended == ADOPTED else "objected"] += 1
    seen["refused"] += taken[:2].count(False)
    seen["undone"] += taken[2] and ended != ADOPTED


def test_nothing_is_adopted_over_an_objection_in_time_and_none_in_time_is_refused(
    people: People,
) -> None:
    seen = race(people, ROUNDS)

    assert seen["adopted"] + seen["objected"] == ROUNDS
    assert seen["adopted"] and seen["objected"], seen


@pytest.mark.soak
def test_the_same_for_long(people: People) -> None:
    assert race(people, SOAK)["objected"]


def test_both_keys_at_once_by_many_clicks_declare_once(people: People) -> None:
    in_threads(4, lambda who: key(people[2 + who % 2]))
    in_threads(2, lambda who: key(people[2 + who]))

    def found(_n: int) -> tuple[str, int]:
        return stage(the_row()), Entry.objects.filter(verb="room.declared").count()

    assert in_threads(1, found)[0] == (ADOPTED, 1)


def test_the_same_objection_by_many_clicks_is_one(people: People) -> None:
    taken = in_threads(4, lambda _n: decided.objected(the_row(), people[0], minutes(1)).pk)

    assert len(set(taken)) == 1
    told = Entry.objects.filter(verb="room.objected")
    assert in_threads(1, lambda _n: told.count()) == [1]


def test_a_click_dealt_with_after_its_objection_was_withdrawn_raises_no_second_one(
    people: People,
) -> None:
    def story(_number: int) -> tuple[int, int, int]:
        row, by = the_row(), people[0]
        first = decided.objected(row, by, minutes(1))
        actions.withdraw(row, first, by=by, at=minutes(3))
        again = decided.objected(the_row(), by, minutes(2))
        anew = decided.objected(the_row(), by, minutes(4))
        return first.pk, again.pk, anew.pk

    first, again, anew = in_threads(1, story)[0]

    assert again == first
    assert anew != first


def test_withdrawn_and_converted_at_once_it_is_one_of_them(people: People) -> None:
    made = in_threads(1, lambda _n: decided.objected(the_row(), people[0], minutes(1)))[0]

    def act(which: int) -> bool:
        try:
            if which:
                actions.withdraw(the_row(), made, by=people[0], at=minutes(2))
            else:
                actions.convert(the_row(), made, decided.said(), by=people[0], at=minutes(2))
        except Refused:
            return False
        return True

    assert sorted(in_threads(2, act)) == [False, True]


def test_nothing_is_declared_while_a_message_that_came_before_is_being_received(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objections, "PATIENCE", 0.02)
    where = "/en/league-concert/meetings/league-concert-council-2/decisions/1/objections/"
    in_threads(1, lambda _n: key(people[2], AT - timedelta(minutes=1)))

    def declared() -> bool:
        return in_threads(1, lambda _n: key(people[3]))[0]

    for path, stamp, may in (
        (where, AT - INSTANT, False),
        (where, AT + INSTANT, True),
        (where.replace("/1/objections", "/2/objections"), AT - INSTANT, True),
        (where, AT - objections.LONGEST, True),
    ):
        with clock.at(stamp), inflight.arrived(path):
            assert declared() is may, (path, stamp)
        in_threads(1, lambda _n: anew())

"""G14, G15: a silence closes once every server has answered what came before its end, and what passed
stays passed (security.md section 7, rules 4 to 6)."""

import threading
from datetime import datetime, timedelta

import pytest

import signing
from cochair.features.decisions import heartbeat
from cochair.features.decisions.models import Message, Pulse, SilenceProcedure
from cochair.features.parties.models import Forum
from cochair.features.silence import acts, closure, outages, queries
from cochair.procedure.refusal import Refused
from silences import EXPIRY, INSTANT, LATER, norland, opened, sent, stage

SECOND = timedelta(seconds=1)


@pytest.fixture
def running(small_forum: Forum) -> SilenceProcedure:
    return opened(small_forum)


def closed_at(row: SilenceProcedure, at: datetime) -> str:
    """Where a silence stands once the worker has looked at an instant."""
    closure.close_due(row.forum, at)
    return stage(row, at)


def test_it_closes_only_once_every_server_has_answered_what_came_before_its_end(
    running: SilenceProcedure,
) -> None:
    outages.beat(LATER, "first", EXPIRY + SECOND)
    outages.beat(LATER, "second", EXPIRY - INSTANT)
    assert closed_at(running, LATER) == "closing"

    outages.beat(LATER + SECOND, "second", EXPIRY)
    assert closed_at(running, LATER + SECOND) == "passed"


@pytest.mark.parametrize("ends", ["it said so", "it was cut off"])
def test_a_server_that_has_ended_is_not_waited_for(running: SilenceProcedure, ends: str) -> None:
    outages.beat(EXPIRY - SECOND, "ended", EXPIRY - 2 * SECOND)
    outages.beat(LATER, "running", EXPIRY + SECOND)
    at = LATER if ends == "it said so" else LATER + outages.QUIET
    if ends == "it said so":
        assert closed_at(running, LATER) == "closing"
        outages.gone("ended")
    else:
        outages.beat(at, "running", at)

    assert closed_at(running, at) == "passed"


def test_the_rows_of_servers_that_ended_are_deleted_after_a_day(db: None) -> None:
    outages.beat(EXPIRY, "ended", EXPIRY)
    outages.beat(EXPIRY + outages.FORGOTTEN, "running", EXPIRY)
    assert Pulse.objects.count() == 2
    outages.beat(EXPIRY + outages.FORGOTTEN + INSTANT, "running", EXPIRY)
    assert [one.server for one in Pulse.objects.all()] == ["running"]


def test_a_server_tells_until_when_everything_is_answered_and_that_it_ends(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, under_way = threading.Event(), EXPIRY - 20 * SECOND
    told: list[datetime | None] = []
    monkeypatch.setattr(heartbeat, "answers", lambda *_where: True)
    monkeypatch.setattr(heartbeat.clock, "now", lambda: EXPIRY)
    monkeypatch.setattr(heartbeat, "close_old_connections", lambda: None)
    monkeypatch.setattr(heartbeat.connection, "close", lambda: None)

    def beaten() -> tuple[datetime, ...]:
        if Pulse.objects.exists():
            told.append(Pulse.objects.get().clear_until)
            stop.set()
            return ()
        return (under_way,)

    monkeypatch.setattr(heartbeat, "on_the_way", beaten)
    heartbeat.run("127.0.0.1", 1, stop, 0.001)

    assert told == [under_way]
    assert Pulse.objects.get().clear_until is None


def test_what_came_before_the_end_and_is_dealt_with_before_the_closing_breaks_it(
    running: SilenceProcedure,
) -> None:
    _row, counts = sent(running, norland(running.forum), EXPIRY - INSTANT)

    assert counts and closed_at(running, LATER) == "broken"


def test_what_is_dealt_with_after_the_closing_breaks_nothing_until_both_recognise_it(
    running: SilenceProcedure,
) -> None:
    assert closed_at(running, LATER) == "passed"
    row, counts = sent(running, norland(running.forum), EXPIRY - INSTANT)

    assert not counts
    assert (row.received_at, queries.counted(row)) == (EXPIRY - INSTANT, LATER)
    assert stage(running, LATER) == "passed"
    assert signing.verbs(running.forum)[-1] == "silence.commented"
    by = signing.secretariat(running.forum)
    act = acts.RECOGNISE.propose(running, row.pk, by=by, at=LATER)
    signing.both_sign(running.forum, act, LATER)
    assert stage(running, LATER) == "broken"
    with pytest.raises(Refused, match="Only what arrived before the end"):
        acts.RECOGNISE.propose(running, row.pk, by=by, at=LATER)


def test_what_came_after_the_end_is_recognised_by_nobody(running: SilenceProcedure) -> None:
    closed_at(running, LATER)
    row, counts = sent(running, norland(running.forum), EXPIRY)

    assert not counts and row.counted_at is None
    with pytest.raises(Refused, match="Only what arrived before the end"):
        acts.RECOGNISE.propose(running, row.pk, by=signing.secretariat(running.forum), at=LATER)


def test_sent_again_it_is_the_same_message(running: SilenceProcedure) -> None:
    closed_at(running, LATER)
    delegation = norland(running.forum)
    for _again in range(2):
        sent(running, delegation, EXPIRY - INSTANT)

    assert Message.objects.count() == 1

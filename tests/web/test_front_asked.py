"""What the front has under way is on the way here: to those who close, and to those who declare."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cochair.front import arrival
from cochair.web import inflight
from cochair.web.clock import clock, true_now
from front.fronted import fronted

BEGUN = b"POST /one/objections/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nwo"
OTHER = b"POST /one/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nwo"


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    with fronted(tmp_path) as (found, _answering):
        monkeypatch.setenv(inflight.FOLDER, str(tmp_path))
        yield found


def until(count: int, **words: bool) -> int:
    """How much is on the way, asked until it is so much or a second is over."""
    before = true_now()
    while (found := len(inflight.on_the_way("/objections/", **words))) != count:
        if true_now() - before > timedelta(seconds=1):
            break
    return found


def test_what_is_being_sent_is_on_the_way_to_those_who_close_and_not_to_those_who_declare(
    address: tuple[str, int],
) -> None:
    assert until(0) == 0
    with socket.create_connection(address) as client:
        before = clock.now()
        client.sendall(BEGUN)
        assert until(1) == 1
        assert before - timedelta(seconds=1) < inflight.on_the_way("/objections/")[0] <= clock.now()
        assert until(0, is_whole=True) == 0
        client.sendall(b"rds")
        assert client.recv(20).startswith(b"HTTP/1.1 200")
    assert until(0) == 0


def test_what_is_sent_to_other_addresses_is_not(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as client:
        client.sendall(OTHER)
        assert until(1) == 0


def test_of_what_has_no_whole_head_nobody_knows_where_it_goes(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as client:
        client.sendall(BEGUN[:20])
        before = true_now()
        while not inflight.on_the_way() and true_now() - before < timedelta(seconds=1):
            pass
        assert len(inflight.on_the_way()) == 1
        assert inflight.on_the_way("/objections/") == ()


def test_what_takes_longer_than_a_request_may_take_is_waited_for_no_longer(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_connection(address) as client:
        client.sendall(BEGUN)
        assert until(1) == 1
        monkeypatch.setattr(arrival, "WHOLE_WITHIN", 0.0)
        assert until(0) == 0


def test_while_the_front_does_not_answer_anything_may_be_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(inflight.FOLDER, str(tmp_path))

    assert [one < clock.now() - timedelta(days=10_000) for one in inflight.on_the_way()] == [True]
    assert inflight.on_the_way("/objections/") == ()

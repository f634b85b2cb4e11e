"""P1: the connection of a thread that has ended is closed, and that of every other stays."""

import threading
from pathlib import Path

import pytest

from cochair.web import connections
from cochair.web.database_settings import database


class Connection:
    """What this module does with a connection."""

    def __init__(self) -> None:
        self.is_shared, self.is_closed = False, False

    def inc_thread_sharing(self) -> None:
        self.is_shared = True

    def close(self) -> None:
        assert self.is_shared
        self.is_closed = True


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_KEPT", {})


def of_a_thread(goes_on: threading.Event | None = None) -> tuple[threading.Thread, Connection]:
    """A thread that has made a connection, and ends at once or when it is told."""
    one, noted = Connection(), threading.Event()

    def work() -> None:
        connections.close_left(one)  # type: ignore[arg-type]
        noted.set()
        if goes_on:
            goes_on.wait(20)

    thread = threading.Thread(target=work)
    thread.start()
    noted.wait(20)
    return thread, one


def test_the_connection_of_an_ended_thread_is_closed_and_those_of_others_stay() -> None:
    go_on = threading.Event()
    ended, left = of_a_thread()
    ended.join()
    running, kept = of_a_thread(go_on)
    own = Connection()
    connections.close_left(own)  # type: ignore[arg-type]

    assert (left.is_closed, kept.is_closed, own.is_closed) == (True, False, False)
    go_on.set()
    running.join()


def test_where_another_thread_has_the_number_of_an_ended_one_its_connection_is_closed() -> None:
    before, own = Connection(), Connection()
    connections.close_left(before)  # type: ignore[arg-type]
    connections.close_left(own)  # type: ignore[arg-type]
    connections.close_left(own)  # type: ignore[arg-type]

    assert (before.is_closed, own.is_closed) == (True, False)


def test_where_nobody_tells_which_threads_run_nothing_is_closed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(connections, "THREADS", tmp_path / "nowhere")
    ended, left = of_a_thread()
    ended.join()
    of_a_thread()[0].join()

    assert not left.is_closed


def test_what_an_address_asks_of_the_connection_is_asked_of_the_server(tmp_path: Path) -> None:
    told = database(
        "postgresql://a:p%40ss@b:5433/c?sslmode=verify-full&connect_timeout=5", tmp_path
    )

    assert told["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": "5"}
    assert (told["USER"], told["PASSWORD"], told["HOST"]) == ("a", "p@ss", "b")
    assert (told["PORT"], told["NAME"], told["CONN_HEALTH_CHECKS"]) == ("5433", "c", True)

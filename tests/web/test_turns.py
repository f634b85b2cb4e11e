"""Who writes next on the embedded database: whoever has waited longest, and nobody for ever."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from at_once import a_database_for_threads, in_threads
from cochair.front import priority
from cochair.web.sqlite.base import TurnOfProcess, Turns

SOON, LONG = 0.01, 30.0


def started(job: Callable[[], object]) -> Thread:
    thread = Thread(target=job)
    thread.start()
    return thread


def test_turns_are_given_on_in_the_order_in_which_they_were_asked_for() -> None:
    turns, came, asked = Turns(), [], []
    assert turns.take(LONG)
    for number in range(5):

        def wait(number: int = number) -> None:
            assert turns.take(LONG)
            came.append(number)
            turns.give()

        asked.append(started(wait))
        while len(turns._waiting) <= number:
            pass

    turns.give()
    for thread in asked:
        thread.join(LONG)

    assert came == [0, 1, 2, 3, 4]


def test_whoever_has_no_more_patience_goes_and_is_passed_over() -> None:
    turns = Turns()
    assert turns.take(LONG)

    assert not turns.take(SOON)
    turns.give()

    assert turns.take(SOON)


@pytest.mark.parametrize("has_come", [False, True])
def test_whoever_is_broken_off_while_waiting_keeps_no_turn(
    monkeypatch: pytest.MonkeyPatch, has_come: bool
) -> None:
    turns = Turns()
    assert turns.take(LONG)

    def broken_off(_waiting: Event, _patience: float) -> bool:
        if has_come:
            turns.give()
        raise KeyboardInterrupt

    with monkeypatch.context() as here, pytest.raises(KeyboardInterrupt):
        here.setattr(Event, "wait", broken_off)
        turns.take(LONG)
    if not has_come:
        turns.give()

    assert turns.take(SOON)


WRITES_ON = """
import sys, time
from cochair.web.sqlite.base import TurnOfProcess
turn, told = TurnOfProcess(sys.argv[1]), open(sys.argv[2], "a")
while turn.take(30):
    print("mine", file=told, flush=True)
    time.sleep(0.01)
    turn.give()
"""


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Path]:
    """What another process tells that writes one thing after the other: a line for each turn."""
    told = tmp_path / "told"
    words = (sys.executable, "-c", WRITES_ON, str(tmp_path / "turn"), str(told))
    with subprocess.Popen(words) as running:
        while not told.exists() or not told.stat().st_size:
            assert running.poll() is None
        yield told
        running.kill()


def test_a_process_that_waits_is_next_however_often_another_writes(
    another: Path, tmp_path: Path
) -> None:
    """G14: the worker puts a hundred letters into the outbox again and again while delegations object."""
    turn = TurnOfProcess(str(tmp_path / "turn"))

    for _time in range(20):
        before = another.read_text().count("mine")
        assert turn.take(LONG)
        assert another.read_text().count("mine") <= before + 5
        turn.give()


def test_a_process_that_was_killed_leaves_its_turn(tmp_path: Path) -> None:
    turn = TurnOfProcess(str(tmp_path / "turn"))
    holds = (
        "from cochair.web.sqlite.base import TurnOfProcess as T; import sys\nt = T(sys.argv[1])\n"
    )
    words = (
        sys.executable,
        "-c",
        f"{holds}print(t.take(9), flush=True)\ninput()",
        str(tmp_path / "turn"),
    )
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"True\n"
        assert not turn.take(SOON)
        other.kill()

    assert turn.take(LONG)
    turn.give()


def test_where_no_file_can_be_written_sqlite_alone_decides(tmp_path: Path) -> None:
    assert not TurnOfProcess(str(tmp_path / "missing" / "turn")).take(SOON)


def test_a_command_by_root_leaves_the_file_to_whom_the_database_belongs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "database"
    database.touch()
    left: list[tuple[int, int]] = []
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("os.fchown", lambda _file, user, group: left.append((user, group)))

    assert TurnOfProcess(str(database)).take(SOON)

    assert left == [(database.stat().st_uid, database.stat().st_gid)]


class Broken(Exception):
    """What breaks a transaction off."""


@pytest.mark.parametrize("ending", ["commit", "rollback", "close"])
def test_the_turn_ends_with_the_transaction_however_that_ends(
    transactional_db: None, tmp_path: Path, ending: str
) -> None:
    inside, after = Event(), []

    def work(number: int) -> None:
        if number:
            assert inside.wait(LONG)
            with transaction.atomic():
                after.append(ending)
            return
        try:
            with transaction.atomic():
                inside.set()
                if ending == "close":
                    connection.close()
                if ending != "commit":
                    raise Broken
        except Exception:
            assert ending != "commit"

    with a_database_for_threads(tmp_path, "contenttypes"):
        in_threads(2, work)

    assert after == [ending]


def test_whoever_holds_the_database_goes_first_and_then_as_before(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G14: a worker that the processor leaves waiting would leave every objection waiting."""
    went = [15]

    def goes(_which: int, _who: int, how: int) -> None:
        went.append(how)

    def work(_number: int) -> None:
        with transaction.atomic():
            inside.extend(went)

    inside: list[int] = []
    monkeypatch.setattr(priority.os, "getpriority", lambda _which, _who: went[-1])
    monkeypatch.setattr(priority.os, "setpriority", goes)
    with a_database_for_threads(tmp_path, "contenttypes"):
        in_threads(1, work)

    assert inside[-1] == priority.FIRST
    assert went[-1] == 15


@pytest.mark.parametrize("refused", ["getpriority", "setpriority"])
def test_where_the_system_lets_nobody_go_first_all_is_as_it_was(
    monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    def not_permitted(*_words: int) -> int:
        raise PermissionError

    monkeypatch.setattr(priority.os, refused, not_permitted)

    assert priority.go_first_while_holding() is None

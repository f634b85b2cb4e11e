"""The processes that set PDFs: they end, and no sheet is lost when one does."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from cochair.features.sheets import typesetting
from cochair.features.sheets.pdf import pdf
from cochair.procedure.refusal import Refused

AT = datetime(2031, 2, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_child() -> Iterator[None]:
    """No child waits before, and none after."""
    for _turn in range(2):
        if (child := typesetting._waiting.taken()) is not None:
            child.end()
        if not _turn:
            yield


def sheet(title: str = "A sheet") -> bytes:
    told = {"forum": "F", "title": title, "lines": [], "digest": "", "parts": []}
    return pdf("tables.typ", told, language="en", title=title, at=AT)


def waits() -> int:
    """The process that waits for the next sheet; 0 where none does."""
    child = typesetting._waiting.child
    return child._process.pid if child is not None else 0


def is_there(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def test_one_process_sets_a_sheet_after_the_other_to_the_same_octets() -> None:
    first, process = sheet(), waits()

    assert first.startswith(b"%PDF-1.7") and process
    assert sheet() == first and waits() == process


def test_it_ends_after_so_many_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "LASTS", 2)
    sheet()
    process = waits()
    sheet()

    assert not waits() and not is_there(process)


def test_it_ends_when_it_holds_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "MUCH", 1)
    sheet()

    assert not waits()


def test_it_ends_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "IDLE", 0.3)
    sheet()
    child = typesetting._waiting.child
    until = time.monotonic() + 10
    while waits() and time.monotonic() < until:
        time.sleep(0.02)

    assert not waits()
    if child is not None:
        child._process.wait(10)


def test_a_sheet_is_not_lost_where_the_process_has_ended_meanwhile() -> None:
    first = sheet()
    typesetting._waiting.child._process.kill()  # type: ignore[union-attr]

    assert sheet() == first and waits()


def test_what_crashes_a_process_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "MODULE", "this")

    with pytest.raises(Refused, match="too long for a PDF"):
        sheet()


def test_a_fault_of_ours_is_told_and_the_next_sheet_is_made() -> None:
    with pytest.raises(typesetting.Faulty, match="TypstError"):
        pdf("tables.typ", {}, language="en", title="A", at=AT)

    assert sheet().startswith(b"%PDF")


def test_many_at_once_each_get_their_own() -> None:
    made: dict[int, bytes] = {}

    def make(number: int) -> None:
        made[number] = sheet(f"Sheet {number}")

    threads = [Thread(target=make, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert all(made[number] == sheet(f"Sheet {number}") for number in range(8))


@pytest.mark.filterwarnings("ignore:.*use of fork")
def test_a_fork_sets_sheets_too() -> None:
    first, process = sheet(), waits()
    pid = os.fork()
    if not pid:
        status = 1
        try:
            status = 0 if sheet() == first else 2
        finally:
            os._exit(status)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert sheet() == first and waits() == process

"""The mail worker as a process of its own, and inside the process that serves the demo."""

import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.shell import type_in
from ports import free_port
from served import COCHAIR, PATIENCE, PROJECT, around, serving

WRITE = """
from cochair.features.mail import actions, letters
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
reader = letters.Recipient(None, "desk@example.org", "pt", "UTC", office="institution")
letter = letters.Letter({key!r}, Forum.objects.first().slug, reader, "Hello", ("Text.",), "N06",
                        path="/x/", urgent=True)
print(actions.queue([letter], clock.now()))
"""


def write(home: Path, key: str) -> None:
    """Put a letter into the outbox of an installation."""
    said = type_in(home, "django", "shell", "-c", WRITE.format(key=key))
    assert said.out.strip().endswith("1"), said


@pytest.fixture
def address(demo_home: Path) -> Iterator[str]:
    """Where the demo is served; it ends in peace."""
    with serving(around(demo_home), "--no-story", command="demo") as found:
        yield found.address
    assert found.process.returncode == 0


@pytest.fixture
def demo_told(demo_home: Path) -> Path:
    """The demo's home once its own reminders are sent: how many are due hangs on the day and the hour."""
    assert type_in(demo_home, "worker", "--once").status == 0
    return demo_home


def test_one_turn_says_what_it_did_and_the_mail_is_a_file(demo_told: Path) -> None:
    demo_home, before = demo_told, set((demo_told / "mail").glob("*"))
    write(demo_home, "once")

    said = type_in(demo_home, "worker", "--once")

    assert (said.status, said.err) == (0, "")
    assert said.out.endswith("1 messages sent, 0 not sent.\n")
    (file,) = set((demo_home / "mail").iterdir()) - before
    text = file.read_text()
    assert "To: Desk" not in text and "To: desk@example.org" in text
    assert "\nhttp://127.0.0.1:8000/x/\n" in text
    assert type_in(demo_home, "worker", "--once").out.startswith("0 entries read")


def test_a_server_that_cannot_be_reached_is_a_message_that_waits(demo_told: Path) -> None:
    demo_home = demo_told
    write(demo_home, "unreachable")
    nowhere = {"COCHAIR_SMTP_HOST": "127.0.0.1", "COCHAIR_SMTP_PORT": str(free_port())}

    said = type_in(demo_home, "worker", "--once", **nowhere)

    assert said.status == 0 and said.out.endswith("0 messages sent, 1 not sent.\n")
    assert "unreachable" in said.err and "desk@example.org" not in said.err
    assert "Traceback" not in said.err


def test_a_port_that_is_none_is_named(tmp_path: Path) -> None:
    said = type_in(
        tmp_path, "worker", "--once", COCHAIR_SMTP_HOST="localhost", COCHAIR_SMTP_PORT="smtp"
    )
    assert said.refused == "COCHAIR_SMTP_PORT is 'smtp'. Write 1 to 65535."


def test_before_init_there_is_no_work(tmp_path: Path) -> None:
    refused = type_in(tmp_path / "var", "worker").refused
    assert refused == "This installation is not prepared yet. Run: cochair init"


def listens(process: int) -> bool:
    """Whether a process takes the signal to end by itself."""
    (caught,) = (
        line.split()[1]
        for line in Path(f"/proc/{process}/status").read_text().splitlines()
        if line.startswith("SigCgt:")
    )
    return bool(int(caught, 16) >> (signal.SIGTERM - 1) & 1)


def test_a_worker_ends_in_peace_when_it_is_told_to(demo_home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, *COCHAIR, "worker"],
        cwd=PROJECT,
        env=around(demo_home),
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + PATIENCE
    while not listens(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")


def test_the_demo_keeps_what_it_would_send_within_seconds(demo_home: Path, address: str) -> None:
    write(demo_home, "caught")
    for _moment in range(PATIENCE):
        with urllib.request.urlopen(f"{address}/en/mail/caught/", timeout=5) as answer:
            page = answer.read().decode()
        if "desk@example.org" in page:
            break
        time.sleep(0.5)
    assert 'lang="pt"' in page and "Hello" in page

"""G2: through the real server, whoever knows the password signs in while a flood of wrong ones comes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accounts.browsing import PASSWORD, SECRET, Browser, code
from served import PATIENCE, around, database, done, serving

HERE = Path(__file__).parent
EMAILS = [f"holder-{number}@example.org" for number in range(6)]
RATE, FLOOD_SECONDS, BETWEEN = 200, 60, 4
# What is promised: a known browser, in the middle of the flood; any other, after it.
KNOWN_WITHIN, ANY_WITHIN = 5.0, 65.0


@contextmanager
def with_accounts(home: Path, url: str, processes: int) -> Iterator[int]:
    """A server with the accounts, at a port."""
    env = around(
        home,
        COCHAIR_SECRET_KEY="k" * 50,
        COCHAIR_SECURITY_LOG=str(home / "security.log"),
        DATABASE_URL=url,
    )
    done(env, str(HERE / "prepared.py"), PASSWORD, SECRET, *EMAILS)
    with serving(env, "--processes", str(processes)) as found:
        yield found.port


def next_code() -> None:
    """Wait until a code comes that was not used."""
    used = code()
    while code() == used:
        time.sleep(0.5)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("kind", "processes"), [("sqlite", 1), ("postgresql", 1), ("postgresql", 2)]
)
def test_a_known_browser_signs_in_within_five_seconds_while_two_hundred_wrong_passwords_a_second_come(
    kind: str, processes: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database(kind) as url, with_accounts(tmp_path, url, processes) as port:
        own = [Browser(port) for _email in EMAILS]
        for browser, email in zip(own, EMAILS, strict=True):
            assert browser.signs_in(email) == 302
            browser.signs_out()
        next_code()
        flood = subprocess.Popen(
            [
                sys.executable,
                HERE / "flooding.py",
                str(port),
                str(RATE),
                str(FLOOD_SECONDS),
                *EMAILS,
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        waits = []
        for browser, email in zip(own, EMAILS, strict=True):
            time.sleep(BETWEEN)
            began = time.monotonic()
            assert browser.signs_in(email) == 302
            waits.append(time.monotonic() - began)
        is_under_way = flood.poll() is None
        came = json.loads(flood.communicate(timeout=PATIENCE * 2)[0])
        ended = time.monotonic()
        new = Browser(port)
        while new.signs_in(EMAILS[0]) != 302 and time.monotonic() - ended < ANY_WITHIN:
            time.sleep(1)
        after = time.monotonic() - ended
        with capsys.disabled():
            print(
                f"\n{kind}, {processes}: signed in within {max(waits):.2f} s"
                f" ({', '.join(f'{wait:.2f}' for wait in waits)}) during {came};"
                f" a new browser {after:.0f} s after it; load {os.getloadavg()[0]:.0f}"
            )
    assert is_under_way
    assert max(waits) < KNOWN_WITHIN
    assert after < ANY_WITHIN
    assert came["429"] > 0.9 * RATE * FLOOD_SECONDS

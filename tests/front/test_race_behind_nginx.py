"""G2, G14, G15: the race of the clients, and a flood of wrong passwords meanwhile, through a real nginx to
the real server.  Needs nginx; with `make soak`."""

import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from accounts.browsing import PASSWORD, SECRET, Browser, code
from accounts.test_flood import KNOWN_WITHIN
from front.clients import Tally, installed, round_of
from front.proxied import nginx
from served import PATIENCE, PROJECT

pytestmark = pytest.mark.soak

EMAIL = "ana@example.org"
RATE, FLOOD_SECONDS, NOTICE = 100, 20, 6


@pytest.mark.parametrize("buffering", ["on", "off"])
def test_through_nginx_and_a_flood_no_objection_in_time_is_late_and_a_known_browser_signs_in(
    buffering: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, tally, waits = random.randrange(2**32), Tally(), list[float]()
    settings = {"COCHAIR_PROXIES": "1", "COCHAIR_PROXY_TIMES": "yes"}
    with (
        installed(tmp_path, **settings) as there,
        nginx(tmp_path, there.hosts[0].port, buffering) as port,
    ):
        there.proxy = port
        there.asked("account", email=EMAIL, password=PASSWORD, secret=SECRET)
        ana, used = Browser(port), code()
        assert ana.signs_in(EMAIL) == 302
        ana.signs_out()
        while code() == used:
            time.sleep(0.5)
        words = [str(port), str(RATE), str(FLOOD_SECONDS), EMAIL]
        program = [sys.executable, str(PROJECT / "tests/accounts/flooding.py"), *words]
        flood = subprocess.Popen(program, stdout=subprocess.PIPE, text=True)

        def signs_in() -> None:
            time.sleep(NOTICE / 2)
            began = time.monotonic()
            assert ana.signs_in(EMAIL) == 302
            waits.append(time.monotonic() - began)

        known = threading.Thread(target=signs_in)
        known.start()
        round_of(there, tally, random.Random(seed), notice=NOTICE)
        known.join()
        is_under_way = flood.poll() is None
        came = json.loads(flood.communicate(timeout=PATIENCE * 2)[0])
        doubts = there.asked("known")["doubts"]
    with capsys.disabled():
        print(f"\nbuffering {buffering}, seed {seed}: {tally}; signed in within {waits}; {came}")
    assert not tally.wrong, f"seed {seed}: {tally}\n" + "\n".join(tally.wrong[:5])
    assert tally.in_time and tally.too_late
    assert is_under_way and came["429"] > 0.9 * RATE * FLOOD_SECONDS
    assert waits and waits[0] < KNOWN_WITHIN
    assert doubts == []

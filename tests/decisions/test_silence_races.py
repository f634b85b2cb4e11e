"""T21, T22: hundreds of silences, with objections in their last five milliseconds (INV-1, INV-12)."""

import http.client
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

import people
from at_once import a_database_for_threads, in_threads
from closing_races import Tally, moved_clock, prepared, race
from cochair.features.accounts.models import Account
from cochair.features.compliance import queries as results
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.parties.offices import ActingOffice
from silences import EXPIRY

BY_ACTION, BY_HTTP, MANY = 170, 30, 2000


@pytest.fixture
def hats(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[ActingOffice, ...]]:
    """Four delegations of both sides, in a database for threads, on the day of the end."""
    with a_database_for_threads(tmp_path):
        found = in_threads(1, lambda _number: prepared())[0]
        with moved_clock(monkeypatch, EXPIRY.replace(hour=6)):
            yield found
    results.forget()


def right(tally: Tally, seed: int) -> None:
    """Nothing was wrong, and objections in time were seen often."""
    assert not tally.wrong, f"seed {seed}: {tally}\n" + "\n".join(tally.wrong[:5])
    assert tally.in_time > tally.rounds // 10, f"seed {seed}: {tally}"


def test_no_objection_in_time_is_lost_and_nothing_is_adopted_over_one(
    hats: tuple[ActingOffice, ...],
) -> None:
    seed = random.randrange(2**32)
    tally = race(BY_ACTION, hats, seed)
    right(tally, seed)
    # By requests a quick machine may be in time in every round; by actions both ends are seen.
    assert tally.passed, f"seed {seed}: {tally}"


def test_the_same_by_requests_to_a_server(hats: tuple[ActingOffice, ...]) -> None:
    """The stamp is that of the request's arrival, and the closer waits for its answer."""
    seed = random.randrange(2**32)
    with serving() as send_to:
        accounts = in_threads(1, lambda _n: [Account.objects.get(pk=one.account) for one in hats])
        cookies = in_threads(1, lambda _n: [_signed_in(one) for one in accounts[0]])[0]

        def send(row: SilenceProcedure, who: int, work: float) -> None:
            time.sleep(work / 4000)
            assert send_to(row.number, cookies[who]) == 302

        right(race(BY_HTTP, hats, seed, send, lead=6), seed)


@pytest.mark.soak
def test_two_thousand_rounds(
    hats: tuple[ActingOffice, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(2**32)
    tally = race(MANY, hats, seed)
    with capsys.disabled():
        print(f"\nseed {seed}: {tally}")
    right(tally, seed)


class Quiet(WSGIRequestHandler):
    """A server that says nothing of what it answers."""

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class serving:
    """The pages, served by threads of this process at a port of its own."""

    def __enter__(self) -> "serving":
        self.server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, connections_override=None)
        self.server.set_app(WSGIHandler())
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def __call__(self, number: int, cookie: str) -> int:
        """Object to a silence; the status of the answer."""
        asked = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=60)
        body = "form=objection&words=No.&understood=on"
        path = f"/en/league-concert/decisions/{number}/messages/"
        asked.request(
            "POST",
            path,
            body,
            {
                "Cookie": cookie,
                "X-CSRFToken": TOKEN,
                "Content-Type": "application/x-www-form-urlencoded",
                "Connection": "close",
            },
        )
        try:
            return asked.getresponse().status
        finally:
            asked.close()


TOKEN = "a" * 32


def _signed_in(account: Account) -> str:
    client = people.signed_in(account)
    held = {name: one.value for name, one in client.cookies.items()}
    return "; ".join(f"{name}={value}" for name, value in {**held, "csrftoken": TOKEN}.items())

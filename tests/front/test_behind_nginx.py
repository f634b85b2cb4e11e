"""G14, G15: behind a real nginx a request counts from when it reached nginx, whether nginx keeps requests
until they are whole or passes them on as they come.  Needs nginx; with `make soak`."""

import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import h11
import pytest

from cochair.front import arrival
from cochair.web.clock import true_now
from front.fronted import Answering, fronted
from front.proxied import nginx

pytestmark = pytest.mark.soak

HALF = b"POST /one/objections/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n%s\r\nwo"
PAUSE, NEAR = 2.0, 0.5


@pytest.fixture(params=["on", "off"])
def proxied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[int, Answering]]:
    """The port of nginx, which keeps requests until they are whole or not, and who answers behind."""
    with (
        fronted(tmp_path, proxies=1, is_timed=True) as ((_host, behind), answering),
        nginx(tmp_path, behind, request.param) as port,
    ):
        yield port, answering


def came(answering: Answering) -> arrival.Arrival:
    """What the front told of the last request."""
    request: h11.Request = answering.seen[-1][0]
    told = {
        "HTTP_" + name.decode().upper().replace("-", "_"): value.decode()
        for name, value in request.headers
    }
    found = arrival.told(told, told["HTTP_X_COCHAIR_FRONT"])
    assert found is not None
    return found


def sent_in_two(port: int, pause: float, header: bytes = b"") -> tuple[float, float]:
    """An objection sent in two pieces; when each was sent, by this client's clock."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        first = true_now().timestamp()
        client.sendall(HALF % header)
        time.sleep(pause)
        last = true_now().timestamp()
        client.sendall(b"rds")
        assert client.recv(20).startswith(b"HTTP/1.1 200")
    return first, last


def test_both_ends_of_a_request_are_told_as_they_reached_nginx(
    proxied: tuple[int, Answering],
) -> None:
    port, answering = proxied
    first, last = sent_in_two(port, PAUSE)
    found = came(answering)

    assert abs(found.first - first) < NEAR and abs(found.last - last) < NEAR
    assert arrival.counts_from(found) == found.first
    assert (found.client, found.is_skewed) == ("127.0.0.1", False)


def test_what_takes_longer_than_a_request_may_take_counts_by_its_last_byte(
    proxied: tuple[int, Answering],
) -> None:
    port, answering = proxied
    _first, last = sent_in_two(port, arrival.WHOLE_WITHIN + 1)

    assert abs(arrival.counts_from(came(answering)) - last) < NEAR


def test_what_a_client_says_of_its_time_and_its_address_is_replaced(
    proxied: tuple[int, Answering],
) -> None:
    port, answering = proxied
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = true_now().timestamp()
    client.request(
        "POST",
        "/one/objections/",
        body=b"words",
        headers={
            "X-Request-Start": f"t={began:.3f};d=500.000",
            "X-Forwarded-For": "10.1.1.1",
            "X_Cochair_Client": "10.1.1.2",
            "X-Cochair-First": "1.0",
        },
    )
    assert client.getresponse().status == 200
    found = came(answering)

    assert abs(found.first - began) < NEAR
    assert found.client == "127.0.0.1"

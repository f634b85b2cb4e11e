"""What is on the way: everything that somebody known has sent, and nothing of a stranger."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cochair.web import inflight, middleware
from cochair.web.clock import true_now

WHERE = "/en/forum/meetings/one/decisions/1/objections/"


class Somebody:
    """Whoever sends; `known` is whether an account is signed in."""

    def __init__(self, known: bool) -> None:
        self.is_authenticated = known


def seen_from_within(user: object | None) -> tuple[datetime, ...]:
    """What is on the way to an address while its view has begun to answer."""
    found: list[tuple[datetime, ...]] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(inflight.on_the_way("/decisions/1/objections/"))
        return HttpResponse()

    def signed_in(inner: Callable[[HttpRequest], HttpResponse]) -> object:
        def answer(request: HttpRequest) -> HttpResponse:
            if user is not None:
                request.user = user  # type: ignore[assignment]
            return inner(request)

        return answer

    chain = middleware.clock(signed_in(middleware.strangers(view)))  # type: ignore[arg-type]
    chain(RequestFactory().post(WHERE))
    return found[0]


def test_what_somebody_known_sends_is_on_the_way_until_it_is_answered() -> None:
    assert len(seen_from_within(Somebody(known=True))) == 1
    assert inflight.on_the_way() == ()


@pytest.mark.parametrize("user", [None, Somebody(known=False)], ids=["nobody", "not signed in"])
def test_a_stranger_who_sends_slowly_holds_nothing_up(user: object | None) -> None:
    """A declaration waits for objections; without an account nobody makes one."""
    assert seen_from_within(user) == ()
    assert inflight.on_the_way() == ()


def test_of_two_with_the_same_stamp_one_alone_is_let_go() -> None:
    with inflight.arrived(WHERE) as first, inflight.arrived(WHERE):
        inflight.let_go(first, WHERE)

        assert len(inflight.on_the_way()) == 1
    assert inflight.on_the_way() == ()


# So many seconds after its first byte a request reaches the view, as the front tells it.
LATER = 7.0


def as_it_came(sends_for: float, secret: str = "ours") -> HttpRequest:
    """A request as the view sees it that was sent in so many seconds, and told of with a secret."""
    found: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(request)
        return HttpResponse()

    began = true_now().timestamp() - sends_for - LATER
    told = {
        "HTTP_X_COCHAIR_FRONT": secret,
        "HTTP_X_COCHAIR_FIRST": f"{began:.6f}",
        "HTTP_X_COCHAIR_LAST": f"{began + sends_for:.6f}",
        "HTTP_X_COCHAIR_CLIENT": "203.0.113.9",
    }
    middleware.clock(view)(RequestFactory().post(WHERE, **told))  # type: ignore[arg-type]
    return found[0]


def seconds_ago(request: HttpRequest) -> float:
    return (middleware.the_clock.now() - request.now).total_seconds()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sends_for", "ago"),
    [(0.0, LATER), (14.0, LATER + 14), (16.0, LATER)],
    ids=["at once", "within 15 s: by its first byte", "longer: by its last byte"],
)
def test_a_request_has_the_hour_at_which_the_front_read_it(
    settings: Any, sends_for: float, ago: float
) -> None:
    """G14, G15: however long it waited for a process that answers."""
    settings.FRONT_SECRET = "ours"
    request = as_it_came(sends_for)

    assert seconds_ago(request) == pytest.approx(ago, abs=2)
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"


def test_what_somebody_else_tells_of_an_arrival_is_not_believed(settings: Any) -> None:
    """G2, G14: who knows no secret of the front comes from where the connection does, and now."""
    settings.FRONT_SECRET = "ours"
    request = as_it_came(0.0, secret="guessed")

    assert seconds_ago(request) < 2
    assert request.META["REMOTE_ADDR"] == "127.0.0.1"

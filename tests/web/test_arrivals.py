"""What is on the way: everything that somebody known has sent, and nothing of a stranger."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cochair.web import inflight, middleware

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

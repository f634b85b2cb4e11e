"""Whatever is typed into a field or an address, the house answers, and shows it as text."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

import pytest
from django.db import transaction

import packs
from matrix import Route, Scene, table

_HATS, ROUTES = table()
MARK = "<script>alert(1)</script>"
HOSTILE = {
    "ten thousand characters": "a" * 10_000,
    "a NUL": "a\0b",
    "emoji": "👩🏽‍⚖️🗝️" * 20,
    "bidi controls": "\u202e\u2066evil\u2069\u200f",
    "markup": f'"><img src=x onerror=alert(1)>{MARK}',
    "SQL": "'; DROP TABLE journal_entry; --",
    "places of a format": "{0} {act.forum} {__class__} %s %(x)s {{ 7|add:7 }} {% debug %}",
    "another type": "[1, {}]",
    "a huge number": "9" * 400,
    "a far day": "99999-99-99",
    "blank": " \t\r\n ",
}
# 429: whoever tries too often waits.
ANSWERS = {200, 302, 400, 403, 404, 405, 409, 422, 429}
POSTS = [
    pytest.param(route, id=route.name) for route in ROUTES if route.sends or "POST" in route.answers
]
ASKED = [
    pytest.param(route, question, id=f"{route.name} {question}")
    for route in ROUTES
    for question in route.asks
]


def shown_as_text(content: bytes) -> bool:
    """Nothing of what was typed is markup on the page."""
    return MARK.encode() not in content and b"<img src=x" not in content


def in_turn(fields: Sequence[str]) -> Iterator[tuple[str, str]]:
    """For each field two kinds, and for each form every kind: the next field goes on with the
    next kinds.  All kinds in all fields are for the long runs."""
    each = max(2, -(-len(HOSTILE) // len(fields)))
    kinds = cycle(HOSTILE)
    for field in fields:
        yield from ((field, kind) for kind in islice(kinds, each))


def all_in_all(fields: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every kind in every field."""
    return ((field, kind) for field in fields for kind in HOSTILE)


@pytest.mark.parametrize(
    "choose", [in_turn, pytest.param(all_in_all, marks=pytest.mark.soak)], ids=["in turn", "all"]
)
@pytest.mark.parametrize("route", POSTS)
def test_whatever_is_typed_into_a_field_is_answered_and_shown_as_text(
    at_work: Scene, route: Route, choose: Callable[[Sequence[str]], Iterator[tuple[str, str]]]
) -> None:
    client = at_work.client("co_presidency")
    good = at_work.sends(route)
    for field, kind in choose([*good, "field_that_nobody_asked_for"]):
        with transaction.atomic():
            typed = {**good, field: HOSTILE[kind]}
            answer = client.post(at_work.path(route), typed, follow=True)
            transaction.set_rollback(True)

        assert answer.status_code in ANSWERS, (field, kind)
        assert shown_as_text(packs.read(answer)), (field, kind)


def test_every_kind_is_tried_on_every_form_and_on_every_field_two() -> None:
    assert {kind for _field, kind in in_turn(["one"])} == set(HOSTILE)
    assert len(list(in_turn(["one", "two", "three", "four", "five", "six"]))) == 12


@pytest.mark.parametrize(("route", "question"), ASKED)
def test_whatever_is_asked_in_an_address_is_answered_and_shown_as_text(
    at_work: Scene, route: Route, question: str
) -> None:
    client = at_work.client("co_presidency")
    for kind, value in HOSTILE.items():
        answer = client.get(at_work.path(route), {question: value})

        assert answer.status_code in ANSWERS, kind
        assert shown_as_text(answer.content), kind


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_a_reason_full_of_markup_is_kept_as_it_was_typed_and_read_as_text(
    at_work: Scene, language: str
) -> None:
    client = at_work.client("co_presidency")
    step = next(route for route in ROUTES if route.name == "meetings:step")
    reason = f"Closed {{act}} %s &amp; {MARK} 👩🏽‍⚖️ to all"

    sent = client.post(at_work.path(step), {**at_work.sends(step), "reason": reason})
    page = client.get(sent["Location"].replace("/en/", f"/{language}/", 1)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{act} %s &amp;amp;" in page
    assert shown_as_text(page.encode())

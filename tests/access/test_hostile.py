"""Whatever is typed into a field or an address, the house answers, and shows it as text."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

import pytest

import packs
from knocking import undone
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
    "a huge number": "9" * 5000,
    "a raised digit": "²",
    "a far day": "99999-99-99",
    "blank": " \t\r\n ",
}
CONTROLS = ("ten thousand characters", "a NUL", "bidi controls")
# What could change or break the page that one is led to; any other kind is told by the answer itself.
LEADS_ON = {"markup", "places of a format"}
# What no form has, and nothing reads.
UNASKED = "field_that_nobody_asked_for"
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
    """For each field markup and what is too long or no character to print; for each form every
    kind, on one field after the other.  All kinds in all fields are for the long runs."""
    controls = cycle(CONTROLS)
    yield from ((field, kind) for field in fields for kind in ("markup", next(controls)))
    if asked := [field for field in fields if field != UNASKED]:
        tried = {"markup", *CONTROLS[: len(asked)]}
        yield from zip(cycle(asked), (kind for kind in HOSTILE if kind not in tried), strict=False)


def all_in_all(fields: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every kind in every field."""
    return ((field, kind) for field in fields for kind in HOSTILE)


@pytest.mark.parametrize(
    "choose", [in_turn, pytest.param(all_in_all, marks=pytest.mark.soak)], ids=["in turn", "all"]
)
@pytest.mark.parametrize("route", POSTS)
def test_whatever_is_typed_into_a_field_is_answered_and_shown_as_text(
    all_undone: Scene, route: Route, choose: Callable[[Sequence[str]], Iterator[tuple[str, str]]]
) -> None:
    client = all_undone.client("co_presidency")
    good = all_undone.sends(route)
    for field, kind in choose([*good, UNASKED]):
        with undone():
            typed = {**good, field: HOSTILE[kind]}
            follow = choose is all_in_all or kind in LEADS_ON
            answer = client.post(all_undone.path(route), typed, follow=follow)

        assert answer.status_code in ANSWERS, (field, kind)
        assert shown_as_text(packs.read(answer)), (field, kind)


def test_every_kind_is_tried_on_every_form_and_on_every_field_two() -> None:
    for form in (["one"], ["one", "two"], ["one", "two", "three"], [*"abcdefghijkl"]):
        tried = list(in_turn([*form, UNASKED]))
        assert len(tried) == len(set(tried))
        assert {kind for field, kind in tried if field != UNASKED} == set(HOSTILE)
        for one in [*form, UNASKED]:
            kinds = {kind for field, kind in tried if field == one}
            assert "markup" in kinds and kinds & set(CONTROLS)


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

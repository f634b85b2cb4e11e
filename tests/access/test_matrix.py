"""Who gets which answer at every address: the power matrix, tried door by door."""

from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

import forgotten
from absent import faceless
from cochair.web.clock import clock
from knocking import knock, undone
from matrix import Route, Scene, names, table
from world import NOW

HATS, ROUTES = table()
DOORS = [
    pytest.param(route, method, id=f"{method} {route.name}")
    for route in ROUTES
    for method in route.answers
]

# Where a stranger is led to sign in.
CLOSED = [
    route
    for route in ROUTES
    if route.is_ours
    and route.answers.get("GET", {}).get("anonymous") == 302
    and 404 in route.answers["GET"].values()
]


@pytest.fixture(scope="module")
def nowhere(
    scene_kept: Scene, django_db_blocker: object
) -> Mapping[str, tuple[HttpResponse, HttpResponse]]:
    """What each hat gets where there is nothing, in the forum and where there is no forum: the same
    at any time, and asked once."""
    forgotten.everything()
    with django_db_blocker.unblock(), clock.at(NOW), undone():  # type: ignore[attr-defined]
        return {
            hat: (
                scene_kept.client(hat).get(
                    f"/en/{scene_kept.forum.slug}/there-is-no-such-page.html"
                ),
                scene_kept.client(hat).get("/en/no-such-forum/meetings/"),
            )
            for hat in HATS
        }


def test_every_line_of_the_table_is_a_route_and_stands_once() -> None:
    listed = [route.name for route in ROUTES]

    assert sorted(listed) == sorted(set(listed))
    assert set(listed) <= set(names())


@pytest.mark.parametrize(("route", "method"), DOORS)
def test_each_hat_gets_the_answer_of_the_table(
    all_undone: Scene, route: Route, method: str
) -> None:
    given = {hat: knock(all_undone, hat, route, method).status_code for hat in HATS}

    assert given == route.answers[method]


@pytest.mark.parametrize("route", [r for r in ROUTES if r.is_ours], ids=lambda route: route.name)
def test_a_method_that_an_address_does_not_know_is_refused(at_work: Scene, route: Route) -> None:
    client = at_work.client("co_presidency")

    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(route.answers):
        assert client.generic(method, at_work.path(route)).status_code == 405, method


@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if "POST" in r.answers and not r.by_program],
    ids=lambda route: route.name,
)
def test_nothing_is_done_without_the_token_of_the_form(at_work: Scene, route: Route) -> None:
    careless = Client(enforce_csrf_checks=True)
    careless.cookies = at_work.client("co_presidency").cookies

    answer = careless.post(at_work.path(route), at_work.sends(route))

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if 404 in r.answers.get("GET", {}).values()],
    ids=lambda route: route.name,
)
def test_a_page_that_one_may_not_see_is_byte_for_byte_one_that_does_not_exist(
    at_work: Scene, nowhere: Mapping[str, tuple[HttpResponse, HttpResponse]], route: Route
) -> None:
    for hat, expected in route.answers["GET"].items():
        if expected != 404:
            continue
        hidden = at_work.client(hat).get(at_work.path(route))
        absent, elsewhere = nowhere[hat]

        assert (hidden.status_code, faceless(hidden)) == (404, faceless(absent))
        assert (elsewhere.status_code, faceless(elsewhere)) == (404, faceless(absent))
        assert _headers(hidden) == _headers(absent)


@pytest.mark.parametrize("route", CLOSED, ids=lambda route: route.name)
def test_a_stranger_is_led_from_a_page_that_exists_as_from_one_that_does_not(
    at_work: Scene, route: Route
) -> None:
    stranger = at_work.client("anonymous")
    path = at_work.path(route)

    closed = stranger.get(path)
    absent = stranger.get(f"/en/{at_work.forum.slug}/there-is-no-such-page/")

    assert (closed.status_code, closed.content) == (absent.status_code, absent.content)
    assert closed.url == f"/en/accounts/login/?{urlencode({'next': path})}"
    assert _headers(closed) == _headers(absent)


def test_a_script_that_asks_for_a_page_is_not_led_to_sign_in(at_work: Scene) -> None:
    stranger = at_work.client("anonymous")
    desk = f"/en/{at_work.forum.slug}/home/"

    assert stranger.get(desk, headers={"sec-fetch-mode": "cors"}).status_code == 404
    assert stranger.get(desk, headers={"sec-fetch-mode": "navigate"}).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "acts/{missing}/",
        "meetings/no-such-meeting/",
        "cycles/99/",
        "cycles/99/statement/",
        "procedures/1.0/X.9.9/",
        "procedures/9.9/",
        "procedures/9.9/options/",
        "meetings/%ff/",
        "meetings/%00/",
    ],
)
def test_a_thing_that_does_not_exist_is_the_same_404_for_every_reader(
    at_work: Scene, path: str
) -> None:
    address = f"/en/{at_work.forum.slug}/{path.format(missing=10**30)}"

    reader = at_work.client("co_presidency").get(address)
    without_office = at_work.client("administrator").get(address)
    anyone = at_work.client("anonymous").get(address)

    assert (reader.status_code, without_office.status_code) == (404, 404)
    assert reader.content == without_office.content
    assert anyone.status_code == 302


def test_a_page_that_is_not_there_leads_home_who_has_signed_in_and_others_to_sign_in(
    at_work: Scene,
) -> None:
    address = "/en/there/is-no-such-page"
    home, sign_in = "/en/accounts/start/", "/en/accounts/login/"

    reader = at_work.client("co_presidency").get(address).text
    anyone = at_work.client("anonymous").get(address).text

    assert f'href="{home}"' in reader and sign_in not in reader and "Sign in" not in reader
    assert f'href="{sign_in}?next=' in anyone and home not in anyone


def _headers(answer: HttpResponse) -> dict[str, str]:
    return {
        name: value
        for name, value in answer.items()
        # How an answer may be cached depends on who asked, and how long it is on the address that it
        # leads back to; neither on what was hidden, nor does the address itself.
        if name not in {"Vary", "Content-Length", "Location"}
    }

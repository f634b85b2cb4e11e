"""What a browser is told beside each page (security.md section 8, T31)."""

import pytest

from matrix import Route, Scene, table

HATS, ROUTES = table()
# A page of each app, and every kind of file and data.
SOME = {
    "desk:home", "acts:folder", "acts:act", "records:point", "records:points-csv",
    "commitments:commitments", "compliance:statement", "compliance:options", "decisions:decisions",
    "decisions:receipt", "documents:documents", "archives:answers", "personal:own",
    "public:home", "compliance:procedures",
}  # fmt: skip
READ = [route for route in ROUTES if route.answers.get("GET", {}).get("co_presidency") == 200]
ASKED = [pytest.param(one, id=one.name) for one in READ if one.name in SOME]


@pytest.mark.parametrize("route", ASKED)
def test_nobody_on_the_way_keeps_what_somebody_signed_in_reads(
    at_work: Scene, route: Route
) -> None:
    """Nor the browser, which would show it to the next person at the same desk."""
    answer = at_work.client("co_presidency").get(at_work.path(route))

    assert "no-store" in answer["Cache-Control"], route.name
    assert "Cookie" in answer["Vary"], route.name


@pytest.mark.parametrize("route", ASKED)
def test_no_page_may_use_what_it_does_not_need_nor_be_used_by_another_house(
    at_work: Scene, route: Route
) -> None:
    for hat in ("co_presidency", "anonymous"):
        answer = at_work.client(hat).get(at_work.path(route))

        assert answer["Cross-Origin-Resource-Policy"] == "same-origin", hat
        for power in ("camera", "microphone", "geolocation", "payment", "usb"):
            assert f"{power}=()" in answer["Permissions-Policy"], (hat, power)


def test_what_is_not_there_is_kept_by_nobody_either(at_work: Scene) -> None:
    answer = at_work.client("co_presidency").get("/en/league-concert/acts/99999/")

    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")

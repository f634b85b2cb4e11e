"""Every screen of the demo, in every language, by day and by night, wide and narrow."""

import re
from collections.abc import Iterator

import pytest

from journeys import looking, server
from journeys.conftest import sign_in
from journeys.looking import NARROW, WIDE, Windows

pytestmark = pytest.mark.browser

FORUM = "eu-clasi"

MEMBERS_ONLY = {
    "desk": "desk/",
    "board": "cycles/3/",
    "board of a cycle that is over": "cycles/2/",
    "board as at a day": "cycles/2/?at=2025-06-30",
    "meetings": "meetings/",
    "meeting": "meetings/eu-clasi-min-3/",
    "day of a meeting": "meetings/eu-clasi-min-4/schedule/",
    "preparatory meeting": "meetings/eu-clasi-min-4/preparation/",
    "plan": "cycles/3/plan/",
    "procedures": "procedures/1.0/",
    "clause": "procedures/1.0/II.1.meetings.a.2/",
    "options": "procedures/1.0/options/",
    "members": "members/",
    "offices": "offices/",
    "signature folder": "acts/",
    "act": "acts/1/",
    "journal": "journal/",
    "glossary": "glossary/",
    "term": "glossary/new/",
    "translation memory": "memory/",
    "statement": "cycles/2/statement/",
    "refusal": "members/?at=tomorrow",
    # A stranger is led to where one signs in, from a page that exists or not.
    "nothing here": "no-such-page/",
    "second factors": "../accounts/2fa/",
    "password": "../accounts/password/change/",
    "sign-out": "../accounts/logout/",
}
PUBLIC = {
    "public home": "",
    "public calendar": "calendar/",
    "public procedures": "procedures/1.0/",
    "public clause": "procedures/1.0/I.2.5/",
    "sign-in": "../accounts/login/",
    "password forgotten": "../accounts/password/reset/",
    "no sign-up": "../accounts/signup/",
}
ANSWERS = {"no-such-page/": 404, "members/?at=tomorrow": 422}
SCREENS = [
    *(pytest.param(name, path, True, id=name) for name, path in MEMBERS_ONLY.items()),
    *(pytest.param(name, path, False, id=name) for name, path in PUBLIC.items()),
]


@pytest.fixture(scope="module")
def windows(demo_house: server.House, browser: object) -> Iterator[Windows]:
    """Windows on the demo; the co-presidency of Ireland is signed in, and an act waits for it."""
    password = (demo_house.home / "demo-password").read_text().strip()
    first = browser.new_context(viewport={"width": WIDE, "height": 900})
    page = first.new_page()
    sign_in(page, demo_house.address, "presidency.eu@example.org", password)
    _propose(page, demo_house)
    with looking.windows_on(demo_house, FORUM, browser, first.storage_state()) as windows:
        yield windows
    first.close()


def _propose(page: object, house: server.House) -> None:
    page.goto(f"{house.address}/en/{FORUM}/procedures/1.0/II.3.functions.c.2/")
    form = page.locator("details", has=page.locator("textarea")).first
    form.locator("> summary").click()
    form.locator("textarea[name=reason]").fill(
        "The calendar of the next presidency is not fixed yet."
    )
    form.get_by_role("button", name="Send the exception for signature").click()
    page.wait_for_url("**/acts/1/")


def shown(windows: Windows, path: str, look: looking.Look, signed_in: bool) -> object:
    """A screen of the demo with the answer that it gives."""
    return windows.show(path, look, signed_in=signed_in, answers=ANSWERS.get(path, 200))


@pytest.mark.parametrize(("name", "path", "signed_in"), SCREENS)
def test_a_screen_can_be_used_by_everyone_and_speaks_one_language_in_every_look(
    windows: Windows, name: str, path: str, signed_in: bool
) -> None:
    spoken: list[str] = []

    def show(look: looking.Look) -> object:
        page = shown(windows, path, look, signed_in)
        spoken.extend(looking.english_on(page))
        return page

    place = [one.id for one in SCREENS].index(name)
    found = looking.faults(show, *looking.in_turn(place))

    assert not [*found, *spoken], "\n".join([*found, *spoken])


@pytest.mark.soak
@pytest.mark.parametrize(("name", "path", "signed_in"), SCREENS)
def test_a_screen_can_be_used_by_everyone_in_all_twelve_looks(
    windows: Windows, name: str, path: str, signed_in: bool
) -> None:
    found = looking.faults(
        lambda look: shown(windows, path, look, signed_in), looking.ALL_LOOKS, []
    )

    assert not found, "\n".join(found)


def test_a_page_that_shuts_people_out_is_noticed(windows: Windows) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = windows.show("", ("en", "light", NARROW), signed_in=False)
    page.evaluate(
        "document.querySelector('main').innerHTML = '<img src=x>';"
        "document.querySelector('main').style.width = '900px'"
    )

    assert [said for said in looking.violations(Axe().run(page)) if said.startswith("image-alt")]
    assert [said for said in looking.shape(page, "es") if "which language" in said]
    assert [said for said in looking.shape(page, "en") if "wider than the window" in said]


def test_an_english_sentence_is_noticed_whatever_stands_in_its_places() -> None:
    assert re.search(
        looking.pattern("Act {number} waits for %(who)s now"), "Act 3 waits for you now"
    )
    assert not re.search(looking.pattern("Act {number} waits"), "El acto 3 espera")

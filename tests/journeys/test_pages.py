"""Every screen, in every language, by day and by night, wide and narrow.

axe-core finds no serious or critical violation, nothing is wider than the window, the page says
which language it speaks, and speaks it: no English sentence of the interface stands on the
Spanish or the Portuguese page.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import allauth
import pytest
from babel.messages.pofile import read_po

from journeys import server
from journeys.conftest import sign_in

pytestmark = pytest.mark.browser

FORUM = "eu-clasi"
LANGUAGES = ("en", "es", "pt")
CATALOGUE = server.PROJECT / "src/cochair/locale/en/LC_MESSAGES/django.po"
# The sentences of the library of accounts, as it gives them for translation.
LIBRARY = sorted(
    (Path(allauth.__file__).parent / "locale" / "es" / "LC_MESSAGES").glob("django.po")
)
SERIOUS = {"serious", "critical"}

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
    "statement": "cycles/2/statement/",
    "refusal": "members/?at=tomorrow",
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
    "nothing here": "no-such-page/",
}
ANSWERS = {"no-such-page/": 404, "members/?at=tomorrow": 422}
SCREENS = [
    *(pytest.param(name, path, True, id=name) for name, path in MEMBERS_ONLY.items()),
    *(pytest.param(name, path, False, id=name) for name, path in PUBLIC.items()),
]
WIDE, NARROW = 1280, 360
# (language, theme, width): all combinations in one language, by day and wide in the others,
# and where words are longest, by night and narrow.
LOOKS = [
    ("en", "light", WIDE),
    ("en", "dark", WIDE),
    ("en", "light", NARROW),
    ("en", "dark", NARROW),
    ("es", "light", WIDE),
    ("es", "dark", NARROW),
    ("pt", "light", WIDE),
]
FITS = [
    (language, theme, width)
    for language in LANGUAGES
    for theme in ("light", "dark")
    for width in (WIDE, NARROW)
    if (language, theme, width) not in LOOKS
]


@dataclass(frozen=True)
class Windows:
    """A window for each theme and width, signed in or not; each is opened once."""

    house: server.House
    open: Callable[[bool, str, int], object]

    def show(self, language: str, path: str, signed_in: bool, theme: str, width: int) -> object:
        """The screen at an address of the forum."""
        page = self.open(signed_in, theme, width)
        answer = page.goto(f"{self.house.address}/{language}/{FORUM}/{path}")
        assert answer.status == ANSWERS.get(path, 200), (answer.status, page.url)
        return page


@pytest.fixture(scope="module")
def windows(demo_house: server.House, browser: object) -> Iterator[Windows]:
    """Windows on the demo; the co-presidency of Ireland is signed in, and an act waits for it."""
    opened: dict[tuple[bool, str, int], object] = {}
    password = (demo_house.home / "demo-password").read_text().strip()
    first = browser.new_context(viewport={"width": WIDE, "height": 900})
    page = first.new_page()
    sign_in(page, demo_house.address, "presidency.eu@example.org", password)
    _propose(page, demo_house)
    state = first.storage_state()

    def open_window(signed_in: bool, theme: str, width: int) -> object:
        key = (signed_in, theme, width)
        if key not in opened:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                storage_state=state if signed_in else None,
            )
            opened[key] = context.new_page()
        return opened[key]

    yield Windows(demo_house, open_window)
    for window in opened.values():
        window.context.close()
    first.close()


def _propose(page: object, house: server.House) -> None:
    page.goto(f"{house.address}/en/{FORUM}/procedures/1.0/II.3.functions.c.2/")
    form = page.locator("details", has=page.locator("textarea")).first
    form.locator("summary").click()
    form.locator("textarea").fill("The calendar of the next presidency is not fixed yet.")
    form.get_by_role("button", name="Propose the departure").click()
    page.wait_for_url("**/acts/1/")


@pytest.mark.parametrize(("name", "path", "signed_in"), SCREENS)
def test_a_screen_can_be_used_by_everyone_in_every_language_and_look(
    windows: Windows, name: str, path: str, signed_in: bool
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, faults = Axe(), []
    for language, theme, width in [*LOOKS, *FITS]:
        page = windows.show(language, path, signed_in, theme, width)
        look = f"{language} {theme} {width}"
        faults += [f"{look}: {fault}" for fault in _shape(page, language)]
        if (language, theme, width) in LOOKS:
            faults += [f"{look}: {said}" for said in _violations(axe.run(page))]

    assert not faults, "\n".join(faults)


def _shape(page: object, language: str) -> Iterator[str]:
    if page.get_attribute("html", "lang") != language:
        yield "the page does not say which language it speaks."
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if wide > window:
        yield f"{wide - window} pixels wider than the window: {_widest(page)}"


def _widest(page: object) -> object:
    return page.evaluate(
        "[...document.querySelectorAll('main *')]"
        ".filter(e => e.getBoundingClientRect().right > innerWidth + 1"
        " && !e.closest('.scroll, [tabindex]:not(main)'))"
        ".map(e => e.outerHTML.slice(0, 120)).slice(0, 3)"
    )


def _violations(results: object) -> Iterator[str]:
    for found in results.response["violations"]:
        if found["impact"] in SERIOUS:
            for node in found["nodes"][:3]:
                yield f"{found['id']}: {node['html'][:160]}"


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
@pytest.mark.parametrize(("name", "path", "signed_in"), SCREENS)
def test_no_english_sentence_of_the_interface_stands_on_a_page_of_another_language(
    windows: Windows, name: str, path: str, signed_in: bool, language: str
) -> None:
    page = windows.show(language, path, signed_in, "light", WIDE)
    # What is shown in its own language says so, as the titles of an act do.
    page.evaluate(
        "document.querySelectorAll(`body [lang]:not([lang=${document.documentElement.lang}])`)"
        ".forEach(element => element.remove())"
    )
    text = " ".join(page.inner_text("body").split())

    assert [found[0] for said in english(CATALOGUE) if (found := said.search(text))] == []


def test_a_page_that_shuts_people_out_is_noticed(windows: Windows) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = windows.show("en", "", False, "light", NARROW)
    page.evaluate(
        "document.querySelector('main').innerHTML = '<img src=x>';"
        "document.querySelector('main').style.width = '900px'"
    )

    assert [said for said in _violations(Axe().run(page)) if said.startswith("image-alt")]
    assert [said for said in _shape(page, "es") if "which language" in said]
    assert [said for said in _shape(page, "en") if "wider than the window" in said]


def english(catalogue: Path) -> list[re.Pattern[str]]:
    """The sentences of the interface of three words or more, with anything in their places."""
    global _ENGLISH
    if not _ENGLISH:
        messages = []
        for file in (catalogue, *LIBRARY):
            with file.open("rb") as lines:
                messages += [m.id for m in read_po(lines, locale="en") if m.id]
        flat = [one for m in messages for one in (m if isinstance(m, (list, tuple)) else (m,))]
        _ENGLISH = [
            re.compile(rf"(?<!\w){_pattern(said)}(?!\w)")
            for said in flat
            if len(re.findall(r"[^\W\d_]+", PLACE.sub(" ", said))) >= 3
        ]
    return _ENGLISH


_ENGLISH: list[re.Pattern[str]] = []
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w*[^{}]*\}|%[sd]")


def _pattern(said: str) -> str:
    pieces = [re.escape(" ".join(piece.split())) for piece in PLACE.split(said)]
    return r"\s*.{1,80}?\s*".join(piece.replace(r"\ ", " ") for piece in pieces)


def test_an_english_sentence_is_noticed_whatever_stands_in_its_places() -> None:
    assert re.search(_pattern("Act {number} waits for %(who)s now"), "Act 3 waits for you now")
    assert not re.search(_pattern("Act {number} waits"), "El acto 3 espera")

"""A real browser, and houses to walk through.

COCHAIR_CHROMIUM names the browser; `tools/suite.py` finds one and leaves this part out, with
its reason, where there is none.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from journeys import server, story, told

# Playwright keeps a loop running, which Django takes for a reason not to use a database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHROMIUM = os.environ.get("COCHAIR_CHROMIUM") or shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
]
# The day of the demo: Ireland and Bolivia preside, the third cycle runs.
DEMO_DAY = datetime.fromisoformat("2026-11-24T12:00+00:00")


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, house: server.House, page: object, forum: str) -> None:
        self.house, self.page, self.forum = house, page, forum

    def opens(self, path: str) -> None:
        """Go to an address inside the forum, in English."""
        self.page.goto(f"{self.house.address}/en/{self.forum}/{path}")

    def sees(self, *words: str) -> None:
        """All of these stand on the page, as soon as it has arrived."""
        for said in words:
            if not self.arrives(lambda text, said=said: said in text):
                raise AssertionError(f"“{said}” is not on {self.page.url}:\n{self.text}")

    def does_not_see(self, *words: str) -> None:
        """None of these stands on the page."""
        assert self.arrives(bool), f"{self.page.url} stays empty"
        text = self.text
        for said in words:
            assert said not in text, f"“{said}” is on {self.page.url}:\n{text}"

    @property
    def text(self) -> str:
        """What the page says now; nothing while the page before leaves."""
        return self.page.inner_text("body")

    def arrives(self, is_there: Callable[[str], bool], seconds: float = 10) -> bool:
        """Whether the page comes to say this: a form that was sent may still be on its way."""
        until = time.monotonic() + seconds
        while not is_there(self.text):
            if time.monotonic() > until:
                return False
            self.page.wait_for_timeout(50)
        return True

    def presses(self, name: str) -> None:
        """Press the button, or follow the link, of this name."""
        button = self.page.get_by_role("button", name=name, exact=True)
        link = self.page.get_by_role("link", name=name, exact=True)
        # The page before may still be leaving.
        button.or_(link).first.wait_for(state="attached")
        (button if button.count() else link).first.click()
        self.page.wait_for_load_state()

    def signs(self, path: str = "") -> None:
        """Read an act, and sign under its words."""
        if path:
            self.opens(path)
        self.presses("Sign")

    @property
    def path(self) -> str:
        """Where in the forum this visitor is."""
        return self.page.url.partition(f"/en/{self.forum}/")[2]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """One browser for a module."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "No Chromium was found: name one in COCHAIR_CHROMIUM."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def demo_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The demo as `cochair demo` prepares it, on its day."""
    home = tmp_path_factory.mktemp("demo")
    server.House("", home).set_clock(DEMO_DAY)
    server.run(home, *server.COCHAIR, "demo", "--no-serve")
    with server.serving(home) as house:
        yield house


@contextmanager
def story_house(home: Path, *words: str) -> Iterator[server.House]:
    """A house in which only the story's forum is loaded."""
    server.prepared(home, Path(story.__file__), *words)
    with server.serving(home) as house:
        yield house


class Ending:
    """The house of the last journeys: one for all, in which the story goes on as far as is asked."""

    def __init__(self, house: server.House) -> None:
        self.house, self.by_hand = house, list[str]()

    def goes_on(self, until: str, *, by_hand: bool = True) -> None:
        """Play up to just before this event, which people then do in a browser, or time alone."""
        words = (told.__file__, str(self.house.home), until, *self.by_hand)
        server.run(self.house.home, *words)
        if by_hand:
            self.by_hand.append(until)


@pytest.fixture(scope="session")
def ending(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ending]:
    """The story before both approve the record of the ministerial meeting."""
    home = tmp_path_factory.mktemp("ending")
    server.run(home, told.__file__, str(home), "us-07.ireland_approves")
    with server.serving(home) as house:
        yield Ending(house)


@pytest.fixture(scope="module")
def visitors(browser: object) -> Iterator[Callable[..., Visitor]]:
    """Sign somebody of the stories in, each in a browser of their own."""
    contexts = []

    def visit(house: server.House, name: str) -> Visitor:
        context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        contexts.append(context)
        visitor = Visitor(house, context.new_page(), story.FORUM)
        sign_in(visitor.page, house.address, story.address(name), story.PASSWORD)
        return visitor

    yield visit
    for context in contexts:
        context.close()


def sign_in(page: object, address: str, email: str, password: str) -> None:
    """Sign in with a password, as the accounts of a demo do."""
    page.goto(f"{address}/en/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.get_by_role("button", name="Sign in with a password").click()
    page.wait_for_load_state()
    assert "/accounts/login/" not in page.url, page.inner_text("body")

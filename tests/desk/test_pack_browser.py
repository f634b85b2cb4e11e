"""A pack in a real browser, from a folder: its look is there, its links lead on, it asks nobody."""

from pathlib import Path

import pytest

import delegations
import packs
import papers
import people
import signing
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from journeys.conftest import CHROMIUM, QUIET
from world import NOW

pytestmark = pytest.mark.browser


@pytest.fixture
def unpacked(small_forum: Forum, tmp_path: Path) -> Path:
    """The pack of the secretariat with one paper in two languages, unpacked."""
    with clock.at(NOW):
        meeting = signing.fixed(small_forum)
        words = {code: papers.words(f"Words in {code}.") for code in ("en", "es")}
        papers.circulated(small_forum, words, meeting=meeting.slug)
        office = people.signed_in(delegations.office(small_forum))
        files = packs.opened(packs.taken(office, meeting.slug))
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_a_pack_is_read_from_a_folder_with_its_own_look_and_no_network(unpacked: Path) -> None:
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.goto((unpacked / "index.html").as_uri())
        fonts = page.evaluate(
            "document.fonts.ready.then(() => [...document.fonts]"
            ".filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', '')))"
        )
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        page.get_by_role("link", name="Español", exact=True).click()
        read = page.inner_text("main")
        page.get_by_role("link", name="About this pack").click()
        about = page.inner_text("h1")
        browser.close()

    assert {"Cochair Sans", "Cochair Serif"} <= set(fonts)
    assert wide <= 0
    assert "Words in es." in read
    assert about == "About this pack"
    assert asked and all(url.startswith("file://") for url in asked)

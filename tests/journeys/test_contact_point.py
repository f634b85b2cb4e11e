"""A contact point without an account: from the letter to a delegation of twenty, in a browser.

domain.md B.7 (CB-30), C.7 (D2).
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from journeys import looking, prepared, server, story
from journeys.conftest import Visitor
from journeys.looking import NARROW, WIDE

pytestmark = pytest.mark.browser

ADDRESS = "contact.py@example.org"
INVITATION = "Invitación"
PEOPLE = "name\tfunction\tcapacity\n" + "\n".join(
    f"Persona Número {index}\tDirección {index}\t{'head' if index == 1 else 'adviser'}"
    for index in range(1, 21)
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The ministerial meeting three weeks ahead, whose notice is out."""
    home = tmp_path_factory.mktemp("contact")
    server.run(home, str(Path(prepared.__file__)), str(home))
    with server.serving(home) as house:
        # It is morning in Asunción too: what waited there for the night to end goes out.
        house.set_clock(prepared.TODAY + timedelta(hours=5))
        yield house


def opens_the_letter(visitor: Visitor) -> None:
    """Read the invitation that the demo kept for this address, once it is no longer held."""
    mails = visitor.page.locator("section[aria-labelledby=mails] tbody tr")
    letter = mails.filter(has_text=ADDRESS).filter(has_text=INVITATION)
    # The letters of a whole house go out together, over some pages of the list.
    for turn in range(120):
        visitor.page.goto(f"{visitor.house.address}/en/mail/caught/?page={turn % 4 + 1}")
        if letter.count():
            break
        visitor.page.wait_for_timeout(500)
    letter.get_by_role("link").click()


def comes_in(visitor: Visitor) -> str:
    """Go in by the link of the letter; returns its path."""
    opens_the_letter(visitor)
    page = visitor.page
    link = urlsplit(page.locator("main a[href*='/link/']").get_attribute("href")).path
    assert link.startswith("/es/")
    page.goto(f"{visitor.house.address}{link}")
    visitor.sees("Paraguay")
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    return link


def test_a_contact_point_names_twenty_people_by_the_link_in_its_letter(
    house: server.House, browser: object
) -> None:
    # Without scripts, as in a mail reader of a ministry.
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    visitor = Visitor(house, context.new_page(), story.FORUM)
    page = visitor.page

    comes_in(visitor)
    assert "/invitations/" in page.url

    page.locator("input[name=answer][value=accepted]").check()
    page.locator("form[action$='/answer/'] button[type=submit]").click()
    page.locator("main a[href$='/delegations/py/']").first.click()
    page.locator("main a[href$='/participants/import/']").click()
    page.locator("textarea[name=text]").fill(PEOPLE)
    page.locator("form:has(textarea[name=text]) button[type=submit]").last.click()
    page.locator("form:has(input[name=seen]) button[type=submit]").click()
    assert page.url.endswith("/delegations/py/")
    visitor.sees("Persona Número 1", "Persona Número 20")
    page.locator("form[action$='/handover/submit/'] button[type=submit]").click()
    assert page.url.endswith("/delegations/py/")
    assert not page.locator("form[action$='/handover/submit/']").count()

    # Everything else is closed, and after leaving this too.
    for path in ("delegations/", "delegations/fr/", "participants/", ""):
        page.goto(f"{house.address}/es/{story.FORUM}/meetings/{prepared.MEETING}/{path}")
        assert "/accounts/login/" in page.url, path
    page.goto(f"{house.address}/es/{story.FORUM}/meetings/{prepared.MEETING}/delegations/py/")
    page.locator("form[action$='/link/leave/'] button[type=submit]").click()
    page.goto(f"{house.address}/es/{story.FORUM}/meetings/{prepared.MEETING}/delegations/py/")
    assert "/accounts/login/" in page.url
    context.close()


def test_what_a_link_opens_fits_and_can_be_used_by_everyone(
    house: server.House, browser: object
) -> None:
    context = browser.new_context()  # type: ignore[attr-defined]
    visitor = Visitor(house, context.new_page(), story.FORUM)
    link = comes_in(visitor)
    invitation = visitor.page.url.partition(f"/{story.FORUM}/")[2]
    opens_the_letter(visitor)
    letter = visitor.page.url.partition("/en/")[2]
    meeting = f"meetings/{prepared.MEETING}"
    found = []
    with looking.windows_on(house, story.FORUM, browser, context.storage_state()) as windows:
        for path in (
            link.partition(f"/{story.FORUM}/")[2],
            invitation,
            f"{meeting}/delegations/py/",
            f"{meeting}/participants/import/",
            f"../{letter}",
        ):
            found += looking.faults(
                lambda look, path=path: windows.show(path, look),
                [("es", "light", WIDE), ("pt", "dark", NARROW)],
                [("es", "light", NARROW)],
            )
    context.close()

    assert not found, "\n".join(found)

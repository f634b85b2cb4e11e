"""The cockpit in a browser: two chairs adopt a text and close the meeting, and every click is counted.

interaction.md sections 4 and 7: at most 8 clicks and 2 pages, from "both present, item open".
"""

from collections.abc import Callable, Iterator

import pytest

from journeys import ministerial_day, server
from journeys.conftest import Visitor

pytestmark = pytest.mark.browser

MEETING = f"meetings/{ministerial_day.MEETING}/"
ROOM = f"{MEETING}room/"
CLICKS, PAGES = 8, 2
# An act is on the screen of the other chair within this time (milliseconds).
AT_ONCE = 2_000


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The ministerial meeting at 15:35: its last item, the joint declaration, is under discussion."""
    home = tmp_path_factory.mktemp("cockpit")
    server.run(home, ministerial_day.__file__, str(home))
    with server.serving(home) as found:
        found.set_clock(ministerial_day.NOW)
        yield found


class Counted:
    """A co-chair in the room whose clicks and pages are counted."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.clicks, self.pages = visitor, visitor.page, 0, set[str]()
        visitor.opens(ROOM)
        self.pages.add(visitor.path)
        self.page.get_by_text("Connected", exact=True).wait_for()

    @property
    def button(self) -> object:
        return self.page.locator("#deck-button")

    def comes_to(self, label: str, timeout: int = AT_ONCE) -> None:
        """Without loading anything again, the one button says this."""
        self.page.locator("#deck-button", has_text=label).wait_for(timeout=timeout)

    def presses(self, label: str) -> None:
        """Press the one button, which says this, with Enter: the focus stays on it."""
        self.comes_to(label)
        # A double press never signs what came after: it takes none for a moment.
        self.page.wait_for_timeout(800)
        assert self.page.locator(".deck .btn.main").count() == 1
        self.button.focus()
        self.page.keyboard.press("Enter")
        self.clicks += 1

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for(timeout=2 * AT_ONCE)


def test_two_chairs_adopt_a_text_and_close_the_meeting_with_eight_clicks_on_two_pages(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    ireland, bolivia = Counted(visitors(house, "ie")), Counted(visitors(house, "bo"))
    paraguay = Counted(visitors(house, "py"))

    ireland.presses("Submit the text")
    ireland.sees("You have submitted the text.")
    ireland.comes_to("Waiting for Bolivia")
    assert ireland.button.get_attribute("aria-disabled") == "true"
    assert ireland.page.evaluate("document.activeElement.id") == "deck-button"
    bolivia.sees("Ireland has submitted this text for adoption.")
    bolivia.presses("Submit it as well")
    bolivia.sees("Delegations may object now.")
    paraguay.sees("The text is submitted. No delegation objects.")

    ireland.presses("Declare consensus")
    bolivia.presses("Declare it as well")
    bolivia.sees("Adopted by consensus at")
    paraguay.sees("The text is adopted by consensus.")

    ireland.comes_to("Conclude item 3")
    written = ireland.page.locator("textarea[name=words_en]").input_value()
    assert written.startswith("Adopted by consensus: Joint declaration")
    assert "(EC-MIN/2026/7" in written
    ireland.presses("Conclude item 3")
    bolivia.sees("Nothing is left on the agenda.")
    bolivia.sees("Expected results by clause")

    ireland.presses("Close the meeting")
    bolivia.sees("Ireland has signed the closing.")
    bolivia.presses("Close the meeting")
    bolivia.comes_to("Follow up", 2 * AT_ONCE)
    bolivia.button.click()
    bolivia.clicks += 1
    bolivia.page.wait_for_load_state()
    bolivia.pages.add(bolivia.visitor.path)

    clicks = ireland.clicks + bolivia.clicks
    pages = ireland.pages | bolivia.pages
    print(f"two chairs: submit, adopt, conclude, close: {len(pages)} pages, {clicks} clicks")
    assert clicks <= CLICKS and len(pages) <= PAGES, (clicks, pages)
    assert pages == {ROOM, MEETING}

"""The room in a browser: it follows by itself, says when it does not, and sends nothing by itself later.

domain.md C.7 (J6), C.9 (availability); corrections.md section 4 ("Room screens"): 8 October 2026.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journeys import in_session, server
from journeys.conftest import Visitor

pytestmark = pytest.mark.browser

ROOM = f"meetings/{in_session.MEETING}/room/"
HALF_AN_HOUR = "31:00"
LINE_IS_LOST = 5_000
TELEPHONE = {"width": 360, "height": 640}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The ministerial meeting on its day, open, its second item on the floor."""
    home = tmp_path_factory.mktemp("room")
    server.run(home, str(Path(in_session.__file__)), str(home))
    with server.serving(home) as house:
        house.set_clock(in_session.NOW)
        yield house


def follows(visitor: Visitor) -> None:
    """Open the room with a clock that can be moved."""
    visitor.page.clock.install()
    visitor.opens(ROOM)
    visitor.page.get_by_text("Connected", exact=True).wait_for()


def comes_to_see(visitor: Visitor, said: str) -> None:
    """Without loading anything again."""
    visitor.page.get_by_text(said).first.wait_for()


def loses_the_line(visitor: Visitor) -> None:
    visitor.page.context.set_offline(True)
    visitor.page.clock.run_for(LINE_IS_LOST)
    visitor.page.get_by_text("Not connected since").wait_for()


def test_who_asks_is_seen_by_the_chair_and_is_told_when_the_floor_is_given(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    ireland, spain = visitors(house, "ie"), visitors(house, "es")
    follows(ireland)
    follows(spain)
    spain.page.set_viewport_size(TELEPHONE)

    # On a telephone too, what the button does and where one stands is said beside it.
    comes_to_see(spain, "You are put on the list of speakers.")
    spain.page.get_by_role("button", name="Request the floor").click()
    comes_to_see(spain, "You are number 1 on the list.")
    ireland.page.get_by_role("button", name="Next: Spain").click()

    comes_to_see(spain, "You have the floor.")
    spain.page.get_by_role("button", name="I have finished").click()
    comes_to_see(ireland, "Nobody is speaking.")


def test_half_an_hour_without_a_network_and_nothing_is_lost_or_sent_behind_ones_back(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    ireland, bolivia = visitors(house, "ie"), visitors(house, "bo")
    follows(ireland)
    follows(bolivia)
    ireland.page.get_by_text("More", exact=True).click()
    ireland.page.fill("#minutes", "5")
    loses_the_line(ireland)

    # What is sent now has no effect, and says so; nothing waits to be sent later.
    ireland.page.get_by_role("button", name="Set the speaking time").click()
    comes_to_see(ireland, "NOT SENT.")
    bolivia.page.locator("[formaction*='/items/i3/opening/']").click()
    comes_to_see(bolivia, "Item 3 is under discussion.")

    # Half an hour later the page still shows what it showed, and how old that is.
    ireland.page.clock.fast_forward(HALF_AN_HOUR)
    ireland.sees("Not connected since", "Item 2 is under discussion.", "NOT SENT.")
    assert ireland.page.locator("#deck-button").get_attribute("aria-disabled") == "true"
    assert ireland.page.input_value("#minutes") == "5"

    # The line is back: the page follows again, and takes nothing from under who was writing.
    ireland.page.context.set_offline(False)
    ireland.page.clock.run_for(LINE_IS_LOST)
    comes_to_see(ireland, "The meeting has moved on since you began to write.")
    ireland.page.get_by_text("Connected", exact=True).wait_for()
    assert ireland.page.locator("#deck-button").get_attribute("aria-disabled") is None
    assert ireland.page.input_value("#minutes") == "5"
    bolivia.does_not_see("5:00 per speaker")

    # Sent again, it is an act on what has changed: refused, and said.
    ireland.page.get_by_role("button", name="Send again").click()
    comes_to_see(ireland, "Changed in the meantime")
    ireland.page.get_by_role("button", name="Show the current state").click()
    comes_to_see(ireland, "Item 3 is under discussion.")
    bolivia.does_not_see("5:00 per speaker")


def test_an_objection_that_could_not_be_sent_says_so_and_is_sent_again_once(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    paraguay, ireland = visitors(house, "py"), visitors(house, "ie")
    follows(paraguay)
    follows(ireland)
    ireland.page.locator("[formaction*='/items/i4/opening/']").click()
    comes_to_see(ireland, "The text is submitted. No delegation objects.")
    assert declares(ireland)
    paraguay.page.locator("summary", has_text="Object to the text").click()
    paraguay.page.fill("#words", "Paragraph 2 goes further than our mandate.")

    # Without the tick nothing is sent, and nobody can believe that it was.
    paraguay.page.locator("#objecting button[type=submit]").click()
    told = paraguay.page.locator("#objecting [role=alert]")
    told.wait_for()
    assert "Not sent" in told.inner_text()
    assert paraguay.page.evaluate("document.activeElement.id") == "understood"
    assert paraguay.page.input_value("#words") == "Paragraph 2 goes further than our mandate."
    ireland.does_not_see("an objection stands")

    paraguay.page.check("#understood")
    loses_the_line(paraguay)

    paraguay.page.get_by_role("button", name="Object to the text", exact=True).click()
    comes_to_see(paraguay, "NOT SENT.")
    assert paraguay.page.input_value("#words") == "Paragraph 2 goes further than our mandate."
    ireland.does_not_see("an objection stands")

    # Back on the line nothing is sent by itself; sent again, and once more by a second press, it is one.
    paraguay.page.context.set_offline(False)
    paraguay.page.clock.run_for(LINE_IS_LOST)
    paraguay.page.get_by_text("Connected", exact=True).wait_for()
    ireland.does_not_see("an objection stands")
    paraguay.page.get_by_role("button", name="Send again").click()

    comes_to_see(paraguay, "Your objection has been recorded. It stands until you withdraw it.")
    comes_to_see(paraguay, "Acknowledgement of receipt")
    paraguay.page.set_viewport_size(TELEPHONE)
    assert paraguay.page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
    comes_to_see(ireland, "Paraguay objects to the text.")
    assert not declares(ireland)
    paraguay.page.get_by_role("button", name="Withdraw the objection").click()
    comes_to_see(ireland, "The text is submitted. No delegation objects.")
    assert declares(ireland)


def declares(visitor: Visitor) -> bool:
    """Whether the one button declares consensus, and may be pressed."""
    button = visitor.page.locator("#deck-button")
    assert button.inner_text().strip() == "Declare consensus"
    return button.get_attribute("aria-disabled") is None


def test_without_a_script_the_same_forms_do_the_same(
    house: server.House, browser: object, visitors: Callable[..., Visitor]
) -> None:
    signed_in = visitors(house, "py").page.context.storage_state()
    context = browser.new_context(storage_state=signed_in, java_script_enabled=False)
    paraguay = Visitor(house, context.new_page(), in_session.story.FORUM)
    paraguay.opens(ROOM)
    paraguay.sees("As loaded: load again to see changes")

    paraguay.presses("Request the floor")

    paraguay.sees("You are number 1 on the list.", "You are on the list of speakers.")
    paraguay.presses("Withdraw my request")
    paraguay.sees("Your request for the floor is withdrawn.")
    context.close()


def test_the_second_screen_follows_in_three_languages(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    ireland, screen = visitors(house, "ie"), visitors(house, "bo")
    screen.opens(f"{ROOM}screen/")
    ireland.opens(ROOM)

    ireland.page.locator("[formaction*='/items/i3/opening/']").click()

    comes_to_see(screen, "Progress since the last meeting")
    screen.sees("Avances desde la", "Progressos desde a última reunião")
    assert screen.page.get_by_role("button").count() == 0

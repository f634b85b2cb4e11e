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
    visitor.page.get_by_text("Connected: the page follows the room").wait_for()


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

    spain.page.get_by_role("button", name="Ask for the floor").click()
    comes_to_see(spain, "You are number 1 of those who wait.")
    ireland.page.get_by_role("button", name="Give the floor").first.click()

    comes_to_see(spain, "You have the floor.")
    spain.page.get_by_role("button", name="I have finished").click()
    comes_to_see(ireland, "Nobody has the floor.")


def test_half_an_hour_without_a_network_and_nothing_is_lost_or_sent_behind_ones_back(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    ireland, bolivia = visitors(house, "ie"), visitors(house, "bo")
    follows(ireland)
    follows(bolivia)
    ireland.page.fill("#minutes", "5")
    loses_the_line(ireland)

    # What is sent now has no effect, and says so; nothing waits to be sent later.
    ireland.page.get_by_role("button", name="Set the time").click()
    comes_to_see(ireland, "NOT SENT.")
    bolivia.page.locator("[formaction*='/items/i3/opening/']").click()
    comes_to_see(bolivia, "item 3, since")

    # Half an hour later the page still shows what it showed, and how old that is.
    ireland.page.clock.fast_forward(HALF_AN_HOUR)
    ireland.sees("Not connected since", "item 2, since", "NOT SENT.")
    assert ireland.page.input_value("#minutes") == "5"

    # The line is back: the page follows again, and takes nothing from under who was writing.
    ireland.page.context.set_offline(False)
    ireland.page.clock.run_for(LINE_IS_LOST)
    comes_to_see(ireland, "The room has moved on since you began to write here.")
    comes_to_see(ireland, "Connected: the page follows the room")
    assert ireland.page.input_value("#minutes") == "5"
    bolivia.does_not_see("5:00 for each speaker")

    # Sent again, it is an act on what has changed: refused, and said.
    ireland.page.get_by_role("button", name="Send it again").click()
    comes_to_see(ireland, "Changed meanwhile")
    ireland.page.get_by_role("button", name="Show what stands now").click()
    comes_to_see(ireland, "item 3, since")
    bolivia.does_not_see("5:00 for each speaker")


def test_an_objection_that_could_not_be_sent_says_so_and_is_sent_again_once(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    paraguay, ireland = visitors(house, "py"), visitors(house, "ie")
    follows(paraguay)
    follows(ireland)
    comes_to_see(ireland, "Turn your key: Declare consensus")
    paraguay.page.fill("#words", "Paragraph 2 goes further than our mandate.")
    paraguay.page.check("#understood")
    loses_the_line(paraguay)

    paraguay.page.get_by_role("button", name="Object", exact=True).click()
    comes_to_see(paraguay, "NOT SENT.")
    assert paraguay.page.input_value("#words") == "Paragraph 2 goes further than our mandate."
    ireland.does_not_see("an objection stands")

    # Back on the line nothing is sent by itself; sent again, and once more by a second press, it is one.
    paraguay.page.context.set_offline(False)
    paraguay.page.clock.run_for(LINE_IS_LOST)
    comes_to_see(paraguay, "Connected: the page follows the room")
    ireland.does_not_see("an objection stands")
    paraguay.page.get_by_role("button", name="Send it again").click()

    comes_to_see(paraguay, "Your objection stands")
    comes_to_see(ireland, "an objection stands")
    comes_to_see(ireland, "Not now: Declare consensus")
    assert ireland.page.get_by_text("objects", exact=False).count() >= 1
    paraguay.page.get_by_role("button", name="Withdraw the objection").click()
    comes_to_see(ireland, "Turn your key: Declare consensus")


def test_without_a_script_the_same_forms_do_the_same(
    house: server.House, browser: object, visitors: Callable[..., Visitor]
) -> None:
    signed_in = visitors(house, "py").page.context.storage_state()
    context = browser.new_context(storage_state=signed_in, java_script_enabled=False)
    paraguay = Visitor(house, context.new_page(), in_session.story.FORUM)
    paraguay.opens(ROOM)
    paraguay.sees("how the room stood when it was loaded")

    paraguay.presses("Ask for the floor")

    paraguay.sees("You are number 1 of those who wait.")
    paraguay.presses("Take my request back")
    paraguay.sees("Nobody waits.")
    context.close()


def test_the_second_screen_follows_in_three_languages(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    ireland, screen = visitors(house, "ie"), visitors(house, "bo")
    screen.opens(f"{ROOM}screen/")
    ireland.opens(ROOM)

    ireland.page.locator("[formaction*='/items/i4/opening/']").click()

    comes_to_see(screen, "Declaración conjunta")
    screen.sees("Joint declaration", "Declaração conjunta")
    assert screen.page.get_by_role("button").count() == 0

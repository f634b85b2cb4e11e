"""US-09 in a browser: two handovers in one cycle.

domain.md C.10 as corrected (section 3); packs and the notice are told in test_us09_notice: 2 December 2026 to
4 March 2027.
"""

from collections.abc import Callable, Iterator

import pytest

from journeys import server, story
from journeys.conftest import Visitor, story_house

pytestmark = pytest.mark.browser

REASON = "The calendar of the Greek presidency is not fixed yet."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The story's forum with its third cycle planned."""
    with story_house(tmp_path_factory.mktemp("us09"), "planned") as house:
        yield house


def designate(visitor: Visitor, member: str, document: str) -> None:
    """Record on the page of members who follows on 4 March at ten in Santo Domingo."""
    visitor.opens("members/")
    form = visitor.page.locator("form[action$='/presidencies/designation/']")
    form.locator("[name=member]").select_option(member)
    form.locator("[name=day]").fill("2027-03-04")
    form.locator("[name=hour]").fill("10:00")
    form.locator("[name=zone]").fill("America/Santo_Domingo")
    form.locator("[name=document]").fill(document)
    form.locator("button").click()
    visitor.page.wait_for_load_state()


def propose(visitor: Visitor, clause: str) -> str:
    """Propose a departure, some act that takes both keys; where it waits."""
    visitor.opens(f"procedures/1.0/{clause}/")
    form = visitor.page.locator(f"details:has(input[value='{story.FORUM}-cycle-2'])").filter(
        has=visitor.page.locator("textarea")
    )
    form.locator("> summary").click()
    form.locator("textarea[name=reason]").fill(REASON)
    form.get_by_role("button", name="Send the exception for signature").click()
    visitor.page.wait_for_url("**/acts/*/")
    return visitor.path


def may_sign(visitor: Visitor) -> bool:
    """Whether the folder offers this visitor what waits for its key."""
    visitor.opens("acts/")
    return "For your signature" in visitor.text


def test_two_handovers_in_one_cycle(house: server.House, visitors: Callable[..., Visitor]) -> None:
    # 2 December 2026: Ireland holds the key, Lithuania reads along.
    house.set_clock("2026-12-02T09:00+00:00")
    ireland, lithuania = visitors(house, "ie"), visitors(house, "lt")
    bolivia, dominicana = visitors(house, "bo"), visitors(house, "do")
    secretariat = visitors(house, "secretariat")
    assert may_sign(ireland)
    assert not may_sign(lithuania)

    # 1 January 2027, 00:00 in Brussels: the rights move, and nothing else does.
    house.set_clock("2026-12-31T23:00+00:00")
    assert may_sign(lithuania)
    assert not may_sign(ireland)
    assert may_sign(bolivia)

    # 2 February: Bolivia records who follows it.
    house.set_clock("2027-02-02T15:00+00:00")
    designate(bolivia, "DO", "Decision of the autumn summit")
    bolivia.sees("The designation has been recorded, with its document.", "Dominican Republic")

    # 15 February: a second document names another State, and the next term is disputed.
    house.set_clock("2027-02-15T15:00+00:00")
    designate(bolivia, "EC", "Letter of 15 February")
    bolivia.sees("disputed")
    lithuania.opens("members/")
    lithuania.sees("disputed")

    # Bolivia, in office, keeps its key.
    act = propose(secretariat, "II.3.functions.c.2")
    bolivia.signs(act)
    bolivia.sees("You have signed.")

    # 25 February: CLASI alone settles it, with its decision; the other side takes note.
    house.set_clock("2027-02-25T15:00+00:00")
    lithuania.opens("members/")
    assert not lithuania.page.locator("form[action$='/settlement/']").count()
    bolivia.opens("members/")
    forms = bolivia.page.locator("form[action*='clasi-do'][action$='/settlement/']")
    forms.first.locator("[name=document]").fill("Decision of CLASI of 25 February")
    forms.first.locator("button").click()
    bolivia.page.wait_for_load_state()
    bolivia.sees("Your Party has settled the dispute over its presidency.")
    lithuania.opens("members/")
    lithuania.page.locator(
        "form[action*='clasi-do'][action$='/acknowledgement/'] button"
    ).first.click()
    lithuania.page.wait_for_load_state()
    lithuania.sees("Recorded. Your signature is not needed.")

    # The board shows the two rotations apart: three above, two below.
    lithuania.opens("cycles/3/")
    lithuania.sees("Ireland", "Lithuania", "Greece", "Bolivia", "Dominican Republic")

    # 4 March, 13:59:30 UTC: Bolivia signs, and its key counts.
    early = propose(secretariat, "II.3.functions.c.3")
    house.set_clock("2027-03-04T13:59:30+00:00")
    bolivia.signs(early)
    bolivia.sees("You have signed.")

    # It reads another act while in office, and turns its key a second after its term.
    late = propose(secretariat, "II.3.functions.c.1")
    house.set_clock("2027-03-04T13:59:40+00:00")
    bolivia.opens(late)
    house.set_clock("2027-03-04T14:00:01+00:00")
    bolivia.presses("Sign")
    bolivia.sees("Only a co-presidency may sign, and only during its term.")
    assert not may_sign(bolivia)

    # It is offered to the Dominican Republic, which signs it with Lithuania.
    dominicana.opens("acts/")
    dominicana.sees("For your signature")
    dominicana.signs(late)
    lithuania.signs(late)
    lithuania.sees("You have signed. The act is in effect.")

    # What Bolivia signed in time stands, and takes effect with the other key.
    lithuania.signs(early)
    lithuania.sees("You have signed. The act is in effect.", "Bolivia")

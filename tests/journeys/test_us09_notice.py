"""US-09 in a browser, its other half: the handover packs, and a notice between two holders.

domain.md C.10 as corrected (section 3): 20 November 2026 to 5 March 2027.
"""

from collections.abc import Callable, Iterator

import pytest

from journeys import server, story
from journeys.conftest import Visitor, story_house

pytestmark = pytest.mark.browser

MEETING = f"{story.FORUM}-som-3"
TITLE = "Senior officials meeting III"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The story's forum with its third cycle planned."""
    with story_house(tmp_path_factory.mktemp("us09notice"), "planned") as house:
        yield house


def outcome(visitor: Visitor, clause: str) -> str:
    """What the page of a clause says of the senior officials meeting."""
    visitor.opens(f"procedures/1.0/{clause}/")
    rows = visitor.page.locator("section[aria-labelledby=results] li")
    row = rows.filter(has=visitor.page.get_by_role("heading", name=TITLE, exact=True))
    return str(row.inner_text())


def designates(visitor: Visitor, member: str, document: str) -> None:
    """Record who follows on 4 March at ten in Santo Domingo."""
    visitor.opens("members/")
    form = visitor.page.locator("form[action$='/presidencies/designation/']")
    form.locator("[name=member]").select_option(member)
    form.locator("[name=day]").fill("2027-03-04")
    form.locator("[name=hour]").fill("10:00")
    form.locator("[name=zone]").fill("America/Santo_Domingo")
    form.locator("[name=document]").fill(document)
    form.locator("button").click()
    visitor.page.wait_for_load_state()


def settles(visitor: Visitor) -> None:
    """CLASI says, with its decision, that the Dominican Republic follows."""
    visitor.opens("members/")
    form = visitor.page.locator("form[action*='clasi-do'][action$='/settlement/']").first
    form.locator("[name=document]").fill("Decision of CLASI of 25 February")
    form.locator("button").click()
    visitor.page.wait_for_load_state()


def test_packs_are_accepted_by_name_and_a_notice_is_confirmed_by_the_new_holder(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    # 20 November 2026: both fix the day of the senior officials.
    house.set_clock("2026-11-20T09:00+00:00")
    secretariat, ireland = visitors(house, "secretariat"), visitors(house, "ie")
    bolivia, lithuania = visitors(house, "bo"), visitors(house, "lt")
    dominicana = visitors(house, "do")
    secretariat.opens(f"meetings/{MEETING}/schedule/")
    secretariat.page.fill("#first", "2027-05-19")
    secretariat.page.fill("#last", "2027-05-20")
    secretariat.page.select_option("#place", "vilnius")
    secretariat.presses("Show what would change")
    secretariat.presses("Send for signature")
    ireland.signs(secretariat.path)
    bolivia.signs(secretariat.path)

    # 2 December: the pack for Lithuania is made; CLASI does not learn of it.
    house.set_clock("2026-12-02T09:00+00:00")
    ireland.opens("handover/")
    ireland.sees("Lithuania", "in 30 days")
    ireland.presses("Make the handover file")
    ireland.sees("Handover file 1 for Lithuania", "Not yet opened by the incoming presidency.")
    ireland.page.get_by_label("Name of the person who acknowledges").fill(
        "Head of the co-presidency of Ireland"
    )
    ireland.presses("Acknowledge the handover")
    ireland.sees("Acknowledged by Head of the co-presidency of Ireland")
    ireland.opens("term/")
    ireland.sees("My term", "30 days left", "handed over by you")
    bolivia.opens("handover/")
    bolivia.does_not_see("Handover file 1")
    bolivia.opens("handover/1/")
    bolivia.sees("Page not found")

    # 18 December: Lithuania finds it on the page of its term, reads it and accepts it by name.
    house.set_clock("2026-12-18T10:00+00:00")
    lithuania.opens("term/")
    lithuania.sees("in 14 days", "handed over to you", "acknowledged")
    lithuania.presses("Handover file 1 for Lithuania")
    lithuania.sees(TITLE)
    lithuania.page.fill("#name", "Head of the co-presidency of Lithuania")
    lithuania.presses("Accept the handover")
    lithuania.sees("Accepted by Head of the co-presidency of Lithuania")

    # 2 February 2027: Bolivia designates who follows, and makes the pack.
    house.set_clock("2027-02-02T15:00+00:00")
    designates(bolivia, "DO", "Decision of the autumn summit")
    bolivia.opens("handover/")
    bolivia.presses("Make the handover file")
    bolivia.sees("Handover file 1 for Dominican Republic")

    # 15 February: a second designation; no pack is made and no notice goes out without a reason.
    house.set_clock("2027-02-15T15:00+00:00")
    designates(bolivia, "EC", "Letter of 15 February")
    bolivia.opens("handover/")
    bolivia.presses("Make the handover file")
    bolivia.sees(
        "No handover file was made",
        "The next presidency is disputed. The Party must settle this before the handover file is made.",
    )
    secretariat.opens(f"meetings/{MEETING}/notice/")
    secretariat.sees("The next presidency of CLASI is disputed")
    secretariat.presses("Send for signature")
    secretariat.sees("Nothing was changed")

    # 25 February: CLASI settles it; the Dominican Republic accepts its pack.
    house.set_clock("2027-02-25T15:00+00:00")
    settles(bolivia)
    dominicana.opens("handover/1/")
    dominicana.page.fill("#name", "Head of the co-presidency of the Dominican Republic")
    dominicana.presses("Accept the handover")
    dominicana.sees("Accepted by Head of the co-presidency of the Dominican Republic")

    # 3 March: Lithuania and Bolivia sign the notice, a day before Bolivia goes.
    house.set_clock("2027-03-03T15:00+00:00")
    secretariat.opens(f"meetings/{MEETING}/notice/")
    secretariat.presses("Send for signature")
    lithuania.signs(secretariat.path)
    bolivia.signs(secretariat.path)
    bolivia.sees("You have signed. The act is in effect.")
    assert "Met" not in outcome(secretariat, "I.2.3")
    dominicana.opens(f"meetings/{MEETING}/invitations/")
    dominicana.sees("Dominican Republic")
    assert not dominicana.page.get_by_role("button", name="Confirm the notice of meeting").count()

    # 4 March, a second after ten in Santo Domingo: the new holder confirms, and the clause is met.
    house.set_clock("2027-03-04T14:00:01+00:00")
    dominicana.opens(f"meetings/{MEETING}/notice/")
    dominicana.page.locator("form[action$='/notice/confirmation/'] button").click()
    dominicana.page.wait_for_load_state()
    assert "Met" in outcome(secretariat, "I.2.3")

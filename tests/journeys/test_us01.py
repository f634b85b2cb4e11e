"""US-01 in a browser: a cycle opens from what the institutional meeting decided.

domain.md C.10, as corrected: 2 March to 20 November 2026.
"""

from collections.abc import Callable, Iterator

import pytest

from cochair.story.eu_clasi.us01 import PLAN
from journeys import server, story
from journeys.conftest import Visitor, story_house

pytestmark = pytest.mark.browser

CLAUSES = "procedures/1.0/II.3.functions"
NOT_FIXED = "Calendar of the Lithuanian and Greek presidencies not yet fixed"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The story's forum on the day before."""
    with story_house(tmp_path_factory.mktemp("us01")) as house:
        yield house


def outcome(visitor: Visitor, clause: str, target: str) -> str:
    """What the page of a clause says of a target."""
    visitor.opens(clause)
    rows = visitor.page.locator("section[aria-labelledby=results] li")
    row = rows.filter(has=visitor.page.get_by_role("heading", name=target, exact=True))
    return str(row.inner_text())


def test_a_cycle_opens_from_what_the_institutional_meeting_decided(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    # Monday 2 March 2026: the secretariat enters the plan of the next cycle.
    house.set_clock("2026-03-02T09:00+00:00")
    secretariat, cyprus = visitors(house, "secretariat"), visitors(house, "cy")
    bolivia, ireland = visitors(house, "bo"), visitors(house, "ie")
    secretariat.opens("cycles/2/plan/")
    for configuration, slot in PLAN.items():
        secretariat.page.select_option(f"#{configuration}-place", str(slot["place"]))
        secretariat.page.select_option(f"#{configuration}-precision", str(slot["precision"]))
        secretariat.page.fill(f"[name={configuration}-start]", str(slot["start"]))
    secretariat.presses("Send for signature")
    plan = secretariat.path
    secretariat.sees("Brussels", "Vilnius", "Athens")

    # One key makes no cycle.
    cyprus.signs(plan)
    cyprus.sees("You have signed.")
    cyprus.opens("cycles/3/")
    cyprus.sees("Page not found")

    # With the second key it exists, planned, with its three semesters.
    bolivia.opens("acts/")
    bolivia.presses("Read and sign")
    bolivia.signs()
    bolivia.sees("You have signed. The act is in effect.")
    bolivia.opens("cycles/3/")
    bolivia.sees("Cycle 3", "Planned", "1 July 2026", "31 December 2027")

    # Both sign that two calendars are not fixed yet.
    for clause in ("c.2", "c.3"):
        secretariat.opens(f"{CLAUSES}.{clause}/")
        form = secretariat.page.locator(
            f"details:has(input[value='{story.FORUM}-cycle-2'])"
        ).filter(has=secretariat.page.locator("textarea"))
        form.locator("> summary").click()
        form.locator("textarea[name=reason]").fill(NOT_FIXED)
        form.get_by_role("button", name="Send the exception for signature").click()
        secretariat.page.wait_for_url("**/acts/*/")
        cyprus.signs(secretariat.path)
        bolivia.signs(secretariat.path)
        bolivia.sees("You have signed. The act is in effect.", NOT_FIXED)

    # c.1 is met, c.2 and c.3 are departed from, the cycle has its length, a cycle covers today.
    assert "Met" in outcome(cyprus, f"{CLAUSES}.c.1/", "Cycle 2")
    assert "Agreed exception, with reason" in outcome(cyprus, f"{CLAUSES}.c.2/", "Cycle 2")
    assert "Agreed exception, with reason" in outcome(cyprus, f"{CLAUSES}.c.3/", "Cycle 2")
    assert "Met" in outcome(cyprus, "procedures/1.0/I.2.cycle.length/", "Cycle 3")
    cyprus.opens("procedures/1.0/I.2.intro.c/")
    cyprus.sees("Met", "Cycle 2 runs from 1 January 2025 to 30 June 2026.")

    # 1 July 2026, 00:00 in Brussels: the third cycle runs, and the key is Ireland's.
    house.set_clock("2026-06-30T22:00+00:00")
    cyprus.opens("cycles/3/")
    cyprus.sees("Cycle 3", "Semester 1 is under way.")
    cyprus.opens("cycles/2/")
    cyprus.sees("Cycle 2", "Ended")
    cyprus.opens("acts/")
    cyprus.does_not_see("For your signature")
    ireland.opens("acts/")
    ireland.sees("For your signature")
    assert cyprus.page.goto(f"{house.address}/en/{story.FORUM}/cycles/3/plan/").status == 403
    cyprus.sees(
        "Only a co-presidency in office and its secretariat may send joint acts for signature."
    )

    # 20 November 2026: the day of the senior officials is entered, and c.2 is met, late.
    house.set_clock("2026-11-20T10:00+00:00")
    ireland.opens(f"meetings/{story.FORUM}-som-3/schedule/")
    ireland.page.fill("#first", "2027-05-19")
    ireland.page.fill("#last", "2027-05-20")
    ireland.page.select_option("#place", "vilnius")
    # No date was confirmed before: no reason is asked for.
    assert ireland.page.locator("#reason").count() == 0
    ireland.presses("Show what would change")
    # The dates that follow are those of the table of C.10, weekends rolled.
    ireland.sees("Fri 20 Nov 2026", "Thu 18 Feb 2027", "Fri 19 Mar 2027", "Mon 5 Jul 2027")
    ireland.presses("Send for signature")
    day = ireland.path
    ireland.signs()
    bolivia.signs(day)
    found = outcome(ireland, f"{CLAUSES}.c.2/", "Cycle 2")
    assert "Met" in found
    assert "143 days late" in found

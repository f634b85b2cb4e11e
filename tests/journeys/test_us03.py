"""US-03 in a browser: observers and prior agreement, without documents and search.

domain.md C.10 as corrected (section 3): 20 August to 6 October 2026.
"""

from collections.abc import Callable, Iterator

import pytest

from journeys import server, story
from journeys.conftest import Visitor, story_house

pytestmark = pytest.mark.browser

MEETING = f"{story.FORUM}-min-4"
CLAUSE = "II.1.composition.c"
INTERPOL = "International Criminal Police Organization"
SECOND = "Conference of Ministers of Justice of Ibero-American Countries"
REASON = "CLASI agreed after the letter had left; both wish to hear the ministers of justice."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The story's forum with its third cycle planned."""
    with story_house(tmp_path_factory.mktemp("us03"), "planned") as house:
        yield house


def fixes_the_day(secretariat: Visitor, *presidencies: Visitor) -> None:
    """8 October in Brussels, by both."""
    secretariat.opens(f"meetings/{MEETING}/schedule/")
    secretariat.page.fill("#first", "2026-10-08")
    secretariat.page.fill("#opens", "10:00")
    secretariat.page.fill("#closes", "16:30")
    secretariat.page.select_option("#place", "brussels")
    secretariat.presses("Show what would change")
    secretariat.presses("Send for signature")
    both_sign(secretariat, *presidencies)


def both_sign(proposer: Visitor, *presidencies: Visitor) -> None:
    path = proposer.path
    for presidency in presidencies:
        presidency.signs(path)


def plans_a_session(secretariat: Visitor, begins: str, ends: str, *, admits: bool) -> None:
    """A session on the page of sessions, with or without observers."""
    secretariat.opens(f"meetings/{MEETING}/sessions/plan/")
    page = secretariat.page
    page.fill("#day", "2026-10-08")
    page.fill("#begins", begins)
    page.fill("#finishes", ends)
    page.locator("[name=kind][value=plenary]").check()
    page.locator("[name=spoken]").first.check()
    if admits:
        page.locator("[name=observers_admitted]").check()
    secretariat.presses("Save the session")
    secretariat.sees("Session")


def applies(observer: Visitor) -> None:
    """Apply for the one meeting whose day is fixed."""
    observer.opens("my-meetings/")
    observer.page.get_by_role("link", name="Apply as an observer").click()
    observer.page.fill("#reason", "Our files serve the same cases.")
    observer.presses("Apply as an observer")
    observer.sees("under consideration")


def opens_request(visitor: Visitor, organisation: str) -> None:
    visitor.opens(f"meetings/{MEETING}/observers/")
    visitor.presses(organisation)


def agrees(presidency: Visitor, organisation: str) -> None:
    opens_request(presidency, organisation)
    presidency.presses("Agree to the request")
    presidency.sees("The answer of your Party has been recorded.")


def test_two_observers_one_in_order_and_one_invited_too_early(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    house.set_clock("2026-08-19T09:00+00:00")
    secretariat = visitors(house, "secretariat")
    ireland, bolivia = visitors(house, "ie"), visitors(house, "bo")
    interpol, second = visitors(house, "interpol"), visitors(house, "comjib")
    fixes_the_day(secretariat, ireland, bolivia)
    plans_a_session(secretariat, "10:00", "11:30", admits=True)
    plans_a_session(secretariat, "11:30", "13:00", admits=False)
    plans_a_session(secretariat, "14:30", "16:00", admits=True)

    # 20 August: Interpol applies, and lands where its meetings are.
    house.set_clock("2026-08-20T09:00+00:00")
    applies(interpol)
    interpol.does_not_see("Session 1")
    secretariat.opens(f"meetings/{MEETING}/observers/")
    secretariat.sees(INTERPOL, "Does not apply", "waiting for an answer from every Party")

    # 1 September: the EU agrees; the button stays closed and names the clause.
    house.set_clock("2026-09-01T09:00+00:00")
    agrees(ireland, INTERPOL)
    opens_request(secretariat, INTERPOL)
    secretariat.sees("Still missing: CLASI", CLAUSE)
    closed = secretariat.page.get_by_role("button", name="Send the invitation for signature")
    assert closed.get_attribute("aria-disabled") == "true"

    # 8 September, 16:00: CLASI agrees; 16:05: both invite.
    house.set_clock("2026-09-08T16:00+00:00")
    agrees(bolivia, INTERPOL)
    house.set_clock("2026-09-08T16:05+00:00")
    opens_request(secretariat, INTERPOL)
    for number in (1, 3):
        secretariat.page.get_by_label(f"Session {number}").check()
    secretariat.presses("Send the invitation for signature")
    both_sign(secretariat, ireland, bolivia)
    secretariat.opens(f"meetings/{MEETING}/observers/")
    secretariat.sees("Met", "Agreed in advance by")
    interpol.opens(f"my-meetings/{MEETING}/")
    interpol.sees("you are invited as an observer", "Session 1", "Session 3")
    interpol.does_not_see("Session 2", "agrees", "agreed on", "CLASI agreed")
    interpol.opens("home/")
    interpol.sees("Name the participants: Ministerial meeting IV")
    interpol.opens(f"meetings/{MEETING}/observers/")
    interpol.does_not_see("Ministerial meeting")

    # 15 September: a second organisation applies late; 29 September: the EU agrees.
    house.set_clock("2026-09-15T09:00+00:00")
    applies(second)
    second.does_not_see(INTERPOL)
    house.set_clock("2026-09-29T09:00+00:00")
    agrees(ireland, SECOND)
    ireland.sees("after the deadline for applications", "Practice")

    # 1 October: invited by mail; registered the day after.
    house.set_clock("2026-10-02T09:00+00:00")
    opens_request(secretariat, SECOND)
    secretariat.page.get_by_text("Register an invitation issued by other means").click()
    secretariat.page.fill("#day", "2026-10-01")
    secretariat.page.fill("#hour", "12:00")
    secretariat.presses("Register the invitation")
    secretariat.sees("invited before all Parties had agreed", "no longer gives access")
    second.opens(f"my-meetings/{MEETING}/")
    second.does_not_see("Ministerial meeting")
    secretariat.opens(f"meetings/{MEETING}/observers/")
    secretariat.sees("Not met", "The agreement of CLASI was missing")

    # 5 October: CLASI agrees, which cures nothing; 6 October: both sign a departure.
    house.set_clock("2026-10-05T15:00+00:00")
    agrees(bolivia, SECOND)
    house.set_clock("2026-10-06T09:00+00:00")
    secretariat.opens(f"meetings/{MEETING}/observers/")
    secretariat.presses("Propose an agreed exception")
    form = secretariat.page.locator(f"details:has(input[value='{MEETING}'])").filter(
        has=secretariat.page.locator("textarea")
    )
    form.locator("> summary").click()
    form.locator("textarea[name=reason]").fill(REASON)
    form.get_by_role("button", name="Send the exception for signature").click()
    secretariat.page.wait_for_url("**/acts/*/")
    both_sign(secretariat, ireland, bolivia)
    secretariat.opens(f"meetings/{MEETING}/observers/")
    secretariat.sees("Agreed exception, with reason")

    # Interpol loses sight of everything at the very next request.
    opens_request(bolivia, INTERPOL)
    bolivia.presses("Withdraw the answer")
    interpol.opens(f"my-meetings/{MEETING}/")
    interpol.does_not_see("Session 1", "Ministerial meeting")

"""US-10 in a browser: the senior officials meet from afar, and adopt version 1.1 by a silence.

domain.md C.10 as corrected (section 3): 10 to 28 May 2027.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journeys import senior_officials, server
from journeys.conftest import Visitor
from journeys.senior_officials import MEETING

pytestmark = pytest.mark.browser

# Half seconds in which the worker beside the server comes round.
PATIENCE = 60


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The meeting is prepared; on 10 May a virtual contact is proposed."""
    home = tmp_path_factory.mktemp("us10")
    step(home)
    with server.serving(home) as house:
        yield house


def step(home: Path, *words: str) -> None:
    """What was done between two visits."""
    server.run(home, senior_officials.__file__, str(home), *words)


def waiting(visitor: Visitor) -> str:
    """The act that waits for a visitor's key, at its address."""
    visitor.opens("acts/")
    visitor.page.locator("section[aria-labelledby=mine] a[href*='/acts/']").first.click()
    visitor.page.wait_for_load_state()
    return visitor.path


def light(visitor: Visitor, clause: str) -> str:
    """What the page of the meeting says of a clause."""
    visitor.opens(f"procedures/1.0/{clause}/")
    rows = visitor.page.locator("section[aria-labelledby=results] li")
    return str(rows.filter(has_text="meeting III").first.inner_text())


def test_the_senior_officials_meet_from_afar_and_review_the_procedures(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    # 12 May: both declare the circumstances; only with the second key the meeting is a contact.
    house.set_clock("2027-05-12T09:00+00:00")
    lithuania, dominicana = visitors(house, "lt"), visitors(house, "do")
    act = waiting(lithuania)
    lithuania.sees("transport", "airspace over Vilnius is closed")
    lithuania.signs()
    lithuania.sees("You have signed.")
    lithuania.opens(f"meetings/{MEETING}/")
    lithuania.sees("in person")
    house.set_clock("2027-05-12T15:00+00:00")
    dominicana.signs(act)
    dominicana.sees("You have signed. The act is in effect.")
    dominicana.opens(f"meetings/{MEETING}/")
    dominicana.sees("virtual")

    # 20 May: it sits; the review ends with a mandate.
    step(house.home, "met")
    house.set_clock("2027-05-20T15:40+00:00")
    assert "Met" in light(lithuania, "II.2.meetings.c")
    assert "Agreed exception, with reason" in light(lithuania, "II.2.meetings.a.1")
    assert "Does not apply" in light(lithuania, "II.2.meetings.a.3")
    assert "Met" not in light(lithuania, "II.2.functions.c.3")
    lithuania.opens(f"meetings/{MEETING}/procedures-review/")
    lithuania.page.check("input[name=outcome][value=mandate_given]")
    lithuania.page.select_option("#proposal", index=1)
    lithuania.presses("Send the outcome of the review for signature")
    review = lithuania.path
    lithuania.signs()
    dominicana.signs(review)
    dominicana.sees("You have signed. The act is in effect.")

    # 28 May: nobody broke the silence that was mandated; what it decided is entered.
    step(house.home, "silent")
    house.set_clock("2027-05-28T15:10+00:00")
    lithuania.opens("procedures/versions/")
    lithuania.page.locator("section[aria-labelledby=proposals] a[href*='/drafts/']").first.click()
    lithuania.page.wait_for_load_state()
    # The worker beside the server enters it, whether or not somebody presses the button first.
    for _turn in range(PATIENCE):
        if lithuania.page.get_by_text("adopted, not yet in force").count():
            break
        lithuania.page.wait_for_timeout(500)
        lithuania.page.reload()
    lithuania.sees("Fri 28 May 2027, 17:00 Brussels", "Silence procedure 1")

    # Version 1.1 is adopted, and not yet in force; the lights of the meeting stay those of 1.0.
    lithuania.opens("procedures/versions/")
    lithuania.sees("1.1", "adopted, not yet in force", "1 January 2028")
    for clause in ("II.2.functions.c.3", "I.2.cycle.2"):
        assert "Met" in light(lithuania, clause)

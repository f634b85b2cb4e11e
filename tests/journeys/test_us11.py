"""US-11 in a browser: stock is taken, and the institutional meeting endorses the programme.

domain.md C.10: 5 and 9 November 2027.  Everything between is played as the story tells it.
"""

from collections.abc import Callable

import pytest

from journeys import story
from journeys.conftest import Ending, Visitor

pytestmark = pytest.mark.browser

INSTITUTIONAL = f"{story.FORUM}-im-3"
REPORT = "commitments/stock-taking/3/"
PROGRAMME = f"meetings/{INSTITUTIONAL}/programme/"


def test_both_close_the_stock_taking_and_endorse_the_programme(
    ending: Ending, visitors: Callable[..., Visitor]
) -> None:
    # 5 November: with one key the report is open, with the second it is final.
    ending.goes_on("us-11.stocktaking_closed")
    secretariat, greece = visitors(ending.house, "secretariat"), visitors(ending.house, "gr")
    dominicana, europol = visitors(ending.house, "do"), visitors(ending.house, "europol")
    secretariat.opens(REPORT)
    secretariat.presses("Send the report for signature")
    act = secretariat.path
    greece.signs(act)
    secretariat.opens(REPORT)
    secretariat.does_not_see("EC-IM/2027/3")
    dominicana.signs(act)
    secretariat.opens(REPORT)
    secretariat.sees("EC-IM/2027/3")
    secretariat.does_not_see("Send the report for signature")

    # 9 November: the room has agreed on the words; the keys of both endorse the parts.
    ending.goes_on("us-11.programme_endorsed")
    secretariat.opens(PROGRAMME)
    secretariat.page.get_by_role("button", name="Send the endorsement of revision").click()
    secretariat.page.wait_for_url("**/acts/*/")
    act = secretariat.path
    greece.signs(act)
    dominicana.signs(act)
    for number in (1, 2, 3):
        secretariat.opens(f"procedures/1.0/II.3.functions.a.{number}/")
        secretariat.sees("Endorsed on Tue 9 Nov 2027, 11:58 Brussels")

    # An agency has no page to object on.
    europol.opens(f"meetings/{INSTITUTIONAL}/decisions/1/")
    assert europol.page.locator("form[action$='/objections/']").count() == 0

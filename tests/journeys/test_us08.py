"""US-08 in a browser: commitments are taken out of the declaration, followed, and counted in public.

domain.md C.10: 3 December 2026 to 12 August 2027.  Everything between is played as the story tells it.
"""

from collections.abc import Callable

import pytest

from cochair.story.eu_clasi import declaration, pledges
from journeys import story
from journeys.conftest import Ending, Visitor

pytestmark = pytest.mark.browser

PAPER = "ec-min-2026-7"
# The first four paragraphs are what is said before the numbered ones.
FIRST = 5
OWNER, OLD = "head-pt", "JD25-01"


def test_both_take_18_commitments_out_of_the_declaration(
    ending: Ending, visitors: Callable[..., Visitor]
) -> None:
    # 3 December 2026: the secretariat chooses the paragraphs, in every language at once.
    ending.goes_on("us-08.commitments_extracted")
    secretariat, ireland = visitors(ending.house, "secretariat"), visitors(ending.house, "ie")
    bolivia = visitors(ending.house, "bo")
    secretariat.opens(f"documents/{PAPER}/commitments/")
    page = secretariat.page
    page.select_option("#kind", "joint_declaration")
    page.fill("#day", "2026-10-08")
    boxes = page.locator("input[name=paragraph]")
    for place, areas in enumerate(one["areas"] for one in declaration.commitments()):
        box = boxes.nth(place + FIRST - 1)
        box.check()
        id = box.get_attribute("value")
        page.locator(f"[id='areas-{id}']").fill(" ".join(areas))
        page.locator(f"[id='purposes-{id}']").fill(" ".join(pledges.PURPOSES))
    secretariat.presses("Send for signature")
    page.wait_for_url("**/acts/*/")
    act = secretariat.path

    # 4 and 7 December: with one key nothing is in force.
    ending.goes_on("us-08.commitments_first_key")
    ireland.signs(act)
    ireland.opens("commitments/")
    ireland.does_not_see(pledges.TAKEN[0])
    ending.goes_on("us-08.commitments_in_force")
    bolivia.signs(act)
    bolivia.opens(f"commitments/{pledges.TAKEN[0]}/")
    bolivia.sees("container ports", "EC-MIN/2026/7")


def test_an_owner_sees_what_is_old_and_reports_and_the_public_reads_numbers_alone(
    ending: Ending, visitors: Callable[..., Visitor], browser: object
) -> None:
    # 12 August 2027: five have no status since 7 February; each stands on the desk of its owner.
    ending.goes_on("us-08.five_are_old")
    owner, secretariat = visitors(ending.house, OWNER), visitors(ending.house, "secretariat")
    secretariat.opens("commitments/?status=stale&state=in_force")
    secretariat.sees(*(slug for one in pledges.shares()[-5:] for slug in one.commitments))
    secretariat.does_not_see(pledges.TAKEN[0])
    owner.opens("home/")
    owner.sees("Report on commitments")

    owner.opens(f"commitments/{OLD}/report/")
    owner.page.get_by_label("On track").check()
    owner.page.fill("#words", "The second half of the work began in July.")
    owner.page.fill("#evidence", "Note of 12 August 2027")
    owner.presses("Submit the report")
    owner.opens("home/")
    owner.does_not_see("Report on commitments")
    secretariat.opens(f"commitments/{OLD}/")
    secretariat.sees("The second half of the work began in July.", "Note of 12 August 2027")

    # Anyone reads how many there are in each area, and nothing of any of them.
    context = browser.new_context()
    public = Visitor(ending.house, context.new_page(), story.FORUM)
    public.opens("")
    public.sees("What both Parties agreed", "Cybercrime")
    public.does_not_see(OLD, "The second half of the work", *pledges.TAKEN)
    context.close()

"""US-02 in a browser: the notice of the ministerial meeting.

domain.md C.10: 10 July to 10 August 2026.
"""

from collections.abc import Callable, Iterator

import pytest

from journeys import server, story
from journeys.conftest import Visitor, story_house

pytestmark = pytest.mark.browser

MEETING = f"{story.FORUM}-min-4"
TITLE = "Ministerial meeting IV"
LISTS = (
    ("EU_AGENCIES", ("EUROPOL", "EUROJUST", "FRONTEX", "EUDA", "MAOCN")),
    ("LA_AGENCIES", ("AMERIPOL",)),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The story's forum with its third cycle planned."""
    with story_house(tmp_path_factory.mktemp("us02"), "planned") as house:
        yield house


def outcome(visitor: Visitor, clause: str) -> str:
    """What the page of a clause says of the ministerial meeting."""
    visitor.opens(f"procedures/1.0/{clause}/")
    rows = visitor.page.locator("section[aria-labelledby=results] li")
    row = rows.filter(has=visitor.page.get_by_role("heading", name=TITLE, exact=True))
    return str(row.inner_text())


def test_the_notice_of_the_ministerial_goes_to_all_but_one_and_then_to_that_one(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    # 10 April 2026: both confirm the day, the place and the form.
    house.set_clock("2026-04-10T09:00+00:00")
    secretariat, cyprus = visitors(house, "secretariat"), visitors(house, "cy")
    bolivia, ireland = visitors(house, "bo"), visitors(house, "ie")
    secretariat.opens(f"meetings/{MEETING}/schedule/")
    secretariat.page.fill("#first", "2026-10-08")
    secretariat.page.fill("#opens", "10:00")
    secretariat.page.fill("#closes", "16:30")
    secretariat.page.select_option("#place", "brussels")
    secretariat.presses("Show what would change")
    secretariat.presses("Send for signature")
    cyprus.signs(secretariat.path)
    bolivia.signs(secretariat.path)

    # 10 July: a preparatory meeting of both on the discussions and the working agenda.
    house.set_clock("2026-07-10T15:00+00:00")
    secretariat.opens(f"meetings/{MEETING}/preparation/")
    secretariat.page.fill("[name=day]", "2026-07-10")
    secretariat.page.fill("[name=hour]", "16:00")
    for name, value in (
        ("present", "EU"),
        ("present", "CLASI"),
        ("topics", "discussions"),
        ("topics", "working_agenda"),
    ):
        secretariat.page.check(f"input[name={name}][value={value}]")
    secretariat.page.fill("[name=note]", "Both wish to open with cooperation in ports.")
    secretariat.page.check("input[name=format][value=virtual]")
    secretariat.page.locator("main form").last.locator("button[type=submit]").last.click()
    secretariat.page.wait_for_load_state()

    # 24 July: both approve the two lists of agencies.
    house.set_clock("2026-07-24T09:00+00:00")
    for group, entries in LISTS:
        secretariat.opens(f"meetings/{MEETING}/agencies/")
        form = secretariat.page.locator(f"form:has(input[name=group][value={group}])")
        for entry in entries:
            form.locator(f"input[value={entry}]").check()
        form.get_by_role("button", name="Send for signature").click()
        secretariat.page.wait_for_url("**/acts/*/")
        ireland.signs(secretariat.path)
        bolivia.signs(secretariat.path)

    # 5 August: the notice is drafted in three languages; Honduras is left out by an error.
    house.set_clock("2026-08-05T09:00+00:00")
    secretariat.opens(f"meetings/{MEETING}/notice/")
    assert "8 October 2026" in secretariat.page.input_value("#text-en")
    assert "8 de octubre de 2026" in secretariat.page.input_value("#text-es")
    secretariat.page.get_by_label("Honduras", exact=True).uncheck()
    secretariat.presses("Preview the notice")
    secretariat.sees("Preview of the notice", "1 mandatory invitee is not selected", "Honduras")
    secretariat.presses("Send for signature")
    notice = secretariat.path
    secretariat.sees("Not invited by this notice of meeting", "Honduras", "Español", "Português")
    ireland.signs(notice)
    ireland.sees("You have signed.")
    assert "Not yet due" in outcome(ireland, "I.2.3")

    # 7 August, 14:20 in La Paz: with the second key it is out, and the clauses say so.
    house.set_clock("2026-08-07T18:20+00:00")
    bolivia.signs(notice)
    bolivia.sees("You have signed. The act is in effect.")
    for clause in ("I.2.3", "II.1.meetings.a.3", "II.1.meetings.b.2", "II.1.meetings.b.3"):
        assert "Met" in outcome(secretariat, clause), clause
    invited = [f"II.1.composition.b.{number}" for number in range(1, 6)]
    for clause in invited:
        said = outcome(secretariat, clause)
        assert "Not yet due" in said and "has so far reached 0 of" in said, clause

    # The secretariat enters addresses of those whom the notice could not reach.
    codes = ("COM", "GSC", "EEAS", *(one for _group, entries in LISTS for one in entries))
    secretariat.opens("contacts/")
    secretariat.page.fill(
        "[name=rows]", "\n".join(f"{one}\t{one}\t{one.lower()}@example.org\ten" for one in codes)
    )
    secretariat.presses("Add the list")
    secretariat.sees("9 addresses were added.")
    for clause in invited:
        assert "Met" in outcome(secretariat, clause), clause
    for clause in ("II.1.meetings.b.4", "II.1.composition.a.1", "II.1.composition.a.2"):
        assert "Not yet due" in outcome(secretariat, clause), clause
    assert "at risk" not in outcome(secretariat, "II.1.composition.a.2")
    secretariat.opens(f"meetings/{MEETING}/invitations/")
    secretariat.sees("1 member is not invited", "Honduras")

    # 10 August: Honduras is invited, the warning is gone, and the journal tells both sendings.
    house.set_clock("2026-08-10T08:00+00:00")
    secretariat.page.get_by_role("button", name="Add an invitation Honduras").click()
    secretariat.page.wait_for_load_state()
    secretariat.sees("The invitation has been sent. The notice is unchanged.")
    secretariat.does_not_see("1 member is not invited")
    secretariat.opens("journal/")
    secretariat.sees(
        "The notice of a meeting was issued.", "An invitation was sent after the notice of meeting."
    )

"""The real forum is taken up on 28 November 2026, by people who have never seen the software.

Ireland and Bolivia preside; cycle 3 runs; no public source says on which day the ministers met, nor
whether two meetings of the cycle before were held.  All that is done begins at home, in a browser.
"""

import json
from collections.abc import Iterator
from datetime import datetime

import pytest

from journeys import server
from journeys.counted import Count, Counted
from journeys.demonstrated import People, demonstration, turn

pytestmark = pytest.mark.browser

FORUM = "eu-clasi"
DAY = datetime.fromisoformat("2026-11-28T09:00+00:00")
EU, CLASI = "secretariat.eu", "secretariat.clasi"
IRELAND, BOLIVIA = "presidency.eu", "presidency.clasi"
MINISTERS, OFFICIALS, INSTITUTIONS = "eu-clasi-min-4", "eu-clasi-som-2", "eu-clasi-im-2"
NEXT = "eu-clasi-im-3"
FILE = "File of the presidency, 12 November 2026"
# The shipped files name no source of who belongs to a Party.
UNSOURCED = ("Members of EU", "Members of CLASI")
PLAN = {"som": ("vilnius", "2027-05-19"), "im": ("la-paz", "2027-10-20")}
# A stranger has 40 minutes for it.
MOST = Count(pages=18, clicks=31, fields=16)
SIGNATURES = 6


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, browser: object) -> Iterator[People]:
    """Those who work for the real forum, on a Saturday of November 2026."""
    with demonstration(tmp_path_factory.mktemp("taken-up"), DAY) as house:
        found = People(house, browser, FORUM)
        yield found
        found.leave()


def answers(worker: Counted, line: str, answer: str, **fields: str) -> None:
    """Answer a line, and fill in what is known of it."""
    row = worker.page.locator(f"#{line}")
    worker.clicks_on(row.get_by_label(answer, exact=True))
    worker.clicks_on(row.locator("summary").filter(has_text="Day, place"))
    for name, value in fields.items():
        field = worker.page.locator(f"[name={line}-{name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
        worker.fields += 1


def test_the_real_forum_is_taken_up_planned_and_invited_from_home(people: People) -> None:
    secretariat = people[EU]

    # What was before: two meetings as sources announced them, the ministers as they know it.
    secretariat.begins("home/")
    secretariat.clicks_on(turn(secretariat, "what was before Cochair"))
    held = {"first": "2026-11-12", "place": "la-paz", "format": "in_person", "source": FILE}
    answers(secretariat, MINISTERS, "Held, as entered here", **held)
    answers(secretariat, INSTITUTIONS, "Held, as entered here", first="2026-02-25", source=FILE)
    answers(secretariat, OFFICIALS, "Held, as shown", source=FILE)
    for row in secretariat.page.locator("section[aria-labelledby=world] li").all():
        secretariat.clicks_on(row.get_by_label("As shown"))
        if row.locator("h3").inner_text() in UNSOURCED:
            row.get_by_label("Source").fill(FILE)
            secretariat.fields += 1
    secretariat.presses("Confirm everything that sources say was held")
    secretariat.sees("Nothing is attested until both co-presidencies have signed.")
    secretariat.presses("Save and send for signature")
    secretariat.sees("The list has been sent to both co-presidencies for signature.")
    people[IRELAND].begins("home/")
    people[IRELAND].visitor.does_not_see("Fix date, place and format")
    people.sign("Take up the forum", IRELAND, BOLIVIA)

    # The rest of the cycle: the ministers stand there as held, and are not asked again.
    secretariat.begins("home/")
    secretariat.clicks_on(turn(secretariat, "Plan the rest of cycle 3"))
    secretariat.sees("12 Nov 2026, La Paz", "this plan does not move it")
    for code, (place, first) in PLAN.items():
        secretariat.page.select_option(f"[name={code}-place]", place)
        secretariat.page.fill(f"[name={code}-start]", first)
        secretariat.page.select_option(f"[name={code}-format]", "in_person")
        secretariat.fields += 3
    secretariat.clicks_on(secretariat.page.get_by_label("Publish the dates that this act confirms"))
    secretariat.presses("Send for signature")
    secretariat.sees("confirmed by this act", "Anyone may read the dates confirmed by this act")
    people.sign("Places and dates of cycle 3", IRELAND, BOLIVIA)

    # The institutional meeting is convened by its host, a year ahead.
    host = people[CLASI]
    host.begins("home/")
    host.clicks_on(turn(host, "Prepare the notice of meeting: Institutional meeting III"))
    host.presses("Send for signature")
    people.sign("Notice of meeting: Institutional meeting III", IRELAND, BOLIVIA)

    count = people.count
    print(f"\nthe real forum, taken up: {count}, {people.signatures} signatures")
    assert people.signatures == SIGNATURES
    assert count.pages <= MOST.pages and count.clicks <= MOST.clicks
    assert count.fields <= MOST.fields


def test_home_the_board_and_the_public_page_say_what_is_true(people: People) -> None:
    secretariat = people[EU]
    secretariat.begins("home/")
    secretariat.sees("Senior officials meeting III", "19 May 2027", "held before Cochair")
    # Nothing is asked again that was answered.
    for asked in ("State whether it took place", "what was before Cochair", "rest of cycle 3"):
        secretariat.visitor.does_not_see(asked)
    board = people[BOLIVIA]
    board.begins("cycles/3/")
    board.sees("Held before Cochair, as both Parties attest", "Notice issued on 28 Nov 2026")
    board.sees("12 November 2026", "19 May 2027", "20 October 2027")

    stranger = people[""]
    stranger.begins("")
    stranger.sees("Ministerial meeting IV", "before Cochair, attested by both Parties")
    first_screen = stranger.page.locator("section[aria-labelledby=next]").inner_text()
    # What both fixed is public by the same signatures.
    assert "Senior officials meeting III" in first_screen and "Vilnius" in first_screen


def test_no_clause_is_broken_by_what_was_before(people: People) -> None:
    house: server.House = people.house
    rows = json.loads(house.cochair("check", FORUM, "--json"))
    judged = {(row["rule"], row["target"]["id"]): row["outcome"] for row in rows}

    assert [one for one, outcome in judged.items() if outcome == "not_met"] == []
    met = {one for one, outcome in judged.items() if outcome == "met"}
    assert ("I.2.cycle.1", MINISTERS) in met
    said = house.cochair("check", FORUM, "--meeting", NEXT)
    assert "not yet due" in said and "not met" not in said

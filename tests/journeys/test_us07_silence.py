"""US-07 in a browser, the half that is silence: the record passes at the second try, on every clock.

domain.md C.10 as corrected (section 3): 23 October to 16 November 2026.  Who signs the record, and when,
belongs to the record.  What takes no part in the story is done through the actions (`silenced.py`).
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from journeys import server, silenced
from journeys.conftest import Visitor

pytestmark = pytest.mark.browser

PAPER = f"documents/{silenced.PAPER}/"
FIRST, SECOND = "decisions/1/", "decisions/2/"
BROKEN_AT = "2026-11-09T16:40+01:00"
AMENDMENT = "In paragraph 2, read “within 18 months”, as was agreed."
COMMENT = "We had wished to see this earlier."
DELEGATIONS = 43
# Half seconds in which the worker beside the server comes round.
PATIENCE = 60


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The record went out on 23 October, and every delegation has somebody."""
    home = tmp_path_factory.mktemp("us07")
    step(home)
    with server.serving(home) as house:
        yield house


def step(home: Path, *words: str) -> str:
    """What was done between two visits; what it printed."""
    return server.run(home, silenced.__file__, str(home), *words)


def brussels(house: server.House, day: str, hour: str) -> None:
    """From now on it is this time of November 2026 in Brussels, where it is winter."""
    house.set_clock(f"2026-11-{day}T{hour}+01:00")


def proposes(visitor: Visitor, day: str) -> str:
    """Propose a silence on the record until five in Brussels on a day; where the act is."""
    visitor.opens(PAPER)
    visitor.page.fill("#silence-day", day)
    visitor.page.fill("#silence-hour", "17:00")
    visitor.presses("Send the silence procedure for signature")
    visitor.sees("The silence procedure has been sent to both co-presidencies for signature.")
    return visitor.path


def writes(visitor: Visitor, form: str, words: str) -> None:
    """Fill in what is to be sent, on the page of a silence that is open."""
    visitor.page.check(f"input[name=form][value={form}]")
    visitor.page.fill("#words", words)


def test_the_record_passes_by_silence(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    house.set_clock("2026-10-23T10:00+02:00")
    ireland, bolivia, spain, paraguay = (visitors(house, name) for name in ("ie", "bo", "es", "py"))
    both_open_it(ireland, bolivia)
    the_end_on_every_clock(paraguay)
    spain_breaks_it(house, spain)
    a_second_round(house, ireland, bolivia)
    more_time_by_one_alone(house, ireland)
    a_second_too_late(house, paraguay, bolivia)
    it_passes(house, paraguay)
    both_tell_how_it_ended(house, ireland, bolivia, spain)


def both_open_it(ireland: Visitor, bolivia: Visitor) -> None:
    """23 October: one key opens nothing."""
    act = proposes(ireland, "2026-11-09")
    ireland.signs()
    ireland.opens("decisions/")
    ireland.does_not_see(silenced.SYMBOL)
    bolivia.signs(act)
    bolivia.opens(FIRST)
    bolivia.sees("running")


def the_end_on_every_clock(visitor: Visitor) -> None:
    """9 November, 17:00 in Brussels: 16:00 UTC, 12:00, 10:00 and 18:00."""
    visitor.opens(FIRST)
    zones = visitor.page.inner_text("dl.zones")
    assert visitor.page.inner_text("p.clock time") == "17 days 8 h"
    for place, hour in (("Brussels", "17:00"), ("UTC", "16:00")):
        assert place in zones and hour in zones, zones
    visitor.page.locator("summary", has_text="The end in each capital").click()
    rows = visitor.page.locator("main details tbody tr")
    for member, hour in (("Bolivia", "12:00"), ("Mexico", "10:00"), ("Greece", "18:00")):
        said = rows.filter(has_text=member).first.inner_text()
        assert said.startswith(hour) and "9 November 2026" in said, said
    counted = visitor.page.locator("section[aria-labelledby=both] .roll li").count()
    assert counted == DELEGATIONS


def spain_breaks_it(house: server.House, spain: Visitor) -> None:
    """Twenty minutes before the end; within a minute every delegation is told."""
    house.set_clock(BROKEN_AT)
    spain.opens(FIRST)
    writes(spain, "amendment", AMENDMENT)
    spain.presses("Send the submission")
    spain.sees(
        "Received in time.",
        "silence broken: not adopted",
        "Not yet signed by both co-presidencies.",
    )
    told = told_of_it(house)
    assert len(heads(told)) == DELEGATIONS
    last = max(datetime.fromisoformat(at) for at, _to in told)
    assert last - datetime.fromisoformat(BROKEN_AT) < timedelta(minutes=1)


def told_of_it(house: server.House) -> list[list[str]]:
    """When each was told, and who: the worker beside the server may have the letters in its hands."""
    for _turn in range(PATIENCE):
        told = [line.split() for line in step(house.home, "told").splitlines()]
        if len(heads(told)) >= DELEGATIONS:
            break
        time.sleep(0.5)
    return told


def heads(told: list[list[str]]) -> set[str]:
    """Who was told for a delegation."""
    return {to for _at, to in told if to.startswith(("head-", "es@", "py@"))}


def a_second_round(house: server.House, ireland: Visitor, bolivia: Visitor) -> None:
    """12 November, on other words: 96 hours, of which 72 are the least."""
    step(house.home, "revised")
    brussels(house, "12", "16:59:40")
    act = proposes(ireland, "2026-11-16")
    ireland.signs()
    brussels(house, "12", "17:00")
    bolivia.signs(act)
    bolivia.opens(SECOND)
    bolivia.sees("running", "Rounds", f"{silenced.SYMBOL} REV 1")


def more_time_by_one_alone(house: server.House, ireland: Visitor) -> None:
    """16 November, 16:50: asked by one presidency, and nothing moves."""
    brussels(house, "16", "16:50")
    ireland.opens(SECOND)
    ireland.page.fill("#extend-day", "2026-11-18")
    ireland.page.fill("#extend-hour", "17:00")
    ireland.presses("Send the extension for signature")
    ireland.sees("The extension has been sent to both co-presidencies for signature.")
    ireland.signs()


def a_second_too_late(house: server.House, paraguay: Visitor, bolivia: Visitor) -> None:
    """A page that was opened in time is sent at 17:00:01: a comment; and no key moves the end now."""
    paraguay.opens(SECOND)
    writes(paraguay, "objection", COMMENT)
    bolivia.opens(SECOND)
    bolivia.page.locator("a", has_text="waits for signature").first.click()
    bolivia.page.get_by_role("button", name="Sign", exact=True).wait_for()
    brussels(house, "16", "17:00:01")
    paraguay.presses("Send the submission")
    paraguay.sees("Received after the end: kept as a comment.", "ended, result pending")
    bolivia.presses("Sign")
    bolivia.sees("Nothing was changed")


def it_passes(house: server.House, paraguay: Visitor) -> None:
    """Not before the grace is over, and then as if nobody had written."""
    brussels(house, "16", "17:00:50")
    paraguay.opens(SECOND)
    paraguay.sees("ended, result pending")
    brussels(house, "16", "17:01:30")
    for _turn in range(PATIENCE):
        paraguay.opens(SECOND)
        if paraguay.page.get_by_text("ended: adopted").count():
            break
        paraguay.page.wait_for_timeout(500)
    paraguay.sees(
        "ended: adopted",
        "Adopted by consensus: no delegation taking part in the decision objected in time.",
        "Sent after the end: a comment, without effect",
        COMMENT,
    )


def both_tell_how_it_ended(
    house: server.House, ireland: Visitor, bolivia: Visitor, spain: Visitor
) -> None:
    """The letter: nothing with one key; with both it stands in three languages."""
    ireland.opens(SECOND)
    ireland.presses("Draft the outcome letter")
    ireland.sees(
        "The outcome letter has been sent to both co-presidencies for signature.",
        "Late comments",
        COMMENT,
        "16:00:01.",
        "Español",
    )
    ireland.signs()
    act = ireland.path
    spain.opens(SECOND)
    spain.sees("Not yet signed by both co-presidencies.")
    bolivia.signs(act)
    spain.opens(SECOND)
    links = spain.page.locator("section[aria-labelledby=letter] a[href$='.pdf']")
    assert links.count() == 3
    for link in links.all():
        answer = spain.page.request.get(f"{house.address}{link.get_attribute('href')}")
        assert answer.status == 200 and answer.body().startswith(b"%PDF")
    spain.page.locator("section[aria-labelledby=letter] a").first.click()
    spain.sees(f"Outcome of the silence procedure on {silenced.SYMBOL} REV 1", "16 November 2026")

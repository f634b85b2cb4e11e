"""US-05 in a browser: the declaration is negotiated until nothing stands between it and the room.

domain.md C.10: 10 September to 7 October 2026.  What many delegations do between two visits is
done through the same actions (`negotiated.py`).
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journeys import negotiated, server
from journeys.conftest import Visitor

pytestmark = pytest.mark.browser

PAPER = f"documents/{negotiated.PAPER}/"
TEXT = f"{PAPER}text/"
PARAGRAPH = f"{TEXT}paragraphs/p-14/"
CLEARANCE = "II.1.meetings.b.4"
# A paragraph names a river, and no delegation.
RIVER = re.compile("Paraná.Paragua[yi]|Paraguay.Paraná")
STOLEN = "stolen or unlawfully exported cultural"
LANGUAGES = {"en": "English", "es": "Español", "pt": "Português"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The draft went out on 10 September."""
    home = tmp_path_factory.mktemp("us05")
    step(home)
    with server.serving(home) as house:
        yield house


def step(home: Path, *words: str) -> None:
    """What delegations did between two visits."""
    server.run(home, negotiated.__file__, str(home), *words)


def brussels(house: server.House, day: str, hour: str = "09:00") -> None:
    """From now on it is this hour of 2026 in Brussels, where it is summer."""
    house.set_clock(f"2026-{day}T{hour}+02:00")


def unfolds(visitor: Visitor, name: str) -> object:
    """Open a folded part and give it back."""
    part = visitor.page.locator("details").filter(
        has=visitor.page.locator("summary", has_text=name)
    )
    if part.first.get_attribute("open") is None:
        part.first.locator("summary").first.click()
    return part.first


def issues(visitor: Visitor, number: int) -> None:
    """Send the words as they stand to everybody, as the next revision."""
    visitor.opens(TEXT)
    part = unfolds(visitor, "Issue the next revision")
    part.locator("#issue-summary").fill(f"The words of revision {number}")
    visitor.presses("Issue the revision")
    visitor.sees(f"Revision {number} has been circulated.")


def writes(visitor: Visitor, path: str, language: str, old: str, new: str, change: str) -> None:
    """Change words of a paragraph, and say what kind of change it is."""
    visitor.opens(path)
    field = visitor.page.locator(f"#write-{language}")
    part = visitor.page.locator("details").filter(has=field)
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    said = field.input_value()
    assert old in said, said
    field.fill(said.replace(old, new))
    part.locator(f"input[name=change][value={change}]").check()
    part.get_by_role("button", name="Save").click()
    visitor.sees("The text has been saved. The previous text stays in the history.")


def clears(visitor: Visitor, note: str) -> None:
    """Say within the own Party that the text is cleared."""
    visitor.opens(TEXT)
    part = unfolds(visitor, "Enter the position of your Party")
    part.get_by_label("given", exact=True).check()
    part.locator("#clear-note").fill(note)
    visitor.presses("Save")
    visitor.sees("Saved for your Party. The other Party cannot read it.")


def changed(visitor: Visitor, language: str) -> int:
    """How many paragraphs differ between the first and the fourth revision."""
    visitor.opens(f"{PAPER}comparison/?from=rev-1.{language}&to=rev-4.{language}")
    found = re.search(r"(\d+) changed", visitor.page.inner_text("main").lower())
    assert found, visitor.page.inner_text("main")
    return int(found[1])


def test_the_declaration_is_negotiated(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    brussels(house, "09-11")
    secretariat, spain, paraguay = (visitors(house, name) for name in ("secretariat", "es", "py"))
    the_first_revision(secretariat)
    the_first_round(house, secretariat, spain, paraguay)
    three_brackets_are_left(house, secretariat, spain)
    nothing_is_left(house, secretariat, spain, paraguay)
    both_parties_clear_it(house, visitors)
    the_languages_follow(house, secretariat, spain)


def the_first_revision(secretariat: Visitor) -> None:
    """A slip of the pen is mended, and the text goes out as REV 1."""
    secretariat.opens(TEXT)
    secretariat.does_not_see("paragraph is in brackets", "paragraphs are in brackets")
    writes(
        secretariat, f"{TEXT}paragraphs/p-24/", "en", "meet again", "will meet again", "editorial"
    )
    issues(secretariat, 1)


def the_first_round(
    house: server.House, secretariat: Visitor, spain: Visitor, paraguay: Visitor
) -> None:
    """Until 17 September: eleven brackets, a parliamentary reservation, one ad referendum."""
    step(house.home, "round")
    brussels(house, "09-17")
    secretariat.opens(TEXT)
    secretariat.sees("11 paragraphs are in brackets.", "Paragraph 2 is not agreed")

    spain.opens(TEXT)
    part = unfolds(spain, "Enter a reservation on the whole text")
    part.locator("#reserve-kind").select_option("parliamentary")
    part.locator("#reserve-until").fill("2026-10-02")
    part.get_by_role("button", name="Enter a reservation").click()
    spain.sees("The reservation stands until you lift it.")
    paraguay.opens(PARAGRAPH)
    part = unfolds(paraguay, "Enter a reservation on this paragraph")
    part.locator("#reserve-kind").select_option("ad_referendum")
    part.get_by_role("button", name="Enter a reservation").click()
    paraguay.sees("The reservation stands until you lift it.")

    # Authors are shown by Party: who of the other side proposed, delegations do not read.
    for visitor, own, other in ((spain, "Spain", "Paraguay"), (paraguay, "Paraguay", "Spain")):
        visitor.opens(PARAGRAPH)
        assert other not in visitor.page.inner_text("main")
        visitor.opens(TEXT)
        assert other not in RIVER.sub("", visitor.page.inner_text("main")), own
    secretariat.opens(PARAGRAPH)
    secretariat.sees("Paraguay")

    secretariat.opens(TEXT)
    secretariat.presses("Close the round")
    secretariat.sees("The round has ended. Its text and figures have been saved.")


def three_brackets_are_left(house: server.House, secretariat: Visitor, spain: Visitor) -> None:
    """28 September; on the 29th Spain is told that its reservation comes to its day."""
    step(house.home, "narrowed")
    brussels(house, "09-28")
    secretariat.opens(TEXT)
    secretariat.sees("3 paragraphs are in brackets.", "Paragraph 2 is not agreed")
    secretariat.does_not_see("Paragraph 9 is not agreed")
    issues(secretariat, 2)

    brussels(house, "09-29", "12:00")
    house.cochair("worker", "--once")
    spain.page.goto(f"{house.address}/en/mail/caught/")
    spain.sees(f"Hay una reserva pendiente: {negotiated.SYMBOL}", "es@example.org")


def nothing_is_left(
    house: server.House, secretariat: Visitor, spain: Visitor, paraguay: Visitor
) -> None:
    """2 October: Spain lifts.  By the 5th no bracket is left, and paragraph 9 is agreed."""
    brussels(house, "10-02")
    spain.opens(TEXT)
    spain.presses("Lift the reservation")
    spain.sees("The reservation has been lifted.")
    step(house.home, "settled")

    brussels(house, "10-05")
    secretariat.opens(TEXT)
    secretariat.does_not_see("paragraph is in brackets", "paragraphs are in brackets")
    secretariat.does_not_see("Prevents adoption until it is settled")
    issues(secretariat, 3)
    writes(secretariat, PARAGRAPH, "en", "stolen cultural", STOLEN, "instructed")
    secretariat.opens(f"{TEXT}?only=stale")
    secretariat.sees("1 paragraph has an outdated language version.", STOLEN)
    secretariat.opens(PARAGRAPH)
    secretariat.page.get_by_label(
        "Both co-chairs have agreed to record this paragraph as agreed"
    ).check()
    secretariat.presses("Record the paragraph as agreed")
    secretariat.sees(
        "Recorded as agreed. It is not binding before the whole text is submitted for adoption."
    )
    paraguay.opens(PARAGRAPH)
    paraguay.sees("ad referendum", "You agreed ad referendum. You may reopen the paragraph.")


def both_parties_clear_it(house: server.House, visitors: Callable[..., Visitor]) -> None:
    """5 October: each asks within itself, and neither reads what the other wrote."""
    ireland, bolivia = visitors(house, "ie"), visitors(house, "bo")
    clears(ireland, "Asked by written procedure.")
    clears(bolivia, "Consultado por teléfono.")
    for visitor, foreign in ((ireland, "Consultado"), (bolivia, "written procedure")):
        visitor.opens(TEXT)
        unfolds(visitor, "Position of your Party")
        visitor.does_not_see(foreign)


def the_languages_follow(house: server.House, secretariat: Visitor, spain: Visitor) -> None:
    """7 October: both languages follow, REV 4 goes out, and what was cleared stays cleared."""
    brussels(house, "10-07")
    for language, old, new in (
        ("es", "culturales robados", "culturales robados o exportados ilícitamente"),
        ("pt", "culturais roubados", "culturais roubados ou ilicitamente exportados"),
    ):
        writes(secretariat, PARAGRAPH, language, old, new, "translation")
    secretariat.opens(TEXT)
    secretariat.does_not_see(
        "an outdated language version", "has not given clearance for this text."
    )
    issues(secretariat, 4)
    secretariat.does_not_see(
        "Saved as a draft and not released, because these language versions are out of date:"
    )
    assert {language: changed(spain, language) for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, 17
    )

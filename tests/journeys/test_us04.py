"""US-04 in a browser: three languages, and who owes which (I.2.6).

domain.md C.10 as corrected (section 2): 8 September to 3 October 2026.  CLASI's presidency issues
the agenda, so that it owes every language of it.
"""

from collections.abc import Callable, Iterator

import pytest

from journeys import server, story
from journeys.conftest import Visitor, story_house

pytestmark = pytest.mark.browser

CLAUSE = "I.2.6"
AGENDA = "EC-MIN/2026/3"
PAPER = "documents/ec-min-2026-3/"
NATIVE = {"en": "English", "es": "Español", "pt": "Português"}
TEXTS = {
    "en": "# Provisional agenda\n\n1. Opening\n\n2. Ports",
    "es": "# Orden del día provisional\n\n1. Apertura\n\n2. Puertos",
}
FINAL = {
    "en": "# Final agenda\n\n1. Opening\n\n2. Ports\n\n3. Declaration",
    "es": "# Orden del día definitivo\n\n1. Apertura\n\n2. Puertos\n\n3. Declaración",
    "pt": "# Ordem do dia\n\n1. Abertura\n\n2. Portos\n\n3. Declaração",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The story's forum, its ministerial meeting confirmed for 8 October in Brussels."""
    with story_house(tmp_path_factory.mktemp("us04"), "planned", "confirmed") as house:
        yield house


def brussels(house: server.House, day: str, hour: str = "09:00") -> None:
    """From now on it is this hour of 2026 in Brussels, where it is summer."""
    house.set_clock(f"2026-{day}T{hour}+02:00")


def registers(visitor: Visitor, kind: str, title: str, source: str = "en") -> None:
    """Enter a paper for the ministerial meeting; the next page is for its text."""
    visitor.opens(f"documents/new/?meeting={story.MINISTERIAL}")
    page = visitor.page
    page.select_option("#kind", kind)
    page.check(f"input[name=source][value={source}]")
    page.fill(f"#title_{source}", title)
    visitor.presses("Register as a draft")
    visitor.sees("Registered as", "Now add its text")


def writes(visitor: Visitor, text: str, *, courtesy: bool = False) -> None:
    """Type the text on the page that is open for it, and release it."""
    visitor.page.fill("#text", text)
    machine = visitor.page.get_by_label(
        "Machine translation that no person reviewed: a courtesy translation, which does not count for any clause"
    )
    if machine.count():
        machine.set_checked(courtesy)
    visitor.presses("Save the text")
    visitor.sees("The text has been saved. Others can see it once it is released.")
    visitor.page.get_by_role("button", name="Release").first.click()
    visitor.sees("The language version has been released.")


def translates(visitor: Visitor, language: str, text: str, *, courtesy: bool = False) -> None:
    """Open the page of one language of the agenda, and write it."""
    visitor.opens(f"{PAPER}text/{language}/")
    writes(visitor, text, courtesy=courtesy)


def begins_a_revision(visitor: Visitor) -> None:
    """The next revision, in English."""
    visitor.opens(PAPER)
    change = visitor.page.locator("#change")
    if change.get_attribute("open") is None:
        change.locator("summary").first.click()
    change.locator("summary").filter(has_text="Start a new revision").click()
    visitor.presses("Begin")
    visitor.sees("has been started. Now add its text.")


def circulates(visitor: Visitor, path: str = PAPER) -> None:
    """Send what is open to everybody who may read it."""
    visitor.opens(path)
    visitor.presses("Circulate the document")
    visitor.sees("The document has been circulated to everyone who may read it.")


def on_the_desk(visitor: Visitor, symbol: str = AGENDA) -> str:
    """What the language desk says of a document, without its line breaks."""
    visitor.opens("languages/")
    row = visitor.page.locator("main tbody tr").filter(has_text=symbol)
    return " ".join(row.inner_text().split())


def judged(visitor: Visitor, name: str) -> str:
    """What the page of the clause says of a document."""
    visitor.opens(f"procedures/1.0/{CLAUSE}/")
    rows = visitor.page.locator("section[aria-labelledby=results] li")
    return " ".join(rows.filter(has_text=name).inner_text().split())


def test_three_languages(house: server.House, visitors: Callable[..., Visitor]) -> None:
    brussels(house, "09-08")
    bolivia, spain = visitors(house, "bo"), visitors(house, "es")
    the_provisional_agenda(house, bolivia, spain, visitors(house, "secretariat"))
    a_non_paper_in_one_language(visitors(house, "py"), spain)
    the_final_agenda(house, bolivia, spain)
    a_revision_after_the_day(house, bolivia, spain)


def the_provisional_agenda(
    house: server.House, bolivia: Visitor, spain: Visitor, secretariat: Visitor
) -> None:
    """8 September in English, 18 September in Spanish."""
    for kind in ("coherence_note", "note"):
        registers(secretariat, kind, f"A {kind}")

    registers(bolivia, "agenda", "Agenda of the ministerial meeting")
    bolivia.sees(AGENDA)
    writes(bolivia, TEXTS["en"])
    spain.opens("documents/")
    spain.does_not_see(AGENDA)
    circulates(bolivia)
    spain.opens("documents/")
    spain.sees(AGENDA)
    assert "CLASI end of Mon 28 Sept 2026, Brussels Practice Not yet due" in on_the_desk(spain)
    brussels(house, "09-18")
    translates(bolivia, "es", TEXTS["es"])
    assert "Language versions missing: Portuguese." in judged(spain, AGENDA)


def a_non_paper_in_one_language(paraguay: Visitor, spain: Visitor) -> None:
    """A delegation of CLASI writes one in Spanish alone: it owes no language."""
    registers(paraguay, "non_paper", "Ideas sobre los puertos", "es")
    writes(paraguay, "Una idea.")
    circulates(paraguay, paraguay.path)
    spain.opens("documents/?q=Ideas")
    spain.sees("Ideas sobre los puertos", "No number")
    assert "Does not apply" in judged(spain, "np-")


def the_final_agenda(house: server.House, bolivia: Visitor, spain: Visitor) -> None:
    """24 September in English and Spanish; in Portuguese by a machine, reviewed on the 30th."""
    brussels(house, "09-24")
    begins_a_revision(bolivia)
    writes(bolivia, FINAL["en"])
    translates(bolivia, "es", FINAL["es"])
    circulates(bolivia)
    brussels(house, "09-24", "12:00")
    translates(bolivia, "pt", FINAL["pt"], courtesy=True)
    spain.opens(PAPER)
    spain.sees(f"{AGENDA} REV 1", "courtesy translation, not reviewed")
    for when in (("09-24", "12:01"), ("09-28", "23:58")):
        brussels(house, *when)
        assert "Not yet due" in judged(spain, AGENDA)

    # 29 September: a courtesy does not count; the one gap is CLASI's.
    brussels(house, "09-29")
    found = judged(spain, AGENDA)
    assert "Not met, no evidence yet" in found, found
    assert "CLASI end of Mon 28 Sept 2026" in on_the_desk(spain)
    spain.sees("1 gap", "1 day overdue")
    assert "Not met" in on_the_desk(spain)

    # 30 September: Portuguese is reviewed, two days late.
    brussels(house, "09-30")
    translates(bolivia, "pt", FINAL["pt"])
    brussels(house, "09-30", "12:00")
    found = judged(spain, AGENDA)
    assert "Met" in found and "2 days late" in found, found
    on_the_desk(spain)
    spain.sees("0 gaps")


def a_revision_after_the_day(house: server.House, bolivia: Visitor, spain: Visitor) -> None:
    """1 October, 10:00: REV 2 in English alone has forty-eight hours for the others."""
    brussels(house, "10-01", "09:30")
    begins_a_revision(bolivia)
    writes(bolivia, FINAL["en"].replace("Ports", "Ports and containers"))
    brussels(house, "10-01", "10:00")
    circulates(bolivia)
    found = judged(spain, AGENDA)
    assert (
        "Not yet due" in found and "Language versions missing: Spanish and Portuguese." in found
    ), found
    assert "Sat 3 Oct 2026, 10:00" in found, found

    # Without them it is not met from 3 October, 10:01 on.
    brussels(house, "10-03", "09:58")
    assert "Not yet due" in judged(spain, AGENDA)
    brussels(house, "10-03", "10:01")
    assert "Not met" in judged(spain, AGENDA)

    # Both were there on 2 October: met, and not late.
    brussels(house, "10-02")
    for language in ("es", "pt"):
        translates(bolivia, language, FINAL[language])
    for when in (("10-02", "12:00"), ("10-03", "10:01")):
        brussels(house, *when)
        found = judged(spain, AGENDA)
        assert "Met" in found and "late" not in found and "overdue" not in found, found

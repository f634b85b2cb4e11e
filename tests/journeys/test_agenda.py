"""An agenda in a browser: a delegation asks, the secretariat places, both sign, Spain reads what changed.

domain.md C.7 (J3, D9), B.1 (CB-2, CB-4): August and September 2026.
"""

from collections.abc import Callable, Iterator

import pytest

from journeys import server
from journeys.conftest import Visitor, story_house

pytestmark = pytest.mark.browser

ITEMS = (
    ("Opening", "Apertura", "Abertura", "adoption_without_debate", "procedural"),
    ("Exchange of views", "Intercambio", "Troca de opiniões", "discussion", "exchange_views"),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The story's forum with its third cycle planned."""
    with story_house(tmp_path_factory.mktemp("agenda"), "planned") as house:
        yield house


def ministerial(visitor: Visitor) -> str:
    """Where the agenda of the next ministerial meeting is."""
    visitor.opens("meetings/")
    links = visitor.page.locator("main a[href*='-min-']")
    found = {links.nth(at).get_attribute("href") for at in range(links.count())}
    return f"{max(found).partition(visitor.forum)[2].lstrip('/')}agenda/"


def writes(visitor: Visitor, titles: tuple[str, str, str], kind: str = "", task: str = "") -> None:
    """Type an item and save it."""
    for code, words in zip(("en", "es", "pt"), titles, strict=True):
        visitor.page.fill(f"#title_{code}", words)
    if kind:
        visitor.page.check(f"input[name=type][value={kind}]")
    if task:
        visitor.page.check(f"input[name=tags][value={task}]")
    visitor.presses("Save as a new revision")


def published(secretariat: Visitor, agenda: str, *presidencies: Visitor) -> None:
    """The draft, proposed by the secretariat and signed by both."""
    secretariat.opens(f"{agenda}draft/")
    secretariat.presses("Send for signature")
    secretariat.page.wait_for_url("**/acts/*/")
    for presidency in presidencies:
        presidency.signs(secretariat.path)


def test_from_a_request_to_a_comparison_in_spanish(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    # 20 August: Spain asks, in its own language.
    house.set_clock("2026-08-20T09:00+00:00")
    spain, secretariat = visitors(house, "es"), visitors(house, "secretariat")
    ireland, bolivia = visitors(house, "ie"), visitors(house, "bo")
    agenda = ministerial(spain)
    spain.opens(agenda)
    spain.sees("No agenda published yet")
    spain.presses("Request an item")
    spain.page.fill("#title_es", "Seguridad de los puertos")
    spain.page.fill("#text", "Un intercambio breve.")
    spain.page.get_by_role("button", name="Send the request", exact=True).click()
    spain.sees(
        "Your request has been recorded as number 1.",
        "Seguridad de los puertos",
        "not yet answered",
    )

    # The secretariat begins the agenda, enters two items and places the request.
    secretariat.opens(f"{agenda}draft/")
    secretariat.page.select_option("#stage", "provisional")
    secretariat.presses("Begin")
    for en, es, pt, kind, task in ITEMS:
        secretariat.presses("Add an item")
        writes(secretariat, (en, es, pt), kind, task)
    secretariat.opens(agenda)
    secretariat.page.get_by_role("button", name="Add to the draft agenda").click()
    secretariat.page.wait_for_url("**/draft/items/*/")

    # Without all languages nobody signs anything.
    secretariat.opens(f"{agenda}draft/")
    secretariat.sees("no title in this language", "Seguridad de los puertos")
    secretariat.presses("Send for signature")
    secretariat.sees("Item 3 has no title in: English and Portuguese.")
    secretariat.opens(f"{agenda}draft/items/i3/")
    ports = ("Port security", "Seguridad de los puertos", "Segurança dos portos")
    writes(secretariat, ports, task="exchange_views")
    published(secretariat, agenda, ireland, bolivia)
    spain.opens(agenda)
    spain.sees("Port security", "on the agenda", "Published by both Parties")

    # Spain wants the opening discussed, and everybody sees it.
    spain.page.get_by_role("button", name="Move the item to discussion").click()
    spain.sees("The item will be discussed", "moved to discussion")

    # 24 September: the final agenda, with another title in Spanish and the item moved up.
    house.set_clock("2026-09-24T09:00+00:00")
    secretariat.opens(f"{agenda}draft/items/i3/")
    writes(secretariat, (ports[0], "Seguridad de los puertos marítimos", ports[2]))
    secretariat.page.get_by_role("button", name="Move up").nth(2).click()
    secretariat.page.wait_for_load_state()
    spain.opens(agenda)
    spain.does_not_see("A later draft")
    published(secretariat, agenda, ireland, bolivia)

    # What changed, in the reader's own language.
    spain.opens(agenda)
    comparison = spain.page.locator("section[aria-labelledby=versions] a[href*=compare]").first
    address = str(comparison.get_attribute("href")).replace("/en/", "/es/", 1)
    spain.page.goto(f"{house.address}{address}")
    spain.sees("Seguridad de los puertos", "Intercambio", "Apertura")
    assert spain.page.locator("ins").filter(has_text="marítimos").count() == 1
    spain.does_not_see("Port security")

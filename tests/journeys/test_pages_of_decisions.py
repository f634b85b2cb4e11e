"""Every screen between a text and a decision, and what follows it, as those who need it see it."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from journeys import everywhere, looking, server
from journeys.looking import NARROW, WIDE, Windows

pytestmark = pytest.mark.browser

TEXT = "documents/{text}/text/"
ROOM = "meetings/{sitting}/decisions/"
# Who opens it, and where.
SCREENS = {
    "text": ("delegation", TEXT),
    "paragraph": ("secretariat", f"{TEXT}paragraphs/p-3/"),
    "map of the consensus": ("secretariat", f"{TEXT}map/"),
    "Word files": ("delegation", f"{TEXT}word/"),
    "what a Word file would do": ("delegation", f"{TEXT}word/files/{{word_file}}/"),
    "decisions": ("delegation", "decisions/"),
    "decisions of a meeting": ("co_presidency", ROOM),
    "objected to": ("delegation", f"{ROOM}1/"),
    "objected to, before a co-chair": ("co_presidency", f"{ROOM}1/"),
    "put": ("delegation", f"{ROOM}3/"),
    "suspended": ("co_presidency", f"{ROOM}4/"),
    "adopted with a statement": ("delegation", f"{ROOM}5/"),
    "summary of the co-chairs": ("delegation", f"{ROOM}6/"),
    "not agreed": ("co_presidency", f"{ROOM}7/"),
    "printed": ("delegation", f"{ROOM}5/printed/"),
    "silence": ("delegation", "decisions/{silence}/"),
    "silence before a secretariat": ("secretariat", "decisions/{silence}/"),
    "room": ("delegation", "meetings/{sitting}/room/"),
    "second screen": ("secretariat", "meetings/{sitting}/room/screen/"),
    "commitments": ("delegation", "commitments/"),
    "commitment": ("secretariat", "commitments/S30-01/"),
    "action": ("delegation", "commitments/actions/{action}/"),
    "indicators": ("secretariat", "commitments/indicators/"),
    "registers": ("delegation", "commitments/registers/"),
    "commitments of a paper": ("secretariat", "documents/{paper}/commitments/"),
    "signatures": ("co_presidency", "documents/{final}/init/en/signature/"),
    "certificates": ("co_presidency", "certificates/"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scene of the access table, with a decision in every state."""
    made = tmp_path_factory.mktemp("everywhere")
    server.run(made, str(Path(everywhere.__file__)), str(made))
    return made


@pytest.fixture(scope="module")
def places(home: Path) -> dict[str, dict[str, str]]:
    """What the home says of its scene."""
    return json.loads((home / everywhere.SCENE).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def windows(
    home: Path, places: dict[str, dict[str, str]], browser: object
) -> Iterator[Callable[[str], Windows]]:
    """Windows of each office, which has signed in."""
    with ExitStack() as stack:
        house = stack.enter_context(server.serving(home))
        opened: dict[str, Windows] = {}

        def of(name: str) -> Windows:
            if name not in opened:
                context = browser.new_context()
                cookies = places["signed_in"][name]
                context.add_cookies([{**one, "url": house.address} for one in cookies])
                state = context.storage_state()
                context.close()
                opened[name] = stack.enter_context(
                    looking.windows_on(house, everywhere.FORUM, browser, state)
                )
            return opened[name]

        yield of


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_of_a_decision_fits_and_speaks_to_everyone(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]], screen: str
) -> None:
    name, path = SCREENS[screen]
    spoken: list[str] = []

    def show(look: looking.Look) -> object:
        page = windows(name).show(path.format_map(places["places"]), look)
        spoken.extend(looking.english_on(page))
        return page

    found = looking.faults(show, *looking.in_turn(list(SCREENS).index(screen)))

    assert not [*found, *spoken], "\n".join([*found, *spoken])


@pytest.mark.soak
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_of_a_decision_can_be_used_by_everyone_in_all_twelve_looks(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]], screen: str
) -> None:
    name, path = SCREENS[screen]
    path = path.format_map(places["places"])

    found = looking.faults(lambda look: windows(name).show(path, look), looking.ALL_LOOKS, [])

    assert not found, "\n".join(found)


def test_what_is_printed_of_a_decision_leaves_out_what_one_presses(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]]
) -> None:
    for path in (f"{ROOM}1/", TEXT, "decisions/{silence}/"):
        page = windows("delegation").show(path.format_map(places["places"]), ("es", "light", WIDE))
        page.emulate_media(media="print")
        pressed = page.locator(
            "main button:not(.term):visible, main textarea:visible, .nav:visible"
        )
        shown, said = pressed.count(), page.locator("h1:visible").count()
        shown += page.locator("main section:visible > .head + form:last-child").count()
        page.emulate_media(media="screen")

        assert (shown, said) == (0, 1), path


def test_what_is_folded_on_the_screen_is_printed_opened_but_for_what_one_fills_in(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]]
) -> None:
    path = "documents/{paper}/".format_map(places["places"])
    page = windows("secretariat").show(path, ("es", "light", WIDE))
    folded = "main details:is(.fold, .fold2):not([open], :has(> form), .beside details)"
    unseen = (
        """all => all.filter(one => !one.checkVisibility({contentVisibilityAuto: true})).length"""
    )
    content = page.locator(f"{folded} > :is(p, ul, ol, dl, .scroll):not(:has(form))")

    on_screen = content.evaluate_all(unseen)
    page.emulate_media(media="print")
    printed, forms = content.evaluate_all(unseen), page.locator("main details > form:visible")
    shown = forms.count()
    page.emulate_media(media="screen")

    assert (on_screen > 0, printed, shown) == (True, 0, 0)


def test_the_keyboard_comes_to_an_objection_after_it_was_said_that_one_knows_what_it_does(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]]
) -> None:
    page = windows("delegation").show(
        f"{ROOM}3/".format_map(places["places"]), ("es", "light", WIDE)
    )
    page.locator("#words").focus()
    reached = []
    for _step in range(3):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.localName")
        )
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"

    assert reached == ["summary", "understood", "button"]


# Further than this from the head of a page to what one came for, nobody goes by the keyboard.
MOST_KEYS = 150


def goes_to(page: object, place: str) -> None:
    """By the tabulator alone."""
    for _key in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return
    raise AssertionError(f"The keyboard does not come to {place} on {page.url}.")


def said(page: object) -> str:
    return page.inner_text("main")


def test_an_objection_without_its_tick_is_told_loudly_and_keeps_its_words_until_it_is_sent(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]]
) -> None:
    """Finding: a delegation believed that it had objected, and nothing had been sent."""
    page = windows("delegation").show(
        f"{ROOM}3/".format_map(places["places"]), ("en", "light", NARROW)
    )
    button = page.locator("form:has(#understood) button[type=submit]")
    assert button.inner_text() == "To object, first tick “I understand the effect”"
    page.fill("#words", "Paragraph 2 goes too far.")

    button.click()

    told = page.get_by_role("alert")
    told.wait_for()
    assert "Not sent" in told.inner_text()
    assert "Confirm that you understand the effect" in told.inner_text()
    assert told.bounding_box()["y"] >= 0 and page.locator("#understood").is_visible()
    assert page.evaluate("document.activeElement.id") == "understood"
    at_field = page.locator("#" + page.get_attribute("#understood", "aria-describedby"))
    assert at_field.inner_text() == "Confirm that you understand the effect"
    assert page.input_value("#words") == "Paragraph 2 goes too far."

    page.keyboard.press("Space")
    assert page.get_by_role("alert").count() == 0
    assert button.inner_text() == "Object to the text"
    button.click()
    page.get_by_text("Your objection has been recorded.").wait_for()
    page.get_by_role("button", name="Withdraw the objection").click()
    page.get_by_text("Your objection has been withdrawn.").wait_for()


def test_an_objection_sent_past_the_browser_is_told_at_the_head_and_at_the_tick(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]]
) -> None:
    """A browser that asks for nothing itself gets the same answer from the server."""
    page = windows("delegation").show(
        f"{ROOM}3/".format_map(places["places"]), ("en", "light", WIDE)
    )
    page.fill("#words", "Paragraph 2 goes too far.")

    with page.expect_navigation():
        page.evaluate("document.querySelector('form:has(#understood)').submit()")

    assert page.title().startswith("Error:")
    assert "Your objection was not sent" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert page.get_attribute("#understood", "aria-invalid") == "true"
    assert page.input_value("#words") == "Paragraph 2 goes too far."


def test_by_the_keyboard_alone_a_delegation_amends_a_text(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]]
) -> None:
    page = windows("delegation").show(TEXT.format_map(places["places"]), ("en", "light", WIDE))
    goes_to(page, ".verbs a[href*='propose-']")
    page.keyboard.press("Enter")
    goes_to(page, ".draft textarea")
    page.keyboard.press("Control+End")
    page.keyboard.type(" We meet again.")
    goes_to(page, ".draft button")
    page.keyboard.press("Enter")

    page.get_by_text("Your proposal has been made.").wait_for()


def test_by_the_keyboard_alone_a_comment_is_answered(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]]
) -> None:
    page = windows("secretariat").show(
        "documents/{paper}/".format_map(places["places"]), ("en", "light", WIDE)
    )
    goes_to(page, "details:has(form[action$='/answer/']) > summary")
    page.keyboard.press("Enter")
    goes_to(page, "form[action$='/answer/'] textarea")
    page.keyboard.type("We thank you.")
    goes_to(page, "form[action$='/answer/'] button")
    page.keyboard.press("Enter")

    page.get_by_text("We thank you.").wait_for()


def test_by_the_keyboard_alone_a_delegation_objects_in_a_silence(
    windows: Callable[[str], Windows], places: dict[str, dict[str, str]]
) -> None:
    page = windows("delegation").show(
        "decisions/{silence}/".format_map(places["places"]), ("en", "light", WIDE)
    )
    goes_to(page, "a[href='#object']")
    page.keyboard.press("Enter")
    goes_to(page, "#object button[type=submit]")
    page.keyboard.press("Enter")

    # Nothing was chosen and nothing written: both are said, and the focus is on the first.
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.id") == "form-objection"
    page.keyboard.press("Space")
    goes_to(page, "#words")
    page.keyboard.type("Paragraph 1 is not what was said.")
    assert page.get_by_role("alert").count() == 0
    goes_to(page, "#object button[type=submit]")
    page.keyboard.press("Enter")

    page.get_by_text("Received in time.").wait_for()
    assert "Paragraph 1 is not what was said." in said(page)

"""Every screen between a text and a decision, and what follows it, as those who need it see it."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from journeys import everywhere, looking, server
from journeys.looking import WIDE, Windows

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

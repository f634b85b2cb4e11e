"""Every screen about a meeting that is being prepared, as each of those who need it sees it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from journeys import looking, prepared, server, story
from journeys.conftest import sign_in
from journeys.looking import NARROW, Windows

pytestmark = pytest.mark.browser

M = f"meetings/{prepared.MEETING}"
# Who opens it, and where.
SCREENS = {
    "desk with alarms": ("secretariat", "desk/"),
    "meeting": ("secretariat", f"{M}/"),
    "invitations": ("secretariat", f"{M}/invitations/"),
    "one invitation": ("secretariat", f"{M}/invitations/1/"),
    "notice": ("secretariat", f"{M}/notice/"),
    "lists of agencies": ("secretariat", f"{M}/agencies/"),
    "contact points": ("secretariat", "contacts/"),
    "observers": ("secretariat", f"{M}/observers/"),
    "one observer": ("bo", f"{M}/observers/2/"),
    "observer by hand": ("secretariat", f"{M}/observers/entry/"),
    "people": ("secretariat", f"{M}/delegations/"),
    "delegation": ("secretariat", f"{M}/delegations/FR/"),
    "own delegation": ("es", f"{M}/delegations/ES/"),
    "participants": ("secretariat", f"{M}/participants/"),
    "list brought in": ("secretariat", f"{M}/participants/import/"),
    "check-in": ("secretariat", f"{M}/check-in/"),
    "agenda": ("secretariat", f"{M}/agenda/"),
    "agenda of a delegation": ("es", f"{M}/agenda/"),
    "draft agenda": ("secretariat", f"{M}/agenda/draft/"),
    "agenda item": ("secretariat", f"{M}/agenda/draft/items/i3/"),
    "agenda to print": ("secretariat", f"{M}/agenda/versions/provisional-5/"),
    "comparison": ("secretariat", f"{M}/agenda/compare/?from=provisional-5&to=provisional-6"),
    "request": ("es", f"{M}/agenda/requests/new/"),
    "preparation": ("secretariat", f"{M}/preparations/"),
    "preparatory meeting to plan": ("secretariat", f"{M}/preparations/plan/"),
    "coherence": ("secretariat", f"{M}/coherence/"),
    "sessions": ("secretariat", f"{M}/sessions/"),
    "session": ("secretariat", f"{M}/sessions/2/"),
    "dates": ("secretariat", f"{M}/dates/"),
    "postponement": ("ie", f"{M}/step/postponement/"),
    "extraordinary meeting": ("ie", "meetings/new/extraordinary/"),
    "planner": ("secretariat", "cycles/4/planner/"),
    "plan with what speaks against it": (
        "ie",
        "cycles/3/plan/?ministerial-precision=day&ministerial-start=2027-12-25&ministerial-place=vienna",
    ),
    "fair hours": ("secretariat", "cycles/3/hours/?day=2027-03-20&minutes=120"),
    "initiatives": ("secretariat", "initiatives/"),
    "comparison with initiatives": ("secretariat", "commitments/comparison/"),
    "calendars": ("secretariat", "calendar/feeds/"),
    "letters": ("secretariat", "mail/"),
    "handover": ("ie", "handover/"),
    "own term": ("ie", "term/"),
    "meetings of an observer": ("interpol", "my-meetings/"),
    "meeting of an observer": ("interpol", f"{M.replace('meetings', 'my-meetings')}/"),
    "application": ("comjib", "my-meetings/"),
    "register": ("secretariat", "documents/"),
    "files that wait": ("ie", "files/"),
    "document in three languages": ("secretariat", "documents/ec-min-2026-1/?text=all"),
    "document in one language": ("bo", "documents/ec-min-2026-1/init/es/"),
    "two languages compared": (
        "bo",
        "documents/ec-min-2026-1/comparison/?from=init.en&to=init.es",
    ),
    "language desk": ("secretariat", "languages/"),
    "search": ("secretariat", "search/?q=puntos+de+contacto+antes&kind=draft_final_document"),
    "search that finds nothing": ("interpol", "search/?q=zanzibar"),
    "registration": ("secretariat", f"documents/new/?meeting={prepared.MEETING}"),
    "text of a document": ("secretariat", "documents/ec-min-2026-1/text/pt/"),
    "caught mail": ("secretariat", "../mail/caught/"),
    "what one is told": ("secretariat", "../mail/preferences/"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The ministerial meeting three weeks ahead."""
    home = tmp_path_factory.mktemp("prepared")
    server.run(home, str(Path(prepared.__file__)), str(home))
    with server.serving(home) as house:
        yield house


@pytest.fixture(scope="module")
def windows(house: server.House, browser: object) -> Iterator[Callable[[str], Windows]]:
    """Windows of each office, which signs in once."""
    with ExitStack() as stack:
        opened: dict[str, Windows] = {}

        def of(name: str) -> Windows:
            if name not in opened:
                context = browser.new_context()
                page = context.new_page()
                sign_in(page, house.address, story.address(name), story.PASSWORD)
                state = context.storage_state()
                context.close()
                opened[name] = stack.enter_context(
                    looking.windows_on(house, story.FORUM, browser, state)
                )
            return opened[name]

        yield of


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_of_a_meeting_fits_and_speaks_to_everyone(
    windows: Callable[[str], Windows], screen: str
) -> None:
    name, path = SCREENS[screen]
    spoken: list[str] = []

    def show(look: looking.Look) -> object:
        page = windows(name).show(path, look)
        spoken.extend(looking.english_on(page))
        return page

    found = looking.faults(show, *looking.in_turn(list(SCREENS).index(screen)))

    assert not [*found, *spoken], "\n".join([*found, *spoken])


@pytest.mark.soak
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_of_a_meeting_can_be_used_by_everyone_in_all_twelve_looks(
    windows: Callable[[str], Windows], screen: str
) -> None:
    name, path = SCREENS[screen]

    found = looking.faults(lambda look: windows(name).show(path, look), looking.ALL_LOOKS, [])

    assert not found, "\n".join(found)


def test_a_letter_stands_in_the_language_of_its_reader_and_all_around_it_in_mine(
    windows: Callable[[str], Windows],
) -> None:
    page = windows("secretariat").show("mail/", ("pt", "light", NARROW))

    page.locator("main table a").first.click()
    page.wait_for_url("**/mail/*/")

    assert [*looking.shape(page, "pt"), *looking.english_on(page)] == []

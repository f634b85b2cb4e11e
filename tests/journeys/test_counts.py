"""Every job of interaction.md section 7 takes no more pages and clicks than it may.

`make journeys` prints the table.  The story is played once; each job has a copy of the home at the
instant at which it is done, so that none disturbs another.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from cochair.formats.word.writer import write_docx
from journeys import server, story, told
from journeys.conftest import Visitor
from journeys.counted import Count, Counted
from papers import words
from world import NOW

pytestmark = pytest.mark.browser

MINISTERIAL = f"meetings/{story.MINISTERIAL}/"
SENIOR_OFFICIALS = f"meetings/{story.FORUM}-som-3/"
# Just before these events of the story, in their order.
SCENES = {
    "half signed": "us-02.notice_second_key",
    "invited": "us-03.interpol_invited",
    "negotiated": "us-05.spain_reminded",
    "published": "us-07.spain_breaks",
    "new holder": "us-09.dominican_republic_designated",
}

ITEMS = (
    ("Safe ports", "Puertos seguros", "Portos seguros"),
    ("Money laundering", "Blanqueo de capitales", "Branqueamento de capitais"),
    ("Exchange of information", "Intercambio de información", "Intercâmbio de informações"),
    ("Any other business", "Varios", "Diversos"),
)
NOTES = {
    "en": ("The ports of the two regions are watched by those who should know what is in them.",),
    "es": (
        "Los puertos de las dos regiones están vigilados por quienes saben lo que hay en ellos.",
    ),
    "pt": (
        "Os portos das duas regiões são vigiados pelos que sabem o que está dentro das caixas.",
    ),
}


class Homes:
    """The story at some instants, each served once, from a copy of its home."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack, self.served = folder, stack, dict[str, server.House]()

    def __getitem__(self, scene: str) -> server.House:
        if scene not in self.served:
            # What is done in it stays in this copy.
            copy = self.folder / f"{scene} served"
            shutil.copytree(self._home(scene), copy)
            house = server.serving(copy)
            self.served[scene] = self.stack.enter_context(house)
        return self.served[scene]

    def _home(self, scene: str) -> Path:
        """A home in which the story is played up to a scene, from that of the scene before."""
        home = self.folder / scene.replace(" ", "-")
        if not home.exists():
            earlier = list(SCENES)[: list(SCENES).index(scene)]
            if earlier:
                shutil.copytree(self._home(earlier[-1]), home)
            else:
                home.mkdir()
            server.run(home, told.__file__, str(home), SCENES[scene])
        return home


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    """The story at each scene that a job asks for."""
    with ExitStack() as stack:
        yield Homes(tmp_path_factory.mktemp("counts"), stack)


@pytest.fixture(scope="module")
def table() -> Iterator[dict[str, Count]]:
    """What each job took, printed at the end."""
    counts: dict[str, Count] = {}
    yield counts
    print("\n| job | pages | clicks | fields |\n|---|---|---|---|")
    for job, count in counts.items():
        print(f"| {job} | {count.pages} | {count.clicks} | {count.fields} |")


@pytest.fixture
def job(
    visitors: Callable[..., Visitor], homes: Homes, table: dict[str, Count], browser: object
) -> Iterator[Callable[..., Counted]]:
    """Somebody at work in a scene; `takes` holds what the job took against what it may."""
    windows = []

    def at_work(scene: str, name: str = "") -> Counted:
        if name:
            return Counted(visitors(homes[scene], name))
        window = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
        windows.append(window)
        return Counted(Visitor(homes[scene], window.new_page(), story.FORUM))

    at_work.takes = lambda name, found, pages, clicks: _takes(table, name, found, pages, clicks)
    yield at_work
    for window in windows:
        window.close()


def _takes(table: dict[str, Count], name: str, found: Counted, pages: int, clicks: int) -> None:
    table[name] = found.count
    assert found.count.pages <= pages and found.count.clicks <= clicks, (
        name,
        found.count,
        found.pages,
    )


def test_the_public_has_the_last_declaration_in_spanish_with_one_click(job) -> None:
    reader = job("published")
    reader.begins("")
    link = reader.page.locator('a[hreflang="es"][href$=".pdf"]').first
    address = link.get_attribute("href")
    answer = reader.page.request.get(f"{reader.visitor.house.address}{address}")
    reader.clicks += 1

    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    job.takes("public: the last declaration in Spanish, as PDF", reader, 1, 1)


def test_a_co_presidency_signs_what_waits_with_two_clicks(job) -> None:
    bolivia = job("half signed", "bo")
    bolivia.begins_where_signing_in_leads()
    bolivia.presses("Read and sign")
    bolivia.presses("Sign")

    bolivia.sees("You have signed")
    job.takes("co-presidency: sign what waits (from sign-in)", bolivia, 2, 2)


def test_a_delegation_answers_names_two_and_hands_over_on_two_pages(job) -> None:
    peru = job("invited", "head-pe")
    peru.begins_where_signing_in_leads()
    peru.clicks_on(peru.page.locator("ol.turns a.btn"))
    if peru.page.get_by_role("button", name="We will attend").count():
        peru.presses("We will attend")
    peru.fills("#p1-name", "Delegate PE I")
    peru.fills("#p2-name", "Delegate PE II")
    peru.presses("Add to the delegation")
    # What came of it is told where the form stood, in sight, and the focus is there.
    said = peru.page.locator("section:has(#people) [data-answer]")
    assert said.evaluate("one => one === document.activeElement")
    assert 0 <= said.bounding_box()["y"] < peru.page.viewport_size["height"]
    peru.presses("Submit to the secretariat")

    peru.sees("The delegation has been submitted to the secretariat.")
    job.takes("delegation: answer, name two people, hand over", peru, 2, 5)


def test_a_delegation_proposes_an_amendment_with_three_clicks(job) -> None:
    spain = job("negotiated", "es")
    spain.begins_where_signing_in_leads()
    spain.presses("Joint declaration")
    paragraph = spain.page.locator("#par-p-14")
    paragraph.hover()
    spain.clicks_on(paragraph.get_by_role("link", name="Propose"))
    form = spain.page.locator("#propose-p-14")
    form.locator("textarea").first.fill("We will share within 20 days what we know.")
    spain.fields += 1
    spain.clicks_on(form.get_by_role("button", name="Send the proposal"))

    job.takes("delegation: propose an amendment", spain, 2, 3)


def test_a_secretariat_sees_what_is_overdue_and_whose_it_is_on_its_first_page(job) -> None:
    secretariat = job("negotiated", "secretariat")
    secretariat.begins_where_signing_in_leads()

    secretariat.sees("overdue", "Waiting for others")
    job.takes("secretariat: what is overdue, and whose is it", secretariat, 1, 0)


def test_a_delegation_objects_to_a_silence_with_three_clicks(job) -> None:
    spain = job("published", "es")
    spain.begins_where_signing_in_leads()
    spain.presses("Read the text")
    spain.fills("#words", "In paragraph 2, read “within 18 months”, as was agreed.")
    spain.page.check("input[name=form][value=objection]")
    spain.clicks += 1
    spain.presses("Send the submission")

    job.takes("delegation: object to a silence (from sign-in)", spain, 2, 3)


def test_a_new_holder_reads_where_the_cycle_stands_on_the_first_page(job) -> None:
    lithuania = job("new holder", "lt")
    lithuania.begins_where_signing_in_leads()

    lithuania.sees("Where we stand", "The first things to do")
    job.takes("new holder: where do we stand, what is first", lithuania, 1, 0)


def test_a_secretariat_sends_day_place_form_and_agencies_with_four_clicks(job) -> None:
    secretariat = job("published", "secretariat")
    secretariat.begins_where_signing_in_leads()
    secretariat.clicks_on(secretariat.page.locator(f'main a[href$="{SENIOR_OFFICIALS}"]:visible'))
    secretariat.presses("Send for signature")

    secretariat.sees("for signature")
    job.takes("secretariat: fix day, place and form, and the agencies", secretariat, 2, 4)


def test_the_public_reads_when_and_where_the_next_meeting_is_on_the_first_page(job) -> None:
    reader = job("published")
    reader.begins("")

    reader.sees("Next meeting")
    job.takes("public: when and where is the next meeting", reader, 1, 0)


def test_a_secretariat_writes_an_agenda_of_four_items_in_three_languages_on_one_page(job) -> None:
    secretariat = job("half signed", "secretariat")
    secretariat.begins_where_signing_in_leads()
    secretariat.clicks_on(secretariat.page.locator(f'main a[href$="{MINISTERIAL}"]:visible'))
    secretariat.clicks_on(secretariat.page.locator('a[href*="phase=prepare"]'))
    rows = secretariat.page.locator("table.inplace tbody tr")
    for number, titles in enumerate(ITEMS):
        for place, title in enumerate(titles):
            rows.nth(number).locator("textarea").nth(place).fill(title)
            secretariat.fields += 1
    secretariat.presses("Save the agenda")

    # The cells that are being saved go first.
    secretariat.page.get_by_text("The agenda is saved").wait_for()
    job.takes("secretariat: agenda of four items in three languages", secretariat, 2, 8)


def test_a_document_in_three_languages_is_circulated_with_five_clicks(job, tmp_path) -> None:
    secretariat = job("published", "secretariat")
    secretariat.begins("documents/")
    secretariat.presses("Register a document")
    secretariat.page.select_option("#kind", "note")
    secretariat.page.check("input[name=source][value=en]")
    secretariat.page.set_input_files("#texts", _notes(tmp_path))
    secretariat.clicks += 3
    for language, title in zip(("en", "es", "pt"), ITEMS[0], strict=True):
        secretariat.fills(f"#title_{language}", title)
    secretariat.presses("Register and circulate")

    secretariat.sees("and circulated to everyone who may read it")
    job.takes("secretariat: a document in three languages, circulated", secretariat, 2, 5)


def _notes(folder: Path) -> list[Path]:
    """The same note as three files of Word, one a language."""
    found = []
    for language, text in NOTES.items():
        octets = write_docx(words(*text), language=language, title="Note", at=NOW)
        found.append(folder / f"note-{language}.docx")
        found[-1].write_bytes(octets)
    return found

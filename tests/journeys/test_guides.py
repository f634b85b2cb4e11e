"""The pictures of the guides, taken in the story of a whole cycle: `make pictures`.

One home goes forward: the story is played to an instant, pictures are taken in three languages,
and it is played on.  Left out of the suite, since it writes into `docs/images/guides`; that each
picture is there and used is asked by `house/test_guides.py` at every run.
"""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from journeys import server, story
from journeys.conftest import sign_in
from journeys.looking import LANGUAGES, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.pictures]

HEIGHT = 820
COLOURS = 128
LARGEST = 100_000
INTO = Path(os.environ.get("COCHAIR_PICTURES", server.PROJECT / "docs/images/guides"))
MEETING = f"meetings/{story.MINISTERIAL}/"
TEXT = "documents/ec-min-2026-7/text/"
# What is done on a page before its picture is taken.
type Before = Callable[[object], None]
# An installation has no bar of a story, and its foot does not say that it is a demonstration.
PLAIN = ".foot { visibility: hidden; }"


def to(place: str) -> Before:
    """Begin the picture where the first of these stands."""

    def scroll(page: object) -> None:
        page.locator(place).first.evaluate(
            "e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 24)"
        )

    return scroll


def through(place: str) -> Before:
    """Follow the first of these links, and take the page behind it."""

    def follow(page: object) -> None:
        page.locator(place).first.click()
        page.wait_for_load_state()

    return follow


@dataclass(frozen=True)
class Picture:
    """What is photographed: by whom it is seen, where, and what is done before."""

    name: str
    who: str
    path: str
    before: Before | None = None
    height: int = HEIGHT


BRACKETED = ".p:has(.bracket)"


def details(page: object) -> None:
    """Tap the number of the first paragraph in brackets, and take the page behind its last verb."""
    page.locator(f"{BRACKETED} a.no").first.click()
    through(f"{BRACKETED} .verbs a:last-child")(page)


# To an instant of the story belong the pictures that are taken then.
ALBUM: dict[str, tuple[Picture, ...]] = {
    "2026-03-02T12:00+01:00": (
        Picture("sign-in", "", "../accounts/login/"),
        Picture("act", "bo", "acts/", through("ol.rows a.btn"), height=1180),
    ),
    "2026-08-05T12:00+02:00": (Picture("desk-presidency", "bo", "home/"),),
    "2026-09-16T10:00+02:00": (
        Picture("meeting", "secretariat", MEETING),
        Picture("invitations", "secretariat", f"{MEETING}invitations/"),
        Picture("refused", "secretariat", f"{MEETING}observers/", through("tr:nth-child(2) a")),
        Picture("languages", "secretariat", "languages/"),
        Picture("my-meetings", "py", "my-meetings/"),
        Picture("text", "es", TEXT, to(BRACKETED), height=740),
        Picture("paragraph", "es", TEXT, details),
    ),
    "2026-10-08T15:43+02:00": (
        Picture("check-in", "secretariat", f"{MEETING}check-in/"),
        Picture("room-delegation", "es", f"{MEETING}room/", to(".c-item h1")),
        Picture("room-chair", "ie", f"{MEETING}room/", to(".c-item h1")),
        Picture("observed", "interpol", f"my-meetings/{story.MINISTERIAL}/"),
    ),
    "2026-10-23T12:00+02:00": (Picture("silence", "es", "decisions/1/"),),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the story's forum and its whole cast, before its first event."""
    made = tmp_path_factory.mktemp("guides")
    server.run(made, str(Path(__file__).parent / "begun.py"), str(made))
    return made


@pytest.mark.parametrize("instant", ALBUM)
def test_what_the_guides_show_is_photographed(home: Path, browser: object, instant: str) -> None:
    server.run(home, *server.COCHAIR, "story", story.FORUM, "--to", instant)

    with server.serving(home) as house:
        large = [
            f"{picture.name} in {language}: {size} bytes"
            for language in LANGUAGES
            for picture, page in _pages(house, browser, ALBUM[instant], language)
            if (size := photographed(page, house, picture, language)) > LARGEST
        ]

    assert not large, large


def _pages(
    house: server.House, browser: object, pictures: tuple[Picture, ...], language: str
) -> Iterator[tuple[Picture, object]]:
    signed_in: dict[str, object] = {}
    for picture in pictures:
        if picture.who not in signed_in:
            context = browser.new_context(
                viewport={"width": WIDE, "height": HEIGHT},
                color_scheme="light",
                # Else no style of ours reaches the page.
                bypass_csp=True,
            )
            context.set_default_timeout(30_000)
            signed_in[picture.who] = context.new_page()
            if picture.who:
                address = story.address(picture.who)
                sign_in(signed_in[picture.who], house.address, address, story.PASSWORD)
        yield picture, signed_in[picture.who]
    for page in signed_in.values():
        page.context.close()


def photographed(page: object, house: server.House, picture: Picture, language: str) -> int:
    """Take a picture in a language and keep it; how many bytes it has."""
    page.set_viewport_size({"width": WIDE, "height": picture.height})
    page.goto(f"{house.address}/{language}/{story.FORUM}/{picture.path}")
    if picture.before:
        picture.before(page)
    file = INTO / language / f"{picture.name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    seen = Image.open(io.BytesIO(page.screenshot(style=PLAIN))).convert("RGB")
    # Pages are flat: few colours show all of them, in a third of the space.
    flat = seen.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat.save(file, optimize=True)
    return file.stat().st_size

"""US-03 in a browser, the rest of it: which papers an observer sees, by whatever way it comes.

domain.md C.10: Interpol sees three documents, and nothing of the draft declaration (CB-31).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journeys import observed, server, story
from journeys.conftest import Visitor
from journeys.observed import PAPERS

pytestmark = pytest.mark.browser

GRANTED = tuple(title for _kind, title, *_more in PAPERS[:3])
HIDDEN = tuple(title for _kind, title, *_more in PAPERS[3:])
ONE, DRAFT = "documents/ec-min-2026-2/", "documents/ec-min-2026-4/"
ABSENT = "documents/ec-min-2026-99/"
INTERPOL = "International Criminal Police Organization"
FEEDS = ("register.json", "register.atom", "sitemap.xml", "calendar.ics")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.House]:
    """The observer is invited with its papers, three weeks before the meeting."""
    home = tmp_path_factory.mktemp("us03documents")
    server.run(home, str(Path(observed.__file__)), str(home))
    with server.serving(home) as house:
        yield house


def answer(visitor: Visitor, path: str) -> int:
    """With what an address is answered, opened as anybody types it."""
    found = visitor.page.goto(f"{visitor.house.address}/en/{story.FORUM}/{path}")
    return int(found.status)


def finds(visitor: Visitor, words: str) -> int:
    """How many documents a search finds."""
    visitor.opens(f"search/?q={words}&kind=document")
    return int(visitor.page.locator("ol.found > li").count())


def sees_nothing(visitor: Visitor) -> None:
    """No paper at all, wherever one looks: by list, address, file, word or number."""
    visitor.opens("documents/")
    visitor.sees("No documents yet")
    visitor.does_not_see(*GRANTED, *HIDDEN)
    for path in (ONE, DRAFT, f"{ONE}init/en/", f"{ONE}init/en.pdf", f"{ONE}comparison/"):
        assert answer(visitor, path) == 404, path
    assert [finds(visitor, words) for words in ("harbour", "declaration", "EC-MIN/2026/2")] == [
        0,
        0,
        0,
    ]


def test_an_observer_sees_three_documents_until_an_agreement_is_taken_back(
    house: server.House, visitors: Callable[..., Visitor]
) -> None:
    interpol, bolivia = visitors(house, "interpol"), visitors(house, "bo")

    # The register: three documents, counted as three.
    interpol.opens("documents/")
    interpol.sees("All documents that you may read\n3", *GRANTED)
    interpol.does_not_see(*HIDDEN, "Language versions", "Register a document")

    # By address: its own are there, the others are as absent as what never was.
    interpol.presses("EC-MIN/2026/2")
    interpol.sees("Notes on the harbour", "We trust each other.")
    interpol.does_not_see("Opened by", "Comments", "Change")
    absent = (answer(interpol, ABSENT), interpol.page.inner_text("main"))
    for number in range(4, len(PAPERS)):
        hidden = (
            answer(interpol, f"documents/ec-min-2026-{number}/"),
            interpol.page.inner_text("main"),
        )
        assert hidden == absent, number
    for path in (f"{DRAFT}init/en.pdf", f"{DRAFT}comparison/", "languages/", "journal/"):
        assert answer(interpol, path) == 404, path

    # By search: neither a word, nor a number, nor a filter tells of the draft declaration.
    assert finds(interpol, "harbour") == 1
    assert finds(interpol, "trust") == 3
    for words in ("declaration", "declaración", "EC-MIN/2026/4", "decl*", "-harbour+declaration"):
        assert finds(interpol, words) == 0, words
    interpol.does_not_see("Draft final document")
    assert answer(interpol, "documents/symbol/?symbol=EC-MIN/2026/4") == 404

    # Nothing was published: no feed tells anyone of any paper.
    for feed in FEEDS:
        said = interpol.page.request.get(f"{house.address}/en/{story.FORUM}/{feed}").text()
        assert not [title for title in (*GRANTED, *HIDDEN) if title in said], feed
        assert "ec-min-2026" not in said, feed

    # One that was not invited sees nothing.
    sees_nothing(visitors(house, "comjib"))

    # Bolivia takes its answer back; at the very next request everything is gone.
    bolivia.opens(f"meetings/{story.MINISTERIAL}/observers/")
    bolivia.presses(INTERPOL)
    bolivia.presses("Withdraw the answer")
    sees_nothing(interpol)

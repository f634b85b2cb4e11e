"""The tutorial names what stands on the pages, and setting up says what it lacks."""

import re
from collections.abc import Iterable

from babel.messages.pofile import read_po

from house import tree

TUTORIAL = tree.PROJECT / "docs" / "tutorial.md"
MESSAGES = tree.PROJECT / tree.SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po"
# What stands there in italics and is typed by the reader, or comes from the files of the forum.
OF_THE_FORUM = {
    "Changed: Ministerial meeting V",
    "Cochair",
    "Cycle 2",
    "EN",
    "ES",
    "EU-CLASI",
    "Exchange of views",
    "Minister",
    "Ministerial meeting IV",
    "Ministerial meeting V",
    "Session 1",
}
NAMED = re.compile(r"(?<!\*)\*([A-Z][^*\n]+)\*(?!\*)")
CODES = re.compile(r"`[a-z]+(?:-[a-z]+)+-\d+`")
FETCHES, SAYS = "install --require-hashes", "|| { $(FETCH); }"


def words() -> set[str]:
    """Every word and sentence of the interface in English."""
    with MESSAGES.open("rb") as file:
        known = [message.id for message in read_po(file)]
    return {one for said in known for one in ((said,) if isinstance(said, str) else said)}


def unknown(text: str, interface: Iterable[str]) -> list[str]:
    """What a tutorial says to press or to read that stands on no page: words, and codes of things."""
    # A name that runs on in the next line is one name.
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    found = {name for paragraph in paragraphs for name in NAMED.findall(paragraph)}
    named = sorted(found - set(interface))
    return [*(f"*{one}* is on no page." for one in named), *CODES.findall(text)]


def silent(makefile: str) -> list[str]:
    """Steps that fetch packages and leave whoever has no network with what pip says."""
    lines = [line for line in makefile.splitlines() if FETCHES in line]
    return [line for line in lines if not line.endswith(SAYS)]


def test_the_tutorial_names_what_stands_on_the_pages() -> None:
    tree.none(unknown(TUTORIAL.read_text(encoding="utf-8"), words() | OF_THE_FORUM))


def test_a_name_that_is_on_no_page_is_noticed() -> None:
    said = "Choose *Sign in*, then *Log\non*, and open `harbour-talks-council-4`.\n"

    assert unknown(said, {"Sign in"}) == ["*Log on* is on no page.", "`harbour-talks-council-4`"]


def test_a_set_up_without_a_network_says_that_it_needs_one() -> None:
    makefile = (tree.PROJECT / "Makefile").read_text(encoding="utf-8")

    assert "needs a network once" in makefile
    tree.none(silent(makefile))


def test_a_step_that_fetches_and_says_nothing_is_noticed() -> None:
    step = "\t@$(PIP) install --require-hashes -r requirements/run.txt"

    assert silent(step) == [step]
    assert silent(f"{step} {SAYS}") == []

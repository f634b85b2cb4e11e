"""The official words stay with the note: what we ship says it in our own.

Told only where the note is at hand (COCHAIR_NOTE, or beside the repository).
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from procedure.official import NOTES, REPOSITORY

RUN = 8
SHIPPED = ("src", "docs", "tests", "tools", "README.md")
TEXTS = {".py", ".yaml", ".yml", ".md", ".html", ".txt", ".po", ".json", ".css", ".js"}
ADDRESS = re.compile(r"<?https?://\S+")
# Words are of letters: symbols of files and numbers of documents are quoted as they are.
WORD = re.compile(r"[^\W\d_]+")
# The title of a document is its name, and is quoted too.
TITLE = re.compile(r"^Subject:\s*(.+)$", re.MULTILINE)


def words_of(text: str) -> list[str]:
    return WORD.findall(ADDRESS.sub(" ", text).lower())


def runs_of(words: list[str]) -> Iterator[str]:
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def shipped_texts() -> Iterator[Path]:
    for name in SHIPPED:
        place = REPOSITORY / name
        files = place.rglob("*") if place.is_dir() else [place]
        yield from (file for file in files if file.suffix in TEXTS and file.is_file())


def official_runs(note: str) -> set[str]:
    titles = (run for title in TITLE.findall(note) for run in runs_of(words_of(title)))
    return set(runs_of(words_of(note))) - set(titles)


def shared_runs(note: str, text: str) -> set[str]:
    return official_runs(note) & set(runs_of(words_of(text)))


@pytest.mark.parametrize("note", NOTES)
def test_no_shipped_text_shares_a_run_of_eight_words_with_the_note(note: str) -> None:
    official = official_runs(note)
    copied = {
        f"{file.relative_to(REPOSITORY)}: {run}"
        for file in shipped_texts()
        for run in runs_of(words_of(file.read_text(encoding="utf-8")))
        if run in official
    }
    assert not copied, "\n".join(sorted(copied))


def test_eight_words_in_a_row_are_noticed_and_seven_are_not() -> None:
    note = "The press house, the cart makers and the beekeepers are asked along."
    assert shared_runs(note, "Also the press house,\n the **cart** makers and others") == set()
    assert shared_runs(note, "Also the press house,\n the **cart** makers and the beekeepers") == {
        "the press house the cart makers and the",
        "press house the cart makers and the beekeepers",
    }


def test_the_title_of_the_note_may_be_quoted_and_what_it_says_may_not() -> None:
    note = (
        "Subject:\tHouse rules of the harvest exchange for hills and valleys\n\nNobody picks alone."
    )
    assert (
        shared_runs(note, "See House rules of the harvest exchange for hills and valleys.") == set()
    )
    assert shared_runs(note, "hills and valleys: nobody picks alone") == set()
    assert shared_runs(note, "exchange for hills and valleys. Nobody picks alone!")

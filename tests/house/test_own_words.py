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
WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    return WORD.findall(ADDRESS.sub(" ", text).lower())


def runs_of(words: list[str]) -> Iterator[str]:
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def shipped_texts() -> Iterator[Path]:
    for name in SHIPPED:
        place = REPOSITORY / name
        files = place.rglob("*") if place.is_dir() else [place]
        yield from (file for file in files if file.suffix in TEXTS and file.is_file())


def shared_runs(note: str, text: str) -> set[str]:
    return set(runs_of(words_of(note))) & set(runs_of(words_of(text)))


@pytest.mark.parametrize("note", NOTES)
def test_no_shipped_text_shares_a_run_of_eight_words_with_the_note(note: str) -> None:
    official = set(runs_of(words_of(note)))
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

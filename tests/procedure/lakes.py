"""An invented forum, whole in its file, and the slips that somebody may make in it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from cochair.procedure.book import Book
from cochair.procedure.clause import CheckShape
from cochair.procedure.reading import Fault, Faults, read

FORUMS = Path(__file__).parent / "forums"
LAKES = (FORUMS / "lakes.yaml").read_text("utf-8")
SECOND = (FORUMS / "second.yaml").read_text("utf-8")
LETTER = "Dear valley, we are\n  neighbours, and always were."

EVERYTHING = {
    "text": "text",
    "integer": "integer",
    "number": "number",
    "share": "share",
    "boolean": "boolean",
    "date": "date",
    "party": "party",
    "parties": "party[]",
    "group": "group",
    "place": "place",
    "venues": "venue[]",
    "configuration": "configuration",
    "semester": "semester",
    "function": "function",
    "taxonomy": "taxonomy",
    "language": "language",
    "prior_to": "invitation|opening",
    "anything": "anything",
    "word": "fixed",
    "left_out": "text?",
}
MEETING = frozenset({"meeting"})
CHECKS = {
    "informative": CheckShape({}, frozenset({"forum"})),
    "consensus": CheckShape({}, MEETING, reads=frozenset({"coherence.*"})),
    "everything": CheckShape(EVERYTHING, MEETING),
    "cadence": CheckShape(
        {"months": "integer", "tolerance_days": "integer", "of": "text?"},
        frozenset({"meeting", "slot", "instrument"}),
    ),
    "co_chaired_by_presidencies": CheckShape({}, MEETING),
    "decisions_by_consensus": CheckShape({}, MEETING),
}


def lakes(*, source_text: str | None = None) -> Book:
    return read(LAKES, "lakes.yaml", checks=CHECKS, source_text=source_text)


def faults_of(text: str) -> tuple[Fault, ...]:
    """What is wrong with a text, when something is."""
    with pytest.raises(Faults) as found:
        read(text, "lakes.yaml", checks=CHECKS, shipped_languages=("en", "es"))
    return found.value.faults


def line_of(text: str, words: str) -> int:
    """The first line, counted from 1, that holds these words."""
    assert words in text, words
    return text.count("\n", 0, text.index(words)) + 1


class Slip(NamedTuple):
    """Words of the file, what somebody wrote instead, where it is noticed, and how."""

    said: str
    instead: str
    path: str
    message: str
    line_of: str = ""
    clause: str | None = None


def notice(slip: Slip) -> None:
    """The slip is noticed at its line, by its path, in its rule and in these words."""
    assert slip.said in LAKES
    text = LAKES.replace(slip.said, slip.instead, 1)
    line = line_of(text, slip.line_of) if slip.line_of else line_of(LAKES, slip.said)

    found = [fault for fault in faults_of(text) if fault.path == slip.path]

    assert [(fault.line, fault.clause) for fault in found][:1] == [(line, slip.clause)]
    assert any(slip.message in str(fault) for fault in found), found
    assert str(found[0]).startswith(f"lakes.yaml:{found[0].line}: {slip.path}: ")

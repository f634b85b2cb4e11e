"""Footnotes of a text, and statements beside an adopted one: how they are called, what they say."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as __

from cochair.formats.paragraphs import Text

NOTE, STATEMENT = "N", "S"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, in one language."""

    anchor: str
    label: str
    language: str
    words: str
    is_statement: bool = False


def called(label: str) -> str:
    """The name of a footnote or a statement, for whoever hears the page."""
    said = __("Statement {label}") if label.startswith(STATEMENT) else __("Footnote {label}")
    return said.format(label=label)


def labels_of(text: Text, adopted: Text | None) -> Mapping[tuple[str, int], str]:
    """What each footnote is called, by its paragraph and its place in it: N1, N2, so that no
    footnote has the number of a paragraph.  A statement beside an adopted text is S1, S2, the same
    on each paragraph that it names."""
    known = {one.id: one.notes for one in adopted or ()}
    labels, numbers = {}, {NOTE: 0, STATEMENT: 0}
    statements: dict[str, str] = {}
    for one in text:
        for place, words in enumerate(one.notes):
            letter = NOTE if adopted is None or words in known.get(one.id, ()) else STATEMENT
            label = statements.get(words, "") if letter == STATEMENT else ""
            if not label:
                numbers[letter] += 1
                label = f"{letter}{numbers[letter]}"
            if letter == STATEMENT:
                statements[words] = label
            labels[one.id, place] = label
    return labels


def notes_of(
    text: Text, code: str, marks: Mapping[tuple[str, int], str], prefix: str
) -> tuple[Note, ...]:
    """The footnotes of a text in one language, each once."""
    said = {marks[one.id, place]: words for one in text for place, words in enumerate(one.notes)}
    return tuple(
        Note(f"{prefix}note-{code}-{label}", label, code, words, label.startswith(STATEMENT))
        for label, words in said.items()
    )

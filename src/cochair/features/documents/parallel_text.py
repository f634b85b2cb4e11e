"""A text laid out for reading: paragraph by paragraph, one, two or three languages side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cochair.features.documents.models import Expression
from cochair.features.languages.states import State
from cochair.formats.paragraphs import HEADING, TABLE, TITLE, Paragraph, from_json, numbers_of


@dataclass(frozen=True, slots=True)
class Column:
    """One paragraph in one language; `paragraph` is None where the language lacks it."""

    language: str
    paragraph: Paragraph | None
    is_stale: bool = False

    @property
    def has_words(self) -> bool:
        """Whether anything is said here: a translation that lacks it keeps its number alone."""
        said = self.paragraph
        return said is not None and bool(said.text.strip() or said.notes)

    @property
    def is_heading(self) -> bool:
        """Whether it is shown larger."""
        return self.paragraph is not None and self.paragraph.kind in {HEADING, TITLE}

    @property
    def is_table(self) -> bool:
        """Whether it has cells."""
        return self.paragraph is not None and self.paragraph.kind == TABLE


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph in every language that is shown."""

    id: str
    number: str
    columns: tuple[Column, ...]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"par-{self.id}"


def rows(shown: Mapping[str, Expression], languages: Sequence[str]) -> list[Row]:
    """The paragraphs of some editions, in the order of the first language that has any."""
    texts = {
        code: {one.id: one for one in from_json(shown[code].text)}
        for code in languages
        if code in shown
    }
    order: list[str] = []
    for text in texts.values():
        _merge(order, list(text))
    stale = {
        code: set(shown[code].stale_paragraphs) if shown[code].state == State.STALE else set()
        for code in texts
    }
    found = []
    said = [next(text[id] for text in texts.values() if id in text) for id in order]
    numbers = numbers_of(tuple(said))
    for id in order:
        columns = tuple(Column(code, texts[code].get(id), id in stale[code]) for code in texts)
        found.append(Row(id, numbers[id], columns))
    return found


def _merge(order: list[str], ids: list[str]) -> None:
    """Add ids that are not in the order yet, each after the one before it in its own text."""
    place = 0
    for id in ids:
        if id in order:
            place = order.index(id) + 1
        else:
            order.insert(place, id)
            place += 1

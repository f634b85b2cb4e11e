"""The text that was adopted with statements, in one language, with its footnotes and its annex.

No word of the text changes: notes hang on its paragraphs, and what is annexed comes after it.
Source: domain.md B.4 (CB-11), US-06.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.decisions.models import RoomStatement
from cochair.features.room import labels as words
from cochair.formats.paragraphs import HEADING, TABLE, Paragraph, Run, Text, cited_in, plain
from cochair.procedure.outcome import StatementKind
from cochair.web.localize import translated
from cochair.web.varieties import override

type Names = Mapping[str, Mapping[str, str]]
FOOTED = frozenset({words.FOOTNOTE_NAMED, words.FOOTNOTE_UNNAMED})
ANNEX = "statements"


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement, and whether it came too late to change an outcome: it is then annexed."""

    row: RoomStatement
    late: bool

    @property
    def is_footnote(self) -> bool:
        """Whether it stands below the text."""
        return self.row.printed in FOOTED and not self.late

    @property
    def is_annexed(self) -> bool:
        """Whether it stands behind the text."""
        return self.row.printed == words.ANNEX or (self.late and self.row.printed in FOOTED)


def footed(text: Text, said: Sequence[Placed], names: Names, language: str) -> Text:
    """A text with the footnotes of some statements and, behind it, those that are annexed."""
    numbers = labels(text)
    for one in said:
        if one.is_footnote:
            text = _with_note(text, one.row, sentence(one.row, numbers, names, language))
    annexed = [one.row for one in said if one.is_annexed]
    if not annexed:
        return text
    with override(language):
        head = plain(_free(text, ANNEX), __("Statements"), HEADING, level=1)
    rows = tuple(
        plain(_free(text, f"{ANNEX}-{at}"), sentence(row, numbers, names, language))
        for at, row in enumerate(annexed, start=1)
    )
    return (*text, head, *rows)


def labels(text: Iterable[Paragraph]) -> Mapping[str, str]:
    """What each paragraph is called: the one number that it has on every page."""
    return cited_in(tuple(text))


def sentence(row: RoomStatement, numbers: Mapping[str, str], names: Names, language: str) -> str:
    """What a delegation says, in a language: who, from which paragraph, and its own words.

    Its words are never translated by us: where a language lacks them, they stand in another with
    the code of it before.
    """
    places = [numbers[id] for id in row.paragraphs if id in numbers]
    with override(language):
        who = (
            __("A delegation")
            if row.printed == words.FOOTNOTE_UNNAMED
            else str(translated(names.get(row.voice, {language: row.voice}), language))
        )
        said = _kind(StatementKind(row.kind), len(places)).format(
            member=who, places=", ".join(places)
        )
    own = str(translated(row.words, language)).strip() if any(row.words.values()) else ""
    return f"{said} {own}".strip()


def _kind(kind: StatementKind, places: int) -> str:
    match kind:
        case StatementKind.DISSOCIATION_FROM_PARAGRAPH:
            return ngettext(
                "{member} dissociates itself from paragraph {places}.",
                "{member} dissociates itself from paragraphs {places}.",
                places,
            )
        case StatementKind.RESERVATION:
            return ngettext(
                "{member} enters a reservation on paragraph {places}.",
                "{member} enters a reservation on paragraphs {places}.",
                places,
            )
        case StatementKind.DISSOCIATION:
            return __("{member} dissociates itself from this text.")
        case StatementKind.INTERPRETATIVE:
            return __("Interpretative statement of {member}.")
        case StatementKind.EXPLANATION:
            return __("Explanation of position of {member}.")


def _with_note(text: Text, row: RoomStatement, note: str) -> Text:
    """The note on each paragraph that the statement names; on the first, where it names none."""
    wanted = [id for id in row.paragraphs if any(one.id == id for one in text)]
    on = frozenset(wanted or [text[0].id])
    return tuple(_noted(one, note) if one.id in on else one for one in text)


def _noted(one: Paragraph, note: str) -> Paragraph:
    """A paragraph with one note more, behind its last word."""
    if one.kind == TABLE and one.cells and one.cells[-1]:
        *rows, last = one.cells
        *cells, cell = last
        return replace(one, cells=(*rows, (*cells, _behind(cell, note))))
    return replace(one, runs=_behind(one.runs, note))


def _behind(runs: tuple[Run, ...], note: str) -> tuple[Run, ...]:
    if runs and not runs[-1].note:
        return (*runs[:-1], replace(runs[-1], note=note))
    return (*runs, Run("", note=note))


def _free(text: Text, id: str) -> str:
    """An id that no paragraph of the text has."""
    taken = {one.id for one in text}
    while id in taken:
        id = f"{id}-x"
    return id

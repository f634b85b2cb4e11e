"""The map as one reader may see it: places down, authors across, and why each is not content.

Whom it names is what the attribution of the text lets this reader see: authors that are shown
alike stand in one column, and the column says no more of them than their number.
Source: domain.md C.7 (P3), CB-26; US-05.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.parties.offices import ActingOffice
from cochair.features.texts.models import NegotiatedText
from cochair.features.texts.presenters.names import Names, Who, names_for
from cochair.procedure import text as core
from cochair.procedure.refusal import _
from cochair.procedure.text.consensus_map import Holding, Place, left_to_convince
from cochair.web.formats import sorting_key

WORDS = {
    Holding.CANNOT_ACCEPT: _("cannot accept it"),
    Holding.RESERVES: _("has a reservation"),
    Holding.PROPOSES: _("proposes another wording"),
    Holding.STUDIES: _("still examining it"),
}
ORDER = tuple(Holding)
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Cell:
    """Why those of one column are not content with one place: the gravest reason, and all."""

    who: Who
    holding: Holding | None
    counts: tuple[tuple[Holding, int], ...]

    @property
    def words(self) -> str:
        """All reasons in the reader's words; empty where everybody is content."""
        return ", ".join(
            __(WORDS[holding]) if number == 1 else _several(holding, number)
            for holding, number in self.counts
        )

    @property
    def number(self) -> int:
        """How many stand in it; more than one only where they are not told apart."""
        return sum(number for _holding, number in self.counts)


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the text with a cell for each column."""

    paragraph: str
    number: str
    words: str
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        """What the place is called."""
        if not self.paragraph:
            return __("The whole text")
        return f"¶ {self.number}" if self.number else __("New paragraph")

    @property
    def short(self) -> str:
        """The same where there is little room."""
        if not self.paragraph:
            return __("whole text")
        return f"¶ {self.number}" if self.number else "¶ +"


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who is left to convince, with the places at which."""

    who: Who
    places: tuple[tuple[Row, str], ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The figures at the end of a round; `number` is None for how it stands now."""

    number: int | None
    figures: core.Figures


@dataclass(frozen=True, slots=True)
class Map:
    """Everything that the page of the map shows."""

    columns: tuple[Who, ...]
    rows: tuple[Row, ...]
    left: tuple[Left, ...]
    trend: tuple[Trend, ...]
    paragraphs: int


def of_text(row: NegotiatedText, text: core.NegotiatedText, hat: ActingOffice) -> Map:
    """The map of a text that was read already, for a reader."""
    name = names_for(row, hat)
    places = left_to_convince(text)
    seen = {name(author) for place in places for author, _holding in place.holding}
    columns = tuple(sorted(seen, key=lambda who: (sorting_key(who.name), who.short)))
    rows = tuple(_row(text, place, columns, _by_column(place, name)) for place in places)
    return Map(
        columns=columns,
        rows=rows,
        left=tuple(_left(who, at, rows) for at, who in enumerate(columns)),
        trend=_trend(text),
        paragraphs=len(text.current),
    )


def _by_column(place: Place, name: Names) -> Mapping[Who, Sequence[Holding]]:
    found: dict[Who, list[Holding]] = defaultdict(list)
    for author, holding in place.holding:
        found[name(author)].append(holding)
    return found


def _row(
    text: core.NegotiatedText,
    place: Place,
    columns: Sequence[Who],
    found: Mapping[Who, Sequence[Holding]],
) -> Row:
    there = next((one for one in text.current if one.id == place.paragraph), None)
    words = there.words.get(text.negotiation, "") if there else ""
    short = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
    return Row(
        place.paragraph,
        place.number,
        short,
        tuple(_cell(who, found.get(who, ())) for who in columns),
    )


def _cell(who: Who, holding: Sequence[Holding]) -> Cell:
    counts = tuple((one, holding.count(one)) for one in ORDER if one in holding)
    return Cell(who, counts[0][0] if counts else None, counts)


def _left(who: Who, at: int, rows: Sequence[Row]) -> Left:
    there = [(row, row.cells[at].words) for row in rows if row.cells[at].holding is not None]
    return Left(who, tuple(there))


def _trend(text: core.NegotiatedText) -> tuple[Trend, ...]:
    ended = [Trend(one.number, one.figures) for one in text.rounds if one.figures is not None]
    return (*ended, Trend(None, core.figures(text)))


def _several(holding: Holding, number: int) -> str:
    match holding:
        case Holding.CANNOT_ACCEPT:
            return ngettext("{n} cannot accept it", "{n} cannot accept it", number).format(n=number)
        case Holding.RESERVES:
            return ngettext("{n} has a reservation", "{n} have a reservation", number).format(
                n=number
            )
        case Holding.PROPOSES:
            said = ngettext("{n} proposes another wording", "{n} propose another wording", number)
            return said.format(n=number)
        case Holding.STUDIES:
            return ngettext(
                "{n} is still examining it", "{n} are still examining it", number
            ).format(n=number)

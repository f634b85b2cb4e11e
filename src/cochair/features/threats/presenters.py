"""The chain from findings to results as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from cochair.features.measures import codes
from cochair.features.parties.models import Forum
from cochair.features.threats import gaps as words
from cochair.features.threats.chain import (
    NO_EXPECTATION,
    NO_RESULT,
    UNANSWERED,
    Chain,
    Done,
    Figure,
    Gap,
    Link,
    Thread,
)
from cochair.procedure.book import Book
from cochair.procedure.refusal import Sentence
from cochair.web.localize import translated


@dataclass(frozen=True, slots=True)
class Shown:
    """A gap in words, with the page on which it can be closed."""

    says: Sentence
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The actions of a commitment at a level; `is_gap` where one is missing."""

    level: str
    actions: tuple[tuple[Done, str], ...]
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment of a finding in a row of the table; `finding` is told on the first row alone."""

    thread: Thread
    areas: tuple[str, ...]
    region: Mapping[str, str] | str
    span: int
    link: Link | None
    cells: tuple[Cell, ...]
    figures: tuple[Figure, ...]

    @property
    def has_gap(self) -> bool:
        """Whether something is missing in it."""
        if self.link is None or not self.link.expected:
            return True
        return any(
            cell.is_gap or any(one.lacks_result for one, _state in cell.actions)
            for cell in self.cells
        )


def gaps(chain: Chain, forum: Forum) -> list[Shown]:
    """Every gap as a sentence, with where it can be closed."""
    return [Shown(words.sentence(one), _address(one, forum)) for one in chain.gaps]


def rows(threads: Iterable[Thread], chain: Chain, forum: Forum, book: Book) -> list[Row]:
    """The table: a row for each commitment of each finding, and one for a finding without any."""
    areas = {code: str(translated(said)) for code, said in book.taxonomy}
    regions = codes.regions(forum)
    found = []
    for thread in threads:
        named = tuple(areas.get(code, code) for code in thread.areas)
        links: tuple[Link | None, ...] = thread.links or (None,)
        for place, link in enumerate(links):
            cells = () if link is None else tuple(_cell(link, level) for level in chain.levels)
            found.append(
                Row(
                    thread,
                    named,
                    regions.get(thread.region, thread.region),
                    len(links) if place == 0 else 0,
                    link,
                    cells,
                    link.figures if link else (),
                )
            )
    return found


def split(found: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of the findings with a gap, and those of the findings that are answered in full."""
    rows = list(found)
    lacking = {row.thread.number for row in rows if row.has_gap}
    whole = [row for row in rows if row.thread.number not in lacking]
    return [row for row in rows if row.thread.number in lacking], whole


def _cell(link: Link, level: str) -> Cell:
    own = tuple((one, codes.STATES.get(one.state, one.state)) for one in link.at(level))
    return Cell(level, own, level in link.missing)


def _address(gap: Gap, forum: Forum) -> str:
    if gap.kind == UNANSWERED:
        return reverse("commitments:finding", args=[forum.slug, gap.finding]) + "#answers"
    if gap.kind == NO_RESULT:
        return reverse("commitments:action", args=[forum.slug, gap.action])
    if gap.kind == NO_EXPECTATION:
        return reverse("commitments:expectation", args=[forum.slug, gap.commitment])
    return reverse("commitments:actions", args=[forum.slug]) + "#new"

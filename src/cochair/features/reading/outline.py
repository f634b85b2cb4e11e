"""A long text as an outline: each part under its heading, folded until it is asked for.

Without headings, its beginning stands and the rest is one part.  A short text, and one that its reader asks to see whole, has no outline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict
from django.utils.html import strip_tags

from cochair.features.reading.sheet import Place, Sheet

WHOLE = "whole"
# Below so many paragraphs, or so many headings, a text is shown as it is.
LONG, HEADINGS = 20, 4
PREVIEW = 90
# So many places of a text without headings stand on its page before the rest is folded.
STANDS = 7


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs under their heading; without one, those at the beginning.

    `is_open` where something in it changed since what the reader knows.
    """

    heading: Place | None
    places: tuple[Place, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is shown at once."""
        return any(one.is_changed for one in self.places)

    @property
    def numbers(self) -> str:
        """The numbers of its paragraphs, such as 11–13."""
        known = [one.number for one in self.places if one.number]
        return "–".join(dict.fromkeys((known[0], known[-1]))) if known else ""

    @property
    def preview(self) -> str:
        """The first words, while it is folded."""
        if not self.places:
            return ""
        words = " ".join(strip_tags(self.places[0].columns[0].html).split())
        return words if len(words) <= PREVIEW else f"{words[:PREVIEW].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True, slots=True)
class Outline:
    """What is shown at once, the parts after it, and where the whole is shown."""

    first: tuple[Place, ...]
    parts: tuple[Part, ...]
    whole: str


def outline(sheet: Sheet, asked: QueryDict, *, stands: int = 0) -> Outline | None:
    """A text in its parts; None where it is short, side by side, or asked for as a whole.

    Of a text without headings, as many places as `stands` are shown at once; with none, all.
    """
    parts = _parts(sheet.places)
    has_headings = len(parts) > HEADINGS
    is_long = len(sheet.places) >= LONG and (has_headings or stands > 0)
    if not is_long or sheet.tabs.is_beside or WHOLE in asked:
        return None
    query = asked.copy()
    query[WHOLE] = "1"
    whole = f"?{query.urlencode()}#{sheet.anchor}"
    if not has_headings:
        runs = groupby(sheet.places[stands:], key=lambda one: one.is_changed)
        rest = [Part(None, tuple(those)) for _is_changed, those in runs]
        return Outline(sheet.places[:stands], tuple(rest), whole)
    first = parts[0].places if parts[0].heading is None else ()
    return Outline(first, tuple(parts[1:] if first else parts), whole)


def _parts(places: Sequence[Place]) -> list[Part]:
    """The parts in order; what stands before the first heading is one, with the title."""
    found: list[tuple[Place | None, list[Place]]] = [(None, [])]
    for one in places:
        if one.is_heading:
            found.append((one, []))
        else:
            found[-1][1].append(one)
    return [Part(head, tuple(those)) for head, those in found if head or those]

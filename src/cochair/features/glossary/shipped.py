"""The terms that come with this software, as a forum may begin its glossary with them.

They are those of docs/terms/cochair.tbx, without the words for how this software works, which no
document of a forum uses.  The forms that the interface must not use are left out as well: a
declaration may have good reasons to use them.  Source: decision 64.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from cochair.formats import tmx
from cochair.formats.tmx import Concept

# The subject fields of how this software works.
OWN = frozenset({"interface", "joint acts", "compliance"})
# In a package the file is beside this module; in the sources with the other documents.
_PLACES = (
    Path(__file__).parent / "cochair.tbx",
    Path(__file__).resolve().parents[4] / "docs" / "terms" / "cochair.tbx",
)


def concepts(languages: Iterable[str]) -> list[Concept]:
    """The terms with a name in two of some languages at least, as they stand in the file."""
    return [
        replace(one, avoid={})
        for one in tmx.read_tbx(_octets(), languages)
        if one.subject not in OWN
    ]


@cache
def _octets() -> bytes:
    return next(place for place in _PLACES if place.exists()).read_bytes()

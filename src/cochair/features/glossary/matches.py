"""Names of terms found among the words of a text, by their stems, so that no plural hides one.

The same index serves the question that somebody asks and the translation that somebody brings.
Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cochair.features.documents import analysis

type Words = Mapping[str, object]
"""A term as the glossary keeps it: by language, one name or a list of them, the preferred first."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a term (its number among all) in one language, by the stems of its words."""

    term: int
    stems: tuple[str, ...]
    language: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of many terms, found by the stem of the first word of any of them."""

    by_first: Mapping[str, Sequence[Name]] = field(default_factory=dict)
    by_term: Mapping[int, Sequence[Name]] = field(default_factory=dict)


def names(terms: Iterable[Words]) -> Names:
    """The names of some terms, which are numbered from 0 in their order."""
    by_first: dict[str, list[Name]] = defaultdict(list)
    by_term: dict[int, list[Name]] = defaultdict(list)
    for number, said in enumerate(terms):
        for language, some in said.items():
            for one in spelled(some):
                stems = stems_of(one, language)
                if stems:
                    name = Name(number, stems, language, one)
                    by_first[stems[0]].append(name)
                    by_term[number].append(name)
    return Names(dict(by_first), dict(by_term))


def spelled(said: object) -> tuple[str, ...]:
    """The names that a term has in one language, whether it is kept as one or as a list."""
    if isinstance(said, str):
        return (said,)
    return tuple(one for one in said if isinstance(one, str)) if isinstance(said, list) else ()


def stems_of(text: str, language: str) -> tuple[str, ...]:
    """The stems of the words of a text, in order."""
    return tuple(analysis.forms(word, language)[1] for word in analysis.words(text))


def found(stems: Sequence[str], among: Names) -> list[Name]:
    """The names that stand in some words, from left to right; the longest at each place counts.

    Where one name belongs to several terms, each of them is found.
    """
    hits: list[Name] = []
    at = 0
    while at < len(stems):
        here = [
            one
            for one in among.by_first.get(stems[at], ())
            if tuple(stems[at : at + len(one.stems)]) == one.stems
        ]
        longest = max((len(one.stems) for one in here), default=0)
        hits += [one for one in here if len(one.stems) == longest]
        at += longest or 1
    return hits


def holds(stems: Sequence[str], name: Name) -> bool:
    """Whether a name stands anywhere in some words."""
    size = len(name.stems)
    return any(tuple(stems[at : at + size]) == name.stems for at in range(len(stems) - size + 1))

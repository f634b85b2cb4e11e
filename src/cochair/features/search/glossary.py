"""What a term is called in the other languages, for questions that hold its words in one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cochair.features.documents import analysis
from cochair.features.glossary import matches
from cochair.features.glossary.matches import Name, Words
from cochair.features.search.expression import Expression, Phrase

MOST_OTHERS = 12


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a forum, found by the stem of the first word of any of their names."""

    by_first: Mapping[str, Sequence[Name]] = field(default_factory=dict)
    by_term: Mapping[int, Sequence[Name]] = field(default_factory=dict)

    def at(
        self, words: Sequence[str], languages: Sequence[str]
    ) -> tuple[int, tuple[Expression, ...]]:
        """How many of the first words are a term, and its other names; the longest term counts."""
        longest, terms = 0, set[int]()
        said = [
            {stem for code in languages for stem in analysis.asked_stems(word, code)}
            | {analysis.fold(word)}
            for word in words
        ]
        for first in said[0] if said else ():
            for name in self.by_first.get(first, ()):
                length = len(name.stems)
                if length < longest or length > len(said):
                    continue
                if all(stem in some for stem, some in zip(name.stems, said, strict=False)):
                    terms = terms | {name.term} if length == longest else {name.term}
                    longest = length
        others = [
            Phrase(name.stems, stemmed=True)
            for term in sorted(terms)
            for name in self.by_term[term]
            if not all(stem in some for stem, some in zip(name.stems, said, strict=False))
            or len(name.stems) != longest
        ]
        return longest, tuple(dict.fromkeys(others))[:MOST_OTHERS]


NO_TERMS = Glossary()


def of(terms: Iterable[Words]) -> Glossary:
    """The glossary of some terms."""
    found = matches.names(terms)
    return Glossary(found.by_first, found.by_term)

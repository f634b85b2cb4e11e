"""Do the languages say the same figures and names, paragraph by paragraph?

The gate is for people: what is found is shown, and stops nothing. Names that a forum knows (its
Parties, members, bodies and places, in each language) are looked for as they are called there.

Source: domain B.8 (concordance), CB-27.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cochair.procedure.text.figures import Figure, FigureKind, Reading, figures_in
from cochair.procedure.text.shape import NegotiatedText, Paragraph
from cochair.procedure.text.vocabulary import Vocabulary, bare

NAME = "name"


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called in each language; several forms where it has several."""

    forms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two languages of a paragraph say something else: what each has that the other lacks.

    `kind` is `number`, `month`, `symbol` or `name`; `here` stands in `language`, `there` in `other`.
    """

    paragraph: str
    kind: str
    language: str
    here: tuple[str, ...]
    other: str
    there: tuple[str, ...]


def concordance(
    text: NegotiatedText,
    vocabularies: Mapping[str, Vocabulary],
    names: Iterable[Name] = (),
) -> tuple[Discrepancy, ...]:
    """Everything in which a language differs from that of the negotiation, in reading order.

    A language that lacks a paragraph, or lags behind in it, is not compared there: that it is
    stale says enough. A language without a vocabulary is compared by its digits and symbols.
    """
    names = tuple(names)
    return tuple(
        found
        for paragraph in text.current
        for language in text.languages
        if language != text.negotiation and language not in paragraph.stale(text.languages)
        for found in compared(paragraph, text.negotiation, language, vocabularies, names)
    )


def compared(
    paragraph: Paragraph,
    language: str,
    other: str,
    vocabularies: Mapping[str, Vocabulary],
    names: Sequence[Name] = (),
) -> tuple[Discrepancy, ...]:
    """Where two languages of a paragraph say different figures or names."""
    here, there = paragraph.words[language], paragraph.words[other]
    mine, theirs = unanswered(
        figures_in(here, vocabularies.get(language, Vocabulary())),
        figures_in(there, vocabularies.get(other, Vocabulary())),
    )
    found = []
    for kind in FigureKind:
        left = tuple(one.written for one in mine if one.kind is kind)
        right = tuple(one.written for one in theirs if one.kind is kind)
        if left or right:
            found.append(Discrepancy(paragraph.id, kind.value, language, left, other, right))
    found.extend(_names(paragraph.id, language, here, other, there, names))
    return tuple(found)


def unanswered(
    here: Sequence[Figure], there: Sequence[Figure]
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The sure figures of each side that no figure of the other answers, each answering one.

    Sure ones are matched first and with sure ones, those with the fewest readings before others.
    Takes time in proportion to the figures, for a paragraph may be a long table.
    """
    theirs = sorted(there, key=_rank)
    places: dict[Reading, list[int]] = {}
    for place in reversed(range(len(theirs))):
        for reading in theirs[place].readings:
            places.setdefault(reading, []).append(place)
    left, taken = [], set()
    for one in sorted(here, key=_rank):
        answers = []
        for queue in (places.get(reading, []) for reading in one.readings):
            while queue and queue[-1] in taken:
                queue.pop()
            answers += queue[-1:]
        if answers:
            taken.add(min(answers))
        else:
            left.append(one)
    right = [one for place, one in enumerate(theirs) if place not in taken]
    return tuple(one for one in left if one.sure), tuple(one for one in right if one.sure)


def _rank(figure: Figure) -> tuple[bool, int]:
    return not figure.sure, len(figure.readings)


def _names(
    paragraph: str, language: str, here: str, other: str, there: str, names: Sequence[Name]
) -> list[Discrepancy]:
    found = []
    here, there = bare(here), bare(there)
    for name in names:
        mine, theirs = name.forms.get(language, ()), name.forms.get(other, ())
        if not mine or not theirs:
            continue
        said, echoed = _said(here, mine), _said(there, theirs)
        if bool(said) != bool(echoed):
            found.append(Discrepancy(paragraph, NAME, language, said, other, echoed))
    return found


def _said(words: str, forms: Sequence[str]) -> tuple[str, ...]:
    """The first of the forms that stands in bare words, whole and whatever its accents."""
    for form in forms:
        if re.search(rf"(?<!\w){re.escape(bare(form))}(?!\w)", words):
            return (form,)
    return ()

"""Where a translation departs from the glossary: what is agreed is missing, or what is to be avoided
stands there.

Only what both Parties agreed on is asked for, paragraph by paragraph.  It is a warning and never a
refusal: a sentence may have good reasons to say it otherwise.  Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cochair.features.glossary import matches
from cochair.features.glossary.matches import Names
from cochair.formats.paragraphs import Text

MOST = 200


@dataclass(frozen=True, slots=True)
class Agreed:
    """A term on which both Parties agreed: its names, and the words that are not to be used."""

    words: Mapping[str, object]
    avoid: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Breach:
    """What is amiss in one paragraph of a translation.

    `expected` are the agreed names of which none stands there, for `said` in the source; or
    `said` is a word that stands there and is to be avoided (`is_avoided`).
    """

    paragraph: str
    said: str
    expected: tuple[str, ...]
    is_avoided: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """The agreed terms of a forum, ready to be looked for."""

    rows: tuple[Agreed, ...]
    names: Names
    avoided: Names


def terms(rows: Iterable[Agreed]) -> Terms:
    """Agreed terms, ready to be looked for."""
    kept = tuple(rows)
    return Terms(
        kept,
        matches.names(row.words for row in kept),
        matches.names(row.avoid for row in kept),
    )


def found(
    source: Text, target: Text, language: str, translated_into: str, agreed: Terms
) -> tuple[Breach, ...]:
    """The breaches of a translation (`target`) of a text that is written in `language`.

    A paragraph that is not translated yet, or stands in one of the two alone, is passed over.
    """
    there = {one.id: one.full_text for one in target}
    made: list[Breach] = []
    for one in source:
        words = there.get(one.id, "")
        if not words.strip() or len(made) >= MOST:
            continue
        said = matches.stems_of(one.full_text, language)
        stems = matches.stems_of(words, translated_into)
        made += _missing(one.id, said, stems, language, translated_into, agreed)
        made += _avoided(one.id, stems, translated_into, agreed)
    return tuple(made[:MOST])


def _missing(
    id: str, said: Sequence[str], stems: Sequence[str], language: str, into: str, agreed: Terms
) -> Iterable[Breach]:
    # A name that several terms share is met when any of them is.
    open_: dict[str, list[str]] = {}
    met: set[str] = set()
    for name in matches.found(said, agreed.names):
        if name.language != language:
            continue
        others = [one for one in agreed.names.by_term[name.term] if one.language == into]
        if any(matches.holds(stems, one) for one in others):
            met.add(name.words)
        elif others:
            open_.setdefault(name.words, []).extend(one.words for one in others)
    for words, expected in open_.items():
        if words not in met:
            yield Breach(id, words, tuple(dict.fromkeys(expected)))


def _avoided(id: str, stems: Sequence[str], into: str, agreed: Terms) -> Iterable[Breach]:
    hits = (name for name in matches.found(stems, agreed.avoided) if name.language == into)
    for name in {one.words: one for one in hits}.values():
        better = matches.spelled(agreed.rows[name.term].words.get(into, []))
        yield Breach(id, name.words, better, is_avoided=True)

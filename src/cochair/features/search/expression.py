"""What must stand in a passage: a small algebra that knows no database.

A database understands it in its own words (`index`); `found` understands it in Python, which
tells which words of a passage to mark, and holds the databases to the same meaning in the tests.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cochair.features.documents.analysis import Token


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other: as written without accents, or by their stems.

    With `prefix` the last one may go on.
    """

    tokens: tuple[str, ...]
    stemmed: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of its parts; at least one."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """One of its parts or more; at least one."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Without:
    """What is asked for, where nothing of what is not wanted stands in the same passage."""

    wanted: "Expression"
    unwanted: "tuple[Expression, ...]"


type Expression = Phrase | Every | Some | Without


def found(expression: Expression, words: Sequence[Token]) -> Collection[int] | None:
    """The places of the words by which a passage answers; None when it does not."""
    match expression:
        case Phrase():
            return _phrase(expression, words) or None
        case Every(parts):
            places = [found(part, words) for part in parts]
            if any(one is None for one in places):
                return None
            return {place for one in places for place in one or ()}
        case Some(parts):
            hits = [one for part in parts if (one := found(part, words)) is not None]
            return {place for one in hits for place in one} if hits else None
        case Without(wanted, unwanted):
            if any(found(part, words) is not None for part in unwanted):
                return None
            return found(wanted, words)


def _phrase(phrase: Phrase, words: Sequence[Token]) -> set[int]:
    said = [one.stem if phrase.stemmed else one.surface for one in words]
    first, length = phrase.tokens[0], len(phrase.tokens)
    alone = length == 1 and phrase.prefix
    places: set[int] = set()
    for place, word in enumerate(said):
        if word != first and not (alone and word.startswith(first)):
            continue
        run = said[place : place + length]
        if tuple(run) == phrase.tokens or (phrase.prefix and _goes_on(phrase.tokens, run)):
            places.update(range(place, place + length))
    return places


def _goes_on(tokens: tuple[str, ...], run: list[str]) -> bool:
    return (
        len(run) == len(tokens)
        and tuple(run[:-1]) == tokens[:-1]
        and run[-1].startswith(tokens[-1])
    )

"""What somebody typed, read: words, "phrases", -without and begin* of words; nothing else means anything.

Everything typed is words to be found or is left away: no sign of it reaches a database as a sign
of that database's own language.  Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cochair.features.documents import analysis
from cochair.features.search.expression import Every, Expression, Phrase, Some, Without
from cochair.features.search.glossary import Glossary

MOST_SIGNS, MOST_WORDS = 1000, 24
SHORTEST_PREFIX = 2
# Words of so few small letters (of, de, o) are found everywhere, and asked for by nobody alone.
SMALL = 2
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»＂"), '"')
_PIECES = re.compile(r'(-?)"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that was asked for: words that stand together, and how."""

    words: tuple[str, ...]
    exact: bool = False
    unwanted: bool = False
    prefix: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is a single word, asked for as such: what terms are made of."""
        return len(self.words) == 1 and not (self.exact or self.unwanted or self.prefix)

    @property
    def is_small(self) -> bool:
        """Whether it says so little that it is asked for only when nothing else is."""
        word = self.words[0]
        return self.is_plain and len(word) <= SMALL and word.isalpha() and word.islower()


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be found: `asked` as the words say, `wide` with the terms of the glossary.

    Both are None when there is nothing to look for.  `surfaces` are the words without accents,
    in order, by which what is found is ranked; `is_cut` says that more was typed than was read.
    """

    asked: Expression | None
    wide: Expression | None
    surfaces: tuple[str, ...]
    is_cut: bool = False


def read(text: str, languages: Sequence[str], glossary: Glossary) -> Question:
    """The question that somebody typed, for texts in some languages; never fails."""
    whole = " ".join(text[:MOST_SIGNS].replace("\0", " ").translate(_QUOTES).split())
    pieces, is_cut = _limited(_pieces(whole))
    is_cut = is_cut or len(text) > MOST_SIGNS
    wanted = [one for one in pieces if not one.unwanted]
    unwanted = tuple(_expression(one, languages) for one in pieces if one.unwanted)
    if not wanted:
        return Question(None, None, (), is_cut)
    asked = _every(_needed(wanted), languages)
    wide = _with_terms(wanted, languages, glossary) or asked
    if unwanted:
        asked, wide = Without(asked, unwanted), Without(wide, unwanted)
    surfaces = tuple(analysis.fold(word) for one in wanted for word in one.words)
    return Question(asked, wide, surfaces, is_cut)


def _pieces(text: str) -> Iterator[Piece]:
    for found in _PIECES.finditer(text):
        minus, quoted, word = found.groups()
        if quoted is not None:
            yield Piece(_words(quoted), exact=True, unwanted=bool(minus))
            continue
        unwanted = word.startswith("-") and len(word) > 1
        said = _words(word)
        prefix = word.endswith("*") and bool(said) and len(said[-1]) >= SHORTEST_PREFIX
        yield Piece(said, unwanted=unwanted, prefix=prefix)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in analysis.words(text) if analysis.fold(word))


def _limited(pieces: Iterable[Piece]) -> tuple[list[Piece], bool]:
    kept: list[Piece] = []
    number = 0
    for piece in pieces:
        if not piece.words:
            continue
        number += len(piece.words)
        if number > MOST_WORDS:
            return kept, True
        kept.append(piece)
    return kept, False


def _needed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the small words, unless there is nothing else."""
    return [one for one in pieces if not one.is_small] or list(pieces)


def _every(pieces: Sequence[Piece], languages: Sequence[str]) -> Expression:
    parts = tuple(dict.fromkeys(_expression(one, languages) for one in pieces))
    return parts[0] if len(parts) == 1 else Every(parts)


def _expression(piece: Piece, languages: Sequence[str]) -> Expression:
    """A piece in every form in which it may stand in a text."""
    surfaces = tuple(map(analysis.fold, piece.words))
    forms: list[Expression] = [Phrase(surfaces, prefix=piece.prefix)]
    if not (piece.exact or piece.prefix or any(map(str.isdigit, surfaces))):
        for language in languages:
            stems = [analysis.asked_stems(word, language) for word in piece.words]
            if len(stems) == 1:
                forms += [Phrase((stem,), stemmed=True) for stem in stems[0]]
            else:
                forms.append(Phrase(tuple(some[0] for some in stems), stemmed=True))
    return forms[0] if len(forms) == 1 else Some(tuple(forms))


def _with_terms(
    pieces: Sequence[Piece], languages: Sequence[str], glossary: Glossary
) -> Expression | None:
    """The question with what its terms are called elsewhere; None when it holds no term."""
    parts: list[Expression] = []
    rest: list[Piece] = []
    place, has_terms = 0, False
    while place < len(pieces):
        length, others = glossary.at(_run(pieces, place), languages)
        if others:
            run = pieces[place : place + length]
            parts.append(Some((_every(_needed(run), languages), *others)))
            has_terms = True
            place += length
        else:
            rest.append(pieces[place])
            place += 1
    if not has_terms:
        return None
    parts += [_expression(one, languages) for one in rest if not one.is_small]
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _run(pieces: Sequence[Piece], place: int) -> list[str]:
    words = []
    for one in pieces[place:]:
        if not one.is_plain:
            break
        words.append(one.words[0])
    return words

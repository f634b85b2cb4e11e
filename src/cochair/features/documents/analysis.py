"""Words as they are indexed and asked for: folded, and reduced to their stem by language.

Every word stands in the index in two forms: as it is written without accents (`declaracao`), and
as the stem of its language, the language before it (`pt_declar`). A question is asked in every
form that leads to either, so that neither an accent nor a plural hides a paragraph.

Everything here is pure.  Source: stack.md section 4.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer
from django.utils.translation import get_language_info

LONGEST_WORD = 64
# A paragraph longer than this is several passages: positions in an index are limited.
# They overlap, so that a phrase is found where two of them meet.
PASSAGE, OVERLAP = 1000, 10
_WORD = re.compile(r"[^\W_]+")

# Plurals that the algorithm of a language leaves apart from their singular.
SINGULAR = {
    "portuguese": (
        ("ões", "ão"), ("ães", "ão"), ("ãos", "ão"), ("óis", "ol"), ("éis", "el"), ("ais", "al"),
        ("veis", "vel"), ("leis", "lei"), ("eis", "il"), ("vis", "vil"), ("uis", "ul"), ("ns", "m"),
    ),
    "spanish": (("enes", "en"),),
}  # fmt: skip
# What is meant by words typed without their accents, where the stem needs these.
RESTORED = {
    "portuguese": (
        ("coes", "ções"), ("cao", "ção"), ("oes", "ões"), ("aes", "ães"), ("ao", "ão"),
        ("eis", "éis"), ("encia", "ência"), ("encias", "ências"), ("ancia", "ância"),
        ("ancias", "âncias"),
    ),
}  # fmt: skip
SHORTEST_PLURAL = 4


type Said = list[tuple[str, str]]
"""Words in order, each as it is written without accents and as its stem."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands, and its two forms."""

    start: int
    end: int
    surface: str
    stem: str


def clean(text: str) -> str:
    """A text in which every word is in one piece: composed, without soft hyphens and NUL."""
    return unicodedata.normalize("NFC", text).replace("\xad", "").replace("\0", " ")


def words(text: str) -> list[str]:
    """The words of a text as they are written; what joins them is left away."""
    return _WORD.findall(clean(text))


def tokens(text: str, language: str) -> list[Token]:
    """The words of a clean text of a language, with their forms."""
    return [
        Token(found.start(), found.end(), surface, stem)
        for found in _WORD.finditer(text)
        for surface, stem in (forms(found.group(), language),)
        if surface
    ]


def passages(text: str, language: str) -> Iterator[tuple[str, Said]]:
    """A text in passages that an index can hold, each with its words; most texts are one."""
    text = clean(text)
    said = spoken(text, language)
    if len(said) <= PASSAGE:
        yield text, said
        return
    found = tokens(text, language)
    for first in range(0, len(found) - OVERLAP, PASSAGE - OVERLAP):
        some = found[first : first + PASSAGE]
        yield text[some[0].start : some[-1].end], [(one.surface, one.stem) for one in some]


def spoken(text: str, language: str) -> Said:
    """The two forms of each word of a clean text, in order, without where it stands."""
    return [said for word in _WORD.findall(text) if (said := forms(word, language))[0]]


@lru_cache(maxsize=100_000)
def forms(word: str, language: str) -> tuple[str, str]:
    """The two forms in which a word of a language is indexed; figures have one."""
    surface = fold(word)
    if surface.isdigit():
        return surface, surface
    return surface, f"{language}_{_stem(_singular(word.lower(), language), language)}"


@lru_cache(maxsize=20_000)
def asked_stems(word: str, language: str) -> tuple[str, ...]:
    """Every stem by which a word that somebody typed may stand in texts of a language.

    The first is that of the word as it was typed.
    """
    lower = word.lower()
    plain = fold(word)
    if plain.isdigit():
        return ()
    variants = [_singular(lower, language), lower, plain]
    restored = _replaced(lower, RESTORED.get(algorithm(language), ())) if lower.isascii() else ""
    if restored:
        variants += [restored, _singular(restored, language)]
    return tuple(dict.fromkeys(f"{language}_{_stem(one, language)}" for one in variants))


def fold(word: str) -> str:
    """A word in small letters without accents: letters and figures alone, so many at most."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(filter(str.isalnum, apart))[:LONGEST_WORD]


@lru_cache(maxsize=64)
def algorithm(language: str) -> str:
    """The stemming algorithm for a language, which bears its English name; empty for none."""
    try:
        name = str(get_language_info(language)["name"]).lower()
    except KeyError:
        return ""
    return name if name in Stemmer.algorithms() else ""


def _stem(word: str, language: str) -> str:
    name = algorithm(language)
    if not name or len(word) > LONGEST_WORD:
        return fold(word)
    return fold(_stemmer(name).stemWord(word)) or fold(word)


def _singular(word: str, language: str) -> str:
    return _replaced(word, SINGULAR.get(algorithm(language), ())) or word


def _replaced(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    if len(word) < SHORTEST_PLURAL:
        return ""
    for ending, other in endings:
        if word.endswith(ending):
            return word[: -len(ending)] + other
    return ""


class _Own(threading.local):
    """Stemmers keep a state while they work: each thread has its own."""

    def __init__(self) -> None:
        self.stemmers: dict[str, Stemmer.Stemmer] = {}


_OWN = _Own()


def _stemmer(name: str) -> Stemmer.Stemmer:
    if name not in _OWN.stemmers:
        # What this keeps for each word is kept above, for all threads.
        _OWN.stemmers[name] = Stemmer.Stemmer(name, 0)
    return _OWN.stemmers[name]

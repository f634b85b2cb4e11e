"""Find the official words behind each clause, and say which are missing or read otherwise.

We ship our own words and no copy of the source (corrections.md section 4, "Own words"). A
holder of the official note attaches it; its paragraphs are found by where they stand (part,
section, heading, item) and recognised by a fingerprint of their words. Line numbers are a
hint, because every copy of a note breaks its pages elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from cochair.procedure.book import Book
from cochair.procedure.clause import Citation
from cochair.procedure.paragraphs import SUPERSCRIPT, Paragraph, paragraphs
from cochair.procedure.refusal import Refusal, _

__all__ = [
    "Cited",
    "Paragraph",
    "Passage",
    "PassageState",
    "align",
    "fingerprint",
    "is_the_note",
    "normalised",
    "paragraphs",
]

CLAUSE = "source"
MOST_PARAGRAPHS = 2000
# A page break or footnote may leave one paragraph in so many pieces.
MOST_PIECES = 6

_SAME_WORDS = 100
_SAME_LABEL = 10
_SAME_LINE = 1

_FOOTNOTE_MARKS = re.compile(rf"[{SUPERSCRIPT}]+|\[\^?\d{{1,2}}\]|\(\d{{1,2}}\)")
_MARK_AFTER_WORD = re.compile(r"(?<=[^\W\d_])\d{1,2}(?!\w)")
_MARK_AFTER_YEAR = re.compile(r"\b((?:19|20)\d\d)\d(?!\d)")
_NO_LETTER = re.compile(r"[\W_]+")
_LABEL = re.compile(r"([a-z]|\d{1,2})(?![a-z0-9])")


class PassageState(StrEnum):
    """What became of the paragraph behind a clause."""

    FOUND = "found"
    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Passage:
    """The official words behind one clause; without words and line when they are missing."""

    rule: str
    state: PassageState
    words: str
    line: int | None


class Cited(Protocol):
    """Anything with an id that cites a place of the source, such as a clause."""

    @property
    def id(self) -> str: ...

    @property
    def citation(self) -> Citation: ...


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph that one or more clauses were written from."""

    rules: tuple[str, ...]
    line: int
    lines: frozenset[int]
    label: str
    fingerprint: str


def normalised(words: str) -> str:
    """Letters and digits only, lower-case (NFKC): what does not change from copy to copy.

    Marks of footnotes go, also where a copy has turned them into digits at the end of a word
    or after a year.
    """
    words = unicodedata.normalize("NFKC", _FOOTNOTE_MARKS.sub("", words))
    words = _MARK_AFTER_YEAR.sub(r"\1", _MARK_AFTER_WORD.sub("", words))
    return _NO_LETTER.sub("", words.lower())


def fingerprint(*words: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the normalised words, pieces joined."""
    return sha256("".join(map(normalised, words)).encode()).hexdigest()[:16]


def align(clauses: Iterable[Cited], paragraphs: tuple[Paragraph, ...]) -> tuple[Passage, ...]:
    """One passage for each clause, in the order of the clauses.

    Found is a paragraph in its place with the words it was written from (or any words, when
    the clause carries no fingerprint), or the same words in another place; changed is one in
    its place with other words; missing is all else.
    """
    clauses = tuple(clauses)
    found: dict[str, Passage] = {}
    lost: list[_Place] = []
    claimed: set[Paragraph] = set()
    for group, places in _places(clauses, paragraphs).items():
        standing = tuple(p for p in paragraphs if _group_of(p) == group)
        pairs = _paired(places, standing)
        for place in places:
            if place in pairs:
                claimed.update(pairs[place])
                _keep(found, place, pairs[place])
            else:
                lost.append(place)
    free = [p for p in paragraphs if p not in claimed] if lost else []
    unclaimed = [(fingerprint(p.words), p) for p in free]
    for place in lost:
        _keep(found, place, _elsewhere(place, unclaimed))
    return tuple(found[clause.id] for clause in clauses)


def is_the_note(paragraphs: tuple[Paragraph, ...], book: Book) -> Refusal | None:
    """Refuse a text in which fewer than two thirds of the clauses find their paragraph."""
    found: tuple[Passage, ...] = ()
    if len(paragraphs) <= MOST_PARAGRAPHS:
        found = align(book.clauses, paragraphs)
    number = sum(passage.state is PassageState.FOUND for passage in found)
    if number and number * 3 >= len(book.clauses) * 2:
        return None
    return Refusal(
        CLAUSE,
        _(
            "This is not the text on which the procedures are based: it contains the "
            "paragraphs of only {number} of {total} clauses. Nothing was changed."
        ),
        {"number": number, "total": len(book.clauses)},
    )


type _Group = tuple[str, str, str]


def _group_of(paragraph: Paragraph) -> _Group:
    return (paragraph.part, paragraph.section, paragraph.heading.lower())


def _places(
    clauses: tuple[Cited, ...], paragraphs: tuple[Paragraph, ...]
) -> Mapping[_Group, tuple[_Place, ...]]:
    """The places that clauses cite, in the order of the source, under the heading they stand."""
    headings = tuple(dict.fromkeys(map(_group_of, paragraphs)))
    cited: dict[tuple[_Group, int, str], list[Cited]] = {}
    for clause in clauses:
        at = clause.citation
        line = max(at.lines, default=0)
        # Atoms of one paragraph share its line, so that they also share its words.
        key = (_group(at, headings), line, "" if line else _label(at))
        cited.setdefault(key, []).append(clause)
    groups: dict[_Group, list[_Place]] = {}
    for (group, line, _unused), sharing in sorted(cited.items(), key=lambda pair: pair[0][1:]):
        at = sharing[0].citation
        place = _Place(
            tuple(clause.id for clause in sharing),
            line,
            frozenset(at.lines),
            _label(at),
            at.fingerprint,
        )
        groups.setdefault(group, []).append(place)
    return {group: tuple(places) for group, places in groups.items()}


def _group(at: Citation, headings: tuple[_Group, ...]) -> _Group:
    """The heading of the note that a citation means; it may give only one of its words."""
    part, section = at.part, at.section.rpartition(".")[2]
    wanted = set(at.heading.lower().split())
    if wanted:
        for group in headings:
            if group[:2] == (part, section) and wanted <= set(group[2].split()):
                return group
        if any(group[:2] == (part, section) and group[2] for group in headings):
            return (part, section, at.heading.lower())
    return (part, section, "")


def _label(at: Citation) -> str:
    """The letter or number of an item; empty for introductory words and plain paragraphs."""
    found = _LABEL.match(at.item.strip().lower())
    return found[1] if found else ""


type _Pairs = Mapping[_Place, tuple[Paragraph, ...]]


def _paired(places: tuple[_Place, ...], standing: tuple[Paragraph, ...]) -> _Pairs:
    """The best pairing in which both keep their order; a pair may join pieces of a paragraph.

    Same words count for more than any number of same labels, so that an item which was only
    renumbered is found and the one that went is the one that is missing.
    """
    width = len(standing)
    best = [[0] * (width + 1) for _place in range(len(places) + 1)]
    taken: dict[tuple[int, int], int] = {}
    joined = _fingerprints(standing) if any(place.fingerprint for place in places) else {}
    for i in reversed(range(len(places))):
        for j in reversed(range(width)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            for pieces in range(1, min(MOST_PIECES, width - j) + 1):
                worth = _worth(places[i], standing[j], joined.get((j, pieces)), pieces)
                if worth and worth + best[i + 1][j + pieces] > best[i][j]:
                    best[i][j] = worth + best[i + 1][j + pieces]
                    taken[i, j] = pieces
    pairs: dict[_Place, tuple[Paragraph, ...]] = {}
    i = j = 0
    while i < len(places) and j < width:
        if (pieces := taken.get((i, j), 0)) != 0:
            pairs[places[i]] = standing[j : j + pieces]
            i, j = i + 1, j + pieces
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _fingerprints(standing: tuple[Paragraph, ...]) -> Mapping[tuple[int, int], str]:
    return {
        (j, pieces): fingerprint(*(p.words for p in standing[j : j + pieces]))
        for j in range(len(standing))
        for pieces in range(1, min(MOST_PIECES, len(standing) - j) + 1)
    }


def _worth(place: _Place, paragraph: Paragraph, words: str | None, pieces: int) -> int:
    """How well a paragraph, or pieces of one, fit a place; 0 when they cannot be it."""
    if place.fingerprint and words == place.fingerprint:
        return _SAME_WORDS
    if pieces > 1:
        return 0
    on_line = _SAME_LINE * (paragraph.line in place.lines)
    if paragraph.item == place.label:
        return _SAME_LABEL + on_line
    # Without a fingerprint the text at hand is the one that is being cited: its lines count.
    return on_line if not place.fingerprint else 0


def _elsewhere(place: _Place, unclaimed: list[tuple[str, Paragraph]]) -> tuple[Paragraph, ...]:
    """The same words where no clause has claimed them, as when a heading was lost."""
    for words, paragraph in unclaimed:
        if words == place.fingerprint:
            unclaimed.remove((words, paragraph))
            return (paragraph,)
    return ()


def _keep(found: dict[str, Passage], place: _Place, pieces: tuple[Paragraph, ...]) -> None:
    """Write down what became of a place, for every clause that was written from it."""
    state = PassageState.MISSING
    if pieces:
        same = fingerprint(*(piece.words for piece in pieces)) == place.fingerprint
        state = PassageState.FOUND if same or not place.fingerprint else PassageState.CHANGED
    words = " ".join(piece.words for piece in pieces)
    for rule in place.rules:
        found[rule] = Passage(rule, state, words, pieces[0].line if pieces else None)

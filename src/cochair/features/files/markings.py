"""Whether a file carries a marking: of distribution, which holds it, or of secrecy, which refuses it.

A word such as “secret” in a sentence is no marking.  It is one when it stands as markings stand:

| where | counts |
|---|---|
| on a line of its own | in capitals; in the first and last lines of a text also as a word of its own |
| in a header, a footer, an edge of a page | on its line beside page numbers and codes, in any case |
| in a property (title, keyword, label, value) | when it is all of it, in any case |
| in the name of the file | as words of it in capitals; markings of several words in any case |
| in a sentence | only what is never written otherwise (`anywhere`), in capitals |

Lines are compared in their plainest form: no case, no diacritics, no signs without width, letters
that look alike in Latin, Greek and Cyrillic taken as one, letters spaced out drawn together.
Source: domain.md B.10 (CB-43, CB-44); security.md section 3, T14 and T15.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import yaml

from cochair.formats.inside.passages import Place

TABLE = Path(__file__).with_name("markings.yaml")
# Lines at both ends of a text where a marking is known without capitals.
FIRST, LAST = 12, 4
LONGEST_LINE, MOST_BESIDE = 160, 14
_LIMITE = "limite"
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[\W_]+")
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]+[^\W_](?![^\W_])){3,}")
_PARTS = re.compile(r"\t+| {3,}|[|•·–—]")
# Where signs without width and capitals are: the scripts with capitals, forms of width, letters of
# formulas, and tags.
_SCRIPTS = (
    range(0x3100),
    range(0xA640, 0xA800),
    range(0xFE00, 0x10000),
    range(0x1D400, 0x1D800),
    range(0xE0000, 0xE0200),
)
_ALIKE = str.maketrans(
    "авекмнорстухіјѕαβεζηικμνορτυχøłđħı",
    "abekmhopctyxijsabezhikmnoptyxoldhi",
)


@dataclass(frozen=True, slots=True)
class Marking:
    """One marking as printed; `code` is empty where it refuses."""

    words: str
    code: str
    anywhere: bool

    @property
    def tokens(self) -> tuple[str, ...]:
        """Its words in their plainest form."""
        return tuple(_WORD.findall(plainest(self.words)))


@dataclass(frozen=True, slots=True)
class Marked:
    """What was found: the codes that hold, and the words of the first marking that refuses."""

    held: tuple[str, ...] = ()
    classified: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    alone: Mapping[str, Marking]
    by_first: Mapping[str, tuple[Marking, ...]]
    labels: frozenset[str]
    furniture: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]


def plainest(text: str) -> str:
    """A text in the form in which markings are compared."""
    if text.isascii():
        return text.casefold()
    # Sharp s and final sigma become what they are elsewhere; then letters that look alike.
    return _bare(text).casefold().translate(_ALIKE)


def _bare(text: str) -> str:
    """A text without diacritics and signs that have no width; its case stays."""
    return _unseen().sub("", unicodedata.normalize("NFKD", text))


def prepare() -> None:
    """Read the table and make the patterns, while files can still be opened."""
    _table(), _unseen(), _shouted()


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{_all_of({'Mn', 'Me', 'Cf'})}]+")


@cache
def _shouted() -> re.Pattern[str]:
    """Two capitals with nothing between them that a sentence has between two words."""
    capital = _all_of({"Lu"})
    return re.compile(f"[{capital}](?:[\\W_]*|[^\\W_])[{capital}]")


def _all_of(categories: set[str]) -> str:
    """Every sign of some categories, as ranges for a set in a pattern."""
    codes = [code for code in chain(*_SCRIPTS) if unicodedata.category(chr(code)) in categories]
    said, start = [], 0
    for place in range(1, len(codes) + 1):
        if place == len(codes) or codes[place] != codes[place - 1] + 1:
            said.append(f"\\U{codes[start]:08x}-\\U{codes[place - 1]:08x}")
            start = place
    return "".join(said)


def found_in(lines: Mapping[Place, Sequence[str]]) -> Marked:
    """The markings in the words of a file, by place."""
    hits: list[Marking] = []
    for place in (Place.NAME, Place.MARGIN, Place.PROPERTY):
        for line in dict.fromkeys(lines[place]):
            hits.extend(_of_line(line, place, at_an_end=True))
    body, shouted = lines[Place.BODY], _shouted()
    last = len(body) - LAST
    for number, line in enumerate(body):
        at_an_end = number < FIRST or number >= last
        if at_an_end or shouted.search(line) or (":" in line and len(line) <= LONGEST_LINE):
            hits.extend(_of_line(line, Place.BODY, at_an_end=at_an_end))
    classified = next((one.words for one in hits if not one.code), "")
    return Marked(tuple(sorted({one.code for one in hits if one.code})), classified)


def found_in_words(texts: Iterable[str]) -> Marked:
    """The markings in words that are no file: each text is a paragraph, a cell or a title."""
    lines: dict[Place, list[str]] = {place: [] for place in Place}
    lines[Place.BODY] = [line for text in texts for line in text.splitlines()]
    return found_in(lines)


@cache
def every() -> tuple[Marking, ...]:
    """Every marking of the table, those that refuse first."""
    said = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=_LOADER)
    refusing = [
        Marking(words, "", bool(row.get("anywhere")))
        for row in said["refuse"]
        for words in row["words"]
    ]
    holding = [Marking(words, row["code"], False) for row in said["hold"] for words in row["words"]]
    return (*refusing, *holding)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _table() -> _Table:
    said = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=_LOADER)
    alone: dict[str, Marking] = {}
    by_first: dict[str, list[Marking]] = {}
    for one in every():
        alone.setdefault("".join(one.tokens), one)
        by_first.setdefault(one.tokens[0], []).append(one)
    plain = {
        name: frozenset(_squeezed(word) for word in said[name])
        for name in ("labels", "furniture", "ordinary_before", "ordinary_after")
    }
    longest_first = {
        first: tuple(sorted(ones, key=lambda one: -len(one.tokens)))
        for first, ones in by_first.items()
    }
    return _Table(
        alone,
        longest_first,
        plain["labels"],
        plain["furniture"],
        plain["ordinary_before"],
        plain["ordinary_after"],
    )


def _squeezed(text: str) -> str:
    return _JOINED.sub("", plainest(text))


def _of_line(line: str, place: Place, *, at_an_end: bool) -> Iterable[Marking]:
    """The markings that one line carries."""
    short = len(line) <= LONGEST_LINE
    if short:
        whole = _alone(line, place, at_an_end=at_an_end)
        if whole is not None:
            return [whole]
    plain = _WORD.findall(plainest(line))
    if _table().by_first.keys().isdisjoint(plain) and not _SPACED.search(line):
        return ()
    return list(_among(_words(line), place, short=short))


def _alone(line: str, place: Place, *, at_an_end: bool) -> Marking | None:
    """The marking that is all of a line, or of what follows a label on it."""
    table = _table()
    found = table.alone.get(_squeezed(line))
    rest = line
    if found is None and ":" in line:
        label, _colon, rest = line.partition(":")
        found = table.alone.get(_squeezed(rest)) if _squeezed(label) in table.labels else None
    if found is None and place is Place.MARGIN:
        parts = _PARTS.split(line)
        found = next((hit for part in parts if (hit := table.alone.get(_squeezed(part)))), None)
        return found
    if found is None or place in {Place.MARGIN, Place.PROPERTY}:
        return found
    if rest is not line or _in_capitals(rest) or (at_an_end and (found.code or _as_a_title(rest))):
        return found
    return None


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    capitals: bool


def _words(line: str) -> list[_Word]:
    """The words of a line; letters that are spaced out are one word."""
    said = line if line.isascii() else _bare(line)
    words: list[_Word] = []
    single: list[str] = []
    for word in (*_WORD.findall(said), ""):
        if len(word) == 1:
            single.append(word)
            continue
        if len(single) > 2:
            joined = "".join(single)
            words.append(_Word(plainest(joined), joined.upper() == joined))
        else:
            words += [_Word(plainest(one), one.upper() == one) for one in single]
        single.clear()
        if word:
            words.append(_Word(plainest(word), word.upper() == word))
    return words


def _among(words: list[_Word], place: Place, *, short: bool) -> Iterable[Marking]:
    """The markings among the words of a line, the longest at each place."""
    table, at = _table(), 0
    while at < len(words):
        hit = next(
            (one for one in table.by_first.get(words[at].plain, ()) if _stands(one, words, at)),
            None,
        )
        if hit is None:
            at += 1
            continue
        end = at + len(hit.tokens)
        before, after = words[max(at - 1, 0) : at], words[end : end + 2]
        # What else is on the line matters on short lines alone.
        others = words[:at] + words[end:] if short else []
        counts = _counts(hit, words[at:end], others, place, short=short)
        if counts and not _is_ordinary(hit, before, after):
            yield hit
        at = end


def _stands(one: Marking, words: list[_Word], at: int) -> bool:
    tokens = one.tokens
    return tuple(word.plain for word in words[at : at + len(tokens)]) == tokens


def _counts(
    one: Marking, said: list[_Word], others: list[_Word], place: Place, *, short: bool
) -> bool:
    capitals = all(word.capitals for word in said)
    if one.anywhere and capitals:
        return True
    if place is Place.NAME:
        return capitals or len(said) > 1 or one.code == _LIMITE
    if not short:
        return False
    if place is Place.MARGIN and one.code == _LIMITE and capitals:
        return True
    if place is Place.MARGIN or place is Place.BODY:
        fits = len(others) <= MOST_BESIDE and all(map(_is_furniture, others))
        return fits and (capitals or place is Place.MARGIN)
    return place is Place.PROPERTY and one.code == _LIMITE and capitals


def _is_furniture(word: _Word) -> bool:
    """Whether a word beside a marking is a code, a number, a language, the number of a page."""
    if word.plain in _table().furniture or any(sign.isdigit() for sign in word.plain):
        return True
    return len(word.plain) <= (4 if word.capitals else 2)


def _is_ordinary(one: Marking, before: list[_Word], after: list[_Word]) -> bool:
    """Whether the word is the ordinary one: a date limit, the limit of something."""
    if len(one.tokens) > 1 or one.code != _LIMITE:
        return False
    table = _table()
    # Two letters at the end of a line are the language of the text.
    return bool(before and before[-1].plain in table.before) or bool(
        len(after) > 1 and after[0].plain in table.after
    )


def _in_capitals(line: str) -> bool:
    """Whether the letters of a line are capitals; capitals inside words are meant as such."""
    said = line if line.isascii() else _bare(line)
    return said.isupper() or any(
        not word.istitle() for word in _WORD.findall(said) if word[1:].lower() != word[1:]
    )


def _as_a_title(line: str) -> bool:
    """Whether a line begins with a capital, as a title does and the rest of a sentence does not."""
    first = next((sign for sign in line if sign.isalnum()), "")
    return first.isupper() and not line.rstrip().endswith((".", ",", ";"))

"""Do the languages say the same figures and names, paragraph by paragraph?

The gate is for people: what is found is shown, and stops nothing. Names that a forum knows (its
Parties, members, bodies and places, in each language) are looked for as they are called there.

Source: domain B.8 (concordance), CB-27.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cochair.procedure.text.shape import NegotiatedText, Paragraph
from cochair.procedure.text.vocabulary import Vocabulary, bare


# Find what must be the same in every language: numbers, months, times and symbols.
#
# A language writes them its own way: `1,000` here is `1.000` there, a month has another name, an
# hour another sign. So each find carries every reading that it may have, and two finds agree when
# they share one. What is only perhaps a figure (a number in words, a Roman numeral, `May`) can
# answer a figure of another language and is never missed itself.
#
# Source: domain B.8 (concordance).
class FigureKind(StrEnum):
    """What a find is."""

    NUMBER = "number"
    MONTH = "month"
    SYMBOL = "symbol"


type Reading = tuple[str, Decimal] | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A find: as it is written, everything that it may mean, and whether it surely is one."""

    kind: FigureKind
    written: str
    readings: frozenset[Reading]
    sure: bool = True


# The longest first, so that a part of a find is never taken for another.
FIGURE = re.compile(
    r"""
    (?P<symbol>\b(?=[\w/.-]{0,40}\d)(?=[\w/.-]{0,40}[A-Z])[A-Z0-9][\w]*(?:[/-][\w]+)+|\b\d+/\d{2,}\b(?!/))
  | (?P<iso>\b\d{4}-\d{2}-\d{2}\b)
  | (?P<day>\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b)
  | (?P<time>\b(?:[01]?\d|2[0-3])\s?(?:[:.h]\s?[0-5]\d)(?!\d)(?:\s?[ap]\.?\s?m\b\.?|\s?h\b)?
      |\b(?:[01]?\d|2[0-3])\s?(?:h\b|[ap]\.?\s?m\b\.?))
  | (?P<number>\d{1,3}(?:[\u00a0\u202f '’]\d{3}){1,9}(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
ROMAN = re.compile(r"\b[IVXLC]{2,}\b")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
WORD = re.compile(r"[^\W\d_]+")
UPPER = re.compile(r"[A-Z]")
NEAR = 16
# A day before a month, or a year behind it, with at most one short word between.
DAY_BEFORE = re.compile(r"\d\S{0,3}\s+(?:\w{1,3}\s+)?$")
YEAR_BEHIND = re.compile(r"\.?,?\s+(?:\w{1,3}\s+)?\d")


def figures_in(words: str, language: Vocabulary) -> tuple[Figure, ...]:
    """Every find of a text in a language of this vocabulary, kind of find by kind of find."""
    return (
        *_written_in_digits(words),
        *_months(words, language),
        *_number_words(words, language),
        *_roman(words),
    )


def readings_of(number: str) -> frozenset[Reading]:
    """Every value that a number in digits may mean, whichever way its separators are read.

    `1.000` and `1,000` are a thousand or one; `1.5` and `1,5` one and a half; `1.234,56` only one.
    """
    found = {_plain(number)}
    marks = [mark for mark in number if mark in ".,"]
    joined = re.sub(r"[\u00a0\u202f '’]", "", number)
    if len(marks) == 1:
        whole, part = re.split("[.,]", joined)
        found = {Decimal(f"{whole}.{part}")}
        if len(part) == 3 and 1 <= len(whole) <= 3 and whole != "0" and joined == number:
            found.add(Decimal(whole + part))
    elif len(marks) > 1:
        last = max(joined.rfind("."), joined.rfind(","))
        digits = re.sub("[.,]", "", joined)
        found = {Decimal(digits)}
        if len(set(marks)) > 1:
            found = {Decimal(f"{re.sub('[.,]', '', joined[:last])}.{joined[last + 1 :]}")}
    return frozenset(("number", value.normalize()) for value in found)


def _plain(number: str) -> Decimal:
    return Decimal(re.sub(r"\D", "", number))


def _written_in_digits(words: str) -> Iterator[Figure]:
    for match in FIGURE.finditer(words):
        yield from _READERS[str(match.lastgroup)](match[0].strip())


def _symbol(written: str) -> Iterator[Figure]:
    if "/" in written and UPPER.search(written):
        yield Figure(FigureKind.SYMBOL, written, frozenset({("symbol", written)}))
        return
    # Of `2024/1689` both halves must be the same; of `3-month` or `G-7` only what is in digits.
    for part in re.findall(r"\d+", written):
        yield Figure(FigureKind.NUMBER, part, readings_of(part))


def _iso(written: str) -> Iterator[Figure]:
    year, month, day = written.split("-")
    yield from _date(day, month, year)


def _day(written: str) -> Iterator[Figure]:
    day, month, year = re.split("[/.]", written)
    if int(month) > 12:
        day, month = month, day
    yield from _date(day, month, year)


def _date(day: str, month: str, year: str) -> Iterator[Figure]:
    yield Figure(FigureKind.NUMBER, day, readings_of(day))
    yield Figure(FigureKind.MONTH, month, frozenset({("month", Decimal(int(month)))}))
    yield Figure(FigureKind.NUMBER, year, readings_of(year))


def _time(written: str) -> Iterator[Figure]:
    hour, minute = (*re.findall(r"\d+", written), "0")[:2]
    late = re.search(r"p\.?\s?m", written, re.IGNORECASE)
    early = re.search(r"a\.?\s?m", written, re.IGNORECASE)
    hours = int(hour) % 12 + (12 if late else 0) if late or early else int(hour)
    readings: set[Reading] = {("time", f"{hours:02}:{int(minute):02}")}
    if "." in written.rstrip("."):
        readings |= readings_of(f"{hour}.{minute}")
    if not late and not early and ":" not in written and int(minute) == 0:
        readings |= readings_of(hour)
    yield Figure(FigureKind.NUMBER, written, frozenset(readings))


def _number(written: str) -> Iterator[Figure]:
    yield Figure(FigureKind.NUMBER, written, readings_of(written))


_READERS: Mapping[str, Callable[[str], Iterator[Figure]]] = {
    "symbol": _symbol,
    "iso": _iso,
    "day": _day,
    "time": _time,
    "number": _number,
}


def _months(words: str, language: Vocabulary) -> Iterator[Figure]:
    for match in WORD.finditer(words):
        word = bare(match[0])
        beside = bool(
            DAY_BEFORE.search(words[max(0, match.start() - NEAR) : match.start()])
            or YEAR_BEHIND.match(words[match.end() : match.end() + NEAR])
        )
        number = language.months.get(word) or (language.short.get(word) if beside else None)
        doubtful = word in language.doubtful
        if number is None or (doubtful and not match[0][0].isupper()):
            continue
        readings = frozenset({("month", Decimal(number))})
        yield Figure(FigureKind.MONTH, match[0], readings, sure=beside or not doubtful)


def _number_words(words: str, language: Vocabulary) -> Iterator[Figure]:
    if not language.numbers:
        return
    # The longest first: twenty-one is no twenty.
    names = sorted(language.numbers, key=len, reverse=True)
    for match in re.finditer(rf"\b(?:{'|'.join(map(re.escape, names))})\b", bare(words)):
        readings = frozenset({("number", Decimal(language.numbers[match[0]]).normalize())})
        yield Figure(FigureKind.NUMBER, match[0], readings, sure=False)


def _roman(words: str) -> Iterator[Figure]:
    for match in ROMAN.finditer(words):
        values = [ROMAN_VALUES[letter] for letter in match[0]]
        following = [*values[1:], 0]
        total = sum(-a if a < b else a for a, b in zip(values, following, strict=True))
        readings = frozenset({("number", Decimal(total).normalize())})
        yield Figure(FigureKind.NUMBER, match[0], readings, sure=False)


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

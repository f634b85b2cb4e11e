"""Read the paragraphs of an official note out of its text, whatever the page did to it.

A note comes as a file that somebody copied from a page: stamps, page numbers, running
headers and footnotes stand among the words, paragraphs are broken over lines and pages.
The reader knows only how such notes are built (parts in Roman numerals, numbered sections,
short headings, lettered or numbered items), and nothing of any one forum.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

__all__ = ["Paragraph", "paragraphs"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: the line of the file it begins on (from 1), where it stands, its words.

    `part` is the Roman numeral, empty on the cover; `section` the number; `heading` the words
    of the heading as printed; `item` the letter or number, empty for a plain paragraph.
    """

    line: int
    part: str
    section: str
    heading: str
    item: str
    words: str


SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LONGEST_WRAPPED_LINE = 200
LONGEST_TITLE = 90
LONGEST_HEADING = 60
HEADING_WORDS = 6
# With fewer blank lines than one in so many, blank lines are no sign of where paragraphs end.
LINES_OF_A_PARAGRAPH = 12

_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u2060\u00ad]")
_MARKUP = re.compile(r"\*|^[#>]+\s*", re.MULTILINE)
_MARKS = re.compile(rf"[{SUPERSCRIPT}]+|\[\^?\d{{1,2}}\]")

# What may stand in a running header or footer: page and document numbers, directorates,
# initials of typists, codes of languages, markings. A line of nothing else is no text.
_TOKEN = re.compile(
    r"[-–—_/|]+|\d{1,3}|\d{1,3}/\d{1,3}|\d{3,6}/\d{2,4}|[Pp]age|of|REV|ADD|COR|INIT|ANNEX|LIMITE"
    r"|[A-Z]{2,5}(?:\.[0-9A-Z]{1,2})+|[A-Za-z]{2,4}/[A-Za-z]{2,4}|[A-Z]{2}"
)
_STAMP = re.compile(
    r"\d{3,}/[A-Z]{2,4} [IVXLC]+\. ?[A-Z]{2}|(?:\S+ ){1,3}\d\d?[/.]\d\d?[/.]\d{2,4}"
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?")

_PART = re.compile(r"(?:PART ([IVXLC]+)(?: ?[-–—:.]| [A-Z]{2}|$)|Part ([IVXLC]+) ?(?:[-–—:.]|$))")
_SECTION = re.compile(r"(\d{1,2})\.\s(?=[^\W\d_])(.+)")
_ITEM = re.compile(r"([-•–] )?\(?([a-z]|\d{1,2})[.)](?: (.*))?")
_FOOTNOTE = re.compile(rf"[{SUPERSCRIPT}]+ ?\S|\[\^?\d{{1,2}}\]:? ")
_BARE_FOOTNOTE = re.compile(r"(\d{1,2}) (?=[A-Z<]|https?:)")
_CLOSING = tuple(".:;?!")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    words: str
    # Whether a blank line or page noise stands between this line and the one before.
    apart: bool


@dataclass(slots=True)
class _Reader:
    """Where in the note the reader is, and the paragraph it has open."""

    width: int
    spaced: bool
    part: str = ""
    section: str = ""
    heading: str = ""
    footnotes: int = 0
    in_footnote: bool = False
    in_title: bool = False
    begun: Paragraph | None = None
    lines: list[str] = field(default_factory=list)
    apart: bool = False
    last_line: str = ""

    def finish(self) -> Iterator[Paragraph]:
        """The open paragraph, if any; none is open afterwards."""
        words = _joined(self.lines)
        if self.begun is not None and words:
            yield Paragraph(
                self.begun.line, self.part, self.section, self.heading, self.begun.item, words
            )
        self.begun, self.lines = None, []

    def begin(self, line: _Line, item: str, words: str) -> None:
        self.begun = Paragraph(line.number, self.part, self.section, self.heading, item, words)
        self.lines = [words] if words else []

    def closed(self) -> bool:
        """Whether the open paragraph is complete as far as its last words tell."""
        return not self.begun or (bool(self.lines) and _complete(self.lines[-1]))

    def goes_on(self, apart: bool) -> bool:
        """Whether the next line of plain words belongs to the open paragraph."""
        if self.begun is None:
            return False
        if apart or not self.lines:
            return not self.closed()
        return not self.ends(self.lines[-1])

    def ends(self, words: str) -> bool:
        """Whether a line is the last of its paragraph, when no blank line follows it."""
        if not self.spaced or self.width > LONGEST_WRAPPED_LINE:
            # Rather too many pieces than two paragraphs in one: pieces are joined by their words.
            return _complete(words)
        return _complete(words) and len(words) < self.width * 3 // 4


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Every paragraph in the order of the file, the cover's included; time linear in the text."""
    lines = _lines(text)
    reader = _Reader(
        width=max((len(line.words) for line in lines), default=0),
        spaced=sum(line.apart for line in lines) * LINES_OF_A_PARAGRAPH > len(lines),
    )
    found: list[Paragraph] = []
    for index, line in enumerate(lines):
        after = lines[index + 1 : index + 3]
        found.extend(_read(reader, line, after))
    found.extend(reader.finish())
    return tuple(found)


def _read(reader: _Reader, line: _Line, after: list[_Line]) -> Iterator[Paragraph]:
    """Take one line in; yields the paragraph that it brings to an end, if it does."""
    if reader.in_title:
        reader.in_title = False
        return
    if _is_footnote(reader, line):
        # What follows a footnote may go on with the paragraph before it, as after a page break.
        reader.in_footnote, reader.apart, reader.last_line = True, True, line.words
        return
    reader.in_footnote = False
    apart = line.apart or reader.apart
    reader.apart = False
    if part := _PART.match(line.words):
        yield from reader.finish()
        reader.part, reader.section, reader.heading = part[1] or part[2], "", ""
    elif (section := _section(reader, line, after)) is not None:
        yield from reader.finish()
        reader.section, reader.heading = section, ""
        # Only a title of two lines passes `_section` with a line of this kind behind it.
        reader.in_title = bool(after) and _begins_inside(after[0])
    elif item := _item(reader, line, apart):
        yield from reader.finish()
        reader.begin(line, item[2], item[3] or "")
    elif _is_heading(reader, line, after, apart):
        yield from reader.finish()
        reader.heading = line.words
    elif reader.goes_on(apart):
        reader.lines.append(line.words)
    else:
        yield from reader.finish()
        reader.begin(line, "", line.words)


def _lines(text: str) -> list[_Line]:
    """Lines that carry words, without markup, marks of invisible kinds, and page noise."""
    text = _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    kept: list[_Line] = []
    apart = True
    for number, raw in enumerate(_MARKUP.sub("", text).split("\n"), start=1):
        words = " ".join(raw.split())
        if _is_noise(words):
            apart = True
            continue
        kept.append(_Line(number, words, apart))
        apart = False
    return kept


def _is_noise(words: str) -> bool:
    if not any(letter.isalnum() for letter in words):
        return True
    if _STAMP.fullmatch(words) or _ADDRESS.fullmatch(words):
        return True
    return len(words) <= LONGEST_TITLE and all(map(_TOKEN.fullmatch, words.split()))


def _is_footnote(reader: _Reader, line: _Line) -> bool:
    if _FOOTNOTE.match(line.words):
        reader.footnotes += 1
        return True
    bare = _BARE_FOOTNOTE.match(line.words)
    if bare and line.apart and int(bare[1]) == reader.footnotes + 1:
        reader.footnotes += 1
        return True
    if not reader.in_footnote or _ITEM.fullmatch(line.words):
        return False
    before, reader.last_line = reader.last_line, line.words
    if line.apart:
        # Only the rest of an address that page noise has cut.
        return "<" in before and ">" not in before and " " not in line.words
    return not (reader.ends(before) or before.endswith(">") or _PART.match(line.words))


def _section(reader: _Reader, line: _Line, after: list[_Line]) -> str | None:
    """The number, when the line is the title of a section and no item of a list."""
    found = _SECTION.fullmatch(line.words)
    if found is None or int(found[1]) <= int(reader.section or 0):
        return None
    if not _is_title(found[2], LONGEST_TITLE) or (after and _is_continued(after)):
        return None
    return found[1]


def _is_continued(after: list[_Line]) -> bool:
    """Whether the next line goes on with a sentence, and not only with a title of two lines."""
    following = after[0]
    if not _begins_inside(following):
        return False
    second_line_of_title = (
        not following.apart
        and len(following.words) <= LONGEST_HEADING
        and not _complete(following.words)
        and (len(after) == 1 or after[1].apart)
    )
    return not second_line_of_title


def _begins_inside(line: _Line) -> bool:
    """Whether a line begins as a sentence goes on, and as no item of a list does."""
    return line.words[0].islower() and not _ITEM.fullmatch(line.words)


def _item(reader: _Reader, line: _Line, apart: bool) -> re.Match[str] | None:
    found = _ITEM.fullmatch(line.words)
    if found is None or found[1] or found[2].isalpha() or apart or reader.closed():
        return found
    # "... of the 27 / 12. ..." is a number at the end of a sentence that was broken before it.
    before = reader.begun.item if reader.begun else ""
    return found if before.isdigit() and int(found[2]) == int(before) + 1 else None


def _is_heading(reader: _Reader, line: _Line, after: list[_Line], apart: bool) -> bool:
    if not _is_title(line.words, LONGEST_HEADING) or len(line.words.split()) > HEADING_WORDS:
        return False
    if not after:
        return False
    opens_list = _ITEM.fullmatch(after[0].words)
    if opens_list and opens_list[2] in {"a", "1"}:
        return apart or reader.closed()
    return reader.closed() and (after[0].apart or not after[0].words[0].islower())


def _is_title(words: str, longest: int) -> bool:
    return len(words) <= longest and words[0].isupper() and not words.endswith((*_CLOSING, ","))


def _complete(words: str) -> bool:
    return _MARKS.sub("", words).rstrip(" )\"'”’»").endswith(_CLOSING)


def _joined(lines: list[str]) -> str:
    """The words of a paragraph on one line, without the marks of its footnotes."""
    spaced = (
        line if line.endswith("-") and after[:1].isalnum() else f"{line} "
        for line, after in pairwise([*lines, ""])
    )
    return " ".join(_MARKS.sub("", "".join(spaced)).split())

"""The guides for officials as pages read them: each heading with what stands under it, as HTML.

They are written in a small part of Markdown: headings, paragraphs, lists, bold, italics, links and
pictures.  Pictures are left out: a page of the software stands beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SECTION = 2
GUIDES = ("secretariat", "presidency", "delegation", "observer", "public")
# In a package they are beside this module; in the sources with the other documents.
_PLACES = (
    Path(__file__).parent / "texts",
    Path(__file__).resolve().parents[5] / "docs" / "guides",
)
_BLANK = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"(#{1,3}) (.+)")
_ITEM = re.compile(r"(\d+\.|[*-]) (.*)")
_MARKUP = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(.+?)\*"), r"<i>\1</i>"),
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
)


@dataclass(frozen=True)
class Section:
    """A heading of a guide (level 1 to 3) and what stands under it until the next."""

    level: int
    title: str
    body: SafeString

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a section."""
        return self.level > SECTION


@cache
def guide(name: str, language: str) -> tuple[Section, ...]:
    """The sections of a guide in a language, its title first."""
    text = _file(name, language).read_text(encoding="utf-8")
    return tuple(_sections(text))


def section(name: str, language: str, heading: str) -> tuple[Section, ...]:
    """A section by its English heading, with those below it; KeyError when the guide has none."""
    english, found = guide(name, "en"), guide(name, language)
    at = next((n for n, part in enumerate(english) if part.title == heading), None)
    if at is None:
        raise KeyError(f"The guide {name} has no heading {heading!r}.")
    below = at + 1
    while below < len(found) and found[below].level > found[at].level:
        below += 1
    return found[at:below]


def _file(name: str, language: str) -> Path:
    for place in _PLACES:
        file = place / language / f"{name}.md"
        if file.is_file():
            return file
    raise FileNotFoundError(f"{language}/{name}.md")


def _sections(text: str) -> Iterator[Section]:
    level, title, blocks = 1, "", list[SafeString]()
    for block in _BLANK.split(text.strip()):
        heading = _HEADING.fullmatch(block.strip())
        if heading is None:
            blocks.append(_block(block))
            continue
        if title:
            yield Section(level, title, _joined(blocks))
        level, title, blocks = len(heading[1]), heading[2], []
    if title:
        yield Section(level, title, _joined(blocks))


def _joined(blocks: list[SafeString]) -> SafeString:
    return mark_safe("".join(blocks))


def _block(block: str) -> SafeString:
    if block.startswith("!["):
        return SafeString("")
    if block.startswith("|"):
        return _table(block)
    items = _items(block)
    if not items:
        return format_html("<p>{}</p>", _words(block))
    kind = SafeString("ol" if block[0].isdigit() else "ul")
    rows = format_html_join("", "<li>{}</li>", ((_words(item),) for item in items))
    return format_html("<{}>{}</{}>", kind, rows, kind)


def _table(block: str) -> SafeString:
    """A table of two columns as a list of what and then what it does."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()
    ]
    cells = ((_words(first), _words(", ".join(others))) for first, *others in rows[2:])
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", cells))


def _items(block: str) -> list[str]:
    items: list[str] = []
    for line in block.splitlines():
        item = _ITEM.fullmatch(line.strip())
        if item:
            items.append(item[2])
        elif items:
            items[-1] += f" {line.strip()}"
        else:
            return []
    return items


def _words(text: str) -> SafeString:
    escaped = str(conditional_escape(" ".join(text.split())))
    for pattern, markup in _MARKUP:
        escaped = pattern.sub(markup, escaped)
    return mark_safe(escaped)

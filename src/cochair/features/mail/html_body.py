"""The HTML of a message, made from its text when it is sent: one source, nothing kept twice.

Paragraphs stay paragraphs; an address of this installation that stands alone in its line becomes a
button, or the link of the lines above it.  Everything else is text, whoever wrote it.  Nothing is
loaded from anywhere, so nobody learns that a message was opened.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, override

from cochair.features.mail.digests import WEEKLY
from cochair.features.mail.models import Message
from cochair.features.mail.rendering import CLOSING, is_address
from cochair.formats import plain_text
from cochair.web import localize

TEMPLATE = "mail/parts/as_html.html"
# Ours, without any character that would end the element.
STYLE = f"\n{Path(__file__).with_name('message.css').read_text()}"
# By which a browser that shows a message lets these rules apply and no others.
STYLE_SOURCE = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
# How the messages of a weekly summary begin.
NUMBERED = re.compile(r"\d+\. \S.*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the address to which it leads, if it does."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its lines; or a button that leads to an address; or a heading."""

    lines: tuple[Line, ...] = ()
    button: str = ""
    is_heading: bool = False


def made(row: Message, text: str) -> str:
    """The HTML of a message with the text as it is sent, in its reader's language."""
    language = language_of(row)
    # The last closing is ours, whatever people wrote above it.
    before, closing, after = text.rpartition(CLOSING)
    if not closing:
        before, after = after, ""
    written_by, *footer = after.strip().split("\n\n")
    with override(language):
        return render_to_string(
            TEMPLATE,
            {
                "language": language,
                "direction": "rtl" if get_language_bidi() else "ltr",
                "style": style(),
                "forum": localize.translated(row.forum.short_title, language),
                "subject": plain_text.one_line(row.subject, 255),
                "blocks": list(_below_the_heading(row, before.strip())),
                "signature": written_by.split("\n"),
                "footer": [_at_the_end(line) for part in footer for line in part.split("\n")],
            },
        )


def language_of(row: Message) -> str:
    """The language in which a message is written: its reader's, where it is spoken here."""
    return row.language if row.language in settings.FORMATS else settings.LANGUAGE_CODE


def style() -> SafeString:
    """The element with the rules; mail programs read none that lie elsewhere."""
    return mark_safe(f"<style>{STYLE}</style>")


def blocks(text: str, *, has_headings: bool = False) -> Iterator[Block]:
    """The paragraphs of a text; in a summary the numbered subjects are headings."""
    for paragraph in re.split(r"\n{2,}", text):
        lines = paragraph.split("\n")
        if len(lines) == 1 and is_address(lines[0]):
            yield Block(button=lines[0])
        else:
            is_heading = has_headings and len(lines) == 1 and bool(NUMBERED.fullmatch(lines[0]))
            yield Block(tuple(_linked(lines)), is_heading=is_heading)


def _below_the_heading(row: Message, text: str) -> Iterator[Block]:
    """The paragraphs of a message, without one that only repeats its subject."""
    for block in blocks(text, has_headings=row.event == WEEKLY):
        if block.lines != (Line(row.subject),):
            yield block


def _linked(lines: Iterable[str]) -> Iterator[Line]:
    """Lines as they stand; the first of those above an address of ours leads there in its place."""
    above: list[str] = []
    for line in lines:
        if not is_address(line):
            above.append(line)
            continue
        first, *others = above or [line]
        yield Line(first, line)
        yield from map(Line, others)
        above = []
    yield from map(Line, above)


def _at_the_end(line: str) -> SafeString:
    """A line of the footer, all of which is ours: an address at its end is a link."""
    words, _space, last = line.rpartition(" ")
    if not is_address(last):
        return format_html("{}", line)
    return format_html('{} <a href="{}">{}</a>', words, last, last)

"""Tags for the text of a document."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString

from cochair.formats.paragraphs import Run

register = template.Library()

LOOKS = (("b", "b"), ("i", "i"), ("u", "u"))


@register.simple_tag
def runs(words: Iterable[Run]) -> SafeString:
    """Some runs with their looks and the marks of their footnotes; everything in them is escaped."""
    return format_html_join("", "{}{}", ((_look(run), _mark(run)) for run in words))


def _look(run: Run) -> SafeString:
    found = format_html("{}", run.text)
    for letter, tag in LOOKS:
        if letter in run.style:
            found = format_html("<{}>{}</{}>", SafeString(tag), found, SafeString(tag))
    return found


def _mark(run: Run) -> SafeString:
    return SafeString("<sup>*</sup>") if run.note else SafeString("")


@register.simple_tag
def linked_data(said: Mapping[str, object]) -> SafeString:
    """What schema.org knows of a page, as a block of data: the browser runs none of it."""
    block = json_script(dict(said))
    return SafeString(block.replace("application/json", "application/ld+json", 1))

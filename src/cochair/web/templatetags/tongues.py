"""Filters that show words in the language in which they were written, marked where it is another."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cochair.web import spoken
from cochair.web.localize import language_now

register = template.Library()


@register.filter
def as_written(text: str) -> str | SafeString:
    """What somebody wrote in one language, marked with it where it plainly is not the reader's."""
    return in_language(text, "")


@register.filter
def in_language(text: str, code: str) -> str | SafeString:
    """Words in a language, marked with it where it is not the reader's; told where no code is."""
    code = code or (spoken.foreign(text, language_now()) if text else "")
    if not code:
        return text
    return format_html('<span lang="{}">{}</span>{}', code, text, language_mark(code))


@register.filter
def language_mark(code: str) -> str | SafeString:
    """The mark of words in a language that is not the reader's, such as (in English); else nothing."""
    if not code or code == language_now():
        return ""
    return format_html(' <small class="soft">({})</small>', spoken.mark(code))

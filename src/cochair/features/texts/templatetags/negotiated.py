"""Tags for texts under negotiation."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cochair.features.texts.labels import CLEARANCES
from cochair.features.texts.presenters.text import Shown, Wording
from cochair.procedure.obstacle import Cleared

register = template.Library()


@register.simple_tag
def lights_of(rows: Iterable[Shown]) -> SafeString:
    """One light for each paragraph, in reading order; the tally beside them says the same."""
    return format_html_join(
        "",
        '<svg class="icon" data-tone="{}"><use href="#i-{}"/></svg>',
        ((one.tone, one.shape) for one in rows),
    )


@register.simple_tag
def clearance_word(state: str) -> str:
    """What a Party said, in words."""
    return gettext(CLEARANCES[Cleared(state)])


@register.simple_tag
def is_written(written: Mapping[str, str], wording: Wording) -> bool:
    """Whether this is the language that was written and could not be saved."""
    return written.get("language") == wording.language


@register.simple_tag
def typed_or(typed: Mapping[str, str], wording: Wording) -> str:
    """What was typed; before anything was, the words as they stand."""
    return typed.get(wording.language, "") if typed else wording.words


@register.simple_tag
def typed_in(typed: Mapping[str, str], language: str) -> str:
    """What was typed in a language, if anything was."""
    return typed.get(language, "")

"""Tags for facts with unknown edges, for codes, and for the controls of forms."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cochair.procedure.calendar import civil_day
from cochair.procedure.result import Target
from cochair.procedure.symbol import from_slug
from cochair.web import code_labels, formats, localize
from cochair.web.localize import language_now

register = template.Library()


@register.filter
def by_name(rows: Iterable[object]) -> list[object]:
    """Rows in the alphabetical order of their names in the reader's language."""
    return sorted(rows, key=lambda row: formats.sorting_key(str(localize.translated(row.name))))  # type: ignore[attr-defined]


@register.filter
def city_of_zone(zone: str) -> str:
    """The city by which a time zone is called in the reader's language."""
    return formats.place(zone, language_now())


@register.filter
def split(words: str) -> list[str]:
    """Codes written one after the other."""
    return words.split()


@register.simple_tag
def selected(value: object, chosen: object) -> str:
    """The attribute of a chosen option of a list."""
    return " selected" if str(value) == str(chosen or "") else ""


@register.simple_tag
def checked(value: object, chosen: object) -> str:
    """The attribute of a chosen box or button; `chosen` may hold several."""
    many = chosen if isinstance(chosen, list | tuple | set) else [chosen]
    return " checked" if str(value) in {str(one) for one in many if one} else ""


@register.simple_tag
def edge(
    known: datetime | None,
    not_before: datetime | None,
    not_after: datetime | None,
    zone: str,
    last: bool = False,
) -> str:
    """The edge of a term: its day, the two days between which it lies, or that none is fixed.

    With `last`, the instant ends a half-open term and its last day is told.
    """
    language = language_now()
    if known is not None:
        return formats.day_of(known, zone, language, last=last)
    if not_before is not None and not_after is not None:
        there = formats.zone_of(zone)
        earliest, latest = civil_day(not_before, there), civil_day(not_after, there)
        return formats.between(earliest, latest, language)
    if not_before is not None:
        return gettext("not before {day}").format(day=formats.day_of(not_before, zone, language))
    if not_after is not None:
        return gettext("by {day}").format(day=formats.day_of(not_after, zone, language))
    return gettext("not fixed")


@register.simple_tag
def since(member: object) -> str:
    """From when a member belongs to its Party, as far as is known."""
    language = language_now()
    start: date | None = member.member_from  # type: ignore[attr-defined]
    if start is not None:
        return formats.medium_day(start, language)
    after: date | None = member.from_not_before  # type: ignore[attr-defined]
    before: date | None = member.from_not_after  # type: ignore[attr-defined]
    if after and before:
        return formats.between(after, before, language)
    if before:
        return gettext("by {day}").format(day=formats.medium_day(before, language))
    return gettext("not established")


@register.simple_tag
def span(start: date | None, end: date | None, precision: str) -> str:
    """The days of an event, no more exact than they are known."""
    language = language_now()
    if start is None:
        return gettext("date not established")
    if precision == "year":
        return str(start.year)
    if precision == "month":
        return formats.month(start, language)
    if precision == "unknown" and end is not None and end != start:
        return formats.between(start, end, language)
    return formats.days_of_span(start, end or start, language)


@register.simple_tag
def target(judged: Target, forum: object, names: localize.Names | None = None) -> str | SafeString:
    """What a clause was judged on, as a link to its page where it has one."""
    slug = forum.slug  # type: ignore[attr-defined]
    words = target_words(judged, forum, names)
    if judged.kind == "meeting":
        return format_html(
            '<a href="{}">{}</a>', reverse("desk:meeting", args=[slug, judged.id]), words
        )
    if judged.kind == "document":
        return format_html(
            '<a href="{}">{}</a>', reverse("documents:document", args=[slug, judged.id]), words
        )
    if judged.cycle is not None:
        return format_html(
            '<a href="{}">{}</a>', reverse("desk:cycle", args=[slug, judged.cycle]), words
        )
    return words


@register.simple_tag
def target_words(judged: Target, forum: object, names: localize.Names | None = None) -> str:
    """What a clause was judged on, in words: a meeting, a cycle and its place in it, the forum."""
    if judged.kind == "meeting":
        return code_name(judged.id, names)
    if judged.kind == "document":
        return symbol_words(judged.id)
    # What was signed names a cycle by its id alone.
    named = re.match(rf"{re.escape(forum.slug)}-cycle-(\d+)", judged.id)  # type: ignore[attr-defined]
    number = judged.cycle if judged.cycle is not None else named and int(named[1])
    if number is not None:
        words = gettext("Cycle {number}").format(number=number)
        begins = f"{forum.slug}-cycle-{number}"  # type: ignore[attr-defined]
        rest = judged.id.removeprefix(begins).strip("-")
        return f"{words}, {code_name(rest, names)}" if rest else words
    return gettext("The forum as a whole") if judged.kind == "forum" else judged.id


def symbol_words(slug: str) -> str:
    """The symbol of a document from its slug: `xy-min-2026-3-add-1` is XY-MIN/2026/3 ADD 1."""
    found = from_slug(slug)
    return str(found) if found else gettext("Document without a number")


@register.filter
def language(code: str) -> str:
    """The name of an interface language in the reader's language, as it stands within a sentence."""
    return str(formats.locale(language_now()).languages.get(code, code))


@register.simple_tag
def code_name(code: str, names: Mapping[str, object] | None = None) -> str:
    """The name behind a code, or the code."""
    found = (names or {}).get(code)
    return str(localize.translated(found)) if found else code


@register.simple_tag
def office_words(office: str, names: Mapping[str, object] | None = None) -> str:
    """An office as the journal writes it, in words: the role, then Party, State, organisation."""
    if not office:
        return gettext("the system")
    role, *codes = office.split(" ")
    words = [
        gettext(code_labels.WORDS.get(role, role)),
        *(code_name(code, names) for code in codes),
    ]
    return ", ".join(words)


@register.simple_tag
def step_mark(mark: str) -> SafeString:
    """The attribute of a step that is done or is now."""
    attributes = {"done": " data-done", "now": ' aria-current="step"'}
    return SafeString(attributes.get(mark, ""))


@register.simple_tag
def option_value(value: object, labels: Mapping[str, object] | None = None) -> str:
    """The value of an option in words: yes or no, a list, or as it is written."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list | tuple):
        return ", ".join(option_value(item, labels) for item in value) or gettext("none")
    found = (labels or {}).get(str(value))
    return str(localize.translated(found)) if found else str(value)


@register.simple_tag
def option_field(
    option: object, value: object, names: Mapping[str, object] | None = None
) -> Mapping[str, object]:
    """The control for an option: choices (value, words, chosen), many, number, or plain text.

    A choice for which the option has no words is called by its name, as a city is.
    """
    allowed = option.allowed  # type: ignore[attr-defined]
    labels = getattr(option, "value_labels", None) or names
    if isinstance(value, bool):
        allowed = [True, False]
    of_list = isinstance(allowed, Mapping) and allowed.get("type") == "list"
    values = allowed["of"] if of_list else allowed if isinstance(allowed, list | tuple) else None
    if values is None:
        return {"text": str(value), "number": isinstance(value, int)}
    chosen = value if isinstance(value, list | tuple) else [value]
    return {
        "many": of_list,
        "choices": [
            (
                str(one).lower() if isinstance(one, bool) else str(one),
                option_value(one, labels),
                one in chosen,
            )
            for one in values
        ],
    }


@register.simple_tag
def breakable(reference: str) -> SafeString:
    """A clause's reference that may break after its full stops, and nowhere else."""
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in _parts(reference)))


def _parts(reference: str) -> list[str]:
    pieces = reference.split(".")
    return [f"{piece}." for piece in pieces[:-1]] + pieces[-1:]

"""Tags for days and terms that are known only in part; `parts` offers them to every template."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from babel.dates import format_interval
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cochair.web import formats, saying
from cochair.web.saying import language_now

register = template.Library()


@register.simple_tag
def span(start: date | None, end: date | None = None, precision: str = "day") -> str | SafeString:
    """The days of something, as exactly as they are known: `day`, `month`, `year` or `unknown`.

    With another precision than `day`, `start` and `end` are the earliest and the latest
    possible day (README of a forum's folder).
    """
    if start is None or precision == "unknown":
        return gettext("not known")
    language = language_now()
    if precision == "year":
        return _time(f"{start.year}", str(start.year))
    if precision == "month":
        return _time(f"{start:%Y-%m}", formats.month(start, language))
    if end is None or end == start:
        return _time(start.isoformat(), formats.long_day(start, language))
    return format_interval(start, end, "yMMMd", locale=formats.locale(language))


@register.simple_tag
def edge(
    at: datetime | None,
    not_before: datetime | None,
    not_after: datetime | None,
    zone: str,
) -> str | SafeString:
    """An end of a term of office: its day in a zone, two days between which it lies, or open."""
    language = language_now()
    if at is not None:
        return _time(at.isoformat(), formats.day_of(at, zone, language))
    if not_before is None and not_after is None:
        return gettext("open")
    return _between(
        formats.day_of(not_before, zone, language) if not_before else None,
        formats.day_of(not_after, zone, language) if not_after else None,
    )


@register.simple_tag
def since(member: object) -> str | SafeString:
    """Since when a State belongs to its Party, as exactly as that is known."""
    start: date | None = getattr(member, "member_from", None)
    if start is not None:
        return span(start, None, getattr(member, "from_precision", "day"))
    first: date | None = getattr(member, "from_not_before", None)
    last: date | None = getattr(member, "from_not_after", None)
    if first is None and last is None:
        return gettext("not known")
    language = language_now()
    return _between(
        formats.medium_day(first, language) if first else None,
        formats.medium_day(last, language) if last else None,
    )


def _between(first: str | None, last: str | None) -> str:
    if first and last:
        return gettext("between {first} and {last}").format(first=first, last=last)
    if first:
        return gettext("not before {day}").format(day=first)
    return gettext("not after {day}").format(day=last)


@register.filter(name="by_name")
def sorted_by_name(rows: Iterable[object]) -> list[object]:
    """Rows with a `name` in every language, in the alphabetical order of the reader's."""
    return sorted(rows, key=lambda row: _plain(str(saying.pick(getattr(row, "name", "")))))


def _plain(name: str) -> str:
    """A name without its accents, so that Á stands beside A."""
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not _accent(c))


def _accent(sign: str) -> bool:
    return unicodedata.combining(sign) != 0


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)

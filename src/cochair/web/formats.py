"""Dates, hours and numbers in the reader's language, by Babel.

Every function takes the language as an interface language code and uses the locale that
`settings.FORMATS` gives it.  An instant is an aware datetime; a day is a civil `date`.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, dates, lists, numbers
from django.conf import settings
from django.utils.translation import gettext, override, pgettext

from cochair.web import varieties

A_MOMENT = timedelta(microseconds=1)
# Languages that separate thousands from the fifth figure on, also in their varieties.
FOUR_FIGURES_TOGETHER, FIVE_FIGURES = frozenset({"es", "pt"}), 10_000
# Between the thousands of Portuguese; never at the end of a line.
NARROW_SPACE = "\u202f"
# Around the rule between two days of which each names its month.
THIN_SPACE = "\u2009"


def locale(language: str) -> Locale:
    """The Babel locale of an interface language, in the variety of its reader; the default
    language's for one unknown."""
    return _locale(varieties.chosen(language) or language)


@lru_cache
def _locale(code: str) -> Locale:
    if code in settings.VARIETIES:
        return Locale.parse(code, sep="-")
    return Locale.parse(settings.FORMATS.get(code, settings.FORMATS[settings.LANGUAGE_CODE]))


def long_day(day: date, language: str) -> str:
    """A civil day in full, such as 8 October 2026."""
    return dates.format_date(day, "long", locale(language))


def full_day(day: date, language: str) -> str:
    """A civil day with its weekday in full, such as Thursday 8 October 2026."""
    with override(language):
        pattern = pgettext("a day in full, in the letters of CLDR", "EEEE d MMMM y")
    return dates.format_date(day, pattern, locale(language))


def short_day(day: date, language: str) -> str:
    """A civil day with its weekday, short, such as Thu 8 Oct 2026."""
    with override(language):
        pattern = pgettext("a short day, in the letters of CLDR", "EEE d MMM y")
    return dates.format_date(day, pattern, locale(language))


def medium_day(day: date, language: str) -> str:
    """A civil day, short and without weekday, such as 8 Oct 2026; the month always in words."""
    return dates.format_date(day, "d MMM y", locale(language))


def month(day: date, language: str) -> str:
    """The month and year of a civil day, such as October 2026."""
    return dates.format_skeleton("yMMMM", day, None, True, locale(language))


def day_of(instant: datetime, zone: str, language: str, *, last: bool = False) -> str:
    """The civil day of an instant in a zone, such as 8 Oct 2026.

    With `last`, the instant ends a half-open span and the last day inside it is given.
    """
    inside = instant - A_MOMENT if last else instant
    return medium_day(inside.astimezone(zone_of(zone)).date(), language)


def time_of(instant: datetime, zone: str, language: str, *, exact: bool = False) -> str:
    """The hour of an instant in a zone, as the language writes it: 17:00, 17.00 or 17h00."""
    return hour(instant.astimezone(zone_of(zone)), language, exact=exact)


def hour(local: datetime, language: str, *, exact: bool = False) -> str:
    """The hour of a local time, as the language writes it: 17:00, 17.00 or 17h00.

    With `exact` the seconds are told too: 17:00:01, or 17h00m01s.
    """
    with override(language):
        if exact:
            pattern = pgettext("a time of day with its seconds, in the letters of CLDR", "HH:mm:ss")
        else:
            pattern = pgettext("a time of day, in the letters of CLDR", "HH:mm")
    return dates.format_time(local.replace(tzinfo=None), pattern, locale=locale(language))


type Cities = Mapping[str, Mapping[str, str]]
"""The city by which each zone is called, in every language."""

_CITIES: ContextVar[Callable[[], Cities] | None] = ContextVar("cities", default=None)


@contextmanager
def cities_from(forum: Callable[[], Cities]) -> Iterator[None]:
    """Call zones by the cities of a forum in what follows; asked for once, when one is called."""
    before = _CITIES.set(cache(forum))
    try:
        yield
    finally:
        _CITIES.reset(before)


def place(zone: str, language: str) -> str:
    """The city by which a zone is called: that of the forum, else the one that gives the zone its
    name, in words; UTC for what names no city."""
    if "/" not in zone:
        return zone
    named = _CITIES.get()
    city = named().get(zone, {}).get(language) if named else None
    return city or _namesake(zone, language)


def place_in_all(zone: str) -> dict[str, str]:
    """The city by which a zone is called, in every language of the interface."""
    return {code: place(zone, code) for code, _name in settings.LANGUAGES}


def _namesake(zone: str, language: str) -> str:
    found = zone_of(zone)
    try:
        name = dates.get_timezone_location(found, locale(language), return_city=True)
    except LookupError:
        name = zone.replace("_", " ")
    # The library calls some by their region too.
    return str(name).rsplit("/", 1)[-1]


def instant(at: datetime, zone: str, language: str, *, exact: bool = False) -> str:
    """An instant with its place, such as Thu 8 Oct 2026, 10:00 Tokyo; to the second with `exact`."""
    local = at.astimezone(zone_of(zone))
    return f"{short_day(local.date(), language)}, {hour_there(at, zone, language, exact=exact)}"


def due(at: datetime, zone: str, language: str) -> str:
    """Until when something is due; one at midnight is the end of the day before, and is told so.

    Such as Thu 8 Oct 2026, 17:00 Tokyo, or end of Tue 30 Jun 2026, Tokyo.
    """
    local = at.astimezone(zone_of(zone))
    if local.time() != time():
        return instant(at, zone, language)
    day = short_day((local - A_MOMENT).date(), language)
    with override(language):
        return gettext("end of {day}, {place}").format(day=day, place=place(zone, language))


def full_instant(at: datetime, zone: str, language: str) -> str:
    """An instant in full with its place, such as Thursday 8 October 2026, 10:00 Tokyo."""
    day = full_day(at.astimezone(zone_of(zone)).date(), language)
    with override(language):
        said = pgettext("an instant in full", "{day}, {hour}")
    return said.format(day=day, hour=hour_there(at, zone, language))


def hour_there(at: datetime, zone: str, language: str, *, exact: bool = False) -> str:
    """An hour with its city, as the language writes it: 10:00 Tokyo, or 10:00 (Tokio); 10:00 UTC."""
    local, city = time_of(at, zone, language, exact=exact), place(zone, language)
    if "/" not in zone:
        return f"{local} {city}"
    with override(language):
        return pgettext("an hour with its city", "{hour} {city}").format(hour=local, city=city)


def instant_on_paper(at: datetime, zone: str, language: str, *, utc: str = "") -> str:
    """An instant as a paper says it in a sentence, such as Thursday 8 October 2026, 10:00 (Tokyo).

    `utc` is the same hour in UTC, told beside the city where it is given.
    """
    day = full_day(at.astimezone(zone_of(zone)).date(), language)
    city = place(zone, language)
    with override(language):
        said = pgettext("an instant in a sentence of a paper", "{day}, {hour} ({city})")
    there = f"{city}; {utc} UTC" if utc else city
    return said.format(day=day, hour=time_of(at, zone, language), city=there)


def days_away(count: int, language: str) -> str:
    """So many days from now in words, such as in 9 days; negative counts lie in the past."""
    return dates.format_timedelta(
        timedelta(days=count),
        granularity="day",
        threshold=10**9,
        add_direction=True,
        locale=locale(language),
    )


def number(value: float | Decimal, language: str) -> str:
    """A number with the language's separators, such as 1,250 in English and 1250 in Spanish.

    Source: docs/terms, the style page of each language.
    """
    return _separated(Decimal(str(value)), language)


def figure(text: str, language: str) -> str:
    """An exact decimal in text with the language's separators and all its decimals; what is none
    stays as it is."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return text
    return _separated(exact, language, every=True) if exact.is_finite() else text


def _separated(exact: Decimal, language: str, *, every: bool = False) -> str:
    grouped = language not in FOUR_FIGURES_TOGETHER or abs(exact) >= FIVE_FIGURES
    written = numbers.format_decimal(
        exact, locale=locale(language), decimal_quantization=not every, group_separator=grouped
    )
    return written.replace("\xa0", NARROW_SPACE)


def share(value: float, language: str) -> str:
    """A share of one as a percentage without decimals, such as 67%."""
    return numbers.format_percent(value, locale=locale(language))


def listed(words: Iterable[str], language: str) -> str:
    """Several words as one list, such as a, b and c."""
    return lists.format_list(list(words), locale=locale(language))


def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name; UTC for a name that is none, so that a page still shows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(UTC.tzname(None) or "UTC")


def month_initials(language: str) -> list[str]:
    """The initials of the twelve months, January first, as a calendar's head writes them."""
    names = locale(language).months["stand-alone"]["narrow"]
    return [str(names[number]).upper() for number in range(1, 13)]


def sorting_key(word: str) -> str:
    """A word without accents and case, so that lists stand in the order a reader expects."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def span_in_full(first: date, last: date, language: str) -> str:
    """Several civil days in full, as a paper says them: 19 and 20 November 2025; of two months,
    30 November 2025 to 2 December 2025."""
    if first == last:
        return full_day(first, language)
    same_month = (first.year, first.month) == (last.year, last.month)
    with override(language):
        if same_month and last - first == timedelta(days=1):
            said = pgettext("two days of one month", "{first} and {last}")
        else:
            said = pgettext("two days in full", "{first} to {last}")
    begin = str(first.day) if same_month else long_day(first, language)
    return said.format(first=begin, last=long_day(last, language))


def between(first: date, last: date, language: str) -> str:
    """A day that is known only to lie between two civil days: between 25 and 26 Feb 2026."""
    if first == last:
        return medium_day(first, language)
    with override(language):
        said = gettext("between {start} and {end}")
    return said.format(start=_before(first, last, language), end=medium_day(last, language))


def days_of_span(first: date, last: date, language: str) -> str:
    """Several civil days, as briefly as the language allows: 19–20 Nov 2025, 30 Nov – 2 Dec 2025."""
    if first == last:
        return medium_day(first, language)
    same_month = (first.year, first.month) == (last.year, last.month)
    rule = "–" if same_month else f"{THIN_SPACE}–{THIN_SPACE}"
    return rule.join((_before(first, last, language), medium_day(last, language)))


def _before(first: date, last: date, language: str) -> str:
    """A day before a later one that names the month and the year where they are the same."""
    if first.year != last.year:
        return medium_day(first, language)
    pattern = "d" if first.month == last.month else "d MMM"
    return dates.format_date(first, pattern, locale(language))

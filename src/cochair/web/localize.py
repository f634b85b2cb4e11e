"""Sentences and facts of the core in the reader's language."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum

from babel.dates import format_timedelta
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, gettext, override

from cochair.procedure.refusal import Refusal, Sentence, render
from cochair.web import code_labels, formats, varieties

type Names = Mapping[str, Mapping[str, str]]
"""Names of Parties, members and other things by code, in every language."""

NOTHING: Names = {}
# The languages that write the names of languages with a capital.
CAPITALS = frozenset({"en"})
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
# The places of a message that stand in quotation marks.
QUOTED = re.compile(r"“\{(\w+)\}”")


def language_now() -> str:
    """The interface language of this request."""
    active = get_language() or settings.LANGUAGE_CODE
    return active if active in settings.FORMATS else settings.LANGUAGE_CODE


def in_all(message: str, **facts: object) -> dict[str, str]:
    """A sentence (an English msgid) with its facts in every interface language.

    A fact that is a function is asked for what it is in each language, by its code.
    """
    said = {}
    for language, _name in settings.LANGUAGES:
        with varieties.override(language):
            told = {name: one(language) if callable(one) else one for name, one in facts.items()}
            said[language] = gettext(message).format(**told)
    return said


def say(
    said: Sentence | Refusal,
    *,
    names: Names = NOTHING,
    zone: str = "UTC",
    language: str | None = None,
    in_full: bool = False,
) -> str:
    """A sentence in a language (the reader's when none is named), with its facts formatted.

    Codes found in `names` become names; instants are told in `zone`, with its city; `in_full`
    abbreviates no weekday and no month, as a paper is written.  What stands in quotation marks in
    the English is what somebody typed: it is shown as it is, so that nobody learns what a thing
    is called by guessing its code.
    """
    language = language or language_now()
    quoted = [said.facts[place] for place in QUOTED.findall(said.message)]
    typed = {one for one in quoted if isinstance(one, str) and not isinstance(one, Enum)}

    def show(fact: object) -> str:
        if isinstance(fact, str) and fact in typed:
            return fact
        if in_full and isinstance(fact, datetime):
            return formats.instant_on_paper(fact, zone, language)
        return format_value(fact, names=names, zone=zone, language=language)

    with override(language):
        return render(said, translate=gettext, show=show)


def format_value(fact: object, *, names: Names = NOTHING, zone: str = "UTC", language: str) -> str:
    """One fact as text of a language: days in words, instants with their city, codes by name."""
    match fact:
        case None | "":
            return "–"
        case bool():
            return gettext("Yes") if fact else gettext("No")
        case Sentence() | Refusal():
            return say(fact, names=names, zone=zone, language=language)
        case datetime():
            return formats.instant(fact, zone, language)
        case date():
            return formats.long_day(fact, language)
        case timedelta():
            return format_timedelta(fact, threshold=1.5, locale=formats.locale(language))
        case int() | float():
            return formats.number(fact, language)
        case Promise():
            return str(fact)
        case Enum():
            return gettext(code_labels.WORDS.get(str(fact.value), str(fact.value)))
        case str() if fact.isdecimal():
            return fact
        case str():
            if fact in names:
                return str(translated(names[fact], language))
            if fact in LANGUAGES:
                return language_name(fact)
            return gettext(code_labels.WORDS[fact]) if fact in code_labels.WORDS else fact
        case Mapping():
            return str(translated(fact, language))
        case Iterable():
            parts = [format_value(one, names=names, zone=zone, language=language) for one in fact]
            return formats.listed(parts, language) if parts else "–"
    return str(fact)


def language_name(code: str) -> str:
    """What a language is called in the middle of a sentence of the active one: English, inglés."""
    name = str(get_language_info(code)["name_translated"])
    return name if language_now() in CAPITALS else name.lower()


def languages(codes: Iterable[str]) -> tuple[Mapping[str, str], ...]:
    """The names of languages as a fact: in capitals their codes would be those of countries."""
    return tuple(_called(code) for code in codes)


def _called(code: str) -> Mapping[str, str]:
    found = {}
    for reader, _name in settings.LANGUAGES:
        with override(reader):
            found[reader] = language_name(code)
    return found


def translated(words: object, language: str | None = None) -> object:
    """What a mapping by language holds in one language; anything else as it is.

    Never silently another language: where the wanted one is missing, the first that exists is
    given with its code before it, such as “[EN] Plan”.  Nothing becomes the empty string.
    """
    if words is None:
        return ""
    if not isinstance(words, Mapping):
        return words
    language = language or language_now()
    if words.get(language):
        return words[language]
    for code, _name in settings.LANGUAGES:
        if words.get(code):
            found = words[code]
            return f"[{code.upper()}] {found}" if isinstance(found, str) else found
    return ""


def language_of(words: object) -> str:
    """The language in which `pick` would answer."""
    wanted = language_now()
    if not isinstance(words, Mapping) or words.get(wanted):
        return wanted
    return next((code for code, _name in settings.LANGUAGES if words.get(code)), wanted)


def as_quoted(words: str) -> str:
    """Words as they stand between quotation marks at the end of a sentence, whose full stop follows
    the mark: their own is left out, and dots that say that they break off are not."""
    words = words.rstrip()
    return words if words.endswith("..") else words.removesuffix(".")

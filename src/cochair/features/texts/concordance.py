"""Whether the languages of a text say the same figures and names: what the core needs for it.

Months come from a table of locales, numbers in words from the catalogues, names from the forum.
"""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext

from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure import text as core
from cochair.web import formats
from cochair.web.cache import LRUCache
from cochair.web.varieties import override

type Names = Mapping[str, Mapping[str, str]]

_FOUND: LRUCache[tuple[core.Discrepancy, ...]] = LRUCache(32)


def differences(text: core.NegotiatedText, forum: Forum) -> tuple[core.Discrepancy, ...]:
    """Where languages of a text that are abreast say other figures or names, in reading order.

    Kept under the words and what is abreast, since a page asks for it at every visit.
    """
    names = parties.roster(forum).names()
    abreast = tuple(core.stale(text))
    key = (core.text_digest(text), text.negotiation, abreast, frozenset(names))
    return _FOUND.get(key, lambda: _compared(text, names))


@lru_cache
def vocabulary(language: str) -> core.Vocabulary:
    """What a language of the interface calls months and numbers; of another one nothing is known."""
    if language not in settings.FORMATS:
        return core.Vocabulary()
    locale = formats.locale(language)
    with override(language):
        numbers = gettext(core.NUMBERS_IN_WORDS)
        doubtful = gettext(core.MONTHS_AND_OTHER_WORDS)
    return core.vocabulary(
        locale.months["format"]["wide"].values(),
        locale.months["format"]["abbreviated"].values(),
        numbers,
        doubtful,
    )


def _compared(text: core.NegotiatedText, names: Names) -> tuple[core.Discrepancy, ...]:
    known = tuple(
        core.Name({language: (said,) for language, said in words.items() if said})
        for words in names.values()
    )
    vocabularies = {language: vocabulary(language) for language in text.languages}
    return core.concordance(text, vocabularies, known)

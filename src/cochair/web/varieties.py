"""Regional varieties of the interface: the Spanish of America, the Portuguese of Brazil.

Languages are those of the forum, its texts and its addresses (`settings.LANGUAGES`).  A variety is
a way in which one person reads one of them: a thin catalogue before that of the language, message
by message, and the formats of CLDR.  It is chosen by an account and holds while a page or a message
is made for that person; papers, titles and everything that is stored are in the language itself.
Source: docs/decisions/0068.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.core import get_global
from babel.languages import get_official_languages, get_territory_language_info
from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, to_locale, trans_real

# Per cent of the people of a country.
HALF = 50
_CHOSEN: ContextVar[str] = ContextVar("variety", default="")


def chosen(language: str) -> str:
    """The variety in which a language is read now; empty for the language itself."""
    code = _CHOSEN.get()
    return code if code and base_of(code) == language else ""


def base_of(code: str) -> str:
    """The language of a variety; a language, and whatever else is no variety, is its own."""
    found = settings.VARIETIES.get(code)
    return str(found[0]) if found else code


def choices() -> list[tuple[str, str]]:
    """Every language, with its varieties after it, each by the name that its readers give it."""
    rows = []
    for language, _name in settings.LANGUAGES:
        own = str(translation.get_language_info(language)["name_local"])
        rows.append((language, own[:1].upper() + own[1:]))
        rows += [
            (code, name) for code, (base, name) in settings.VARIETIES.items() if base == language
        ]
    return rows


def of_place(territory: str) -> str:
    """The language or variety in which people of a country read, by its code (ISO 3166-1).

    One that is official there comes before one that most people speak; where none is either, the
    default language.  Source: CLDR, the languages of territories and their parent locales.
    """
    official = get_official_languages(territory)
    spoken = get_territory_language_info(territory)
    for language, _name in settings.LANGUAGES:
        share = spoken.get(language, {}).get("population_percent")
        if language in official or (isinstance(share, float) and share > HALF):
            return _variety_at(language, territory)
    return str(settings.LANGUAGE_CODE)


def _variety_at(language: str, territory: str) -> str:
    local = f"{language}_{territory}"
    above = get_global("parent_exceptions").get(local, local).replace("_", "-")
    return above if above in settings.VARIETIES else language


@contextmanager
def reading(code: str) -> Iterator[None]:
    """Make what follows for a reader of a variety; with an empty code, for one of the language."""
    before = _CHOSEN.set(code if code in settings.VARIETIES else "")
    try:
        yield
    finally:
        _CHOSEN.reset(before)


@contextmanager
def override(language: str | None) -> Iterator[None]:
    """Write what follows in a language itself, whoever reads: for papers and what is stored.

    What a function makes for the reader in a language that it is given uses Django's instead.
    """
    with translation.override(language), reading(""):
        yield


def tag() -> str:
    """The language of the page as browsers and screen readers know it (BCP 47), such as es-419."""
    language = get_language() or settings.LANGUAGE_CODE
    return chosen(language) or language


class Catalogue(trans_real.DjangoTranslation):
    """The words of a language, behind those of the variety in which it is read."""

    def __init__(
        self, language: str, domain: str | None = None, localedirs: list[str] | None = None
    ) -> None:
        super().__init__(language, domain, localedirs)
        self._varieties = {
            code: overlay
            for code in settings.VARIETIES
            if base_of(code) == language and (overlay := _overlay(code)) is not None
        }
        for overlay in self._varieties.values():
            overlay.add_fallback(_Base(self))

    def gettext(self, message: str) -> str:
        """A message in the variety, else in the language."""
        overlay = self._varieties.get(_CHOSEN.get()) if self._varieties else None
        return overlay.gettext(message) if overlay else super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A message with a number in the variety, else in the language."""
        overlay = self._varieties.get(_CHOSEN.get()) if self._varieties else None
        if overlay:
            return overlay.ngettext(msgid1, msgid2, n)
        return super().ngettext(msgid1, msgid2, n)

    def of_language(self, message: str) -> str:
        """A message in the language itself."""
        return super().gettext(message)

    def of_language_counted(self, msgid1: str, msgid2: str, n: int) -> str:
        """A message with a number in the language itself."""
        return super().ngettext(msgid1, msgid2, n)


class _Base(NullTranslations):
    """What a variety does not say: asked of the language."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def gettext(self, message: str) -> str:
        return self._catalogue.of_language(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._catalogue.of_language_counted(msgid1, msgid2, n)


def install() -> None:
    """Let Django make its catalogues of this class; once, in `apps.ready()`."""
    trans_real.DjangoTranslation = Catalogue  # type: ignore[misc]


def _overlay(code: str) -> GNUTranslations | None:
    for folder in settings.LOCALE_PATHS:
        file = Path(folder) / to_locale(code) / "LC_MESSAGES" / "django.mo"
        if file.exists():
            with file.open("rb") as words:
                return GNUTranslations(words)
    return None

"""The codes of delegations and people in words, and the columns of a list in every language."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.procedure.book import Book
from cochair.procedure.refusal import _
from cochair.web.formats import sorting_key
from cochair.web.varieties import override

CAPACITIES = {
    "head": _("Head of delegation"),
    "alternate": _("Alternate"),
    "adviser": _("Adviser"),
    "interpreter": _("Interpreter"),
    "secretariat": _("Secretariat staff"),
}
MODES = {"physical": _("In the room"), "remote": _("Remote")}
STATES = {
    "open": _("Being named"),
    "submitted": _("Submitted to the secretariat"),
    "accepted": _("Accepted"),
    "returned": _("Returned"),
}
COLUMNS = {
    "badge": _("Badge"),
    "delegation": _("Delegation"),
    "title": _("Courtesy title"),
    "name": _("Name"),
    "function": _("Official function"),
    "rank": _("Rank"),
    "capacity": _("Role in the delegation"),
    "mode": _("Attendance"),
    "email": _("E-mail"),
    "language": _("Language"),
    "request": _("Requested by note"),
}
FUNCTION = "function"


def key(text: str) -> str:
    """What two ways of writing a word share: accents, case and blanks set aside."""
    return " ".join(sorting_key(text).split())


@lru_cache(maxsize=1)
def columns() -> Mapping[str, str]:
    """Every way in which the head of a column may be written, to its code.

    The function has a column for each language besides the one in the reader's own:
    `function_en` or “Function (EN)”.
    """
    found = _by_words(COLUMNS)
    found |= dict.fromkeys(("e-mail", "mail", "correo", "correio"), "email")
    # Lists written with the names that these columns had before.
    found |= dict.fromkeys(("funcion", "funcao"), FUNCTION)
    found |= dict.fromkeys(("en calidad de", "na qualidade de"), "capacity")
    found["titulo"] = "title"
    for heading in [text for text, code in found.items() if code == FUNCTION]:
        for language, _name in settings.LANGUAGES:
            code = f"{FUNCTION}_{language}"
            found |= {f"{heading}_{language}": code, f"{heading} ({language})": code}
    return found


@lru_cache(maxsize=1)
def capacities() -> Mapping[str, str]:
    """Every way in which a capacity may be written, to its code."""
    return _by_words(CAPACITIES)


def spelled(known: Mapping[str, str]) -> tuple[str, ...]:
    """Each code with its words in every language: “Adviser / Asesoría / Assessoria (adviser)”."""
    found: dict[str, list[str]] = {code: [] for code in known}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for code, said in known.items():
                found[code].append(__(said))
    return tuple(f"{' / '.join(dict.fromkeys(said))} ({code})" for code, said in found.items())


@lru_cache(maxsize=1)
def modes() -> Mapping[str, str]:
    """Every way in which the attendance may be written, to its code."""
    return _by_words(MODES)


def ranks(book: Book) -> Mapping[str, str]:
    """Every way in which a rank of the procedures may be written, to its code."""
    found = {key(code): code for code in book.ranks}
    for code, words in book.ranks.items():
        found |= {key(text): code for text in words.values()}
    return found


@lru_cache(maxsize=1)
def languages() -> Mapping[str, str]:
    """Every way in which an interface language may be written, to its code."""
    return _by_words({code: str(name) for code, name in settings.LANGUAGES})


def headings(codes: Iterable[str]) -> list[str]:
    """The heads of columns in the reader's language."""
    return [heading(code) for code in codes]


def heading(code: str) -> str:
    """The head of one column in the reader's language."""
    name, _underscore, language = code.partition("_")
    return f"{__(COLUMNS[name])} ({language.upper()})" if language else __(COLUMNS[name])


def _by_words(words: Mapping[str, str]) -> dict[str, str]:
    found = {key(code): code for code in words}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {key(__(said)): code for code, said in words.items()}
    return found


def language_name(code: str) -> str:
    """An interface language by its name in the reader's language."""
    return __(str(dict(settings.LANGUAGES).get(code, code)))

"""The regional varieties of the interface: what differs from the language, and nothing else.

    src/cochair/locale/es_419/words.txt               a word and what the variety says, one a line
    src/cochair/locale/es_419/LC_MESSAGES/django.po   messages that differ by more than such words

Both are written by hand.  A variety says a message of its own; else that of its language, each word
of the list replaced; and where neither differs, the program asks the language (decision 68).
`tools/messages.py check` and `compile` read this module.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import messages
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils.translation import to_locale

WORDS = "words.txt"
SIGN, REMARK = " = ", "#"
# What stays as it is in every variety: the places of values, and tags.
KEPT = re.compile(r"%\(\w+\)[a-z]|\{[^{}]*\}|<[^>]*>")


def codes() -> Iterator[tuple[str, str]]:
    """Each variety with its language, such as es-419 and es."""
    for code, (language, _name) in settings.VARIETIES.items():
        yield code, language


def folder(sources: Path, code: str) -> Path:
    """Where a variety is kept."""
    return sources / "locale" / to_locale(code)


def po_file(sources: Path, code: str) -> Path:
    """The messages of a variety that are written by hand."""
    return folder(sources, code) / "LC_MESSAGES" / "django.po"


def words(sources: Path, code: str) -> dict[str, str]:
    """The words of a variety by those of its language, in small letters."""
    file = folder(sources, code) / WORDS
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    pairs = (line.split(SIGN, 1) for line in lines if line.strip() and not line.startswith(REMARK))
    return {pair[0].strip(): pair[-1].strip() for pair in pairs}


def made(sources: Path, code: str, language: str) -> Catalog:
    """Everything that a variety says otherwise than its language."""
    own = messages.read(po_file(sources, code), language)
    speak = Speaker(words(sources, code))
    catalog = Catalog(locale=language, fuzzy=False)
    for message in messages.read(messages.po_file(sources, language), language):
        if not message.id:
            continue
        found = own.get(message.id, context=message.context)
        string = found.string if found is not None else speak.message(message)
        if string != message.string:
            catalog.add(message.id, string, context=message.context)
    return catalog


class Speaker:
    """Says the messages of a language with the words of a variety."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self.pairs = pairs
        some = sorted(pairs, key=len, reverse=True)
        each = "|".join(re.escape(word) for word in some) or "(?!)"
        self.any = re.compile(rf"({KEPT.pattern})|(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)

    def text(self, text: str) -> str:
        """A text with the words of the variety, capitals kept."""
        return self.any.sub(self._word, text)

    def message(self, message: Message) -> str | tuple[str, ...]:
        """The translation of a message, or of all its plural forms."""
        string = message.string
        if isinstance(string, (list, tuple)):
            return tuple(self.text(one) for one in string)
        return self.text(str(string))

    def _word(self, hit: re.Match[str]) -> str:
        if hit[1]:
            return hit[1]
        said = self.pairs[hit[0].lower()]
        return said[:1].upper() + said[1:] if hit[0][:1].isupper() else said


def faults(sources: Path) -> Iterator[str]:
    """What is wrong with the varieties, one line each."""
    for code, language in codes():
        base = messages.read(messages.po_file(sources, language), language)
        yield from _of_words(sources, code, base)
        yield from _of_messages(sources, code, language, base)


def _of_words(sources: Path, code: str, base: Catalog) -> Iterator[str]:
    pairs = words(sources, code)
    place = f"{folder(sources, code).name}/{WORDS}"
    all_said = "\n".join(
        str(text).lower()
        for one in base
        if one.id
        for text in (one.string if isinstance(one.string, (list, tuple)) else (one.string,))
    )
    for word, said in pairs.items():
        if word == said or not said:
            yield f"{place}: “{word}” is said the same."
        elif not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", all_said):
            yield f"{place}: “{word}” is in no message of the language."


def _of_messages(sources: Path, code: str, language: str, base: Catalog) -> Iterator[str]:
    file = po_file(sources, code)
    place = f"{folder(sources, code).name}/{file.name}"
    own = messages.read(file, language)
    if file.exists() and file.read_text(encoding="utf-8") != messages.as_text(own):
        yield f"{place} is not in order: run tools/messages.py collect."
    speak = Speaker(words(sources, code))
    for message in own:
        if not message.id:
            continue
        label = repr(message.id[0] if isinstance(message.id, (list, tuple)) else message.id)
        said = base.get(message.id, context=message.context)
        if said is None or not messages.same_shape(said, message):
            yield f"{place}: {label} is no message of the language."
            continue
        yield from (f"{place}: {fault}" for fault in messages.faults(message, code))
        if message.string == speak.message(said):
            yield f"{place}: {label} says what is said without it."

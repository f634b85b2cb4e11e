"""Which language a text seems to be in, told by its small words or by the name of its file.

A Spanish file brought in as the Portuguese one reads almost right, and nobody looks again. Small
words (`the`, `los`, `dos`) are a third of any prose and differ between languages. It is said only
where it is plain, and nothing is refused by it. Source: security.md section (a), row 6, H12.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import gettext

from cochair.web import localize
from cochair.web.varieties import override

TABLE = Path(__file__).with_name("small_words.yaml")
# So many small words of another language, and so many times those of its own, are no accident: a
# title or a few names quoted in another language stay below.
AT_LEAST, TIMES = 8, 3
# A reason or a note is a sentence: two small words, and none of its own language, tell its language.
OF_A_NOTE = 2
_WORD = re.compile(r"[^\W\d_]+")


def seems(texts: Iterable[str], language: str, *, at_least: int = AT_LEAST) -> str:
    """The code of the language that a text seems to be in, where that is not `language`; or nothing.

    Nothing as well for a language whose small words nobody wrote down, and for a short text.
    """
    if language not in _table():
        return ""
    hits = _hits(texts)
    most = max(hits, key=lambda code: hits[code])
    plain = hits[most] >= max(at_least, TIMES * hits[language])
    return most if most != language and plain else ""


def foreign(text: str, language: str) -> str:
    """The language of the interface in which a note plainly is, where it is not `language`; or nothing."""
    code = seems((text,), language, at_least=OF_A_NOTE)
    return code if code in dict(settings.LANGUAGES) else ""


def mark(code: str) -> str:
    """The mark that words in another language bear, in the reader's: “in English”."""
    return gettext("in {language}").format(language=localize.language_name(code))


def as_written(text: str, language: str) -> str:
    """What somebody wrote, for a paper in `language`: in another language, with its mark behind it."""
    return marked(text, foreign(text, language) or language, language)


def marked(text: str, code: str, language: str) -> str:
    """Words whose language is known, for a paper in `language`: in another, with its mark behind."""
    if code == language:
        return text
    with override(language):
        return f"{text} ({mark(code)})"


def language_of(texts: Iterable[str], file_name: str, languages: Iterable[str]) -> str:
    """The language of a file, among those of the forum; nothing where neither tells it.

    Its text tells it where it is plain, else a code of a language that stands alone in the name
    of the file, as in `declaration_es.docx`.
    """
    known = tuple(languages)
    hits = {code: n for code, n in _hits(texts).items() if code in known}
    if hits:
        most = max(hits, key=lambda code: hits[code])
        others = max((n for code, n in hits.items() if code != most), default=0)
        if hits[most] >= max(AT_LEAST, TIMES * others):
            return most
    named = set(_WORD.findall(file_name.rsplit(".", 1)[0].casefold())) & set(known)
    return named.pop() if len(named) == 1 else ""


def _hits(texts: Iterable[str]) -> dict[str, int]:
    """How many small words of each language a text has."""
    said = Counter(word for text in texts for word in _WORD.findall(text.casefold()))
    return {code: sum(said[word] for word in words) for code, words in _table().items()}


@cache
def _table() -> Mapping[str, frozenset[str]]:
    """The small words of each language; those that two have in common tell nothing."""
    said = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    words = {str(code): frozenset(line.split()) for code, line in said.items()}
    shared = Counter(word for each in words.values() for word in each)
    return {code: frozenset(w for w in each if shared[w] == 1) for code, each in words.items()}

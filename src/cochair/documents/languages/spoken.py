"""Which language a text seems to be in, told by its small words: is a file in its right place?

A Spanish file brought in as the Portuguese one reads almost right, and nobody looks again.  Small
words (`the`, `los`, `dos`) are a third of any prose and differ between languages.  It is said only
where it is plain, and nothing is refused by it.  Source: security.md section (a), row 6, H12.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

TABLE = Path(__file__).with_name("small_words.yaml")
# So many small words of another language, and so many times those of its own, are no accident: a
# title or a few names quoted in another language stay below.
AT_LEAST, TIMES = 8, 3
_WORD = re.compile(r"[^\W\d_]+")


def seems(texts: Iterable[str], language: str) -> str:
    """The code of the language that a text seems to be in, where that is not `language`; or nothing.

    Nothing as well for a language whose small words nobody wrote down, and for a short text.
    """
    table = _table()
    if language not in table:
        return ""
    said = Counter(word for text in texts for word in _WORD.findall(text.casefold()))
    hits = {code: sum(said[word] for word in words) for code, words in table.items()}
    most = max(hits, key=lambda code: hits[code])
    plain = hits[most] >= max(AT_LEAST, TIMES * hits[language])
    return most if most != language and plain else ""


@cache
def _table() -> Mapping[str, frozenset[str]]:
    """The small words of each language; those that two have in common tell nothing."""
    said = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    words = {str(code): frozenset(line.split()) for code, line in said.items()}
    shared = Counter(word for each in words.values() for word in each)
    return {code: frozenset(w for w in each if shared[w] == 1) for code, each in words.items()}

"""How a language calls months and numbers: told by the caller, for no language is known here.

Months come from a table of locales. Numbers in words, and months that are other words too, are
sentences of the catalogues, so that whoever translates the interface gives them.

Source: architecture section 2 (the forum, and the languages, are no part of a program).
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cochair.procedure.refusal import _

NUMBERS_IN_WORDS = _(
    "1=one; 2=two; 3=three; 4=four; 5=five; 6=six; 7=seven; 8=eight; 9=nine; 10=ten; 11=eleven; "
    "12=twelve; 13=thirteen; 14=fourteen; 15=fifteen; 16=sixteen; 17=seventeen; 18=eighteen; "
    "19=nineteen; 20=twenty; 21=twenty-one; 22=twenty-two; 23=twenty-three; 24=twenty-four; "
    "25=twenty-five; 26=twenty-six; 27=twenty-seven; 28=twenty-eight; 29=twenty-nine; 30=thirty; "
    "31=thirty-one; 36=thirty-six; 40=forty; 48=forty-eight; 50=fifty; 60=sixty; 70=seventy; "
    "72=seventy-two; 80=eighty; 90=ninety; 100=hundred; 1000=thousand"
)
"""Numbers as words: `value=word`, several words for one value after the same sign."""

MONTHS_AND_OTHER_WORDS = _("may; march; august")
"""Names of months that mean something else too; of such, only one beside a figure is one."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The months of a language in full and in short, numbers in words, and months in doubt.

    Everything is without accents and in lower case.
    """

    months: Mapping[str, int] = field(default_factory=dict)
    short: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()


def vocabulary(
    months: Iterable[str], short: Iterable[str], numbers: str = "", doubtful: str = ""
) -> Vocabulary:
    """The vocabulary of a language from its twelve months, in full and in short, and two sentences.

    `numbers` is `NUMBERS_IN_WORDS` and `doubtful` `MONTHS_AND_OTHER_WORDS` in that language.
    """
    return Vocabulary(
        months={bare(name): number for number, name in enumerate(months, start=1)},
        short={bare(name).rstrip("."): number for number, name in enumerate(short, start=1)},
        numbers=_numbers(numbers),
        doubtful=frozenset(bare(one.strip()) for one in doubtful.split(";") if one.strip()),
    )


def bare(words: str) -> str:
    """Words in lower case and without accents."""
    if words.isascii():
        return words.lower()
    apart = unicodedata.normalize("NFD", words.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _numbers(said: str) -> Mapping[str, int]:
    """What `value=word` pairs say; a pair that is none is passed over."""
    found = {}
    for pair in said.split(";"):
        value, _sign, word = pair.partition("=")
        if value.strip().isdecimal() and word.strip():
            found[bare(word.strip())] = int(value)
    return found

"""Words that look like others: letters of two alphabets in one word, and signs that nobody sees.

A name written with a Cyrillic `а` reads like the one with a Latin `a`, and no search, sorting or
comparison takes them for the same.  Source: security.md section (a), row 6, H12; the rule is that
of Unicode Technical Standard 39, section 5.1 (mixed scripts), as far as names and titles need it.
"""

import re
import unicodedata

from cochair.procedure.refusal import Refusal, _

# Alphabets with letters that look alike, by the first word of the name of each of their letters.
LOOK_ALIKE = frozenset(
    {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "FULLWIDTH"}
    | {"MATHEMATICAL"}
)
# Letters of Greek and Cyrillic that a reader takes for Latin ones.
TAKEN_FOR_LATIN = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονγ")
# Units and formulas put one Greek letter beside Latin ones: μg, kΩ, Δt.
LONGEST_UNIT = 3
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u180e\u034f")
# Signs that are not printed: controls, halves of a character, separators of lines.
UNPRINTED = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
# Signs that turn the direction of what follows, so that words could read as others.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNREADABLE = _("This contains characters that cannot be printed. Type it again.")
_LINES = str.maketrans("\n\r\t", "   ")
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}{''.join(sorted(_UNSEEN))}])*")


def deceiving(text: str) -> str:
    """The first word of a text that is not what it looks like, without unseen signs; or nothing."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    is_latin = any(_alphabets(word) == {"LATIN"} for word in words)
    for word in words:
        if _deceives(word, beside_latin=is_latin):
            return "".join(sign for sign in word if sign not in _UNSEEN)
    return ""


def plain_to_see(*texts: str) -> Refusal | None:
    """A refusal for a text with a word that looks like another, and names it."""
    for text in texts:
        if word := deceiving(text):
            return Refusal(
                "practice",
                _(
                    "“{word}” has letters of another alphabet, or invisible characters: "
                    "type it again."
                ),
                {"word": word[:60]},
            )
    return None


def is_printed(text: str) -> bool:
    """Whether every sign of a text of one line is one that a paper can carry."""
    return not any(unicodedata.category(s) in UNPRINTED or s in TURNING for s in text)


def unprinted(*texts: str) -> Refusal | None:
    """A refusal for texts, of whatever lines, with signs that cannot be printed or turn the others."""
    if all(is_printed(text.translate(_LINES)) for text in texts):
        return None
    return Refusal("practice", UNREADABLE)


def _deceives(word: str, *, beside_latin: bool) -> bool:
    alphabets = _alphabets(word)
    if len(alphabets) > 1:
        return not (len(word) <= LONGEST_UNIT and alphabets == {"LATIN", "GREEK"})
    if alphabets == {"LATIN"}:
        return not _UNSEEN.isdisjoint(word)
    return beside_latin and len(word) > 1 and TAKEN_FOR_LATIN.issuperset(word)


def _alphabets(word: str) -> frozenset[str]:
    """The alphabets of a word, of those that have letters in common with others to the eye."""
    first = (unicodedata.name(sign, "").partition(" ")[0] for sign in word)
    return LOOK_ALIKE.intersection(first)

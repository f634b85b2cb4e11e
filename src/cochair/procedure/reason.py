"""What counts as a reason: words, and not signs that only fill a field.

Source: corrections.md section 1 ("Guards": both may proceed with a reason).
"""

from cochair.procedure.refusal import Refusal, _

# Enough different letters for two short words in any script.
DIFFERENT_LETTERS = 4
# Longer than two words: what shows that a clause is met says something of it.
SENTENCE = 20
DIFFERENT_WORDS = 3
# Where the scripts begin that put no blanks between words.
IDEOGRAPHS = "\u2e80"


def has_words(text: str) -> bool:
    """Whether a text says anything: it has letters, and not one of them again and again."""
    return len({sign.casefold() for sign in text if sign.isalpha()}) > 1


def is_reason(text: str, at_least: int) -> bool:
    """Whether a text of at least so many characters is a reason: half of them are letters."""
    text = text.strip()
    letters = [sign.casefold() for sign in text if sign.isalpha()]
    return (
        len(text) >= at_least
        and len(letters) * 2 >= at_least
        and len(set(letters)) >= DIFFERENT_LETTERS
    )


def is_sentence(text: str) -> bool:
    """Whether a text is a reason of at least `SENTENCE` characters and of more than two words, and not
    one word again and again."""
    if not is_reason(text, SENTENCE):
        return False
    words = ("".join(filter(str.isalpha, word)).casefold() for word in text.split())
    return max(text) >= IDEOGRAPHS or len({word for word in words if word}) >= DIFFERENT_WORDS


def in_a_sentence(text: str, clause: str = "practice") -> Refusal | None:
    """What is to show that something was done is a sentence: a number or two words show nothing."""
    if is_sentence(text):
        return None
    message = _("Write a sentence of at least {number} characters and {words} different words.")
    return Refusal(clause, message, {"number": SENTENCE, "words": DIFFERENT_WORDS})

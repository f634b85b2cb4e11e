"""Words that look like others, told from words that are written as they are (H12)."""

import pytest

from cochair.procedure.alphabets import deceiving, plain_to_see

# The sign at fault stands as its number, so that whoever reads this sees it.
DECEIVING = {
    "a Cyrillic a": ("Decl\u0430ration of Ministers", "Decl\u0430ration"),
    "a Greek o": ("Declarati\u03bfn", "Declarati\u03bfn"),
    "a Cyrillic capital": ("Annex \u0410nnual report", "\u0410nnual"),
    "a word wholly of look-alikes": ("Report of the \u0421\u041e\u041c", "\u0421\u041e\u041c"),
    "an accent over a Cyrillic letter": ("S\u0435\u0301bastien", "S\u0435\u0301bastien"),
    "letters of formulas": ("\U0001d403eclaration", "\U0001d403eclaration"),
    "letters of full width": ("\uff24eclaration", "\uff24eclaration"),
    "a space without width behind": ("EC-SOM\u200b/1", "SOM"),
    "a space without width inside": ("Decla\u200bration", "Declaration"),
    "a soft hyphen": ("Decla\u00adration", "Declaration"),
}
PLAIN = (
    "Declaración conjunta, ação e reunião",
    "Βασίλειος Παπαδόπουλος",
    "Иван Петров",
    "Иван Petrov",
    "Ζάππειο Hall, Athens",
    "5 μg of Δ9-THC, 3 kΩ, Δt",
    "第三次会议 of Ministers",
    "EC-SOM/2027/2 REV 1 (pt)",
    "Nº 1.º 2.ª",
    "👩🏽\u200d⚖️ for all",
    "",
)


@pytest.mark.parametrize(("text", "word"), DECEIVING.values(), ids=DECEIVING)
def test_a_word_that_looks_like_another_is_named(text: str, word: str) -> None:
    assert deceiving(text) == word
    refusal = plain_to_see("As it is.", text)
    assert refusal is not None and refusal.facts["word"] == word


@pytest.mark.parametrize("text", PLAIN)
def test_a_word_in_an_alphabet_of_its_own_is_taken(text: str) -> None:
    assert deceiving(text) == ""
    assert plain_to_see(text) is None

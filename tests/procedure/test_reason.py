"""A reason has words: signs that only fill a field say nothing (corrections.md section 1)."""

import pytest

from cochair.procedure.reason import has_words, is_reason


@pytest.mark.parametrize(
    "text",
    [
        "The hall is not free then.",
        "No hay quórum en la sala.",
        "Ο πρόεδρος είναι ασθενής.",
        "主席生病了所以会议必须推迟到下个月再开会议",
        "  Sala ocupada de 8 a 14. \n",
    ],
)
def test_words_in_any_script_are_a_reason(text: str) -> None:
    assert is_reason(text, 20)


@pytest.mark.parametrize(
    "text",
    [
        "." * 20,
        " " * 30,
        "x" * 20,
        "xyxyxyxyxyxyxyxyxyxyxy",
        "1234567890 1234567890",
        "-- n/a " * 4,
        "Too short.",
    ],
)
def test_signs_that_fill_the_field_are_none(text: str) -> None:
    assert not is_reason(text, 20)


def test_where_no_length_is_asked_a_word_is_enough_and_dots_are_not() -> None:
    assert has_words("No.") and has_words("不要")
    assert not has_words("...") and not has_words("  ") and not has_words("aaa")

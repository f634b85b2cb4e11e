"""Paragraphs keep their names when words change, when they move, and in other languages (CB-24, CB-27)."""

from hypothesis import given
from hypothesis import strategies as st

from cochair.features.register import pasted_text
from cochair.formats import alignment
from cochair.formats.paragraphs import HEADING, ITEM, Text, as_json, fresh_ids, from_json, plain
from papers import words

BEFORE = words(
    "The ministers met in Norhaven on 3 March 2031.",
    "They agreed on safe harbours for all ships of both sides.",
    "They will meet again.",
)


def ids(text: Text) -> list[str]:
    return [one.id for one in text]


def test_a_paragraph_that_changes_its_words_keeps_its_id_and_a_new_one_gets_one_never_used() -> (
    None
):
    new = words(
        "The ministers met in Norhaven on 4 March 2031.",
        "A quite different thought stands here now, about lighthouses.",
        "They agreed on safe harbours for the ships of both sides.",
        "They will meet again.",
    )

    assert ids(alignment.continued(new, BEFORE, {"p-9"})) == ["p-1", "p-10", "p-2", "p-3"]


def test_a_paragraph_that_moves_takes_its_id_along() -> None:
    moved = (BEFORE[2], BEFORE[0], BEFORE[1])

    assert ids(alignment.continued(moved, BEFORE)) == ["p-3", "p-1", "p-2"]


def test_a_translation_takes_the_ids_of_its_source_even_where_a_paragraph_is_missing() -> None:
    spanish = words(
        "Los ministros se reunieron en Norhaven el 3 de marzo de 2031.", "Se reunirán de nuevo."
    )

    assert ids(alignment.translated(words("Uno.", "Dos.", "Tres."), BEFORE)) == [
        "p-1",
        "p-2",
        "p-3",
    ]
    assert ids(alignment.translated(spanish, BEFORE))[0] == "p-1"


texts = st.lists(st.text(alphabet="abc de.1", min_size=1, max_size=40), max_size=12)


@given(texts, texts)
def test_no_two_paragraphs_ever_share_an_id_and_no_words_are_lost(
    before: list[str], after: list[str]
) -> None:
    old, new = fresh_ids(words(*before)), words(*after)

    for aligned in (alignment.continued(new, old), alignment.translated(new, old)):
        assert len(set(ids(aligned))) == len(new)
        assert [one.text for one in aligned] == after


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read_and_typed_again_the_same(typed: str) -> None:
    text = pasted_text.read(typed)

    if text:
        assert pasted_text.read(pasted_text.write(text)) == text
    assert from_json(as_json(fresh_ids(text))) == fresh_ids(text)


def test_headings_and_numbers_are_seen() -> None:
    text = pasted_text.read("# Harbours\n\n1. We look.\n\n(a) after them\n\nPlain words.")

    assert [one.kind for one in text] == [HEADING, ITEM, ITEM, "plain"]
    assert [one.number for one in text] == ["", "1.", "(a)", ""]
    assert plain("p-1", "x").full_text == "x"

"""One number a paragraph: printed where the paper prints it, counted where it does not."""

from cochair.procedure.numbering import cited, numbers


def test_printed_numbers_are_the_numbers_and_recitals_and_headings_have_none() -> None:
    rows = (
        ("t", "title", ""), ("r1", "plain", ""), ("r2", "plain", ""), ("h", "heading", "I."),
        ("a", "item", "1."), ("b", "item", "2."), ("c", "plain", "(3)"),
    )  # fmt: skip

    assert numbers(rows) == {"t": "", "r1": "", "r2": "", "h": "", "a": "1", "b": "2", "c": "3"}
    assert cited(rows) == {
        "t": "i", "r1": "ii", "r2": "iii", "h": "iv", "a": "1", "b": "2", "c": "3",
    }  # fmt: skip


def test_a_text_that_prints_none_is_counted_without_its_headings() -> None:
    rows = (("t", "title", ""), ("a", "plain", ""), ("h", "heading", ""), ("b", "table", ""))

    assert numbers(rows) == {"t": "", "a": "1", "h": "", "b": "2"}


def test_no_two_paragraphs_have_one_number() -> None:
    """Items under a paragraph, what came in between, and a list that begins again."""
    rows = (
        ("a", "item", "1."), ("a1", "item", "a)"), ("a2", "item", "b)"), ("new", "plain", ""),
        ("b", "item", "2."), ("b1", "item", "a)"), ("again", "item", "1."),
    )  # fmt: skip

    found = numbers(rows)

    assert found == {
        "a": "1", "a1": "1 a", "a2": "1 b", "new": "1 b bis",
        "b": "2", "b1": "2 a", "again": "1 bis",
    }  # fmt: skip
    assert len(set(cited(rows).values())) == len(rows)


def test_what_a_negotiation_calls_a_recital_has_no_number_even_where_none_is_printed() -> None:
    rows = (("r", "preambular", ""), ("a", "operative", ""), ("b", "operative", ""))

    assert numbers(rows) == {"r": "", "a": "1", "b": "2"}

"""The rolling text: brackets, alternatives, and who is shown as their author."""

import pytest

from cochair.procedure.refusal import Refused
from cochair.procedure.text import (
    CHAIRS,
    Attribution,
    Author,
    AuthorKind,
    Operation,
    Span,
    accept,
    bracketed,
    printed,
    rolling,
    shown,
)
from procedure.deciding import NORLAND, START
from procedure.drafts import ELM, MAR, SOL, draft, part, proposal, tabled, whole

TEXT = draft()


def name(author):
    return author.member


def read(text, paragraph="p-2", name=name):
    return printed(bracketed(text, paragraph), name)


def test_what_nobody_would_change_has_no_brackets():
    assert read(TEXT) == "The Parties shall meet."
    assert [line.paragraph for line in rolling(TEXT)] == ["p-1", "p-2", "p-3", "p-4"]


def test_alternatives_stand_beside_the_words_with_their_authors():
    text = tabled(TEXT, part("a", "shall", "will"), part("b", "shall", "must", author=MAR))

    assert read(text) == "The Parties [shall | will (elm) | must (mar)] meet."
    assert read(text, name=lambda author: "") == "The Parties [shall | will | must] meet."


def test_words_are_added_and_taken_out_in_brackets_too():
    text = tabled(
        TEXT,
        proposal("a", span=Span(4, 4), words={"en": "two "}),
        part("b", " shall", "", author=MAR),
    )

    assert read(text) == "The [– | two  (elm)]Parties[ shall | – (mar)] meet."


def test_brackets_stand_within_brackets():
    text = tabled(
        TEXT,
        part("a", "shall meet", "will meet soon"),
        part("b", "soon", "yearly", base="will meet soon", on="a", author=MAR),
        part("c", "meet", "gather", author=SOL),
    )

    assert read(text) == (
        "The Parties [shall [meet | gather (sol)] | will meet [soon | yearly (mar)] (elm)]."
    )


def test_a_whole_paragraph_and_a_deletion_are_alternatives():
    text = tabled(
        TEXT,
        whole("a"),
        proposal("b", MAR, operation=Operation.DELETE),
        part("c", "shall", "will", author=SOL),
    )

    assert read(text) == (
        "[The Parties [shall | will (sol)] meet. | The Parties meet. (elm) | – (mar)]"
    )


def test_proposals_that_cross_each_other_say_the_place_in_full():
    text = tabled(
        TEXT, part("a", "Parties shall", "States"), part("b", "shall meet", "meet", author=MAR)
    )

    assert read(text) == "The [Parties shall meet | States meet (elm) | Parties meet (mar)]."


def test_several_places_of_a_paragraph_have_brackets_of_their_own():
    text = tabled(
        TEXT,
        part("a", "The", "Both"),
        part("b", "meet", "gather", author=MAR),
        proposal("c", SOL, span=Span(23, 23), words={"en": " Soon."}),
        proposal("d", ELM, span=Span(23, 23), words={"en": " Later."}),
    )

    assert read(text) == (
        "[The | Both (elm)] Parties shall [meet | gather (mar)].[– |  Soon. (sol) |  Later. (elm)]"
    )


def test_places_that_touch_are_two_places():
    text = tabled(TEXT, part("a", "The", "All"), part("b", " Parties", "", author=MAR))

    assert read(text) == "[The | All (elm)][ Parties | – (mar)] shall meet."


def test_what_is_only_said_in_another_language_waits_for_its_words():
    text = tabled(TEXT, proposal("a", words={"es": "Las Partes se ven."}))

    assert read(text) == "The Parties shall meet."
    inner = tabled(TEXT, whole("a"), whole("b", on="a", words="x"))
    assert read(inner) == "[The Parties shall meet. | [The Parties meet. | x (elm)] (elm)]"


def test_new_paragraphs_and_moves_stand_at_their_place():
    new = {"operation": Operation.INSERT, "paragraph": "n-1", "after": "p-1"}
    text = tabled(
        TEXT,
        whole("a", "They hope.", **new),
        whole("b", "They trust.", author=MAR, **new),
        whole("c", "First.", operation=Operation.INSERT, paragraph="n-0"),
        proposal("d", operation=Operation.MOVE, after="p-4"),
        part("e", "hope", "wait", base="They hope.", on="a", paragraph="n-1", author=SOL),
    )

    lines = rolling(text)

    assert [(line.paragraph, line.proposed) for line in lines][:4] == [
        ("n-0", True),
        ("p-1", False),
        ("n-1", True),
        ("p-2", False),
    ]
    assert printed(lines[2].pieces, name) == "[They [hope | wait (sol)]. (elm) | They trust. (mar)]"
    assert [one.id for one in lines[3].moves] == ["d"]


def test_a_paragraph_that_was_taken_out_is_not_printed():
    gone = tabled(TEXT, proposal("a", operation=Operation.DELETE))

    lines = rolling(accept(gone, "a", by="chairs", at=START))

    assert [line.paragraph for line in lines] == ["p-1", "p-3", "p-4"]


def test_brackets_that_nobody_could_read_say_their_words_in_full():
    many = 400
    said = "a" * 2 * many
    text = draft([("p-2", "operative", (said, said, said))])
    nested = [
        proposal(f"n{at}", span=Span(at, 2 * many - at), words={"en": str(at)})
        for at in range(many)
    ]

    found = read(tabled(text, *nested))

    assert found.count("[") == 7
    assert all(f"{at}" in found for at in range(many))


def test_a_proposal_lies_within_a_few_others_at_most():
    text = tabled(TEXT, whole("a0", "words"))
    for depth in (1, 2, 3):
        text = tabled(text, whole(f"a{depth}", "words", on=f"a{depth - 1}"))

    with pytest.raises(Refused, match="Brackets may be nested at most 3 levels deep"):
        tabled(text, whole("a4", "words", on="a3"))


@pytest.mark.parametrize(
    ("level", "reader", "sees"),
    [
        (Attribution.NAMED, MAR, ELM),
        (Attribution.PARTY, MAR, Author(AuthorKind.PARTY, NORLAND)),
        (Attribution.PARTY, None, Author(AuthorKind.PARTY, NORLAND)),
        (Attribution.PARTY, ELM, ELM),
        (Attribution.ANONYMOUS, MAR, None),
        (Attribution.ANONYMOUS, ELM, ELM),
    ],
)
def test_us_05_what_is_shown_of_an_author_is_what_the_chairs_decided(level, reader, sees):
    assert shown(ELM, level, reader) == sees
    assert shown(CHAIRS, level, reader) == CHAIRS

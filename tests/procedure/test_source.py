"""The official words stand beside ours, however the holder of the note came by its text."""

import textwrap
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cochair.procedure.source import (
    MOST_PARAGRAPHS,
    Passage,
    PassageState,
    align,
    fingerprint,
    is_the_note,
    normalised,
    paragraphs,
)
from procedure.invented import NOTE, RULES, UNMARKED, WRITTEN_FROM, Rule, book_of
from procedure.layouts import LAYOUTS
from procedure.official import ALL_RULES, NOTES, cited_rules

NOISE = (
    [""],
    ["", "", ""],
    ["\f"],
    ["7"],
    ["- 7 -"],
    ["Page 7 of 12"],
    ["771/31 ab/cd 7", "ANNEX ORC.1 EN"],
    ["40321/ZZ XIV. GP", "Eingelangt am 07/02/31"],
    ["www.orchards.example", "\f771/31 REV 1"],
    ["________________"],
    ["\u00a0\u00a0\u200b"],
)


def not_found(rules: tuple[Rule, ...], text: str) -> dict[str, str]:
    """Clauses whose paragraph is missing or changed."""
    return {
        passage.rule: passage.state.value
        for passage in align(rules, paragraphs(text))
        if passage.state is not PassageState.FOUND
    }


def passage_of(rule: str, text: str) -> Passage:
    return next(p for p in align(RULES, paragraphs(text)) if p.rule == rule)


@pytest.mark.parametrize("rule", WRITTEN_FROM)
def test_each_clause_finds_the_paragraph_it_was_written_from(rule: str) -> None:
    passage = passage_of(rule, NOTE)
    assert passage.state is PassageState.FOUND
    assert passage.words.startswith(WRITTEN_FROM[rule][4])


def test_where_no_fingerprint_was_made_the_place_alone_finds_the_paragraph() -> None:
    passages = align(UNMARKED, paragraphs(NOTE))
    for passage in passages:
        assert passage.state is PassageState.FOUND
        assert passage.words.startswith(WRITTEN_FROM[passage.rule][4])


def test_neither_stamps_nor_addresses_nor_footnotes_are_taken_for_words() -> None:
    words = " ".join(p.words for p in paragraphs(NOTE) if p.part)
    for noise in ("Eingelangt", "http", "stone building", "771/31", "²", "*"):
        assert noise not in words


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_of_the_copy_makes_no_difference(layout: str) -> None:
    assert not_found(RULES, LAYOUTS[layout](NOTE)) == {}


@given(st.lists(st.tuples(st.integers(0, NOTE.count("\n")), st.sampled_from(NOISE)), max_size=40))
def test_page_noise_between_any_lines_never_loses_a_paragraph(places) -> None:
    lines = NOTE.split("\n")
    for position, noise in sorted(places, key=lambda place: place[0], reverse=True):
        lines[position:position] = noise
    assert not_found(RULES, "\n".join(lines)) == {}


@given(
    st.integers(60, 110),
    st.lists(st.tuples(st.integers(0, 150), st.sampled_from(NOISE[1:])), max_size=8),
)
def test_page_noise_inside_broken_paragraphs_never_loses_one(width: int, places) -> None:
    lines = broken(NOTE, width).split("\n")
    for position, noise in sorted(places, key=lambda place: place[0], reverse=True):
        lines[position:position] = noise
    assert not_found(RULES, "\n".join(lines)) == {}


def broken(text: str, width: int) -> str:
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))


@given(st.sampled_from(sorted(set(WRITTEN_FROM) - {"I.1.3", "I.2.1.b"})))
def test_a_paragraph_taken_out_is_named_as_missing_and_no_other(rule: str) -> None:
    gone = passage_of(rule, NOTE)
    lines = NOTE.split("\n")
    del lines[(gone.line or 0) - 1]
    sharing = {p.rule for p in align(RULES, paragraphs(NOTE)) if p.line == gone.line}
    assert not_found(RULES, "\n".join(lines)) == dict.fromkeys(sharing, "missing")
    missing = passage_of(rule, "\n".join(lines))
    assert (missing.words, missing.line) == ("", None)


@given(st.sampled_from(sorted(WRITTEN_FROM)), st.sampled_from(["never ", "9", "ñ"]))
def test_a_paragraph_that_reads_otherwise_is_named_as_changed_and_no_other(
    rule: str, more: str
) -> None:
    edited = passage_of(rule, NOTE)
    lines = NOTE.split("\n")
    words = lines[(edited.line or 0) - 1]
    cut = words.index(" ", 6) + 1
    lines[(edited.line or 0) - 1] = f"{words[:cut]}{more} {words[cut:]}"
    sharing = {p.rule for p in align(RULES, paragraphs(NOTE)) if p.line == edited.line}
    assert not_found(RULES, "\n".join(lines)) == dict.fromkeys(sharing, "changed")
    assert more.strip() in passage_of(rule, "\n".join(lines)).words


def test_when_the_letters_move_up_the_item_that_went_is_the_one_missing() -> None:
    moved = NOTE.replace(
        "- b. The press house, the cart makers and the beekeepers are asked along.\n- c.", "- b."
    )
    assert not_found(RULES, moved) == {"II.1.composition.b": "missing"}
    assert passage_of("II.1.composition.c", moved).words.startswith("Neighbours")


def test_an_added_item_changes_nothing_for_the_others() -> None:
    added = NOTE.replace("- b. Both wardens", "- b. Ladders are counted.\n- c. Both wardens")
    assert not_found(RULES, added) == {}


@pytest.mark.parametrize(
    "lost",
    [
        "PART II – GATHERINGS\n",
        "2. Picking gatherings (PG)\n",
        "Meetings\n",
        "Composition\n",
        "Main functions\n",
    ],
)
def test_paragraphs_are_known_by_their_words_where_their_heading_was_lost(lost: str) -> None:
    assert not_found(RULES, NOTE.replace(lost, "")) == {}


def test_a_heading_was_lost_and_nothing_tells_the_words() -> None:
    states = not_found(UNMARKED, NOTE.replace("Main functions\n", ""))
    assert states == dict.fromkeys((r for r in WRITTEN_FROM if ".functions." in r), "missing")


def test_a_citation_may_give_only_the_item() -> None:
    bare = tuple(
        Rule(rule.id, replace(rule.citation, lines=())) for rule in UNMARKED if rule.citation.item
    )
    assert not_found(bare, NOTE) == {}


def test_a_number_at_the_end_of_a_sentence_is_no_item() -> None:
    wrapped = "PART I\n\n1. Carts\n\n- a. the growers painted carts and so\n18. Then they left.\n"
    assert [p.words for p in paragraphs(wrapped)] == [
        "the growers painted carts and so 18. Then they left."
    ]


def test_numbered_items_without_full_stops_are_still_items() -> None:
    listed = "Text of the list:\n1. ladders\n2. carts\n3. people\n"
    assert [(p.item, p.words) for p in paragraphs(listed)][1:] == [
        ("1", "ladders"),
        ("2", "carts"),
        ("3", "people"),
    ]


def test_a_title_may_run_over_two_lines() -> None:
    titled = "PART I\n\n1. Gatherings of the growers\nof hills and valleys\n\nThey meet.\n"
    assert [(p.section, p.words) for p in paragraphs(titled)][-1] == ("1", "They meet.")


def test_a_sentence_that_begins_with_a_number_is_no_title() -> None:
    text = "PART I\n\n1. Ladders and\n\ncarts are shared.\n"
    assert [(p.section, p.item, p.words) for p in paragraphs(text)] == [
        ("", "1", "Ladders and carts are shared.")
    ]


def test_a_short_line_before_a_list_is_a_heading_even_after_an_unfinished_sentence() -> None:
    text = (
        "PART I\n\n1. Carts\n\nThey said so in every barn of the valley\n\n"
        "Meetings\n\na. Under trees.\n"
    )
    assert [(p.heading, p.words) for p in paragraphs(text)] == [
        ("", "They said so in every barn of the valley"),
        ("Meetings", "Under trees."),
    ]


def test_a_footnote_of_several_lines_goes_as_a_whole() -> None:
    text = (
        "PART I\n\n1. Carts\n\nThe carts¹ are painted green and are kept\n\n"
        "1 Carts with two wheels, and those with\nfour wheels\n\nin the barn.\n"
    )
    assert [p.words for p in paragraphs(text)] == [
        "The carts are painted green and are kept in the barn."
    ]


def test_an_address_that_a_page_break_cut_goes_as_a_whole() -> None:
    text = (
        "Carts are green.\n\n¹ <https://orchards.example/a-\n\n7\n\nlong-one/en>\n\nThey are few.\n"
    )
    assert [p.words for p in paragraphs(text)] == ["Carts are green.", "They are few."]


def test_words_broken_at_a_hyphen_are_joined() -> None:
    assert paragraphs("The co-\nwardens meet.")[0].words == "The co-wardens meet."


def test_an_empty_file_has_no_paragraph() -> None:
    assert paragraphs("\ufeff\r\n \f\r\n") == ()


@pytest.mark.parametrize(
    ("ours", "copy"),
    [
        ("growers² agreed", "Growers2  agreed"),
        ("in 2023² the", "In 20232 the"),
        ("the barn (1) is", "the barn is"),
        ("co-wardens", "co\u2011\nwardens"),
        ("office", "o\ufb03ce"),
        ("**A** b.", "a\u00a0B"),
    ],
)
def test_a_fingerprint_overlooks_what_copying_does(ours: str, copy: str) -> None:
    assert fingerprint(ours) == fingerprint(copy)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_fingerprint_tells_words_apart(one: str, other: str) -> None:
    same = normalised(one) == normalised(other)
    assert (fingerprint(one) == fingerprint(other)) is same
    assert len(fingerprint(one)) == 16


def test_the_note_itself_is_accepted() -> None:
    assert is_the_note(paragraphs(NOTE), book_of(RULES)) is None


def test_a_note_of_which_a_third_is_changed_is_accepted_and_one_with_more_is_not() -> None:
    paragraph_lines = sorted({p.line or 0 for p in align(RULES, paragraphs(NOTE))})
    lines = NOTE.split("\n")
    refused = []
    for line in paragraph_lines:
        lines[line - 1] += " And more."
        refused.append(is_the_note(paragraphs("\n".join(lines)), book_of(RULES)) is not None)
    third = len(RULES) // 3
    assert not any(refused[: third - 2])
    assert all(refused[third + 1 :])


@pytest.mark.parametrize(
    "other",
    [
        "",
        "A recipe for apple cake.\n\n1. Peel the apples.\n2. Bake.\n",
        "a. x\n\n" * (MOST_PARAGRAPHS + 1),
    ],
)
def test_a_text_that_is_not_the_note_is_refused_in_one_clear_message(other: str) -> None:
    refusal = is_the_note(paragraphs(other), book_of(RULES))
    assert refusal is not None
    assert f"0 of {len(RULES)} clauses" in str(refusal)


def test_another_note_built_in_the_same_way_is_refused() -> None:
    other = "".join(letter.translate({ord("e"): "o", ord("a"): "u"}) for letter in NOTE)
    other = other.replace("PART", "PART").replace("- u.", "- a.")
    refusal = is_the_note(paragraphs(other), book_of(RULES))
    assert refusal is not None and "0 of" in str(refusal)


@given(st.text(max_size=400))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    assert len(align(RULES, paragraphs(text))) == len(RULES)


# The official note does not ship. Where a holder has it, these stories are told about it too.


@pytest.mark.parametrize("note", NOTES)
def test_every_clause_stands_beside_its_official_words(note: str) -> None:
    rules = cited_rules(note)
    assert len(rules) == ALL_RULES
    assert not_found(rules, note) == {}


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_clause_finds_its_official_words_in_any_layout(note: str, layout: str) -> None:
    assert not_found(cited_rules(note), LAYOUTS[layout](note)) == {}


@pytest.mark.parametrize("note", NOTES)
def test_the_official_words_stand_on_the_line_that_the_clause_cites(note: str) -> None:
    rules = cited_rules(note)
    for rule, passage in zip(rules, align(rules, paragraphs(note)), strict=True):
        assert passage.line in rule.citation.lines
        assert normalised(passage.words)[:40] in normalised(note)

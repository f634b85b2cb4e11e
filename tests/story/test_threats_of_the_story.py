"""What the story says of threats, expectations and results is whole before anybody plays it."""

import re
from collections import Counter

from cochair.features.assessments import results
from cochair.features.assessments.refusals import FEWEST_WORDS
from cochair.features.expectations import refusals
from cochair.features.measures.codes import LEVELS
from cochair.story.eu_clasi import pledges, threats, words

LANGUAGES = ("en", "es", "pt")


def test_each_finding_is_told_in_each_language_and_one_is_answered_by_nobody() -> None:
    found = list(threats.findings())

    assert len(found) == 11
    assert all(set(one.title) == set(LANGUAGES) and one.place for _series, one, _numbers in found)
    assert {series for series, _one, _numbers in found} == {
        one["series"] for one in threats.assessments()
    }
    assert [len(numbers) for *_one, numbers in found].count(0) == 1
    answering = Counter(slug for *_one, numbers in found for slug in numbers)
    assert set(pledges.TAKEN) <= set(answering)


def test_what_is_expected_of_each_new_commitment_is_a_sentence_with_its_measure() -> None:
    told = dict(threats.expected())

    assert set(told) == set(pledges.TAKEN)
    for slug, one in told.items():
        for text, what in ((one.expected, refusals.EXPECTED), (one.measured, refusals.MEASURED)):
            assert refusals.says_enough(text, LANGUAGES, what) is None, slug
        assert set(one.levels) <= set(LEVELS) and one.target


def test_each_result_says_how_both_see_it_and_what_follows_in_each_language() -> None:
    told = dict(threats.results())

    assert set(told) == set(pledges.TAKEN)
    for slug, one in told.items():
        texts = [one.result, one.follows_words, *([one.why] if one.view == "different" else [])]
        assert one.view in results.VIEWS and one.follows in results.FOLLOWS, slug
        for text in texts:
            assert refusals.says_enough(text, LANGUAGES, refusals.EXPECTED) is None, (slug, text)
    assert {one.follows for one in told.values()} == set(results.FOLLOWS)
    assert {one.view for one in told.values()} == set(results.VIEWS)


def test_the_assessment_of_the_story_says_enough_and_two_words_do_not() -> None:
    for said in words.said("closing.assessment").values():
        assert all(refusals.words_in(said[code]) >= FEWEST_WORDS for code in LANGUAGES)
    two = words.said("threats.two_words")
    assert all(refusals.words_in(two[code]) < FEWEST_WORDS for code in LANGUAGES)


def test_where_a_finding_stands_is_said_as_every_language_reads_it() -> None:
    """The stock-taking report prints it in three languages as it was typed: *Chapter 4* was English in all."""
    assert {found.place for _series, found, _numbers in threats.findings()}
    for _series, found, _numbers in threats.findings():
        assert not re.search(r"[^\W\d_]{3}", found.place), found.place

"""Languages of a revision: editions, staleness, courtesy (I.2.6; domain.md C.4)."""

import pytest

import papers
import signing
from cochair.features.documents import queries
from cochair.features.documents.facts import documents as facts
from cochair.features.documents.models import Expression
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from papers import words
from world import NOW


def states(document) -> dict[str, str]:
    revision = papers.last(document)
    return {one.language: one.state for one in queries.editions(revision).values()}


@pytest.fixture
def paper(small_forum: Forum):
    """A paper in all three languages."""
    texts = {code: words(f"One {code}.", f"Two {code}.") for code in ("en", "es", "pt")}
    return papers.circulated(small_forum, texts)


def test_a_change_in_substance_makes_the_others_stale_and_an_editorial_one_does_not(paper) -> None:
    before = queries.binds(papers.last(paper))

    papers.written(paper, "en", words("One en,", "Two en."), editorial=True)
    assert set(states(paper).values()) == {"released"}
    assert queries.binds(papers.last(paper)) != before

    papers.written(paper, "en", words("One en,", "Three."))
    assert states(paper) == {"en": "released", "es": "stale", "pt": "stale"}
    stale = Expression.objects.get(language="es", replaced_at=None)
    assert stale.stale_paragraphs == ["p-2"]


def test_a_language_that_was_corrected_and_then_went_stale_counts_no_more(paper) -> None:
    """I.2.6: the edition before the correction is as stale as the one after it."""
    papers.written(paper, "pt", words("One, pt.", "Two pt."), editorial=True)

    papers.written(paper, "en", words("One en.", "Three en."))

    (fact,) = facts(paper.forum)
    counted = {one.language for one in fact.current if one.stale_at is None}
    assert counted == {"en"}
    papers.written(paper, "pt", words("One, pt.", "Três pt."))
    (fact,) = facts(paper.forum)
    assert {one.language for one in fact.current if one.stale_at is None} == {"en", "pt"}


def test_a_translation_that_catches_up_makes_nobody_stale(paper) -> None:
    papers.written(paper, "en", words("One en.", "Three en."))

    papers.written(paper, "es", words("One es.", "Tres es."))

    assert states(paper) == {"en": "released", "es": "released", "pt": "stale"}


def test_a_stale_language_that_is_right_all_the_same_is_confirmed(paper) -> None:
    papers.written(paper, "en", words("One en.", "Three en."))
    pt = Expression.objects.get(language="pt", replaced_at=None)
    by = signing.secretariat(paper.forum)

    languages.confirm(pt, seen=papers.fresh(paper).version, by=by, at=NOW)

    assert states(paper)["pt"] == "released"
    with pytest.raises(Refused):
        languages.confirm(pt, seen=papers.fresh(paper).version, by=by, at=NOW)


def test_a_courtesy_translation_makes_nobody_stale_and_the_original_is_none(paper) -> None:
    papers.written(paper, "en", words("One en.", "Three en."))
    papers.written(paper, "es", words("One es.", "Tres es."))
    papers.written(paper, "pt", words("Um.", "Dois."), origin=Origin.MACHINE, courtesy=True)
    assert states(paper)["es"] == "released"

    with pytest.raises(Refused):
        papers.written(paper, "en", words("X."), courtesy=True)


def test_a_stale_language_is_not_confirmed_over_a_draft_that_brings_it_up_to_date(paper) -> None:
    papers.written(paper, "en", words("One en.", "Three en."))
    pt = Expression.objects.get(language="pt", replaced_at=None)
    draft = papers.written(paper, "pt", words("Um.", "Três."), released=False)
    by = signing.secretariat(paper.forum)

    with pytest.raises(Refused, match="newer edition"):
        languages.confirm(pt, seen=papers.fresh(paper).version, by=by, at=NOW)

    assert queries.editions(papers.last(paper))["pt"] == draft


@pytest.mark.parametrize("origin", [Origin.MACHINE, Origin.TRANSLATED])
def test_a_courtesy_takes_the_place_of_no_language_that_counts(paper, origin: Origin) -> None:
    """I.2.6: else a clause is met by words that nobody is given to read any more."""
    with pytest.raises(Refused, match="A person has already written this language version"):
        papers.written(paper, "pt", words("Um."), origin=origin, courtesy=True)

    assert not queries.editions(papers.last(paper))["pt"].courtesy


def test_the_edition_that_others_read_stays_until_the_next_is_released(paper) -> None:
    papers.written(paper, "en", words("Quite new."), released=False)

    shown = queries.readable(papers.last(paper), is_own=False)["en"]
    assert shown.text[0]["runs"][0]["text"] == "One en."


def test_the_same_text_sent_twice_is_one_edition(paper) -> None:
    first = papers.written(paper, "es", words("Uno."), released=False)

    assert papers.written(paper, "es", words("Uno."), released=False).pk == first.pk


def test_a_translation_is_released_after_its_original_and_not_before(small_forum) -> None:
    paper = papers.entered(small_forum)
    with pytest.raises(Refused, match="Release the original first"):
        papers.written(paper, "es", papers.words("Uno."))
    made = papers.last(paper).expressions.get(language="es")
    papers.written(paper, "en", papers.words("One."))

    by, seen = signing.secretariat(small_forum), papers.fresh(paper).version
    languages.release(made, seen=seen, by=by, at=NOW)

    made.refresh_from_db()
    assert made.released_at == NOW


def test_i_2_6_a_language_has_words_and_not_only_figures_or_signs(small_forum) -> None:
    paper = papers.entered(small_forum)
    for empty in ("12", "x", "...", " "):
        with pytest.raises(Refused, match="This text has no words"):
            papers.written(paper, "en", words(empty))
    with pytest.raises(Refused, match="This text is empty"):
        papers.written(paper, "en", ())

    assert papers.written(paper, "en", words("For 7 read 8.")).released_at == NOW

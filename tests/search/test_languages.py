"""A word finds its paragraph in every language and form (stack.md section 4)."""

import pytest

import finding
import papers
import signing
from cochair.features.documents import analysis
from cochair.features.documents.models import Document, Term
from cochair.features.parties.models import Forum
from papers import words
from world import NOW


def test_a_question_in_spanish_finds_the_paragraph_and_shows_it_in_the_readers_language(
    small_forum: Forum, declaration: Document
) -> None:
    hat = signing.concert(small_forum)

    (result,) = finding.shown(small_forum, "trata de personas", hat, language="en")

    assert finding.text(result) == "Both sides fight trafficking in human beings."
    assert result.snippets[0].notes == ("found by its text in Spanish",)
    (own,) = finding.shown(small_forum, "trata de personas", hat, language="es")
    assert finding.text(own) == "Ambas partes combaten la [trata de personas]."
    assert own.snippets[0].notes == ()


def test_a_paragraph_that_is_not_there_in_the_readers_language_is_shown_as_it_was_found(
    small_forum: Forum,
) -> None:
    papers.circulated(small_forum, {"en": words("Trafficking in drugs.")})

    (result,) = finding.shown(
        small_forum, "trafficking", signing.league(small_forum), language="pt"
    )

    assert finding.text(result) == "[Trafficking] in drugs."
    assert result.snippets[0].is_foreign
    assert ": this paragraph is not available in your language" in result.snippets[0].notes[0]


def test_a_term_of_the_glossary_finds_what_exists_in_another_language_only(
    small_forum: Forum,
) -> None:
    hat = signing.league(small_forum)
    paper = papers.circulated(
        small_forum, {"en": words("We fight trafficking in human beings.", "And traffic jams.")}
    )
    assert not finding.places(small_forum, "la trata de personas", hat)

    Term.objects.create(
        forum=small_forum,
        words={"en": "trafficking in human beings", "es": "trata de personas"},
        at=NOW,
    )

    assert finding.places(small_forum, "trata de personas", hat) == {(paper.pk, "p-1")}
    assert finding.places(small_forum, "la lucha contra la trata de personas", hat) == set()
    (result,) = finding.shown(small_forum, "trata de personas", hat, language="en")
    assert finding.text(result) == "We fight [trafficking in human beings]."
    assert result.snippets[0].notes == ("found through the glossary",)


def test_a_term_that_has_ended_finds_nothing_more(small_forum: Forum) -> None:
    hat = signing.league(small_forum)
    papers.circulated(small_forum, {"en": words("A vessel.")})
    term = Term.objects.create(forum=small_forum, words={"en": "vessel", "es": "buque"}, at=NOW)
    assert finding.places(small_forum, "buques", hat)

    term.ended_at = NOW
    term.save()

    assert not finding.places(small_forum, "buques", hat)


SAME = {
    "en": "party parties/ being beings/ country countries",
    "es": "reunión reuniones/ delegación delegaciones/ crimen crímenes/ país países/ "
    "imagen imágenes/ joven jóvenes/ persona personas/ ley leyes/ orden órdenes",
    "pt": "declaração declarações/ reunião reuniões/ questão questões/ nacional nacionais/ "
    "papel papéis/ homem homens/ órgão órgãos/ alemão alemães/ difícil difíceis/ civil civis/ "
    "lei leis/ possível possíveis/ pessoa pessoas/ presidência presidências",
}
PAIRS = [
    pytest.param(language, *pair.split(), id=f"{language} {pair.split()[1]}")
    for language, pairs in SAME.items()
    for pair in pairs.split("/")
]


def answers(asked: str, written: str, language: str) -> bool:
    surface, stem = analysis.forms(written, language)
    return analysis.fold(asked) == surface or stem in analysis.asked_stems(asked, language)


@pytest.mark.parametrize(("language", "one", "many"), PAIRS)
def test_one_finds_many_and_many_find_one_with_and_without_accents(
    language: str, one: str, many: str
) -> None:
    for asked, written in ((one, many), (many, one), (one, one), (many, many)):
        assert answers(asked, written, language)
        assert answers(analysis.fold(asked), written, language)


def test_declaracao_finds_declaração_on_the_page(small_forum: Forum) -> None:
    paper = papers.circulated(
        small_forum, {"pt": words("As declarações dos ministros.")}, source="pt", title={"pt": "X"}
    )
    hat = signing.league(small_forum)

    for asked in ("declaracao", "declaração", "DECLARAÇÃO", "declaracoes", "Declara*"):
        assert finding.places(small_forum, asked, hat) == {(paper.pk, "p-1")}, asked


def test_accents_written_apart_are_the_same_word(small_forum: Forum) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "A declaração está pronta.")
    paper = papers.circulated(small_forum, {"en": words(text)})

    found = finding.places(small_forum, "declaração", signing.league(small_forum))

    assert found == {(paper.pk, "p-1")}

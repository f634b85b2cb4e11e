"""The index follows the journal: at once, whole, and anew from nothing with the same answers."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

import finding
import papers
import signing
from cochair.features.documents.models import Document
from cochair.features.mail import worker
from cochair.features.parties.models import Forum
from cochair.features.register import finding as documents
from cochair.features.search import index, indexer
from cochair.features.search.models import Cursor, Passage
from cochair.journal import queries as journal
from papers import words
from world import NOW


def rows() -> list[tuple[object, ...]]:
    names = [field.attname for field in Passage._meta.concrete_fields if not field.primary_key]
    return sorted(Passage.objects.values_list(*names), key=str)


def caught_up(forum: Forum) -> None:
    while indexer.catch_up(forum, NOW):
        pass


def test_the_worker_indexes_what_was_recorded_and_looks_once_when_nothing_was(
    small_forum: Forum, declaration: Document
) -> None:
    caught_up(small_forum)
    papers.written(declaration, "en", words("A new wording."))

    worker.tick(NOW)

    assert Cursor.objects.get(forum=small_forum).seq == journal.size(small_forum.slug)
    assert Passage.objects.filter(text="A new wording.").exists()
    with CaptureQueriesContext(connection) as captured:
        assert indexer.catch_up(small_forum, NOW) == 0
    assert len(captured) == 2


def test_a_worker_whose_index_fails_goes_on_with_its_letters(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object) -> None:
        raise ValueError("broken")

    monkeypatch.setitem(worker._JOBS, "search", (broken, timedelta(0)))

    assert worker.tick(NOW).sent == 0
    assert "The job search" in caplog.text


def test_what_breaks_off_is_indexed_the_next_time(
    small_forum: Forum, declaration: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    hat = signing.league(small_forum)
    with monkeypatch.context() as broken:
        broken.setattr(index, "put", lambda *_given: 1 / 0)
        broken.setattr(indexer.logger, "exception", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            indexer.catch_up(small_forum, NOW)
    assert not Passage.objects.exists()

    assert finding.places(small_forum, "trata", hat) == {(declaration.pk, "p-1")}


def test_a_document_that_cannot_be_read_is_left_out_and_the_others_are_not(
    small_forum: Forum,
    declaration: Document,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hat = signing.league(small_forum)
    assert finding.places(small_forum, "trata", hat)
    whole = documents.Documents.passages

    def broken(source: documents.Documents, item: int) -> object:
        return whole(source, item) if item != declaration.pk else 1 / 0

    monkeypatch.setattr(documents.Documents, "passages", broken)
    papers.written(declaration, "en", words("Other words."))
    other = papers.circulated(small_forum, {"en": words("Trata.")})

    assert finding.places(small_forum, "trata", hat) == {(other.pk, "p-1")}
    assert f"document {declaration.pk}" in caplog.text


def test_an_index_made_anew_answers_as_before(small_forum: Forum, declaration: Document) -> None:
    papers.circulated(small_forum, {"en": words("Internal words.")}, marking="internal")
    papers.written(declaration, "es", words("Otra vez la trata."))
    caught_up(small_forum)
    before = rows()

    assert indexer.rebuild(small_forum, NOW) == len(before)

    assert rows() == before
    assert indexer.catch_up(small_forum, NOW) == 0


def test_what_is_there_no_more_is_not_in_an_index_made_anew(
    small_forum: Forum, declaration: Document
) -> None:
    said = Passage(forum=small_forum, kind="document", item=10**9, language="en", place=0)
    said.text = said.words = "gone"
    said.in_house, said.is_public = True, False
    said.save()

    indexer.rebuild(small_forum, NOW)

    rows = Passage.objects.filter(kind="document")
    assert set(rows.values_list("item", flat=True)) == {declaration.pk}


def test_a_search_while_the_database_is_busy_goes_on_with_what_there_is(
    small_forum: Forum, declaration: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_given: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(indexer, "_catch_up", busy)

    assert indexer.catch_up(small_forum, NOW) == 0


def test_many_entries_are_read_some_at_a_time(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught_up(small_forum)
    for number in range(6):
        papers.circulated(small_forum, {"en": words(f"Paper {number}.")})
    monkeypatch.setattr(indexer, "THINGS", 2)

    steps = 0
    while indexer.catch_up(small_forum, NOW):
        steps += 1

    assert steps >= 3
    hat = signing.league(small_forum)
    assert len(finding.items(small_forum, "paper", hat, "document")) == 6


def test_the_words_of_a_passage_go_with_it(small_forum: Forum, declaration: Document) -> None:
    caught_up(small_forum)
    passages = Passage.objects.count()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            triggers = "SELECT count(*) FROM sqlite_master WHERE name = 'search_passage_gone'"
            assert cursor.execute(triggers).fetchone() == (1,)
            assert cursor.execute("SELECT count(*) FROM search_words").fetchone() == (passages,)

    index.take_out("document", declaration.pk)

    assert not Passage.objects.filter(kind="document", item=declaration.pk).exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = "SELECT count(*) FROM search_words WHERE search_words MATCH 'trata'"
            assert cursor.execute(found).fetchone() == (0,)


def test_a_paragraph_too_long_for_one_place_is_found_to_its_last_word(small_forum: Forum) -> None:
    said = " ".join(f"word{number}" for number in range(5000))
    paper = papers.circulated(small_forum, {"en": words(f"{said} zanzibar")})
    hat = signing.league(small_forum)

    for typed in ("zanzibar", '"word4999 zanzibar"', "word1500", '"word999 word1000 word1001"'):
        assert finding.places(small_forum, typed, hat) == {(paper.pk, "p-1")}, typed
    (result,) = finding.shown(small_forum, "zanzibar", hat)
    assert finding.text(result).startswith("… ") and finding.text(result).endswith("[zanzibar]")
    assert len(finding.text(result)) < 300


def test_what_is_to_be_sent_later_is_found_later(small_forum: Forum, declaration: Document) -> None:
    hat = signing.concert(small_forum)

    assert finding.places(small_forum, "trata", hat)
    assert not finding.places(small_forum, "trata", hat, at=NOW - timedelta(days=1))


def test_a_title_finds_its_document_before_a_paragraph_that_says_the_same(
    small_forum: Forum,
) -> None:
    titled = papers.circulated(small_forum, {"en": words("Text.")}, title={"en": "Lighthouses"})
    saying = papers.circulated(small_forum, {"en": words("Lighthouses.")})

    groups = finding.found(small_forum, "lighthouses", signing.league(small_forum)).groups

    assert [group.item for group in groups] == [titled.pk, saying.pk]

"""A holder of the official note attaches it, and its words stand beside ours."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from cochair.features.compliance import queries, source
from cochair.features.compliance.models import SourcePassage, SourceText
from cochair.features.parties.models import Forum, ProcedureText
from cochair.procedure.refusal import Refused
from procedure.invented import NOTE, RULES, book_of

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 3, 1, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def journal(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    written: list[dict] = []
    record = source.record

    def listened(forum: str, **entry):
        written.append({"forum": forum, **entry})
        return record(forum, **entry)

    monkeypatch.setattr(source, "record", listened)
    return written


@pytest.fixture
def forum(monkeypatch: pytest.MonkeyPatch) -> Forum:
    made = Forum.objects.create(
        slug="harvest", title={"en": "Harvest"}, short_title={}, about={}, zone="UTC"
    )
    procedures(made, "1.0")
    monkeypatch.setattr(source.parties, "book", lambda forum, at: book_of(RULES))
    return made


def procedures(forum: Forum, number: str) -> ProcedureText:
    return ProcedureText.objects.create(
        forum=forum,
        number=number,
        text="",
        digest="",
        effective_from=datetime(2031, 2, 5, tzinfo=UTC).date(),
        loaded_at=NOW,
    )


def attach(forum: Forum, text: str, at: datetime = NOW) -> source.Attached:
    return source.attach(forum, text, name="note.txt", at=at)


def test_every_clause_then_has_its_official_words(forum: Forum, journal: list[dict]) -> None:
    attached = attach(forum, NOTE)
    assert (attached.name, attached.total) == ("note.txt", len(RULES))
    assert attached.found == tuple(rule.id for rule in RULES)
    assert (attached.missing, attached.changed) == ((), ())
    text = queries.source_text(forum)
    assert text is not None and text.attached_at == NOW
    kept = queries.passages(text)
    assert kept["I.2.2"].words == "that nothing is settled while one side still shakes its head;"
    assert (kept["I.2.2"].line, kept["I.2.2"].state) == (58, "found")
    assert [(entry["verb"], entry["by"], entry["at"]) for entry in journal] == [
        ("source.attached", None, NOW)
    ]
    assert journal[0]["facts"]["digest"] == text.digest
    assert "note.txt" not in str(journal[0])


def test_a_clause_whose_paragraph_is_missing_or_changed_is_named(forum: Forum) -> None:
    text = NOTE.replace("- c. Neighbours come when both sides nod.\n", "")
    attached = attach(forum, text.replace("still shakes its head", "still sleeps"))
    assert attached.missing == ("II.1.composition.c",)
    assert attached.changed == ("I.2.2",)
    assert len(attached.found) == attached.total - 2
    assert SourcePassage.objects.get(rule="II.1.composition.c").words == ""
    assert "sleeps" in SourcePassage.objects.get(rule="I.2.2").words


def test_the_same_text_again_changes_nothing(forum: Forum, journal: list[dict]) -> None:
    once = attach(forum, NOTE)
    assert attach(forum, NOTE, LATER) == once
    assert SourceText.objects.count() == 1
    assert len(journal) == 1


def test_another_text_takes_its_place_and_the_first_stays_in_the_records(forum: Forum) -> None:
    attach(forum, NOTE)
    attach(forum, NOTE.replace("\n", "\r\n"), LATER)
    assert SourceText.objects.count() == 2
    assert SourcePassage.objects.count() == 2 * len(RULES)
    text = queries.source_text(forum)
    assert text is not None and text.attached_at == LATER
    attach(forum, NOTE, LATER + timedelta(hours=1))
    assert SourceText.objects.count() == 3


def test_the_same_text_is_aligned_anew_with_a_new_version_of_the_procedures(
    forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(forum, NOTE)
    newer = procedures(forum, "1.1")
    monkeypatch.setattr(source.parties, "book", lambda forum, at: book_of(RULES[1:], version="1.1"))
    assert attach(forum, NOTE, LATER).total == len(RULES) - 1
    text = queries.source_text(forum)
    assert text is not None and text.procedures == newer


REFUSED: dict[str, tuple[Callable[[], str], str]] = {
    "another text": (
        lambda: "A recipe for apple cake.",
        "0 of 26 clauses",
    ),
    "an empty file": (lambda: "", "0 of 26 clauses"),
    "a web page": (lambda: f"<!DOCTYPE html><html lang='en'>{NOTE}</html>", "plain text"),
    "a PDF": (lambda: f"%PDF-1.7\n{NOTE}", "plain text"),
    "binary content": (lambda: NOTE + "\0", "plain text"),
    "half a character": (lambda: NOTE + "\ud83d", "plain text"),
    "a large file": (lambda: NOTE + "x" * source.LARGEST, "2 MB"),
    "a file large in bytes": (lambda: NOTE + "ñ" * (source.LARGEST // 2), "2 MB"),
}


@pytest.mark.parametrize("file", REFUSED)
def test_a_file_that_is_not_the_note_is_refused_and_changes_nothing(
    forum: Forum, journal: list[dict], file: str
) -> None:
    attach(forum, NOTE)
    text, told = REFUSED[file]
    with pytest.raises(Refused) as refused:
        attach(forum, text(), LATER)
    assert len(refused.value.refusals) == 1
    assert told in str(refused.value) and "Nothing was changed." in str(refused.value)
    assert SourceText.objects.get().attached_at == NOW
    assert len(journal) == 1

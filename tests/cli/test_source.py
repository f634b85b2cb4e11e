"""`cochair source attach`: the note is taken, and whatever is not the note changes nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.shell import Say
from cochair.features.compliance import source
from cochair.features.compliance.models import SourceText
from cochair.features.parties.models import Forum, ProcedureText
from procedure.invented import NOTE, RULES, book_of
from procedure.official import NOTES
from world import every_row

pytestmark = pytest.mark.django_db

ATTACH = ("source", "attach")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def harvest(monkeypatch: pytest.MonkeyPatch) -> str:
    """A forum whose procedures are those of the invented note."""
    forum = Forum.objects.create(
        slug="harvest", title={"en": "Harvest"}, short_title={}, about={}, zone="UTC"
    )
    ProcedureText.objects.create(
        forum=forum,
        number="1.0",
        text="",
        digest="",
        effective_from=LONG_AGO.date(),
        loaded_at=LONG_AGO,
    )
    monkeypatch.setattr(source.parties, "book", lambda forum, at: book_of(RULES))
    return forum.slug


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """The invented note as a file; its name holds what a table could take for a command."""
    file = tmp_path / "the [bold] note [red].txt"
    file.write_text(NOTE, encoding="utf-8")
    return file


def test_the_note_is_attached_and_every_clause_stands_beside_its_words(
    say: Say, harvest: str, note: Path
) -> None:
    said = say(*ATTACH, harvest, note)

    assert (said.status, said.err) == (0, "")
    assert " ".join(said.out.split()) == (
        f"{note.name}: {len(RULES)} of {len(RULES)} clauses stand beside their official words."
    )
    assert SourceText.objects.filter(procedures__forum__slug=harvest).count() == 1


def test_the_same_note_again_changes_nothing(say: Say, harvest: str, note: Path) -> None:
    first = say(*ATTACH, harvest, note)
    rows = every_row()

    assert say(*ATTACH, harvest, note) == first
    assert every_row() == rows


def test_a_note_that_begins_with_the_mark_of_its_encoding_is_the_same_note(
    say: Say, harvest: str, note: Path
) -> None:
    first = say(*ATTACH, harvest, note)
    rows = every_row()
    note.write_text(NOTE, encoding="utf-8-sig")

    assert say(*ATTACH, harvest, note) == first
    assert every_row() == rows


def test_a_clause_whose_paragraph_is_missing_or_changed_is_named(
    say: Say, harvest: str, note: Path
) -> None:
    text = NOTE.replace("- c. Neighbours come when both sides nod.\n", "")
    note.write_text(text.replace("still shakes its head", "still sleeps"), encoding="utf-8")

    said = say(*ATTACH, harvest, note)

    assert said.status == 0
    assert "  II.1.composition.c: its paragraph was not found.\n" in said.out
    assert "  I.2.2: its paragraph reads otherwise" in said.out


@pytest.mark.parametrize("official", NOTES, ids=["official"] * len(NOTES))
def test_the_official_note_as_it_comes_stands_beside_every_clause(
    say: Say, real_forum: object, tmp_path: Path, official: str
) -> None:
    (tmp_path / "note.txt").write_text(official, encoding="utf-8")
    said = say(*ATTACH, "eu-clasi", tmp_path / "note.txt")
    assert said.out == "note.txt: 98 of 98 clauses stand beside their official words.\n"


class TestWhatIsNotTheNote:
    """One message, exit status 2, nothing changed."""

    @pytest.fixture(autouse=True)
    def nothing_changed(self, harvest: str) -> object:
        before = every_row()
        yield
        assert every_row() == before

    def test_another_text(self, say: Say, harvest: str, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("Dear colleague,\n\nall is well.\n")
        refused = say(*ATTACH, harvest, tmp_path / "letter.txt").refused
        assert f"it contains the paragraphs of only 0 of {len(RULES)} clauses" in refused

    def test_an_empty_file(self, say: Say, harvest: str, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").touch()
        assert "Nothing was changed." in say(*ATTACH, harvest, tmp_path / "empty.txt").refused

    def test_a_missing_file_and_a_folder(self, say: Say, harvest: str, tmp_path: Path) -> None:
        assert say(*ATTACH, harvest, tmp_path / "nowhere.txt").refused == (
            f"{tmp_path}/nowhere.txt could not be read: No such file or directory."
            " Nothing was changed."
        )
        assert "Is a directory" in say(*ATTACH, harvest, tmp_path).refused

    def test_a_huge_file_of_which_no_more_is_read_than_shows_it(
        self, say: Say, harvest: str, tmp_path: Path
    ) -> None:
        with (tmp_path / "film.txt").open("wb") as opened:
            opened.truncate(10_000_000_000)
        assert "larger than 2 MB" in say(*ATTACH, harvest, tmp_path / "film.txt").refused

    def test_a_file_that_never_ends(self, say: Say, harvest: str) -> None:
        assert "larger than 2 MB" in say(*ATTACH, harvest, "/dev/zero").refused

    @pytest.mark.parametrize(
        "octets", [b"\x89PNG\r\n\x1a\n\xff", NOTE.encode("utf-16"), b"\xff\xfe\x00\x00"]
    )
    def test_a_picture_or_another_encoding(
        self, say: Say, harvest: str, tmp_path: Path, octets: bytes
    ) -> None:
        (tmp_path / "note.bin").write_bytes(octets)
        assert say(*ATTACH, harvest, tmp_path / "note.bin").refused == (
            f"{tmp_path}/note.bin is no plain text in UTF-8. Nothing was changed."
        )

    def test_a_pdf_and_what_is_text_with_nothing_between_the_letters(
        self, say: Say, harvest: str, tmp_path: Path
    ) -> None:
        for octets in (b"%PDF-1.7\n", b"\x00" * 40):
            (tmp_path / "note.txt").write_bytes(octets)
            assert (
                "The file is not plain text. Save the note as text (UTF-8) first. Nothing was changed."
                in say(*ATTACH, harvest, tmp_path / "note.txt").refused
            )

    def test_the_note_for_a_forum_that_does_not_exist(self, say: Say, note: Path) -> None:
        assert say(*ATTACH, "nowhere", note).refused == "There is no forum called nowhere."

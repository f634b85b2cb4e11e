"""Files in the house: kept when they are safe, held when they are marked, released by their Party."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

import filed
import papers
import signing
from cochair.features.documents.models import StoredFile
from cochair.features.files import actions, examination, inspection, storage
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.formats.inside.media import DOCUMENTS
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.uploads import InMemory
from documents.corpora import acting, joined, marked, office, packing
from papers import words
from world import NOW

BASIS = "Released by its originator on 3 February 2031, letter 12."
MARK = b"4f1c-only-in-this-file"


@pytest.fixture
def disk(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Everything that could be written to: the files, and the folder for what is temporary."""
    for name in ("files", "tmp"):
        (tmp_path / name).mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": storage.FOLDER, "OPTIONS": {"location": tmp_path / "files"}},
    }
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    yield tmp_path


def here(task: Mapping[str, object], octets: bytes) -> Mapping[str, object]:
    """What the child would say, without one."""
    name, accepts, said = str(task["name"]), task["accepts"], str(task["said"])
    return examination.examine(octets, name, accepts, said).as_json()  # type: ignore[arg-type]


def written(disk: Path) -> list[Path]:
    return [path for path in disk.rglob("*") if path.is_file()]


def released(file: StoredFile, by: ActingOffice, basis: str = BASIS) -> StoredFile:
    return actions.release_file(file, basis=basis, by=by, at=NOW)


def test_a_safe_file_is_kept_with_its_row_and_its_entry(small_forum: Forum, disk: Path) -> None:
    by, octets = signing.secretariat(small_forum), office.docx()

    file = actions.store(small_forum, octets, "Nota conjunta.docx", by=by, at=NOW)

    assert (file.name, file.size, file.held) == ("Nota conjunta.docx", len(octets), False)
    assert storage.read(file.digest) == octets
    entry = Entry.objects.get(verb="file.stored")
    assert (entry.space, entry.facts["digest"]) == ("party:LEAGUE", file.digest)


@pytest.mark.parametrize(
    ("octets", "name"),
    [
        (office.docx(["SECRETO", MARK.decode()]), "a.docx"),
        (office.docx(["x"], more={"word/vbaProject.bin": acting.OLE + MARK}), "a.docx"),
        (office.odt(["RESTREINT UE/EU RESTRICTED", MARK.decode()]), "a.odt"),
        (office.bare_pdf(catalogue="/OpenAction << /S /JavaScript /JS (1) >>") + MARK, "a.pdf"),
        (MARK * 1000, "a.docx"),
    ],
)
def test_of_a_refused_file_nothing_is_left_anywhere(
    small_forum: Forum, disk: Path, octets: bytes, name: str
) -> None:
    """T15, T33 to T35: no row, no entry, no octet in the storage or among temporary files."""
    by = signing.secretariat(small_forum)
    entries = Entry.objects.count()

    with pytest.raises(Refused):
        actions.store(small_forum, octets, name, by=by, at=NOW)

    assert not StoredFile.objects.exists()
    assert Entry.objects.count() == entries
    assert written(disk) == []


def test_of_all_the_corpora_nothing_is_left_anywhere(
    small_forum: Forum, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every archive, macro file, polyglot, declaration and classified paper, one after the other."""
    monkeypatch.setattr(inspection, "_run", here)
    by = signing.secretariat(small_forum)
    corpora = [
        *packing.archives(),
        *acting.files(),
        *joined.polyglots(),
        *joined.entities(),
        *((one.what, one.octets, one.name) for one in marked.every_word(refusing=True)),
    ]

    for _what, octets, name in corpora:
        with pytest.raises(Refused):
            actions.store(small_forum, octets, name, by=by, at=NOW, accepts=DOCUMENTS)

    assert len(corpora) > 400
    assert not StoredFile.objects.exists()
    assert written(disk) == []


def test_an_upload_stays_in_memory_and_one_that_is_too_large_is_cut(
    disk: Path, settings: LazySettings
) -> None:
    settings.FILE_MEGABYTES = 1
    factory = RequestFactory()
    for size in (100, 3 * 1024 * 1024, 9 * 1024 * 1024):
        sent = factory.post("/", {"file": SimpleUploadedFile("a.docx", bytes(size))})
        sent.upload_handlers = [InMemory(sent)]

        file = sent.FILES["file"]

        assert len(file.read()) == min(size, 1024 * 1024 + 1)
        assert written(disk) == []


def test_a_marked_file_is_its_partys_alone_until_it_releases_it_on_a_basis(
    small_forum: Forum,
) -> None:
    """T14: who, when, on what basis; and nothing of it is the other Party's before."""
    ours, theirs = signing.league(small_forum), signing.concert(small_forum)
    paper = papers.entered(small_forum)
    file = filed.kept(small_forum, signing.secretariat(small_forum), "limite")
    papers.written(paper, "en", words("Quite marked."), file=file)
    with pytest.raises(Refused):
        papers.sent(paper)
    assert not Entry.objects.filter(space="shared", verb__startswith="file.").exists()

    released(file, ours)
    papers.sent(paper)

    file.refresh_from_db()
    assert (file.released_at, file.release_basis) == (NOW, BASIS)
    assert file.released_by_id == ours.office
    assert papers.sees(paper, theirs)
    entry = Entry.objects.get(verb="file.released")
    assert (entry.space, entry.facts["markings"]) == ("party:LEAGUE", ["limite"])
    assert BASIS not in str(entry.facts)


def test_nobody_else_releases_a_file(small_forum: Forum) -> None:
    file = filed.kept(small_forum, signing.secretariat(small_forum), "limite")
    others = [
        signing.concert(small_forum),
        signing.secretariat(small_forum),
        papers.somebody(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"),
    ]

    for hat in others:
        with pytest.raises(Refused):
            released(file, hat)

    file.refresh_from_db()
    assert file.released_at is None


@pytest.mark.parametrize("basis", ["", "   ", "x" * 1001, "a\x00b"])
def test_a_release_needs_a_basis_that_can_be_read(small_forum: Forum, basis: str) -> None:
    file = filed.kept(small_forum, signing.secretariat(small_forum), "limite")

    with pytest.raises(Refused):
        released(file, signing.league(small_forum), basis)


def test_a_file_is_released_once_and_only_when_it_waits(small_forum: Forum) -> None:
    by, ours = signing.secretariat(small_forum), signing.league(small_forum)
    marked, plain = filed.kept(small_forum, by, "limite"), filed.kept(small_forum, by)
    released(marked, ours)

    for file in (marked, plain):
        with pytest.raises(Refused):
            released(file, ours, "Again.")

    marked.refresh_from_db()
    assert marked.release_basis == BASIS


def test_an_institution_of_no_party_decides_for_itself(small_forum: Forum) -> None:
    agency = next(iter(parties.roster(small_forum).organisations))
    hat = papers.somebody(small_forum, Role.INSTITUTION, "", "", agency.code)
    file = filed.kept(small_forum, hat, "limite")
    with pytest.raises(Refused):
        released(file, signing.league(small_forum))

    released(file, hat)

    shared = Entry.objects.filter(about_kind="file", space="shared")
    assert {entry.verb for entry in shared} == {"file.stored", "file.released"}
    assert all(entry.facts == {} for entry in shared)

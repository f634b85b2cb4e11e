"""Where files are kept: each once, whole or not at all, and found out when it is changed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import storages

import filed
import signing
from at_once import in_threads
from cochair.cli.main import main
from cochair.features.documents.models import StoredFile
from cochair.features.files import audit, storage
from cochair.features.parties.models import Forum

SAID = b"What was said."
DIGEST = storage.digest_of(SAID)


@pytest.fixture(params=["folder", "bucket"])
def place(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[storage.Storage]:
    """A folder, and a bucket that speaks S3, as the settings make them."""
    if request.param == "folder":
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {"BACKEND": storage.FOLDER, "OPTIONS": {"location": tmp_path / "files"}},
        }
        yield storage.kept()
        return
    import boto3
    from moto import mock_aws

    from cochair import settings as made

    for name, value in (
        ("COCHAIR_FILES_REGION", "eu-west-1"),
        ("COCHAIR_FILES_KEY", "testing"),
        ("COCHAIR_FILES_SECRET", "testing"),
    ):
        monkeypatch.setenv(name, value)
    with mock_aws():
        client = boto3.client(
            "s3", "eu-west-1", aws_access_key_id="testing", aws_secret_access_key="testing"
        )
        client.create_bucket(
            Bucket="papers", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )
        settings.STORAGES = {**settings.STORAGES, "default": made.files("papers")}
        storages._storages.clear()  # type: ignore[attr-defined]
        yield storage.kept()
    storages._storages.clear()  # type: ignore[attr-defined]


def test_what_is_kept_is_found_under_its_digest_and_only_once(place: storage.Storage) -> None:
    assert storage.put(SAID) == storage.put(SAID) == DIGEST

    assert storage.read(DIGEST) == SAID
    assert place.size(DIGEST) == len(SAID)
    assert list(place.names()) == [storage.name_of(DIGEST)]


def test_what_was_never_kept_is_not_there(place: storage.Storage) -> None:
    assert place.size(DIGEST) is None
    with pytest.raises(FileNotFoundError):
        storage.read(DIGEST)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "/x"])
def test_what_is_no_digest_leads_nowhere(place: storage.Storage, name: str) -> None:
    for ask in (place.size, place.get, storage.name_of):
        with pytest.raises(ValueError):
            ask(name)


@pytest.fixture
def folder(tmp_path: Path) -> storage.Folder:
    return storage.Folder(tmp_path)


def test_a_crash_while_writing_leaves_nothing_under_the_digest(
    folder: storage.Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError):
        folder.put(DIGEST, SAID)

    assert folder.size(DIGEST) is None
    assert list(folder.names()) == []


def test_what_a_killed_writer_left_is_seen_as_unfinished_and_written_anew(
    folder: storage.Folder,
) -> None:
    place = folder.root / storage.name_of(DIGEST)
    place.parent.mkdir(parents=True)
    (place.parent / f"{storage.UNFINISHED}1").write_bytes(SAID[:3])
    place.write_bytes(SAID[:3])

    folder.put(DIGEST, SAID)

    assert folder.get(DIGEST) == SAID


def test_many_who_keep_the_same_at_once_keep_it_once(folder: storage.Folder) -> None:
    in_threads(8, lambda _number: folder.put(DIGEST, SAID))

    assert list(folder.names()) == [storage.name_of(DIGEST)]


def test_an_audit_finds_what_is_missing_changed_and_nobodys(
    small_forum: Forum, place: storage.Storage
) -> None:
    by = signing.secretariat(small_forum)
    kept = [filed.kept(small_forum, by, octets=f"Paper {number}".encode()) for number in range(3)]
    assert audit.audit().is_sound
    StoredFile.objects.filter(pk=kept[0].pk).update(digest="0" * 64)
    StoredFile.objects.filter(pk=kept[1].pk).update(size=1)

    report = audit.audit()

    assert report.missing == ("0" * 64,)
    assert report.damaged == (kept[1].digest,)
    assert report.orphans == (storage.name_of(kept[0].digest),)


def test_an_audit_reads_every_octet(
    small_forum: Forum, tmp_path: Path, settings: LazySettings
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": storage.FOLDER, "OPTIONS": {"location": tmp_path}},
    }
    file = filed.kept(small_forum, signing.secretariat(small_forum))
    place = tmp_path / storage.name_of(file.digest)
    octets = bytearray(place.read_bytes())
    octets[100] ^= 1
    place.write_bytes(octets)

    assert audit.audit().damaged == (file.digest,)
    with pytest.raises(storage.Damaged):
        storage.read(file.digest)


def test_the_command_says_what_it_found_and_its_exit_status_tells(
    small_forum: Forum, tmp_path: Path, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": storage.FOLDER, "OPTIONS": {"location": tmp_path}},
    }
    file = filed.kept(small_forum, signing.secretariat(small_forum))
    assert main(["files", "audit"]) == 0
    storage.put(b"nobody's")

    assert main(["files", "audit"]) == 1

    said = capsys.readouterr().out
    assert f"{storage.name_of(storage.digest_of(b"nobody's"))} belongs to no file" in said
    assert f"1 files in the register, {file.size} octets." in said


def test_a_row_that_was_not_written_leaves_bytes_that_are_found(
    small_forum: Forum, place: storage.Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between the bytes and the row: never a row without bytes."""

    def crash(*_said: object, **_more: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(StoredFile.objects, "create", crash)
    with pytest.raises(RuntimeError):
        filed.kept(small_forum, signing.secretariat(small_forum))

    assert not StoredFile.objects.exists()
    assert len(audit.audit().orphans) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [("COCHAIR_FILE_MEGABYTES", "0"), ("COCHAIR_FILE_SECONDS", "two"), ("COCHAIR_FILE_MEMORY", "-1")],
)  # fmt: skip
def test_a_limit_that_is_none_is_refused_with_its_name(name: str, text: str) -> None:
    from django.core.exceptions import ImproperlyConfigured

    from cochair.settings import number

    with pytest.raises(ImproperlyConfigured, match=name):
        number(name, text, 1, 100)

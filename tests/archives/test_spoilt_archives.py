"""One bit anywhere in an archive is found; so are links, bombs, missing and added files."""

import io
import random
import subprocess
import sys
import tracemalloc
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stored
from cochair.exports.archives import verify_archive
from cochair.features.parties.models import Forum
from cochair.journal.actions import checkpoint
from cochair.journal.export import checkpoint_file, folder
from world import NOW

# Flips in one file that is read anew each time; the places are chosen alike in every run.
FLIPS = 400


@pytest.fixture
def small(small_forum: Forum) -> bytes:
    """A small archive: a few files, the ledger of the small forum, the manifest."""
    checkpoint(small_forum.slug, at=NOW)
    files = {
        "verify.py": Path(verify_archive.__file__).read_bytes(),
        "data/meetings.json": b'{"rows":[]}\n',
        "documents/ec-1/rev-0/en-1.html": "<p>Ação</p>".encode(),
        **{f"ledger/{name}": octets for name, octets in sorted(ledger(small_forum).items())},
    }
    return packed(files, small_forum.slug)


def ledger(forum: Forum) -> dict[str, bytes]:
    return folder(forum.slug, spaces={"public", "shared", "party:LEAGUE"})


def packed(files: dict[str, bytes], forum: str, sealed: object = ()) -> bytes:
    """These files with a manifest that is true of them."""
    rows = [
        {"name": name, "octets": len(content), "sha256": sha256(content).hexdigest()}
        for name, content in files.items()
    ]
    manifest = verify_archive.canonical(
        {
            "format": verify_archive.FORMAT,
            "forum": forum,
            "cycle": 2,
            "party": "LEAGUE",
            "made_at": "2031-02-03T09:00:00Z",
            "sealed": list(sealed) if isinstance(sealed, tuple) else sealed,
            "files": rows,
        }
    )
    digest = sha256(manifest).hexdigest()
    last = {"manifest.json": manifest, "SHA256SUMS": verify_archive.sums(rows, digest)}
    return b"".join(verify_archive.zipped([*files.items(), *last.items()]))


def written(octets: bytes, tmp_path: Path) -> Path:
    place = tmp_path / "archive.zip"
    place.write_bytes(octets)
    return place


def test_a_whole_archive_is_verified_zipped_and_unpacked(small: bytes, tmp_path: Path) -> None:
    assert stored.fault(written(small, tmp_path)) == ""
    assert stored.fault(stored.unpacked(stored.opened(small), tmp_path / "unpacked")) == ""


def test_one_flipped_bit_anywhere_in_the_zip_is_found(small: bytes, tmp_path: Path) -> None:
    place, chance = tmp_path / "archive.zip", random.Random(7)
    # Every octet of the first file's head and of the end, and others anywhere between.
    spots = [*range(40), *range(len(small) - 80, len(small))]
    spots += [chance.randrange(len(small)) for _time in range(FLIPS)]
    for spot in spots:
        spoilt = bytearray(small)
        spoilt[spot] ^= 1 << chance.randrange(8)
        place.write_bytes(spoilt)
        assert stored.fault(place), spot


def test_one_flipped_bit_in_any_file_of_the_folder_is_found(small: bytes, tmp_path: Path) -> None:
    files, chance = stored.opened(small), random.Random(11)
    root = stored.unpacked(files, tmp_path / "unpacked")
    for name, content in files.items():
        for _time in range(4):
            spoilt = bytearray(content)
            spoilt[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            (root / name).write_bytes(spoilt)
            assert stored.fault(root), name
        (root / name).write_bytes(content)
    assert stored.fault(root) == ""


def test_a_file_too_few_too_many_cut_off_or_under_another_name_is_found(
    small: bytes, tmp_path: Path
) -> None:
    files = stored.opened(small)
    for name in files:
        left = {other: content for other, content in files.items() if other != name}
        again = b"".join(verify_archive.zipped(left.items()))
        assert stored.fault(written(again, tmp_path)), name
    renamed = [(n.replace("data/meetings", "data/other"), c) for n, c in files.items()]
    for spoilt in ([*files.items(), ("data/more.json", b"{}\n")], renamed):
        again = b"".join(verify_archive.zipped(spoilt))
        assert stored.fault(written(again, tmp_path))
    for length in (0, 1, 30, len(small) // 2, len(small) - 1):
        assert stored.fault(written(small[:length], tmp_path))
    assert stored.fault(written(small + b"\0", tmp_path))


def test_an_archive_that_was_packed_anew_is_told_to_be_unpacked(
    small: bytes, tmp_path: Path
) -> None:
    for how in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w", how) as archive:
            for name, content in stored.opened(small).items():
                archive.writestr(name, content)
        assert stored.fault(written(into.getvalue(), tmp_path))


def test_a_bomb_is_refused_before_anything_of_it_is_unpacked(tmp_path: Path) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("verify.py", b"\0" * 50_000_000)

    assert "compressed" in stored.fault(written(into.getvalue(), tmp_path))


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out", "a/../../b", "a\\b", "a//b", "ação.txt", "x" * 181, ".x", ""]
)
def test_a_name_that_leads_elsewhere_is_never_written_and_never_read(
    name: str, small: bytes, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        list(verify_archive.zipped([(name, b"")]))
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr(name or "?", b"x")
    assert stored.fault(written(into.getvalue(), tmp_path))


def test_two_names_that_differ_in_case_alone_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        list(verify_archive.zipped([("a.txt", b""), ("A.txt", b"")]))


def test_a_link_in_the_folder_is_refused_even_to_what_should_be_there(
    small: bytes, tmp_path: Path
) -> None:
    root = stored.unpacked(stored.opened(small), tmp_path / "unpacked")
    file = root / "data" / "meetings.json"
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(elsewhere)

    assert "is a link" in stored.fault(root)


def test_a_sealed_file_that_the_ledger_does_not_name_is_found(
    small_forum: Forum, tmp_path: Path
) -> None:
    name = "documents/ec-1/rev-0/sealed-en.pdf"
    files = {
        name: b"%PDF-forged",
        **{f"ledger/{n}": octets for n, octets in sorted(ledger(small_forum).items())},
    }

    octets = packed(files, small_forum.slug, (name,))

    assert "no entry" in stored.fault(written(octets, tmp_path))


def test_whoever_wrote_all_anew_is_found_by_the_digest_or_a_checkpoint_that_was_kept(
    small_forum: Forum, small: bytes, tmp_path: Path
) -> None:
    held = tmp_path / "held.json"
    held.write_bytes(checkpoint_file(checkpoint(small_forum.slug, at=NOW)))
    files = stored.opened(small)
    digest = sha256(files["manifest.json"]).hexdigest()
    place = written(small, tmp_path)
    assert stored.fault(place, held=[held], digest=digest) == ""

    body = {n: c for n, c in files.items() if n not in {"manifest.json", "SHA256SUMS"}}
    forged = packed({**body, "data/meetings.json": b'{"rows":[1]}\n'}, small_forum.slug)

    place = written(forged, tmp_path)
    assert stored.fault(place) == ""
    assert "not the one that was noted" in stored.fault(place, digest=digest)


def test_it_verifies_on_a_machine_that_has_python_and_nothing_of_ours(
    small: bytes, tmp_path: Path
) -> None:
    root = stored.unpacked(stored.opened(small), tmp_path / "unpacked")
    # Whoever looks twice leaves nothing behind that would be no part of the archive.
    for archive in (root, root, written(small, tmp_path)):
        ended = subprocess.run(
            [sys.executable, "-I", "-S", str(root / "verify.py"), str(archive)],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert ended.stdout.rstrip().endswith("VERIFIED.")


@pytest.mark.parametrize("sealed", [7, None, "documents", ["a", 7], [["a"]], {"a": "b"}])
def test_a_manifest_that_names_sealed_files_as_no_archive_does_is_refused_in_a_sentence(
    small_forum: Forum, tmp_path: Path, sealed: object
) -> None:
    files = {f"ledger/{n}": octets for n, octets in sorted(ledger(small_forum).items())}

    octets = packed(files, small_forum.slug, sealed)

    assert "names a file as no archive does" in stored.fault(written(octets, tmp_path))


def test_what_follows_a_zip_is_found_and_not_read_to_its_end(small: bytes, tmp_path: Path) -> None:
    place = written(small, tmp_path)
    with place.open("ab") as file:
        file.truncate(len(small) + 400_000_000)
    tracemalloc.start()

    assert "is not the ZIP that was made" in stored.fault(place)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 50_000_000


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_no_octets_at_all_crash_the_verifier(octets: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "x.zip"
        for spoilt in (octets, b"PK\x03\x04" + octets):
            place.write_bytes(spoilt)
            assert stored.fault(place)

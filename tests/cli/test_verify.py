"""`cochair verify`: an exported ledger is checked, and whatever was done to it is said."""

import json
from pathlib import Path

import pytest

from cli.shell import Say
from cochair.journal import export
from cochair.journal.actions import checkpoint
from people import REAL_NOW

pytestmark = pytest.mark.django_db
SPACES = {"public", "shared"}


@pytest.fixture
def exported(real_forum: object, tmp_path: Path) -> Path:
    """The ledger of the shipped forum, as its journal page gives it."""
    checkpoint("eu-clasi", at=REAL_NOW)
    file = tmp_path / "ledger.zip"
    file.write_bytes(export.archive("eu-clasi", spaces=SPACES))
    return file


def test_an_honest_export_is_verified(say: Say, exported: Path) -> None:
    said = say("verify", exported)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "VERIFIED."


def test_one_bit_that_was_turned_is_found(say: Say, exported: Path) -> None:
    octets = bytearray(exported.read_bytes())
    octets[len(octets) // 2] ^= 1
    exported.write_bytes(octets)

    said = say("verify", exported)
    assert (said.status, said.err) == (1, "")
    assert said.out.splitlines()[-1].startswith("NOT VERIFIED: ")


def test_a_checkpoint_that_was_kept_fits_and_another_does_not(
    say: Say, exported: Path, tmp_path: Path
) -> None:
    kept = json.loads(export.folder("eu-clasi", spaces=SPACES)["checkpoints.json"])
    held = tmp_path / "held.json"
    honest = checkpoint_of(kept)
    held.write_text(json.dumps(honest))
    assert say("verify", exported, "--held", held).status == 0

    held.write_text(json.dumps({**honest, "root": "0" * 64}))
    said = say("verify", exported, "--held", held)
    assert said.status == 1
    assert said.out.splitlines()[-1].startswith("NOT VERIFIED: ")


@pytest.mark.parametrize("octets", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 100, b"\xff" * 5000])
def test_what_is_no_export_is_not_verified(say: Say, tmp_path: Path, octets: bytes) -> None:
    (tmp_path / "export.zip").write_bytes(octets)
    said = say("verify", tmp_path / "export.zip")
    assert (said.status, said.err) == (1, "")
    assert said.out.startswith("NOT VERIFIED: ")


def test_what_is_not_there_or_an_empty_folder_is_not_verified(say: Say, tmp_path: Path) -> None:
    for export_ in (tmp_path / "nowhere.zip", tmp_path):
        said = say("verify", export_)
        assert (said.status, said.err) == (1, "")
        assert said.out.startswith("NOT VERIFIED: ")


def checkpoint_of(kept: dict | list) -> dict:
    """One checkpoint as a Party keeps it."""
    return kept["checkpoints"][-1] if isinstance(kept, dict) else kept[-1]

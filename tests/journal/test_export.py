"""A Party takes the ledger home and checks it there, without us (laws 4 and 5; T88, T89)."""

import ast
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cochair.journal import entry_hashing, export, queries, verify_export
from cochair.journal.actions import WITNESSED, LedgerBroken, checkpoint
from cochair.journal.merkle import Peaks
from cochair.journal.models import Checkpoint, Entry, Ledger
from emptying import without_triggers

MORNING = datetime(2026, 7, 1, 9, tzinfo=UTC)
NORTH, SOUTH = {"public", "shared", "party:N"}, {"public", "shared", "party:S"}

type Verify = Callable[..., tuple[int, str]]


@pytest.fixture
def verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    """Verify an export given as bytes, with checkpoints given as bytes; status and words."""

    def verified(content: bytes, *held: bytes) -> tuple[int, str]:
        file = tmp_path / "export.zip"
        file.write_bytes(content)
        words = [str(file)]
        for number, one in enumerate(held):
            kept = tmp_path / f"held-{number}.json"
            kept.write_bytes(one)
            words += ["--held", str(kept)]
        status = verify_export.main(words)
        return status, capsys.readouterr().out

    return verified


def test_an_honest_export_is_verified_and_the_words_say_what_was(
    storied: str, verify: Verify
) -> None:
    status, words = verify(export.archive(storied, spaces=NORTH))
    assert (status, words.splitlines()[-1]) == (0, "VERIFIED.")
    assert f"Forum {storied}. Entries, numbered from 1 without a gap: 11." in words
    assert "Entries that are what their hashes say: 10." in words
    assert "stand in the tree by their hashes: 1." in words
    assert "root that the entries give: 2." in words
    assert "Witnesses, the same that the entries name: 3 (N, S)." in words
    assert "You gave no checkpoint of your own" in words


def test_each_party_verifies_the_same_tree_and_reads_its_own_part_of_it(storied: str) -> None:
    north, south = (export.folder(storied, spaces=spaces) for spaces in (NORTH, SOUTH))
    assert north["checkpoints.json"] == south["checkpoints.json"]
    for files, own, others in ((north, "party:N", "party:S"), (south, "party:S", "party:N")):
        assert own.encode() in files["entries.jsonl"]
        assert all(others.encode() not in content for content in files.values())
    hidden = [row for row in map(json.loads, north["entries.jsonl"].splitlines()) if len(row) == 2]
    assert [sorted(row) for row in hidden] == [["leaf", "seq"]]


def test_a_reader_of_public_entries_alone_verifies_the_whole_tree(
    storied: str, verify: Verify
) -> None:
    status, words = verify(export.archive(storied, spaces={"public"}))
    assert status == 0
    assert "stand in the tree by their hashes: 10." in words
    assert "the entries name: 0." in words


def test_a_forum_in_which_nothing_was_done_yet_is_exported_too(
    db: None, forum: str, verify: Verify
) -> None:
    status, words = verify(export.archive(forum, spaces=NORTH))
    assert (status, "without a gap: 0." in words) == (0, True)


def test_the_same_ledger_gives_the_same_bytes_and_any_program_opens_them(storied: str) -> None:
    content = export.archive(storied, spaces=NORTH)
    assert content == export.archive(storied, spaces=NORTH)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == export.folder(
            storied, spaces=NORTH
        )


def test_the_exported_verifier_runs_alone_on_the_unpacked_folder(
    storied: str, tmp_path: Path
) -> None:
    for name, content in export.folder(storied, spaces=NORTH).items():
        (tmp_path / name).write_bytes(content)
    held = tmp_path / "kept.json"
    held.write_bytes(export.checkpoint_file(queries.checkpoints(storied)[0]))
    # -I -S: neither this environment nor anything else that is installed.
    words = [sys.executable, "-I", "-S", "verify_export.py", ".", "--held", held.name]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Your checkpoint kept.json holds: entries 1 to 4 are here" in done.stdout


def test_the_verifier_is_written_for_old_pythons_too() -> None:
    source = Path(verify_export.__file__).read_text()
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source, feature_version=(3, 8)))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


def test_the_verifier_knows_the_witness_by_the_verb_that_the_journal_writes() -> None:
    assert verify_export.WITNESSED == WITNESSED


def test_the_readme_speaks_every_language_of_the_interface(storied: str) -> None:
    words = export.folder(storied, spaces=NORTH)["README.txt"].decode()
    assert words.count("python3 verify_export.py . --held") == len(settings.LANGUAGES)


def test_a_checkpoint_that_a_party_kept_holds_in_every_later_export(
    storied: str, verify: Verify, write: Callable[..., Entry]
) -> None:
    kept = [export.checkpoint_file(row) for row in queries.checkpoints(storied)]
    for _more in range(5):
        write(storied)
    status, words = verify(export.archive(storied, spaces=SOUTH), *kept)
    assert status == 0
    assert words.count("holds: entries 1 to") == 2
    assert "You gave no checkpoint" not in words
    # Saved by an editor with other spaces and line ends, it is the same checkpoint.
    loose = json.dumps(json.loads(kept[0]), indent=2).replace("\n", "\r\n").encode()
    assert verify(export.archive(storied, spaces=SOUTH), loose)[0] == 0


def test_a_checkpoint_of_another_tree_does_not_hold(storied: str, verify: Verify) -> None:
    content = export.archive(storied, spaces=NORTH)
    fixed = queries.checkpoints(storied)[0]
    for change, words in (
        ({"root": "0" * 64}, "the ledger was rewritten"),
        ({"size": fixed.size + 1}, "the ledger was rewritten"),
        ({"size": 12}, "entries are missing at the end"),
        ({"forum": "another"}, "is a checkpoint of another"),
        ({"at": "2026-07-01T09:00:00.000001Z"}, "does not list your checkpoint"),
    ):
        status, said = verify(content, entry_hashing.canonical({**fixed.body, **change}))
        assert (status, words in said) == (1, True), said


def forge(rows: list[dict[str, object]], forum: str) -> dict[str, bytes]:
    """An export that agrees with itself, made of bodies that were never written so."""
    tree, lines, fixed = Peaks(), [], []
    for seq, row in enumerate(rows, 1):
        body = {**row, "seq": seq}
        tree = tree.append(bytes.fromhex(entry_hashing.leaf(body)))
        lines.append(entry_hashing.canonical({**body, "leaf": entry_hashing.leaf(body)}) + b"\n")
        if seq == 4:
            fixed = [{"forum": forum, "size": 4, "root": tree.root.hex(), "at": row["at"]}]
    whole = {"size": tree.size, "root": tree.root.hex()}
    files = {
        "README.txt": b"",
        "checkpoints.json": entry_hashing.canonical(
            {"forum": forum, "tree": whole, "checkpoints": fixed}
        )
        + b"\n",
        "entries.jsonl": b"".join(lines),
        "receipt-key.txt": b"",
        "verify_export.py": b"",
        "verify_receipt.py": b"",
        "witnesses.json": b"[]\n",
    }
    return {**files, "SHA256SUMS": verify_export.sums(files)}


@pytest.mark.parametrize("forgery", ["changed", "removed", "inserted", "swapped", "cut off"])
def test_a_ledger_written_anew_deceives_the_verifier_but_not_a_party_that_kept_a_checkpoint(
    forum: str, db: None, verify: Verify, write: Callable[..., Entry], forgery: str
) -> None:
    for number in range(9):
        write(forum, about=("meeting", f"som-{number}"))
    held = export.checkpoint_file(checkpoint(forum, at=MORNING))
    assert verify(export.archive(forum, spaces=NORTH), held)[0] == 0
    rows = [entry.body for entry in Entry.objects.filter(forum=forum).order_by("seq")]
    if forgery == "changed":
        rows[5] = {**rows[5], "office": "secretariat S"}
    elif forgery == "removed":
        del rows[5]
    elif forgery == "inserted":
        rows.insert(5, rows[5])
    elif forgery == "swapped":
        rows[5], rows[6] = rows[6], rows[5]
    else:
        del rows[7:]
    forged = verify_export.pack(forge(rows, forum))
    assert verify(forged)[0] == 0
    status, words = verify(forged, held)
    assert status == 1
    assert ("missing at the end" if forgery in {"removed", "cut off"} else "rewritten") in words


def test_an_entry_changed_in_the_database_is_found_by_the_verifier_and_by_the_next_checkpoint(
    transactional_db: None, storied: str, verify: Verify
) -> None:
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET office = 'co_presidency S' WHERE forum = %s AND seq = 2",
            [storied],
        )
    status, words = verify(export.archive(storied, spaces=NORTH))
    assert (status, "entry 2 is not what its hash says" in words) == (1, True)
    # Hidden from the reader, or with a hash made anew, it breaks the tree.
    with without_triggers(connection), connection.cursor() as cursor:
        changed = Entry.objects.get(forum=storied, seq=2)
        cursor.execute(
            "UPDATE journal_entry SET leaf = %s WHERE forum = %s AND seq = 2",
            [entry_hashing.leaf(changed.body), storied],
        )
    status, words = verify(export.archive(storied, spaces=NORTH))
    assert (status, "do not give the root of checkpoint 4" in words) == (1, True)
    with pytest.raises(LedgerBroken, match="contradict checkpoint 8"):
        checkpoint(storied, at=MORNING)


def test_a_database_written_anew_contradicts_the_checkpoints_that_were_left_in_it(
    transactional_db: None, storied: str, verify: Verify
) -> None:
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET leaf = %s WHERE forum = %s AND seq = 2",
            ["0" * 64, storied],
        )
        tree = Peaks()
        for leaf in Entry.objects.filter(forum=storied).order_by("seq").values_list("leaf"):
            tree = tree.append(bytes.fromhex(*leaf))
        peaks = [peak.hex() for peak in tree.hashes]
        Ledger.objects.filter(forum=storied).update(peaks=peaks)
    with pytest.raises(LedgerBroken, match="contradict checkpoint 8"):
        checkpoint(storied, at=MORNING)


def test_a_checkpoint_made_while_the_export_is_written_waits_for_the_next_one(
    storied: str, verify: Verify
) -> None:
    Checkpoint.objects.create(forum=storied, size=12, root="0" * 64, at=MORNING)
    assert verify(export.archive(storied, spaces=NORTH))[0] == 0

"""Whatever is done to an export, it is refused, with the reason in plain words (INV-9, T87)."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cochair.journal import export, verify_export

NORTH = {"public", "shared", "party:N"}
OFTEN = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def files(storied: str) -> dict[str, bytes]:
    """The export that each test spoils."""
    return export.folder(storied, spaces=NORTH)


@pytest.fixture
def refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Verify something that must be refused, and return the reason."""

    def reason(content: bytes, held: bytes | None = None) -> str:
        (tmp_path / "export.zip").write_bytes(content)
        words = [str(tmp_path / "export.zip")]
        if held is not None:
            (tmp_path / "held.json").write_bytes(held)
            words += ["--held", str(tmp_path / "held.json")]
        assert verify_export.main(words) == 1
        last = capsys.readouterr().out.splitlines()[-1]
        assert last.startswith("NOT VERIFIED: ")
        return last

    return reason


type Refusing = Callable[..., str]


def flipped(content: bytes, place: int, bit: int) -> bytes:
    spoilt = bytearray(content)
    spoilt[place] ^= 1 << bit
    return bytes(spoilt)


def resummed(files: dict[str, bytes]) -> bytes:
    """As a forger would: the sums fit the files again."""
    return verify_export.pack({**files, verify_export.SUMS: verify_export.sums(files)})


@OFTEN
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_inv9_one_bit_flipped_anywhere_is_found(
    files: dict[str, bytes], refused: Refusing, place: float, bit: int
) -> None:
    content = verify_export.pack(files)
    refused(flipped(content, int(place * len(content)), bit))


@OFTEN
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), data=st.data())
def test_inv9_one_bit_flipped_in_any_file_of_the_folder_is_found(
    files: dict[str, bytes], refused: Refusing, place: float, bit: int, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    spoilt = flipped(files[name], int(place * len(files[name])), bit)
    refused(verify_export.pack({**files, name: spoilt}))


@OFTEN
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_inv9_one_bit_flipped_in_the_entries_is_found_although_the_sums_were_made_anew(
    files: dict[str, bytes], refused: Refusing, place: float, bit: int
) -> None:
    entries = files["entries.jsonl"]
    spoilt = flipped(entries, int(place * len(entries)), bit)
    refused(resummed({**files, "entries.jsonl": spoilt}))


@pytest.mark.soak
def test_inv9_every_single_bit_of_an_export_counts(
    files: dict[str, bytes], refused: Refusing
) -> None:
    for name in files:
        for place in range(len(files[name])):
            spoilt = flipped(files[name], place, secrets.randbelow(8))
            refused(verify_export.pack({**files, name: spoilt}))


def dropped(lines: list[bytes]) -> list[bytes]:
    return lines[:2] + lines[3:]


def reordered(lines: list[bytes]) -> list[bytes]:
    return [lines[1], lines[0], *lines[2:]]


def repeated(lines: list[bytes]) -> list[bytes]:
    return [lines[0], *lines]


def truncated(lines: list[bytes]) -> list[bytes]:
    return lines[:-1]


def cut_in_a_line(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-1], lines[-1][:-5]]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (dropped, "entry 4 stands where entry 3 must stand"),
        (reordered, "entry 2 stands where entry 1 must stand"),
        (repeated, "entry 1 stands where entry 2 must stand"),
        (truncated, "should hold 11 entries and holds 10"),
        (cut_in_a_line, "the last line is cut off"),
    ],
)
def test_entries_dropped_reordered_repeated_or_cut_off_are_found(
    files: dict[str, bytes],
    refused: Refusing,
    spoil: Callable[[list[bytes]], list[bytes]],
    words: str,
) -> None:
    lines = files["entries.jsonl"].splitlines(keepends=True)
    assert words in refused(resummed({**files, "entries.jsonl": b"".join(spoil(lines))}))


def told(files: dict[str, bytes], name: str, change: Callable[[object], object]) -> bytes:
    """The export with one file changed in its place, or replaced by what the change returns."""
    found = json.loads(files[name])
    made = change(found)
    spoilt = verify_export.canonical(found if made is None else made) + b"\n"
    return resummed({**files, name: spoilt})


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("checkpoints.json", lambda it: it["checkpoints"].reverse(), "in the order of their sizes"),
        ("checkpoints.json", lambda it: it["checkpoints"][0].update(root="0" * 64), "do not give"),
        ("checkpoints.json", lambda it: it["checkpoints"][0].update(forum="x"), "another forum"),
        ("checkpoints.json", lambda it: it["checkpoints"][0].update(size="4"), "cannot be '4'"),
        ("checkpoints.json", lambda it: it["checkpoints"][0].update(at="today"), "cannot be"),
        ("checkpoints.json", lambda it: it["tree"].update(root="0" * 64), "root of the whole tree"),
        ("checkpoints.json", lambda it: it.update(forum="other"), "is of another forum"),
        ("checkpoints.json", lambda it: it.update(forum=None), "forum cannot be None"),
        ("checkpoints.json", lambda it: it["checkpoints"].clear(), "checkpoint that is not there"),
        ("checkpoints.json", lambda it: [], "were expected, and nothing else"),
        ("witnesses.json", lambda it: it.__delitem__(0), "names other witnesses"),
        ("witnesses.json", lambda it: it[0].update(party="S"), "names other witnesses"),
        ("witnesses.json", lambda it: it.append(it[0]), "names other witnesses"),
        ("witnesses.json", lambda it: it[0].update(account="7"), "account cannot be '7'"),
        ("witnesses.json", lambda it: {}, "a list was expected"),
    ],
)
def test_checkpoints_and_witnesses_that_contradict_the_entries_are_found(
    files: dict[str, bytes],
    refused: Refusing,
    name: str,
    change: Callable[[object], object],
    words: str,
) -> None:
    assert words in refused(told(files, name, change))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[1]",
        b'{"seq":1}',
        b'{"leaf":"00","seq":1}',
        b'{"leaf":null,"seq":1}',
        b'{"leaf":"%b","seq":true}' % (b"0" * 64),
        b'{"leaf":"%b","seq":1.0}' % (b"0" * 64),
        b'{"leaf":"%b","seq":NaN}' % (b"0" * 64),
        b'{"leaf":"%b", "seq":1}' % (b"0" * 64),
        b'{"leaf":"%b","seq":%b}' % (b"0" * 64, b"9" * 5000),
        b'{"leaf":"\\ud800","seq":1}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
    ids=range(15),
)
def test_a_line_that_is_no_entry_is_refused_with_its_number(
    files: dict[str, bytes], refused: Refusing, line: bytes
) -> None:
    rest = files["entries.jsonl"].split(b"\n", 1)[1]
    spoilt = {**files, "entries.jsonl": line + b"\n" + rest}
    assert "entries.jsonl, line 1: " in refused(resummed(spoilt))


@OFTEN
@given(st.binary(max_size=400))
def test_anything_that_is_no_export_is_refused_without_a_crash(
    refused: Refusing, content: bytes
) -> None:
    refused(content)


@OFTEN
@given(st.binary(max_size=200), st.sampled_from(verify_export.NAMES))
def test_any_content_of_any_file_is_refused_without_a_crash(
    files: dict[str, bytes], refused: Refusing, content: bytes, name: str
) -> None:
    refused(verify_export.pack({**files, name: content}))


def test_a_missing_or_a_foreign_file_is_named(files: dict[str, bytes], refused: Refusing) -> None:
    for name in list(files):
        without = {other: content for other, content in files.items() if other != name}
        assert f"{name} is missing" in refused(verify_export.pack(without))
    assert "'notes.txt' is no part" in refused(verify_export.pack({**files, "notes.txt": b""}))


def test_an_archive_that_was_packed_anew_is_to_be_unpacked(
    files: dict[str, bytes], refused: Refusing
) -> None:
    content = verify_export.pack(files)
    for spoilt in (
        content + b"\x00",
        content[:-1],
        content[:100],
        b"",
        content.replace(b"!", b"?"),
    ):
        assert "verify the folder" in refused(spoilt)


def test_what_cannot_be_read_is_named(
    tmp_path: Path, files: dict[str, bytes], refused: Refusing, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify_export.main([str(tmp_path / "nowhere.zip")]) == 1
    assert "nowhere.zip cannot be read" in capsys.readouterr().out
    content = verify_export.pack(files)
    assert "not the JSON of an export" in refused(content, held=b"\x89PNG")
    assert "were expected" in refused(content, held=b"{}")
    (tmp_path / "export.zip").write_bytes(content)
    assert verify_export.main([str(tmp_path / "export.zip"), "--held", str(tmp_path / "no")]) == 1


def test_a_forged_name_cannot_steer_the_terminal_of_the_reader(
    files: dict[str, bytes], refused: Refusing
) -> None:
    spoilt = told(files, "checkpoints.json", lambda it: {**it, "forum": "\x1b[2K\rVERIFIED."})  # type: ignore[dict-item]
    assert "\x1b" not in refused(spoilt)

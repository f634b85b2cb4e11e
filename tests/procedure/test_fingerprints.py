"""A maintainer with the note writes fingerprints into a procedure file, nothing else changes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from cochair.procedure.source import fingerprint
from procedure.invented import NOTE
from procedure.official import REPOSITORY

FILE = """\
# The rules of the harvest exchange.
rules:
  - id: I.2.2   # the heart of it
    at: {note_lines: [58], part: I, section: '2', heading: principles, item: '2'}  # kept
  - id: II.1.composition.c
    at:
      note_lines: [69]
      part: II
      section: '1'
      heading: composition
      item: c

    text: {en: Guests need two nods.}
  - {id: II.1.composition.c.2, at: {note_lines: [69], part: II, section: '1',
     heading: composition, item: c, fingerprint: 'old'}}
"""
NO = fingerprint("that nothing is settled while one side still shakes its head;")
NOD = fingerprint("Neighbours come when both sides nod.")


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "fingerprints", REPOSITORY / "tools" / "fingerprints.py"
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    note, procedure = tmp_path / "note.txt", tmp_path / "procedure.yaml"
    note.write_text(NOTE, encoding="utf-8")
    procedure.write_text(FILE, encoding="utf-8")
    return note, procedure


def test_fingerprints_are_written_beside_what_stands_there_in_every_form_of_block() -> None:
    patched, problems = tool.patch(FILE, NOTE)
    assert problems == ()
    assert patched == FILE.replace("item: '2'}", f"item: '2', fingerprint: '{NO}'}}").replace(
        "item: c\n", f"item: c\n      fingerprint: '{NOD}'\n"
    ).replace("'old'", f"'{NOD}'")


def test_writing_twice_changes_nothing(files: tuple[Path, Path], capsys) -> None:
    note, procedure = files
    assert tool.main([str(note), str(procedure)]) == 0
    assert procedure.read_text(encoding="utf-8") == FILE
    assert tool.main([str(note), str(procedure), "--write"]) == 0
    once = procedure.read_text(encoding="utf-8")
    assert tool.main([str(note), str(procedure), "--write"]) == 0
    assert procedure.read_text(encoding="utf-8") == once != FILE
    assert "3 fingerprints unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("item: '2'", "item: '9'"), "I.2.2: no paragraph"),
        (("[58]", "[59]"), "I.2.2: the paragraph found begins on line 58"),
    ],
)
def test_a_rule_without_its_paragraph_is_named_and_nothing_is_written(
    files: tuple[Path, Path], capsys, wrong: tuple[str, str], told: str
) -> None:
    note, procedure = files
    text = FILE.replace(*wrong)
    if "9'" in wrong[1]:
        text = text.replace("[58]", "[1]")
    procedure.write_text(text, encoding="utf-8")
    assert tool.main([str(note), str(procedure), "--write"]) == 1
    assert told in capsys.readouterr().err
    assert procedure.read_text(encoding="utf-8") == text


def test_a_part_that_only_lists_rules_is_read_too() -> None:
    listed = "".join(line[2:] + "\n" for line in FILE.splitlines()[2:])
    assert [rule.id for rule in tool.rules(listed)] == [
        "I.2.2",
        "II.1.composition.c",
        "II.1.composition.c.2",
    ]

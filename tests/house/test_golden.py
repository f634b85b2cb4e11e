"""The golden net: a difference between two runs is found and shown by its words (house.md 3.1)."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from house import tree

PAGE = "es /en/forum/desk/"


@pytest.fixture
def golden() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden", tree.PROJECT / "tools/golden.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def written(golden: ModuleType, folder: Path, words: str, **more: object) -> Path:
    """A run in which one page says these words."""
    text = golden.Store(folder / "texts").put(words)
    page = {"status": 200, "text": text, **more}
    (folder / "pages-199.json").write_text(json.dumps({PAGE: page}))
    return folder


@pytest.mark.parametrize(
    ("words", "more", "differs"),
    [
        ("You sign next.", {}, 0),
        ("You sign.", {}, 1),
        ("You sign next.", {"warm": 12}, 1),
    ],
)
def test_two_runs_differ_by_their_words_and_queries_and_in_nothing_else(
    golden: ModuleType,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: str,
    more: dict[str, object],
    differs: int,
) -> None:
    old = written(golden, tmp_path / "old", "You sign next.")
    new = written(golden, tmp_path / "new", words, **more)

    assert golden.compare(old, new) == differs
    said = capsys.readouterr().out
    assert (PAGE in said) == bool(differs)
    assert ("+You sign." in said) == (words == "You sign.")


def test_what_is_counted_for_a_salt_depends_on_no_other_use(
    golden: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    import secrets

    for name in ("token_hex", "token_bytes", "token_urlsafe"):
        monkeypatch.setattr(secrets, name, getattr(secrets, name))
    golden.given_salts()
    first = [secrets.token_hex(16), secrets.token_hex(16)]
    golden.given_salts()
    again = [secrets.token_hex(16), secrets.token_urlsafe(16), secrets.token_hex(16)]

    assert first[0] != first[1] and [again[0], again[2]] == first

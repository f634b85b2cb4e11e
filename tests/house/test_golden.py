"""The golden net: a difference between two runs is found and shown by its words (house.md 3.1)."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from house import tree

PAGE = "es /en/forum/desk/"


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, tree.PROJECT / f"tools/{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up.
    sys.modules.setdefault(name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def golden() -> ModuleType:
    return tool("golden")


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<ul><li>A</li><li>B</li></ul>", "<ul>\n  <li>A</li>\n  <li>\n    B\n  </li>\n</ul>\n"),
        ("<p>A  <b>b</b>\nc</p>", "<p>\n  A <b>b</b> c\n</p>"),
        ('<p><a href="x"\n  class="y"\n>A</a></p>', '<p><a href="x" class="y">A</a></p>'),
        (
            '<form><input type="hidden" name="a"><button>B</button></form>',
            '<form>\n  <input type="hidden" name="a">\n  <button>\n    B\n  </button>\n</form>',
        ),
        (
            '<div class="field"><label>A</label><input></div>',
            '<div class="field">\n  <label>A</label>\n  <input>\n</div>',
        ),
        ("<p>A<br>B</p>", "<p>A\n<br>\nB</p>"),
        (
            "<p><svg><rect/><text>1</text></svg></p>",
            "<p><svg>\n<rect/>\n<text>1</text>\n</svg></p>",
        ),
    ],
    ids=["blocks", "words", "attributes", "hidden", "rows", "breaks", "drawings"],
)
def test_two_layouts_of_what_a_browser_shows_alike_are_alike(one: str, other: str) -> None:
    laid_out = tool("golden_layout").laid_out

    assert laid_out(one) == laid_out(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p><a>A</a><a>B</a></p>", "<p><a>A</a> <a>B</a></p>"),
        ("<p>A<b>b</b></p>", "<p>A <b>b</b></p>"),
        ("<p><b>A</b></p>", "<p><b>A </b>b</p>"),
        ("<div><label>A</label><input></div>", "<div><label>A</label> <input></div>"),
        ("<pre>A\n  b</pre>", "<pre>A\nb</pre>"),
        ("<textarea>A</textarea>", "<textarea>\nA\n</textarea>"),
        ('<p class="text lines">A b</p>', '<p class="text lines">A\nb</p>'),
        (
            '<ul class="sources"><li>A</li><li>B</li></ul>',
            '<ul class="sources"><li>A</li> <li>B</li></ul>',
        ),
        ('<a href="x y">A</a>', '<a href="x  y">A</a>'),
        ("<svg><text>1</text></svg>", "<svg><text>2</text></svg>"),
    ],
)
def test_what_a_browser_shows_otherwise_is_not_alike(one: str, other: str) -> None:
    """Between two elements in a line a space is seen; what is typed is seen as it was typed."""
    laid_out = tool("golden_layout").laid_out

    assert laid_out(one) != laid_out(other)

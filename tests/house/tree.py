"""The files of the house, as text by path: what its rules are told.

A rule is a function from such files to the faults it finds, so that each can be shown a small
house that breaks it.  `Files` keeps the order of the names.
"""

import ast
import subprocess
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

type Files = Mapping[str, str]

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = "src/cochair"


def found(*patterns: str) -> Files:
    """The files of the sources that match, by path from the root of the project."""
    paths = {path for pattern in patterns for path in (PROJECT / SOURCES).glob(pattern)}
    return {
        path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(paths)
        if path.is_file()
    }


def python() -> Files:
    """Every Python file of the product."""
    return found("**/*.py")


def templates() -> Files:
    """Every template of the product, pages and parts and plain text."""
    return found("**/templates/**/*.html", "**/templates/**/*.txt")


def pages() -> Files:
    """The templates of whole pages, our own: no parts, nothing that a library asks to fill in."""
    return {
        path: text
        for path, text in templates().items()
        if path.endswith(".html")
        and "/parts/" not in path
        and "/allauth/" not in path
        and "/snippets/" not in path
        and not path.endswith("/base.html")
    }


def parts() -> Files:
    """The templates that pages are made of."""
    return {path: text for path, text in templates().items() if "/parts/" in path}


def migrations() -> Files:
    """Every migration."""
    return found("**/migrations/[0-9]*.py")


def committed() -> Files:
    """Every text that is in the repository or would be with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    texts = {}
    for name in sorted(filter(None, listed.split("\0"))):
        path = PROJECT / name
        if path.is_file():
            try:
                texts[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
    return texts


@lru_cache(maxsize=1)
def parsed(text: str) -> ast.Module:
    """A Python file as a tree, which nobody changes: many ask about one file after another."""
    return ast.parse(text)


def nodes(text: str) -> Iterator[ast.AST]:
    """Everything in a Python file."""
    return ast.walk(parsed(text))


def strings(text: str) -> Iterator[tuple[int, str]]:
    """The strings of a Python file with their lines, those left out that only tell something."""
    tree = parsed(text)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """What stands before a value in the f-strings of a Python file, with their lines."""
    for node in nodes(text):
        if isinstance(node, ast.JoinedStr):
            for one in node.values:
                if isinstance(one, ast.Constant):
                    yield one.lineno, one.value


def constants(text: str) -> Iterator[tuple[str, str]]:
    """The names of a Python file that stand for a string, with what they stand for."""
    for node in parsed(text).body:
        if not isinstance(node, ast.Assign):
            continue
        names, value = node.targets[0], node.value
        pairs = [(names, value)]
        if isinstance(names, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = list(zip(names.elts, value.elts, strict=True))
        for name, one in pairs:
            said = one.value if isinstance(one, ast.Constant) else None
            if isinstance(name, ast.Name) and isinstance(said, str):
                yield name.id, said


def docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """The docstrings of a module and of all that is in it."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, kinds) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def none(faults: list[str]) -> None:
    """There is no fault, or all of them are told, one a line."""
    assert not faults, "\n" + "\n".join(faults)

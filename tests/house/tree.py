"""The files of the house, as text by path: what its rules are told.

A rule is a function from such files to the faults it finds, so that each can be shown a small
house that breaks it.  `Files` keeps the order of the names.
"""

import ast
import subprocess
from collections.abc import Iterator, Mapping
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
    return found("*/migrations/[0-9]*.py")


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


def nodes(text: str) -> Iterator[ast.AST]:
    """Everything in a Python file."""
    return ast.walk(ast.parse(text))


def strings(text: str) -> Iterator[tuple[int, str]]:
    """The strings of a Python file with their lines, its docstrings left out."""
    tree = ast.parse(text)
    told = {id(node) for node in docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


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

"""The table of hostile cases says what is tried: thirty at least, and every test of it is there."""

import ast
import re

from house import tree

PAGE = tree.PROJECT / "docs" / "reference" / "hostile-cases.md"
ROW = re.compile(r"^\| (?P<case>H\d\d) \| .+ \| .+ \| `(?P<file>[\w/]+\.py)::(?P<test>\w+)` \|$")
CASES = 30


def faults(page: str, tests: tree.Files) -> list[str]:
    """The rows that name no test, and how many cases are missing; `tests` are files by path."""
    rows = [line for line in page.splitlines() if line.startswith("| H")]
    found = [ROW.match(line) for line in rows]
    said = [f"{row} is no row." for row, one in zip(rows, found, strict=True) if one is None]
    cases = {one["case"] for one in found if one}
    if len(cases) < CASES:
        said.append(f"{len(cases)} cases have a test, and {CASES} should.")
    for one in found:
        if one and one["test"] not in _named(tests.get(one["file"], "")):
            said.append(f"{one['case']} names {one['file']}::{one['test']}, which is not there.")
    return said


def _named(text: str) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in tree.nodes(text) if isinstance(node, kinds)}


def test_every_hostile_case_has_a_test_that_is_there() -> None:
    place = tree.PROJECT / "tests"
    files = {
        path.relative_to(place).as_posix(): path.read_text("utf-8")
        for path in place.glob("**/test_*.py")
    }

    tree.none(faults(PAGE.read_text("utf-8"), files))


def test_a_case_without_its_test_is_noticed() -> None:
    rows = [f"| H{number:02} | a | b | `a/test_a.py::test_a` |" for number in range(1, 31)]
    tests = {"a/test_a.py": "def test_a() -> None: ..."}

    assert faults("\n".join(rows), tests) == []
    assert len(faults("\n".join(rows[1:]), tests)) == 1
    assert len(faults("\n".join(rows), {"a/test_a.py": "def test_b() -> None: ..."})) == 30
    assert len(faults("\n".join([*rows, "| H31 | a | b | none |"]), tests)) == 1

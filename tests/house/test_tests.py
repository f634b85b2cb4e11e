"""Tests that can fail: no alternative that is always true, no loop over nothing, no page that is only there.

An assertion of the one or the other passes whichever is broken, of two statuses too; a loop over rows
that are not there asserts nothing; and a page may say the opposite of what it should with the status 200.
"""

import ast
from collections.abc import Iterator

from house import tree

TESTS = sorted((tree.PROJECT / "tests").glob("**/*.py"))


def files() -> tree.Files:
    """Every file of the tests."""
    return {path.relative_to(tree.PROJECT).as_posix(): path.read_text("utf-8") for path in TESTS}


def alternatives(found: tree.Files) -> Iterator[str]:
    """Assertions of one thing or another; say which, or say when with `if`."""
    for path, node in _nodes(found, ast.Assert):
        if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or):
            yield f"{path}:{node.lineno} asserts one thing or another."


def statuses(found: tree.Files) -> Iterator[str]:
    """Assertions of one status of several; a test knows which it is."""
    for path, node in _nodes(found, ast.Assert):
        for one in ast.walk(node.test):
            if isinstance(one, ast.Compare) and _is_one_of_several(one):
                yield f"{path}:{one.lineno} asserts one status of several."


def _is_one_of_several(test: ast.Compare) -> bool:
    several = test.comparators[0]
    return (
        ast.unparse(test.left).endswith("status_code")
        and isinstance(test.ops[0], ast.In)
        and isinstance(several, ast.Set | ast.Tuple | ast.List)
        and len(several.elts) > 1
    )


def loops_over_rows(found: tree.Files) -> Iterator[str]:
    """Assertions in a loop over rows that nobody said are there; name the rows and assert them first."""
    for path, test in _nodes(found, ast.FunctionDef):
        for node in ast.walk(test) if test.name.startswith("test_") else ():
            if isinstance(node, ast.For) and _has_rows(node.iter) and _asserts(node):
                yield f"{path}:{node.lineno} asserts in a loop over rows that may not be there."


def _has_rows(iterated: ast.expr) -> bool:
    return any(
        isinstance(one, ast.Attribute) and one.attr == "objects" for one in ast.walk(iterated)
    )


def _asserts(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Assert) for one in ast.walk(node))


def pages_that_are_only_there(found: tree.Files) -> Iterator[str]:
    """Tests that ask a page for its status 200 alone, and count no queries either."""
    for path, node in _nodes(found, ast.FunctionDef):
        asserted = [one.test for one in ast.walk(node) if isinstance(one, ast.Assert)]
        counted = any(
            "num_queries" in ast.unparse(one)
            for one in ast.walk(node)
            if isinstance(one, ast.withitem)
        )
        if (
            node.name.startswith("test_")
            and asserted
            and not counted
            and all(map(_is_there, asserted))
        ):
            yield f"{path}:{node.lineno} asks a page for its status alone."


def _is_there(test: ast.expr) -> bool:
    if isinstance(test, ast.BoolOp):
        return all(map(_is_there, test.values))
    return isinstance(test, ast.Compare) and ast.unparse(test).endswith("status_code == 200")


def _nodes[T: ast.AST](found: tree.Files, kind: type[T]) -> Iterator[tuple[str, T]]:
    for path, text in found.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, kind):
                yield path, node


def test_no_test_asserts_one_thing_or_another() -> None:
    tree.none(list(alternatives(files())))


def test_no_test_asserts_one_status_of_several() -> None:
    tree.none(list(statuses(files())))


def test_no_test_asserts_in_a_loop_over_rows_that_may_not_be_there() -> None:
    tree.none(list(loops_over_rows(files())))


def test_no_test_asks_a_page_for_its_status_alone() -> None:
    tree.none(list(pages_that_are_only_there(files())))


def test_a_test_that_cannot_fail_is_noticed() -> None:
    vacuous = {
        "tests/test_a.py": """
def test_the_page_is_there(client):
    assert client.get("/").status_code == 200

def test_nothing_is_there():
    for row in Entry.objects.all():
        assert row.about
    assert client.get("/a").content == b"" or client.get("/b").status_code == 404

def test_nothing_is_found(client):
    assert client.get("/a").status_code in {302, 404}, "a"
    assert client.get("/b").content == b"" and client.get("/b").status_code in (200, 404)
"""
    }
    sound = {
        "tests/test_a.py": """
def test_the_page_costs_the_same(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert client.get("/").status_code == 200

def test_the_rows_are_there(client):
    rows = list(Entry.objects.all())
    assert rows
    assert all(row.about for row in rows)
    assert client.get("/a").status_code in {404}
    if rows[0].late:
        assert rows[0].days > 0
"""
    }
    rules = (alternatives, statuses, loops_over_rows, pages_that_are_only_there)

    assert [len(list(rule(vacuous))) for rule in rules] == [1, 2, 1, 1]
    assert [len(list(rule(sound))) for rule in rules] == [0, 0, 0, 0]

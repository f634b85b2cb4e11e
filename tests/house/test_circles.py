"""No module imports itself by way of others, at its head or inside a function (house.md section 4)."""

import importlib.util
import sys
from types import ModuleType

import pytest

from house import tree


@pytest.fixture(scope="module")
def house() -> ModuleType:
    spec = importlib.util.spec_from_file_location("house_counts", tree.PROJECT / "tools/house.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up.
    sys.modules["house_counts"] = module
    spec.loader.exec_module(module)
    return module


def test_imports_go_round_in_no_circle(house: ModuleType) -> None:
    found = house.read()

    assert len(found) > 1_000 and sum(map(len, house.graph(found, inside=False).values())) > 5_000
    tree.none([", ".join(ring) for ring in house.circles(house.graph(found, inside=True))])


def test_a_circle_is_noticed_however_long_it_is_and_a_line_is_not(house: ModuleType) -> None:
    line = {"a": {"b", "c"}, "b": {"c"}, "c": {"d"}, "d": set()}

    assert house.circles(line) == []
    assert house.circles({**line, "d": {"b"}, "e": {"f"}, "f": {"e", "a"}}) == [
        ("b", "c", "d"),
        ("e", "f"),
    ]


def test_an_import_inside_a_function_is_told_from_one_at_the_head(house: ModuleType) -> None:
    parsed = house.ast.parse("import a\n\ndef f():\n    import b\n    class C:\n        import c\n")

    assert sorted(house.inside_functions(parsed)) == [4, 6]

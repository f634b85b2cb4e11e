"""Count what the sources of the house come to: `make house`; `--list` names the modules and chains.

The figures are those of house.md section 4 that sources can tell.  Circles are strongly connected
parts of the graph of imports between modules, once of the imports at the head of modules alone and
once with those inside functions as well.  A package and the modules in it are no circle for Python's
own running of `__init__.py` before them.  The two ways are counted by `house_ways.py`.
"""

import argparse
import ast
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import grimp

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = PROJECT / "src"
SHORT = 120

type Graph = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Module:
    """A Python file of the product: its dotted name, how many lines, and what it imports where."""

    name: str
    lines: int
    head: frozenset[str]
    inside: frozenset[str]


def main() -> int:
    """Print the figures; exit status 0 whatever they are."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--list", action="store_true", help="name the modules and the chains")
    words.add_argument(
        "--sources", action="store_true", help="leave out the ways, which take longer"
    )
    told = words.parse_args()
    found = read()
    alone = short_with_one_importer(found)
    lengths = [one.lines for one in found.values()]
    _say("lines of Python, without migrations", sum(lengths), "<= 100,000")
    _say("modules, without migrations", len(found), "<= 750")
    _say("distinct names of modules", len({_last(name) for name in found}), "<= 240")
    _say("median length of a module, lines", round(statistics.median(lengths)), "150")
    _say("greatest length of a module, lines", max(lengths), "<= 500")
    _say(f"modules of at most {SHORT} lines with one importer", len(alone), "")
    _list(told.list, [f"{name} <- {importer}" for name, importer in alone.items()])
    for what, inside in (("at the head of modules", False), ("and inside functions", True)):
        rings = circles(graph(found, inside=inside))
        _say(f"circles of imports {what}", len(rings), "0")
        _list(told.list, [", ".join(ring) for ring in rings])
    _say("imports inside functions", sum(len(one.inside) for one in found.values()), "")
    if not told.sources:
        import house_ways

        for what, goal, way in house_ways.both(graph(found, inside=True)):
            _say(what, sum(call.climbs for call in way), goal)
            _list(told.list, [str(call) for call in way])
            _list(not told.list, [str(call) for call in way if call.climbs])
    return 0


def read() -> dict[str, Module]:
    """Every module of the product that is no migration, by its dotted name."""
    built = grimp.build_graph("cochair", cache_dir=None)
    return {
        name: _module(built, name)
        for name in sorted(built.modules)
        if ".migrations" not in name and not built.is_module_squashed(name) and _path(name).exists()
    }


def graph(found: Mapping[str, Module], *, inside: bool) -> dict[str, frozenset[str]]:
    """Which module imports which; with `inside`, also those that only a function imports."""
    return {
        name: (one.head | one.inside if inside else one.head) & found.keys()
        for name, one in found.items()
    }


def circles(of: Graph) -> list[tuple[str, ...]]:
    """The strongly connected parts of more than one module, each sorted.  Source: Tarjan 1972."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    rings: list[tuple[str, ...]] = []

    def visit(name: str) -> None:
        number[name] = lowest[name] = len(number)
        stack.append(name)
        for other in sorted(of.get(name, ())):
            if other not in number:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in stack:
                lowest[name] = min(lowest[name], number[other])
        if lowest[name] == number[name]:
            ring = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(ring) > 1:
                rings.append(tuple(sorted(ring)))

    for name in sorted(of):
        if name not in number:
            visit(name)
    return rings


def short_with_one_importer(found: Mapping[str, Module]) -> dict[str, str]:
    """Short modules that a single other module imports, with that one."""
    importers: dict[str, list[str]] = {name: [] for name in found}
    for name, others in graph(found, inside=True).items():
        for other in others:
            importers[other].append(name)
    return {
        name: importers[name][0]
        for name, one in found.items()
        if len(importers[name]) == 1 and one.lines <= SHORT and _path(name).stem != "__init__"
    }


def _module(built: grimp.ImportGraph, name: str) -> Module:
    text = _path(name).read_text(encoding="utf-8")
    within = set(inside_functions(ast.parse(text)))
    head: set[str] = set()
    inside: set[str] = set()
    for other in built.find_modules_directly_imported_by(name):
        details = built.get_import_details(importer=name, imported=other)
        only_within = {one["line_number"] for one in details} <= within
        (inside if only_within else head).add(other)
    return Module(name, len(text.splitlines()), frozenset(head), frozenset(inside))


def inside_functions(parsed: ast.Module) -> Iterator[int]:
    """The lines on which functions import something."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for one in ast.walk(node):
                if isinstance(one, ast.Import | ast.ImportFrom):
                    yield one.lineno


def _path(name: str) -> Path:
    place = SOURCES / name.replace(".", "/")
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _last(name: str) -> str:
    return _path(name).stem


def _say(what: str, figure: int, goal: str) -> None:
    print(f"{what:58} {figure:>12,} {goal:>12}", flush=True)


def _list(wanted: bool, lines: list[str]) -> None:
    for line in lines if wanted else ():
        print(f"    {line}")


if __name__ == "__main__":
    raise SystemExit(main())

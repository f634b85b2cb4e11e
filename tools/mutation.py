"""Change the product in small ways and see whether a test notices: `tools/mutation.py checks`.

Each group of files below has the tests that answer for it.  These run once, and what each function is
run by is noted.  Then, for each of a sample of changes (a comparison turned round, a condition taken
away, a call left out), a copy of this process swaps the code of one function and runs only the tests
that run it.  A change that no test notices is printed with its place: either it changes nothing that
matters, or a test is missing.  One with which the tests hang is noticed.  Nothing is written to any
file.

    .venv/bin/python tools/mutation.py checks --sample 40 --seed 1
"""

import argparse
import ast
import gc
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from mmap import mmap
from pathlib import Path
from types import CodeType, FunctionType

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = PROJECT / "src" / "cochair"
# Which files are changed, and which tests answer for them.
GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "checks": (("procedure/checks/*.py",), ("procedure/test_checks_*.py", "procedure/test_*law*.py",
        "procedure/test_properties_of_results.py", "procedure/test_told_cycle.py")),
    "papers": (("features/documents/access.py",), ("documents/test_glossary.py", "documents/test_register_pages.py",
        "documents/test_document_page.py", "documents/test_language_desk.py",
        "access/test_document_walls.py")),
    "acts": (("features/acts/*.py",), ("acts/test_*.py", "invariants/test_two_keys.py",
        "takeup/test_take_up.py", "commitments/test_overlaps.py")),
    "decisions": (("features/decisions/*.py", "features/room/*.py", "features/silence/*.py",
        "features/programmes/*.py"), ("decisions/test_*.py", "acts/test_sho*.py", "acts/test_every_kind.py",
        "desk/test_room*.py", "texts/test_fixed.py")),
    "visibility": (("features/parties/visibility.py", "features/compliance/visibility.py", "features/compliance/queries.py",
        "features/meetings/attendance.py"), ("compliance/test_queries.py", "compliance/test_evidence*.py",
        "compliance/test_departures.py", "compliance/test_exceptions_for_readers.py",
        "compliance/test_publication.py", "compliance/test_options.py", "meetings/test_observing*.py",
        "compliance/test_statement.py", "access/test_walls.py", "access/test_what_pages_refuse.py",
        "access/test_composition.py", "meetings/test_attendance.py", "journal/test_export.py")),
}  # fmt: skip
LEFT_OUT = ("migrations", "apps.py", "urls.py")
# Tests that take minutes, or run in threads and processes of their own.
LONG = ("any_course", "any_order", "at_once", "kills", "races")
# Seconds of the processor that the tests of a change may take, after which nobody knows; and seconds
# without any, after which a copy of this process waits for what never comes.
LONGEST, STILL = 120, 60
NOTICED, UNNOTICED, NEVER_RUN, TOO_LONG = "noticed", "NOT NOTICED", "NEVER RUN", "TOO LONG"
HUNG = "hung"
# What a copy of this process ends with.
ANSWERS = {0: UNNOTICED, 1: NOTICED, 2: NEVER_RUN, 3: TOO_LONG}

TURNED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change: the file, the function by its first line and name, and the code in its place."""

    path: Path
    line: int
    function: tuple[int, str]
    was: str
    now: str
    code: CodeType

    def __str__(self) -> str:
        """Where it is, and what it does."""
        return f"{self.path.relative_to(PROJECT)}:{self.line}: {self.was}  ->  {self.now}"


def possible(path: Path) -> list[tuple[Path, int]]:
    """Every change of a file that can be made, by its number among the places of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (path, number)
        for number, (node, _apply) in enumerate(_places(tree))
        if _function_at(tree, node) is not None
    ]


def made(path: Path, number: int) -> Change:
    """A change with the code of its function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    node, apply = list(_places(tree))[number]
    holder, was, line = _function_at(tree, node), ast.unparse(node), node.lineno
    assert holder is not None
    apply(node)
    ast.fix_missing_locations(tree)
    whole = compile(tree, str(path), "exec")
    code = next(one for one in _codes(whole) if _key(one) == holder)
    return Change(path, line, holder, _short(was), _short(ast.unparse(node)), code)


def _can_be_swapped(change: Change) -> bool:
    """Whether the changed code reads the same variables of the functions around it: Python swaps no other."""
    whole = compile(change.path.read_text(encoding="utf-8"), str(change.path), "exec")
    before = next(one for one in _codes(whole) if _key(one) == change.function)
    return before.co_freevars == change.code.co_freevars


def _places(tree: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, Callable[[ast.AST], None]]]:
    for node in ast.walk(tree):
        match node:
            case ast.Compare(ops=[op]) if type(op) in TURNED:
                yield node, _turn_comparison
            case ast.BoolOp() | ast.BinOp() if type(node.op) in TURNED:
                yield node, _turn_operator
            case ast.UnaryOp(op=ast.Not()):
                yield node, _take_negation_away
            case ast.Constant(value=bool()):
                yield node, _turn_truth
            case ast.Constant(value=int()):
                yield node, _one_more
            case ast.IfExp():
                yield node, _swap_branches
            case ast.Expr(value=ast.Call()):
                yield node, _leave_call_out
            case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
                yield node, _return_nothing
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() if node.generators[0].ifs:
                yield node, _take_everything


def _turn_comparison(node: ast.AST) -> None:
    assert isinstance(node, ast.Compare)
    node.ops = [TURNED[type(node.ops[0])]()]  # type: ignore[list-item]


def _turn_operator(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp | ast.BinOp)
    node.op = TURNED[type(node.op)]()  # type: ignore[assignment]


def _take_negation_away(node: ast.AST) -> None:
    assert isinstance(node, ast.UnaryOp)
    inner = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), inner)


def _turn_truth(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)
    node.value = not node.value


def _one_more(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant) and isinstance(node.value, int)
    node.value = node.value + 1


def _swap_branches(node: ast.AST) -> None:
    assert isinstance(node, ast.IfExp)
    node.body, node.orelse = node.orelse, node.body


def _leave_call_out(node: ast.AST) -> None:
    assert isinstance(node, ast.Expr)
    node.value = ast.Constant(None)


def _return_nothing(node: ast.AST) -> None:
    assert isinstance(node, ast.Return)
    node.value = ast.Constant(None)


def _take_everything(node: ast.AST) -> None:
    assert isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp)
    node.generators[0].ifs = []


def _function_at(tree: ast.Module, node: ast.AST) -> tuple[int, str] | None:
    """The outermost function, or method of a class, in whose body something stands."""
    holders: list[tuple[str, ast.stmt]] = [("", one) for one in tree.body]
    for before, one in holders:
        if isinstance(one, ast.ClassDef):
            holders += [(f"{before}{one.name}.", inner) for inner in one.body]
        elif isinstance(one, ast.FunctionDef) and any(
            inner is node for part in one.body for inner in ast.walk(part)
        ):
            first = min([one.lineno, *(kept.lineno for kept in one.decorator_list)])
            return first, f"{before}{one.name}"
    return None


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _key(code: CodeType) -> tuple[int, str]:
    return code.co_firstlineno, code.co_qualname


def _short(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= 70 else f"{line[:67]}..."


class Mutation:
    """A run of tests, then the same tests on each change in a process of its own."""

    def __init__(self, wanted: list[Change]) -> None:
        self.wanted = wanted
        self.ran: dict[tuple[str, int, str], set[int]] = {}
        self.now = -1
        self.in_child = False
        self.found: Counter[str] = Counter()
        # The test that a copy of this process runs; the copy writes it.
        self.at = memoryview(mmap(-1, 8)).cast("q")
        # The tests of a file of which one waits in a copy for a thread that only this process has.
        self.waits: set[int] = set()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """What fails says so by itself, and copies of this process say nothing."""
        session.config.pluginmanager.unregister(name="terminalreporter")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what starts threads or processes: a copy of this process has no others."""
        items[:] = [one for one in items if "transactional_db" not in _fixtures(one)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The tests once, each function with those that run it; then each change."""
        items, files = list(session.items), {str(one.path) for one in self.wanted}
        monitor = sys.monitoring
        monitor.use_tool_id(monitor.COVERAGE_ID, "mutation")

        def begins(code: CodeType, _offset: int) -> object:
            if code.co_filename in files:
                self.ran.setdefault((code.co_filename, *_key(code)), set()).add(self.now)
                return None
            return monitor.DISABLE

        monitor.register_callback(monitor.COVERAGE_ID, monitor.events.PY_START, begins)
        monitor.set_events(monitor.COVERAGE_ID, monitor.events.PY_START)
        took = []
        for self.now in range(len(items)):
            began = time.monotonic()
            _run(items[self.now], items[(self.now + 1) % len(items)])
            took.append(time.monotonic() - began)
        monitor.set_events(monitor.COVERAGE_ID, 0)
        monitor.free_tool_id(monitor.COVERAGE_ID)
        if session.testsfailed:
            return True
        for change in self.wanted:
            said = self._try(change, items, took)
            self.found[said] += 1
            if said != NOTICED:
                print(f"{said}: {change}", file=sys.__stderr__, flush=True)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The first test that fails on a change has noticed it."""
        if report.failed and self.in_child:
            os._exit(1)
        if report.failed:
            print(f"Without any change: {report.nodeid}", file=sys.__stderr__, flush=True)
            print(report.longreprtext[-1500:], file=sys.__stderr__, flush=True)

    def _try(self, change: Change, items: list[pytest.Item], took: list[float]) -> str:
        name = str(change.path), *change.function
        while ran := self.ran.get(name, set()) - self.waits:
            said = self._judged(change, ran, items, took, is_made=True)
            if said != HUNG:
                return said
            # It is the change only where a copy without it does not wait.
            alone = self._judged(change, ran, items, took, is_made=False)
            if alone != HUNG:
                return NOTICED if alone == UNNOTICED else TOO_LONG
            path = items[self.at[0]].path
            self.waits |= {at for at, one in enumerate(items) if one.path == path}
            print(f"Left out: {path.relative_to(PROJECT)}", file=sys.__stderr__, flush=True)
        return NEVER_RUN

    def _judged(
        self,
        change: Change,
        ran: set[int],
        items: list[pytest.Item],
        took: list[float],
        *,
        is_made: bool,
    ) -> str:
        """What the tests of a function say in a copy of this process, with the change or without it."""
        child = os.fork()
        if not child:
            self.in_child = True
            signal.signal(signal.SIGPROF, lambda *_told: os._exit(3))
            signal.setitimer(signal.ITIMER_PROF, LONGEST)
            if is_made and not _swapped(change):
                os._exit(2)
            # The shortest first: most changes are noticed in a moment.
            chosen = sorted(ran, key=lambda at: took[at])
            for one, after in zip(chosen, [*chosen[1:], 0], strict=True):
                self.at[0] = one
                _run(items[one], items[after])
            os._exit(0)
        used, since = "", time.monotonic()
        while True:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return ANSWERS.get(os.waitstatus_to_exitcode(status), NOTICED)
            if (now := _processor(child)) != used:
                used, since = now, time.monotonic()
            elif time.monotonic() > since + STILL:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return HUNG
            time.sleep(0.02)


def _processor(process: int) -> str:
    """What a process has used of the processor, as the system counts it."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    return " ".join(told.rpartition(")")[2].split()[11:13])


def _fixtures(one: pytest.Item) -> set[str]:
    return set(getattr(one, "fixturenames", ()))


def _run(one: pytest.Item, after: pytest.Item) -> None:
    """One test; what the next one needs as well stays set up, the database above all."""
    one.ihook.pytest_runtest_protocol(item=one, nextitem=after)


def _swapped(change: Change) -> bool:
    """Give the function its changed code, wherever it is held; False where it is held nowhere."""
    # What the tests froze is not among the objects that are listed.
    gc.unfreeze()
    held = [
        one
        for one in gc.get_objects()
        if isinstance(one, FunctionType)
        and one.__code__.co_filename == str(change.path)
        and _key(one.__code__) == change.function
    ]
    for one in held:
        one.__code__ = change.code
    return bool(held)


def main() -> int:
    """Try a sample of changes; 0 when all of them are noticed, 1 when some are not."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("group", choices=GROUPS)
    asked.add_argument("--sample", type=int, default=40, help="how many changes (default 40)")
    asked.add_argument("--seed", type=int, default=1, help="which ones (default 1)")
    asked.add_argument("--only", default="", help="only files whose path holds this")
    words = asked.parse_args()
    patterns, tests = GROUPS[words.group]
    paths = sorted(
        path
        for pattern in patterns
        for path in SOURCES.glob(pattern)
        if words.only in str(path) and not any(name in path.parts for name in LEFT_OUT)
    )
    found = [one for path in paths for one in possible(path)]
    chosen = random.Random(words.seed).sample(found, min(words.sample, len(found)))
    wanted = [one for one in (made(*place) for place in sorted(chosen)) if _can_be_swapped(one)]
    found_tests = {one for name in tests for one in (PROJECT / "tests").glob(name)}
    files = sorted(str(one) for one in found_tests if not one.stem.endswith(LONG))
    run = Mutation(wanted)
    pytest.main(["-n0", "-p", "no:cacheprovider", *files], plugins=[run])
    noticed, tried = run.found[NOTICED], sum(run.found.values())
    print(
        f"{words.group}: {noticed} of {tried} changes noticed"
        f" ({noticed * 100 // max(1, tried)} %), {run.found[UNNOTICED]} not,"
        f" {run.found[TOO_LONG]} took too long, {run.found[NEVER_RUN]} in functions that no test here"
        f" runs; {len(found)} are possible."
    )
    return 0 if tried and noticed == tried else 1


if __name__ == "__main__":
    sys.exit(main())

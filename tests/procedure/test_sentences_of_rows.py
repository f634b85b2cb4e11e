"""Every sentence of a row says why the row is what it is: over all clauses, facts and outcomes.

The worlds are those of the other tests of the predicates, each judged at several instants, with
what is known taken from history, and with an agreed exception. What every sentence speaks for is
written down in `explaining`.
"""

import ast
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings

import cochair.forums
from cochair.procedure.book import Book
from cochair.procedure.checks import REGISTRY, SHAPES
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import Departure, Facts
from cochair.procedure.reading import read
from cochair.procedure.result import Outcome, Result
from explaining import SIDES, fault, written
from house import tree
from procedure import (
    known_history,
    small_world,
    test_attested,
    test_checks_agenda,
    test_checks_calendar,
    test_checks_composition,
    test_checks_documents,
    test_checks_follow_up,
    test_checks_venue,
    test_facts_keep_their_time,
    test_law_of_results,
    test_properties_of_results,
)
from procedure.small_world import at, facts, held, history, meeting

STORIES = (
    test_attested,
    test_checks_agenda,
    test_checks_calendar,
    test_checks_composition,
    test_checks_documents,
    test_checks_follow_up,
    test_checks_venue,
    test_facts_keep_their_time,
    test_law_of_results,
)
LETTERS = {
    Outcome.MET: "M",
    Outcome.NOT_MET: "N",
    Outcome.NOT_YET_DUE: "Y",
    Outcome.DEPARTED: "D",
    Outcome.NOT_APPLICABLE: "A",
    Outcome.UNKNOWN: "U",
}
# All six, but for what is judged on the forum, or on an act that can no more be undone or expected.
EVERY = "ADMNUY"
FEWER = {
    "clearances_before_decision": "ADMN",
    "cycle_covers_today": "DMNY",
    "cycle_shape": "ADMN",
    "decisions_by_consensus": "AMNUY",
    "informative": "A",
    "instrument_registered": "DMNY",
    "procedure_adopted": "DMNY",
}
EARLY, LATE = at("2029-12-02"), at("2045-01-01")
FORUMS = (
    *sorted(Path(next(iter(cochair.forums.__path__))).glob("*/procedure.yaml")),
    tree.PROJECT / "tests/forums/small/procedure.yaml",
    tree.PROJECT / "tests/procedure/forums/second.yaml",
)


@dataclass
class Seen:
    """The rows that were judged: their faults, the sentences said, the outcomes of each predicate."""

    faults: dict[str, str] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    outcomes: defaultdict[str, set[Outcome]] = field(default_factory=lambda: defaultdict(set))

    def judge(self, book: Book, known: Facts, now: datetime) -> tuple[Result, ...]:
        """Judge a world, and keep what was said."""
        results = evaluate(book, known, now)
        for one in results:
            clause = book.by_id.get(one.rule)
            if clause is not None:
                self.outcomes[clause.check.fn].add(one.outcome)
            self.said |= {said.message for said in one.says}
            wrong = fault(one)
            if wrong:
                self.faults.setdefault(wrong, f"{book.forum} on {now}")
        return results


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Every world of the other tests, and what becomes of it with more or less known."""
    kept = Seen()

    def judged(book: Book, known: Facts, now: datetime, **more: object) -> tuple[Result, ...]:
        results = evaluate(book, known, now, **more)  # type: ignore[arg-type]
        kept.judge(book, known, now)
        kept.judge(book, known, EARLY)
        kept.judge(book, known, LATE)
        kept.judge(book, known_from_sources(known), now)
        kept.judge(book, known_from_sources(known), LATE)
        excepted = tuple(
            Departure(
                f"departure-{one.rule}-{one.target.id}", EARLY, one.rule, one.target.id, "Why"
            )
            for one in results
        )
        kept.judge(book, replace(known, departures=excepted), now)
        return results

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(small_world, "evaluate", judged)
        for module in STORIES:
            for story in stories(module):
                try:
                    story()
                except AssertionError:
                    continue
    for month in range(12 * 8):
        now = datetime(2022 + month // 12, month % 12 + 1, 15, tzinfo=UTC)
        kept.judge(known_history.book(), known_history.facts(), now)
    return kept


def known_from_sources(known: Facts) -> Facts:
    """The same world, known from public sources alone."""
    return replace(
        known,
        meetings=tuple(replace(one, imported=True) for one in known.meetings),
        cycles=tuple(replace(one, imported=True) for one in known.cycles),
    )


def stories(module: ModuleType) -> Iterator[Callable[[], object]]:
    """The tests of a module, with each of their parameters."""
    for name, test in vars(module).items():
        if not name.startswith("test_") or not inspect.isfunction(test):
            continue
        rows: list[dict[str, object]] = [{}]
        for mark in getattr(test, "pytestmark", ()):
            if mark.name == "parametrize":
                names = (
                    [one.strip() for one in mark.args[0].split(",")]
                    if isinstance(mark.args[0], str)
                    else list(mark.args[0])
                )
                values = [row if len(names) > 1 else (row,) for row in mark.args[1]]
                rows = [
                    {**row, **dict(zip(names, value, strict=True))}
                    for row in rows
                    for value in values
                ]
        for row in rows:
            if set(inspect.signature(test).parameters) == set(row):
                yield lambda test=test, row=row: test(**row)


def test_every_sentence_of_the_code_was_read_and_none_is_written_that_the_code_does_not_say() -> (
    None
):
    assert sorted(set(written())) == sorted(SIDES)


def test_no_row_says_what_it_is_not(seen: Seen) -> None:
    assert seen.faults == {}


def test_every_sentence_and_every_outcome_of_each_predicate_was_seen(seen: Seen) -> None:
    assert set(SIDES) - seen.said == set()
    outcomes = {fn: "".join(sorted(map(LETTERS.get, found))) for fn, found in seen.outcomes.items()}
    assert outcomes == {fn: FEWER.get(fn, EVERY) for fn in REGISTRY}


@given(test_properties_of_results.worlds(), test_properties_of_results.INSTANTS)
@settings(max_examples=60, deadline=None)
def test_no_row_of_any_world_says_what_it_is_not(known: Facts, now: datetime) -> None:
    kept = Seen()

    kept.judge(test_properties_of_results.BOOK, known, now)
    kept.judge(test_properties_of_results.BOOK, known_from_sources(known), now)

    assert kept.faults == {}


@pytest.mark.parametrize("file", FORUMS, ids=lambda file: file.parent.name + file.stem)
def test_no_row_of_any_clause_of_a_forum_says_what_it_is_not(file: Path) -> None:
    """The forums that ship and those of the tests, with meetings planned, held, over and of history."""
    book = read(file.read_text("utf-8"), file.name, checks=SHAPES)
    kept, rules = Seen(), set()
    for made in (meeting, held, history):
        meetings = [
            made(f"{code}-{number}", configuration=code, cycle=number)
            for code in book.configurations
            for number in (1, 2)
        ]
        known = replace(facts(*meetings), forum=book.forum)
        for now in (
            "2029-12-02",
            "2030-06-01",
            "2031-03-05",
            "2031-03-09",
            "2032-02-01",
            "2045-01-01",
        ):
            rules |= {one.rule for one in kept.judge(book, known, at(now))}

    assert kept.faults == {}
    assert rules == set(book.by_id)


def test_what_a_predicate_says_is_for_one_answer_alone() -> None:
    """A finding is true, false or open where it is written: no sentence stands in two of them."""
    wavering = []
    for path, text in tree.found("procedure/checks/*.py").items():
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            answers = [one.value for one in node.keywords if one.arg == "value"]
            if node.func.id == "Finding":
                answers += node.args[:1]
            if node.func.id in {"Finding", "replace"} and not all(
                isinstance(one, ast.Constant) for one in answers
            ):
                wavering.append(f"{path}:{node.lineno}")

    assert wavering == []

"""Importers before whatever may come: no crash, no error, no more time or memory than a file has (T32)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cochair.documents.files.problems import Code
from documents.corpora.fuzzing import SEEDS

TESTS = Path(__file__).parents[1]
FEW, MANY, LONGEST = 200, 10_000, 2.0


def examined(kind: str, first: int, count: int) -> list[tuple[int, list[str], float]]:
    """What came of `count` files from a seed on, in one process with the limits of a child."""
    start = f"import sys; sys.path.insert(0, {str(TESTS)!r}); from documents.corpora.fuzzing import main; main({kind!r}, {first}, {count})"
    ended = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True)
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(told) == count, f"{kind} ended at seed {first + len(told)}: {ended.stderr[-2000:]}"
    return [(number, codes, took) for number, codes, took in told]


def stands(kind: str, count: int) -> None:
    known = {code.value for code in Code}

    found = examined(kind, 0, count)

    assert not [(number, codes) for number, codes, _took in found if not known.issuperset(codes)]
    assert max(took for _number, _codes, took in found) < LONGEST
    # Some are still files: it is not the first octet alone that was tried.
    assert len({tuple(codes) for _number, codes, _took in found}) > 2


@pytest.mark.parametrize("kind", SEEDS)
def test_two_hundred_bent_files_of_each_kind_are_judged(kind: str) -> None:
    stands(kind, FEW)


@pytest.mark.soak
@pytest.mark.parametrize("kind", SEEDS)
def test_ten_thousand_bent_files_of_each_kind_are_judged(kind: str) -> None:
    stands(kind, MANY)

"""Importers before whatever may come: no crash, no error, no more time or memory than a file has (T32).

Every file is examined; what is found safe is read, and what was read is written and read again.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cochair.formats.inside.problems import Code
from documents.corpora import importing
from documents.corpora.fuzzing import SEEDS

TESTS = Path(__file__).parents[1]
FEW, MANY, LONGEST = 200, 10_000, 2.0
# What is parsed in Python alone goes through one process; a parser in C has one of its own.
BY_NATIVE_CODE = ("pdf", "bare pdf", "picture pdf")
GROUPS = [
    *((kind,) for kind in BY_NATIVE_CODE),
    tuple(kind for kind in (*SEEDS, *importing.SEEDS) if kind not in BY_NATIVE_CODE),
]


def stands(kinds: Sequence[str], count: int) -> None:
    """Take `count` files of each kind through one process with the limits of a child."""
    start = (
        f"import sys; sys.path.insert(0, {str(TESTS)!r}); "
        f"from documents.corpora.fuzzing import main; main({list(kinds)!r}, 0, {count})"
    )
    ended = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True)
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    last = told[-1][:2] if told else "nothing"
    assert len(told) == count * len(kinds), f"ended after {last}: {ended.stderr[-2000:]}"
    known = {code.value for code in Code}
    assert not [one for one in told if not known.issuperset(one[2])][:3]
    assert max(took for *_rest, took in told) < LONGEST
    for kind in kinds:
        # Some are taken still: it is not the first octet alone that was tried.
        taken = sum(not codes for name, _number, codes, _took in told if name == kind)
        assert taken > count // 50, kind


@pytest.mark.parametrize("kinds", GROUPS, ids=lambda kinds: kinds[0])
def test_two_hundred_bent_files_of_each_kind_are_judged_and_no_word_is_lost(
    kinds: tuple[str, ...],
) -> None:
    stands(kinds, FEW)


@pytest.mark.soak
@pytest.mark.parametrize("kinds", GROUPS, ids=lambda kinds: kinds[0])
def test_ten_thousand_bent_files_of_each_kind_are_judged_and_no_word_is_lost(
    kinds: tuple[str, ...],
) -> None:
    stands(kinds, MANY)

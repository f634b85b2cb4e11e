"""What the suite leaves out on one of two databases is there: a name that leads nowhere hides nothing."""

import importlib.util
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def test_everything_that_is_left_to_one_database_is_there() -> None:
    spec = importlib.util.spec_from_file_location("suite", PROJECT / "tools" / "suite.py")
    assert spec is not None and spec.loader is not None
    suite = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(suite)

    named = (*suite.DECIDED_IN_PYTHON, *suite.COUNTED)
    assert [one for one in named if not (PROJECT / one).exists()] == []
    for pattern in suite.SAID_IN_PYTHON:
        assert any((PROJECT / "tests").rglob(pattern.removeprefix("*/"))), pattern

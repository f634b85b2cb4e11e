"""What the suite asks of one database or the other is there: a name that leads nowhere asks nothing."""

import importlib.util
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def test_everything_that_is_asked_of_one_database_is_there() -> None:
    spec = importlib.util.spec_from_file_location("suite", PROJECT / "tools" / "suite.py")
    assert spec is not None and spec.loader is not None
    suite = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(suite)

    assert [one for one in suite.COUNTED if not (PROJECT / one).exists()] == []
    for pattern in suite.DECIDED_BY_A_DATABASE:
        assert any(PROJECT.glob(pattern)), pattern

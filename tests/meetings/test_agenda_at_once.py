"""Two who write the same agenda at the same moment: nothing is lost and nothing is doubled."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import agendas
import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.agendas import actions, asking, queries, table
from cochair.features.compliance import queries as results
from cochair.features.meetings.models import ItemRequest, Meeting
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from world import NOW, small_forum


@pytest.fixture
def two(transactional_db: None, tmp_path: Path) -> Iterator[tuple[ActingOffice, ActingOffice]]:
    """The secretariat and the presidency of the League over a draft, in a database for threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> tuple[ActingOffice, ActingOffice]:
            meeting = signing.planned(small_forum())
            agendas.begun(meeting)
            head = agendas.delegation(meeting.forum)
            return signing.secretariat(meeting.forum), head

        yield in_threads(1, load)[0]
    results.forget()


def test_of_two_changes_of_one_revision_one_is_made_and_one_is_told(
    two: tuple[ActingOffice, ActingOffice],
) -> None:
    secretariat, _head = two

    def write(number: int) -> str:
        meeting = Meeting.objects.get(slug=signing.COUNCIL)
        seen = queries.versions(meeting)[0].token
        typed = replace(agendas.REVIEW, minutes=number + 1)
        try:
            actions.insert_item(meeting, typed=typed, place=None, seen=seen, by=secretariat, at=NOW)
        except StaleVersion as conflict:
            return "told" if "min" in conflict.theirs and "min" in conflict.mine else "lost"
        return "made"

    assert sorted(in_threads(2, write)) == ["made", "told"]

    def look(_number: int) -> list[int]:
        known = queries.versions(Meeting.objects.get(slug=signing.COUNCIL))
        return [len(one.items) for one in known]

    assert in_threads(1, look) == [[0, 1]]


def test_a_request_that_is_sent_twice_at_once_is_one(
    two: tuple[ActingOffice, ActingOffice],
) -> None:
    _secretariat, head = two
    wish = asking.Wish(title={"en": "Ports"}, type="discussion")

    def ask(_number: int) -> int:
        meeting = Meeting.objects.get(slug=signing.COUNCIL)
        return asking.request_item(meeting, wish=wish, by=head, at=NOW).number

    assert in_threads(3, ask) == [1, 1, 1]
    assert in_threads(1, lambda _number: ItemRequest.objects.count()) == [1]


def test_of_two_lines_of_one_table_both_are_kept_and_of_one_line_one_is_told(
    two: tuple[ActingOffice, ActingOffice],
) -> None:
    secretariat, _head = two

    def prepare(_number: int) -> tuple[int, ActingOffice]:
        meeting = Meeting.objects.get(slug=signing.COUNCIL)
        return agendas.with_items(meeting).token, signing.concert(meeting.forum)

    ((seen, concert),) = in_threads(1, prepare)

    def write(number: int) -> str:
        meeting = Meeting.objects.get(slug=signing.COUNCIL)
        by = (secretariat, concert)[number]
        same, own = (table.shown_line(meeting, key, seen) for key in ("i2", ("i1", "i3")[number]))
        mine = replace(own, minutes=30 + number)
        table.write_table(meeting, [mine], seen=seen, by=by, at=NOW)
        try:
            clash = replace(same, title={"en": f"By {number}"})
            table.write_table(meeting, [clash], seen=seen, by=by, at=NOW)
        except Refused as refused:
            return "told" if "It now says" in str(refused.refusals[0]) else "lost"
        return "made"

    assert sorted(in_threads(2, write)) == ["made", "told"]

    def look(_number: int) -> list[int | None]:
        last = queries.latest(queries.versions(Meeting.objects.get(slug=signing.COUNCIL)))
        assert last is not None
        return [last.items[0].minutes, last.items[2].minutes]

    assert in_threads(1, look) == [[30, 31]]

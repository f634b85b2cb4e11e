"""Two co-chairs act at the same moment: one item is on the floor, one speaker has it, and nobody is overwritten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import rooms
from at_once import a_database_for_threads, in_threads
from cochair.features.compliance import queries as results
from cochair.features.conduct import actions, queries, speakers_list
from cochair.features.meetings.models import FloorEntry, Meeting, SpeakerRequest
from cochair.features.parties.offices import ActingOffice
from cochair.web.errors import StaleVersion
from rooms import AT
from signing import COUNCIL
from world import small_forum


@pytest.fixture
def two(transactional_db: None, tmp_path: Path) -> Iterator[tuple[ActingOffice, ActingOffice]]:
    """Both co-chairs of the sitting Council, in a database for threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> tuple[ActingOffice, ActingOffice]:
            meeting = rooms.council(small_forum())
            return rooms.chair(meeting.forum), rooms.chair(meeting.forum, "CONCERT")

        yield in_threads(1, load)[0]
    results.forget()


def council() -> Meeting:
    return Meeting.objects.select_related("forum").get(slug=COUNCIL)


def test_of_two_items_opened_at_once_one_is_on_the_floor_and_the_other_chair_is_told(
    two: tuple[ActingOffice, ActingOffice],
) -> None:
    def step(number: int) -> str:
        try:
            actions.open_item(council(), f"i{number + 2}", seen=0, by=two[number], at=AT)
        except StaleVersion:
            return "told"
        return "opened"

    assert sorted(in_threads(2, step)) == ["opened", "told"]

    def look(_number: int) -> tuple[int, int]:
        on_floor = [one for one in queries.floor(council()).courses if one.is_on_floor]
        return FloorEntry.objects.count(), len(on_floor)

    assert in_threads(1, look) == [(1, 1)]


def test_a_delegation_that_presses_twice_at_once_waits_once(
    two: tuple[ActingOffice, ActingOffice],
) -> None:
    def open_and_name(_number: int) -> ActingOffice:
        meeting = council()
        actions.open_item(meeting, "i2", seen=0, by=two[0], at=AT)
        return rooms.head(meeting.forum)

    (head,) = in_threads(1, open_and_name)

    in_threads(4, lambda _number: speakers_list.ask(council(), by=head, at=AT).pk)

    assert in_threads(1, lambda _number: SpeakerRequest.objects.count()) == [1]


def test_of_two_who_are_given_the_floor_at_once_one_has_it(
    two: tuple[ActingOffice, ActingOffice],
) -> None:
    def prepare(_number: int) -> list[int]:
        meeting = council()
        actions.open_item(meeting, "i2", seen=0, by=two[0], at=AT)
        return [
            rooms.asked(meeting).number,
            rooms.asked(meeting, "XL", "CONCERT").number,
        ]

    (waiting,) = in_threads(1, prepare)

    def give(number: int) -> str:
        try:
            speakers_list.give_floor(council(), waiting[number], seen=0, by=two[number], at=AT)
        except StaleVersion:
            return "told"
        return "given"

    assert sorted(in_threads(2, give)) == ["given", "told"]
    speaking_now = in_threads(
        1, lambda _number: SpeakerRequest.objects.exclude(given_at=None).count()
    )
    assert speaking_now == [1]

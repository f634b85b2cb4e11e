"""What is worked out at an instant is kept until it may be otherwise, and so is what is made of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.journal.answers import Answers
from journal.test_table_cache import entered
from story.otherwise import only_stamps
from world import NOW

HOUR = timedelta(hours=1)


class HowMany:
    """How many meetings are known, and in which words that is told; both count how often they are asked."""

    def __init__(self, forum: Forum) -> None:
        self.forum = forum
        self.counted: list[datetime] = []
        self.told: list[datetime] = []
        self.numbers: Answers[int] = Answers(4)
        self.words: Answers[str] = Answers(4)

    def count(self, at: datetime) -> int:
        self.counted.append(at)
        rows = Meeting.objects.filter(forum=self.forum)
        return sum(row.known_at is not None and row.known_at <= at for row in rows)

    def tell(self, at: datetime) -> str:
        self.told.append(at)
        return f"{self.numbers.get(self.forum.slug, 'count', at, self.count)} meetings"

    def get(self, at: datetime) -> str:
        return self.words.get(self.forum.slug, "words", at, self.tell)

    @property
    def asked(self) -> tuple[int, int]:
        return len(self.counted), len(self.told)


@pytest.fixture
def many(small_forum: Forum) -> Iterator[HowMany]:
    """Two meetings, one of which becomes known two hours later; for a process that hears of it."""
    for number, known_at in enumerate((NOW - HOUR, NOW + 2 * HOUR), 8):
        Meeting.objects.create(
            forum=small_forum,
            slug=f"league-concert-council-{number}",
            configuration="council",
            number=number,
            known_at=known_at,
        )
    entered(small_forum)
    with only_stamps():
        yield HowMany(small_forum)


def known_at(many: HowMany, number: int, at: datetime) -> None:
    rows = Meeting.objects.filter(forum=many.forum, number=number)
    entered(many.forum, lambda: rows.update(known_at=at))


def test_an_answer_holds_until_an_instant_comes_to_which_another_was_compared(
    many: HowMany,
) -> None:
    first = many.get(NOW)
    assert many.get(NOW + HOUR) is first and many.asked == (1, 1)

    later = many.get(NOW + 2 * HOUR)
    assert later != first and many.asked == (2, 2)
    # What was so before is not known any more: it is worked out again.
    assert many.get(NOW + HOUR) == first and many.asked == (3, 3)


def test_what_is_made_of_an_answer_that_comes_out_the_same_is_not_made_again(
    many: HowMany,
) -> None:
    first = many.get(NOW)
    known_at(many, 8, NOW - 2 * HOUR)

    assert many.get(NOW + HOUR) is first and many.asked == (2, 1)
    # It was worked out at the hour that was asked for, and not at the one before.
    assert many.counted[1] == NOW + HOUR
    known_at(many, 8, NOW + HOUR + HOUR / 2)
    assert many.get(NOW + HOUR) != first and many.asked == (3, 2)


def test_an_answer_that_is_the_same_until_another_hour_is_another_one(many: HowMany) -> None:
    first = many.get(NOW)
    known_at(many, 9, NOW + 3 * HOUR)

    assert many.get(NOW) == first and many.asked == (2, 2)
    assert many.get(NOW + 2 * HOUR) == first and many.asked == (2, 2)
    assert many.get(NOW + 3 * HOUR) != first and many.asked == (3, 3)


def test_what_was_found_to_hold_now_is_not_said_to_have_held_before(many: HowMany) -> None:
    many.get(NOW)
    known_at(many, 8, NOW + HOUR)
    assert many.get(NOW + HOUR) == many.get(NOW + HOUR)

    assert many.get(NOW) != many.get(NOW + HOUR)


def test_an_answer_at_another_instant_than_the_page_asks_is_not_kept(many: HowMany) -> None:
    def yesterday(at: datetime) -> int:
        return many.numbers.get(many.forum.slug, "count", at - 24 * HOUR, many.count)

    outer: Answers[int] = Answers(4)
    before = outer.get(many.forum.slug, "yesterday", NOW, yesterday)
    assert before == many.count(NOW) - 1
    assert many.numbers.known(many.forum.slug, "count", NOW) is None
    assert outer.known(many.forum.slug, "yesterday", NOW) == before

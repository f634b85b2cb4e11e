"""Whatever course things take, what is kept is what would be made anew, and results are those of all facts."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import papers
import people
from cochair.features.acts import actions as acts
from cochair.features.acts.queries import open_acts
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.journal.actions import record
from cochair.journal.table_cache import TableCache
from cochair.procedure.refusal import Refused
from story import otherwise
from world import NOW

QUICK = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SIGNERS = (("LEAGUE", "XE"), ("CONCERT", "XP"))
# What happens next: an act of somebody, and how many minutes later.
COURSES = st.lists(
    st.tuples(
        st.sampled_from(
            ["proposes", "moves", "signs", "declines", "withdraws", "registers", "looks"]
        ),
        st.integers(0, 1),
        st.integers(0, 3 * 24 * 60),
    ),
    min_size=3,
    max_size=7,
)


class Course:
    """A meeting that both prepare, and what becomes of it."""

    def __init__(self, forum: Forum) -> None:
        self.forum, self.at, self.days = forum, NOW, 0
        self.by = [people.presidency(forum, party, member) for party, member in SIGNERS]
        self.meeting = Meeting.objects.create(
            forum=forum,
            slug="league-concert-council-8",
            configuration="council",
            number=8,
            cycle=Cycle.objects.get(forum=forum, number=2),
            known_at=NOW,
        )
        self.looks(0)

    def proposes(self, who: int) -> None:
        meetings.propose_step(
            self.meeting, kind="meeting.format", value="hybrid", by=self.by[who], at=self.at
        )

    def moves(self, who: int) -> None:
        self.days += 1
        day = date(2031, 4, 1) + timedelta(days=self.days)
        told = meetings.Day(day, day, "", "in_person")
        meetings.propose_schedule(self.meeting, day=told, reason="", by=self.by[who], at=self.at)

    def signs(self, who: int) -> None:
        for act in open_acts(self.forum)[:1]:
            acts.turn_key(act, seen=act.digest, by=self.by[who], at=self.at)

    def declines(self, who: int) -> None:
        for act in open_acts(self.forum)[:1]:
            acts.decline(
                act, reason="The rooms of that week are taken.", by=self.by[who], at=self.at
            )

    def withdraws(self, who: int) -> None:
        for act in open_acts(self.forum)[:1]:
            acts.withdraw(act, by=self.by[who], at=self.at)

    def registers(self, who: int) -> None:
        by = papers.somebody(self.forum, "secretariat", SIGNERS[who][0], at=NOW)
        papers.entered(self.forum, by=by, at=self.at)

    def looks(self, _who: int) -> None:
        with transaction.atomic():
            record(
                self.forum.slug, verb="somebody.looked", about=("look", "1"), by=None, at=self.at
            )


@pytest.fixture
def heard(small_forum: Forum) -> Iterator[Forum]:
    """The small forum, for a process that hears of what others write from the ledger alone."""
    with otherwise.only_stamps():
        yield small_forum


@given(course=COURSES)
@QUICK
def test_after_every_entry_what_is_kept_is_what_would_be_made_anew(
    heard: Forum, course: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        around = transaction.get_connection().atomic_blocks[-1]
        # As Django marks what it begins around tests: in it other transactions begin and end.
        around._from_testcase = True
        going = Course(heard)
        for what, who, minutes in course:
            going.at += timedelta(minutes=minutes)
            try:
                with transaction.atomic():
                    getattr(going, what)(who)
            except Refused:
                going.looks(who)
            assert list(otherwise.kept_otherwise(heard, going.at, (timedelta(0),))) == []
        transaction.set_rollback(True)
    otherwise.forget()


def test_what_is_kept_under_a_key_that_says_too_little_is_made_anew_for_each_that_asks() -> None:
    kept: TableCache[int] = TableCache(8)
    made: list[int] = []

    def asked(number: int) -> int:
        return kept.get("league-concert", "the same key", lambda: made.append(number) or number)

    with otherwise.anew():
        assert [asked(1), asked(2), asked(1)] == [1, 2, 1]
    assert made == [1, 2]
    with otherwise.anew():
        assert asked(2) == 2
    assert made == [1, 2, 2]

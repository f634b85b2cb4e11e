"""The last objection and the closing at the same moment: the stamp decides (INV-1, INV-12)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from at_once import a_database_for_threads, in_threads
from cochair.features.compliance import queries as results
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.parties.offices import ActingOffice
from cochair.features.silence import closure
from cochair.journal.models import Entry
from cochair.web.clock import clock
from cochair.web.inflight import arrived, let_go
from silences import EXPIRY, INSTANT, LATER, lagoon, norland, opened, sent, stage
from world import NOW, small_forum

ROUNDS, CLICKS = 4, 8


@pytest.fixture
def running(transactional_db: None, tmp_path: Path) -> Iterator[tuple[ActingOffice, ActingOffice]]:
    """A silence that runs, and the heads of a delegation of each side, in a database for threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> tuple[ActingOffice, ActingOffice]:
            forum = small_forum()
            opened(forum)
            return norland(forum), lagoon(forum)

        yield in_threads(1, load)[0]
    results.forget()


def the_silence() -> SilenceProcedure:
    return SilenceProcedure.objects.select_related("forum", "revision__document").get()


def found() -> tuple[str, int, list[str]]:
    """Where it stands when all is quiet, how many messages there are, and what the ledger says."""
    row = the_silence()
    verbs = Entry.objects.filter(verb__startswith="silence.").order_by("seq")
    return stage(row, LATER), Message.objects.count(), list(verbs.values_list("verb", flat=True))


def anew() -> None:
    """The silence as it was before anybody wrote."""
    Message.objects.all().delete()
    SilenceProcedure.objects.update(closed_at=None, settled_at=None)


def test_a_message_stamped_before_the_end_is_never_closed_over_and_one_at_the_end_is_late(
    running: tuple[ActingOffice, ActingOffice],
) -> None:
    for number in range(ROUNDS):
        in_time = number % 2 == 0
        stamp = EXPIRY - INSTANT if in_time else EXPIRY
        # Both are on the way before anybody closes, each until its own answer.
        with clock.at(stamp), arrived("/first/"), arrived("/second/"):

            def act(who: int, stamp=stamp) -> bool:
                if who < 2:
                    answer = sent(the_silence(), running[who], stamp)[1]
                    let_go(stamp, ("/first/", "/second/")[who])
                    return answer
                closure.close(the_silence(), at=LATER)
                return False

            answers = in_threads(4, act)
        in_threads(1, lambda _n: closure.close(the_silence(), at=LATER))

        assert answers[:2] == [in_time, in_time]
        stands, kept, _verbs = in_threads(1, lambda _n: found())[0]
        assert (stands, kept) == ("broken" if in_time else "passed", 2)
        in_threads(1, lambda _n: anew())


def test_closed_by_many_workers_at_once_it_is_closed_once(
    running: tuple[ActingOffice, ActingOffice],
) -> None:
    in_threads(4, lambda _n: closure.close(the_silence(), at=LATER))

    stands, _kept, verbs = in_threads(1, lambda _n: found())[0]
    assert stands == "passed"
    assert verbs.count("silence.passed") == 1


def test_the_same_objection_sent_by_many_clicks_is_one(
    running: tuple[ActingOffice, ActingOffice],
) -> None:
    at = NOW + timedelta(hours=1)
    answers = in_threads(4, lambda _n: sent(the_silence(), running[0], at)[0].pk)

    assert len(set(answers)) == 1
    assert in_threads(1, lambda _n: found())[0][2].count("silence.broken") == 1


def test_many_clicks_dealt_with_in_any_order_are_one_objection_and_break_it_once(
    running: tuple[ActingOffice, ActingOffice],
) -> None:
    at = NOW + timedelta(hours=1)
    stamps = [at + number * timedelta(milliseconds=5) for number in range(CLICKS)]

    for order in (stamps, stamps[::-1]):
        answers = in_threads(
            CLICKS, lambda number, order=order: sent(the_silence(), running[0], order[number])
        )
        assert len({message.pk for message, _counts in answers}) == 1
        assert all(counts for _message, counts in answers)
        assert in_threads(1, lambda _n: found())[0][:2] == ("broken", 1)
        in_threads(1, lambda _n: anew())

    assert in_threads(1, lambda _n: found())[0][2].count("silence.broken") == 2


def test_a_click_too_late_that_is_dealt_with_first_swallows_none_of_those_in_time(
    running: tuple[ActingOffice, ActingOffice],
) -> None:
    def act(number: int) -> bool:
        stamp = EXPIRY if number % 2 else EXPIRY - (number + 1) * INSTANT
        return sent(the_silence(), running[0], stamp)[1]

    in_threads(1, lambda _n: sent(the_silence(), running[0], LATER))
    answers = in_threads(CLICKS, act)

    assert [answers[number] for number in range(0, CLICKS, 2)] == [True] * (CLICKS // 2)
    stands, kept, verbs = in_threads(1, lambda _n: found())[0]
    assert (stands, kept) == ("broken", 2)
    assert verbs.count("silence.broken") == 1


def test_delegations_of_both_sides_object_at_once_and_both_are_kept(
    running: tuple[ActingOffice, ActingOffice],
) -> None:
    at = NOW + timedelta(hours=1)
    assert in_threads(2, lambda who: sent(the_silence(), running[who], at)[1]) == [True, True]

    assert in_threads(1, lambda _n: found())[0][1] == 2

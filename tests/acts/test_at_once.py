"""Both Parties, and several people of one, act at the same moment (INV-2, INV-9)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from time import sleep

import pytest

import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.acts import actions
from cochair.features.acts.models import JointAct, Key
from cochair.features.compliance import queries as results
from cochair.features.compliance.models import Departure
from cochair.features.meetings.models import Meeting, Preparation, Schedule
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.preparations import actions as preparing
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from signing import concert, day, league
from world import NOW, small_forum

TIMES = 5
A_WHILE = 0.2


@pytest.fixture
def everybody(
    transactional_db: None, tmp_path: Path
) -> Iterator[tuple[ActingOffice, ActingOffice]]:
    """The two presidencies of the small forum, in a database that stands several threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> tuple[ActingOffice, ActingOffice]:
            forum = small_forum()
            signing.planned(forum)
            return league(forum), concert(forum)

        yield in_threads(1, load)[0]
    results.forget()


def alone[T](look: Callable[[], T]) -> T:
    """What somebody finds who comes when all is quiet."""
    return in_threads(1, lambda _number: look())[0]


def attempt(deed: Callable[[], object]) -> str:
    """Whether it was done, or refused; anything else is an error of the story."""
    try:
        deed()
    except Refused:
        return "refused"
    return "done"


def turn(number: int, hat: ActingOffice) -> str:
    """Turn a key on an act found by its number."""
    act = JointAct.objects.get(number=number)
    return attempt(lambda: actions.turn_key(act, seen=act.digest, by=hat, at=NOW))


def the_forum() -> Forum:
    return Forum.objects.get(slug="league-concert")


def proposed(count: int, propose: Callable[[int], JointAct]) -> list[int]:
    return alone(lambda: [propose(index).number for index in range(count)])


def reason(index: int) -> str:
    return f"{signing.REASON} {index}"


def entries() -> list[tuple[int, str]]:
    return list(Entry.objects.order_by("seq").values_list("seq", "verb"))


def test_both_parties_turn_their_keys_at_once_and_the_act_takes_effect_once(
    everybody: tuple[ActingOffice, ActingOffice],
) -> None:
    for index in range(TIMES):
        (number,) = proposed(
            1, lambda _n, i=index: signing.departure(the_forum(), reason=reason(i))
        )

        answers = in_threads(2, lambda who, n=number: turn(n, everybody[who]))

        assert answers == ["done", "done"]
        act = alone(lambda n=number: JointAct.objects.get(number=n))
        assert act.state == "effective"
        assert alone(lambda a=act: Key.objects.filter(act=a).count()) == 2
        assert alone(Departure.objects.count) == index + 1
    written = alone(entries)
    assert [seq for seq, _verb in written] == list(range(1, len(written) + 1))
    assert sum(verb == "departure.accepted" for _seq, verb in written) == TIMES


def test_one_party_that_signs_in_four_windows_at_once_has_signed_once(
    everybody: tuple[ActingOffice, ActingOffice],
) -> None:
    (number,) = proposed(1, lambda _n: signing.departure(the_forum()))

    answers = in_threads(4, lambda _number: turn(number, everybody[0]))

    assert sorted(answers) == ["done", "refused", "refused", "refused"]
    assert alone(Key.objects.count) == 1
    assert alone(lambda: JointAct.objects.get().state) == "half_signed"


def test_eight_proposals_at_once_are_numbered_without_a_gap(
    everybody: tuple[ActingOffice, ActingOffice],
) -> None:
    def propose(index: int) -> int:
        forum = the_forum()
        return signing.departure(forum, reason=reason(index), by=everybody[index % 2]).number

    assert sorted(in_threads(8, propose)) == list(range(1, 9))


def test_the_same_proposal_from_both_sides_at_once_is_one_act(
    everybody: tuple[ActingOffice, ActingOffice],
) -> None:
    answers = in_threads(
        4, lambda index: attempt(lambda: signing.departure(the_forum(), by=everybody[index % 2]))
    )

    assert sorted(answers) == ["done", "refused", "refused", "refused"]
    assert alone(JointAct.objects.count) == 1


def test_of_two_days_whose_last_key_is_turned_at_once_only_one_takes_effect(
    everybody: tuple[ActingOffice, ActingOffice],
) -> None:
    """A lock on each act alone would let both through, one over the other."""
    days = ("2031-04-08", "2031-05-13")
    numbers = proposed(
        2,
        lambda index: signing.schedule(Meeting.objects.get(slug=signing.COUNCIL), day(days[index])),
    )
    for number in numbers:
        assert alone(lambda n=number: turn(n, everybody[0])) == "done"

    answers = in_threads(2, lambda index: turn(numbers[index], everybody[1]))

    assert sorted(answers) == ["done", "refused"]
    assert sorted(alone(lambda: list(JointAct.objects.values_list("state", flat=True)))) == [
        "effective",
        "void",
    ]
    assert alone(lambda: Schedule.objects.filter(meeting__slug=signing.COUNCIL).count()) == 1


def test_a_key_and_an_entry_about_the_same_meeting_at_once_do_not_wait_for_each_other(
    everybody: tuple[ActingOffice, ActingOffice], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both lock the meeting and then the journal; in two orders, neither would come to an end."""
    record = preparing.record

    def slowly(*what: object, **more: object) -> object:
        sleep(A_WHILE * 2)
        return record(*what, **more)  # type: ignore[arg-type]

    def work(who: int) -> str:
        if who:
            return prepare(everybody[0])
        sleep(A_WHILE)
        return turn(1, everybody[1])

    proposed(
        1, lambda _n: signing.schedule(Meeting.objects.get(slug=signing.COUNCIL), day("2031-04-08"))
    )
    assert alone(lambda: turn(1, everybody[0])) == "done"

    with monkeypatch.context() as slow:
        slow.setattr(preparing, "record", slowly)
        assert in_threads(2, work) == ["done", "done"]

    assert alone(Preparation.objects.count) == 1
    assert alone(lambda: JointAct.objects.get().state) == "effective"


def prepare(by: ActingOffice) -> str:
    """Record a preparatory meeting of the Council."""
    meeting = Meeting.objects.get(slug=signing.COUNCIL)
    return attempt(
        lambda: preparing.record_preparation(
            meeting,
            held_at=datetime.fromisoformat("2031-02-01T10:00+00:00"),
            format="virtual",
            present=["LEAGUE", "CONCERT"],
            topics=["working_agenda"],
            note="Both went through the items one by one.",
            by=by,
            at=NOW,
        )
    )

"""A meeting is conducted: items come on the floor and are dealt with, delegations speak in turn.

domain.md C.2 (Agenda and conduct), C.4 (Agenda item), C.7 (J6); corrections.md section 2 (I.2.5).
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import agendas
import delegations
import rooms
import signing
from agendas import OPENING, REVIEW
from cochair.features.conduct import actions, course, queries, speakers, speakers_list
from cochair.features.conduct.course import Stands
from cochair.features.meetings import facts as shell
from cochair.features.meetings.models import FloorEntry, Meeting, OpenPoint, SpeakerRequest
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from delegations import OPENS
from rooms import AT, MINUTE


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    return rooms.council(small_forum)


def stands(meeting: Meeting) -> dict[str, str]:
    return {one.key: one.stands.value for one in queries.floor(meeting).courses}


def concluded_at(meeting: Meeting) -> dict[int, object]:
    (told,) = [one for one in shell.meetings(meeting.forum) if one.id == meeting.slug]
    assert told.agenda is not None
    return {one.number: one.concluded_at for one in told.agenda.items}


def test_an_item_is_opened_and_concluded_in_words_and_the_entries_stay(council: Meeting) -> None:
    rooms.opened(council)
    assert stands(council) == {"i1": "waiting", "i2": "on_floor", "i3": "waiting"}

    rooms.concluded(council)

    assert stands(council) == {"i1": "waiting", "i2": "concluded", "i3": "waiting"}
    assert signing.verbs(council.forum)[-2:] == ["item.opened", "item.concluded"]
    assert concluded_at(council) == {1: None, 2: AT + MINUTE, 3: None}
    assert [row.number for row in FloorEntry.objects.filter(meeting=council)] == [1, 2]


def test_an_item_that_was_dealt_with_is_not_opened_but_reopened(council: Meeting) -> None:
    rooms.opened(council)
    rooms.concluded(council)
    with pytest.raises(Refused, match="Reopen the item to continue"):
        rooms.opened(council)

    by = rooms.chair(council.forum, "CONCERT")
    actions.reopen_item(council, "i2", seen=rooms.last(council), by=by, at=AT + 2 * MINUTE)

    assert stands(council)["i2"] == "on_floor"
    assert concluded_at(council)[2] is None


def test_another_item_puts_the_first_aside_and_it_can_be_taken_up_again(council: Meeting) -> None:
    rooms.opened(council, "i2")
    rooms.opened(council, "i3")
    assert stands(council) == {"i1": "waiting", "i2": "aside", "i3": "on_floor"}

    rooms.opened(council, "i2")

    assert stands(council) == {"i1": "waiting", "i2": "on_floor", "i3": "aside"}


def test_two_co_chairs_open_different_items_at_once_and_the_second_is_told(
    council: Meeting,
) -> None:
    seen = rooms.last(council)
    actions.open_item(council, "i2", seen=seen, by=rooms.chair(council.forum), at=AT)

    with pytest.raises(StaleVersion) as told:
        actions.open_item(council, "i3", seen=seen, by=rooms.chair(council.forum, "CONCERT"), at=AT)

    assert (told.value.theirs, told.value.mine) == ("Item 2 was opened.", "Item 3 was opened.")
    assert stands(council) == {"i1": "waiting", "i2": "on_floor", "i3": "waiting"}


def test_a_step_that_is_sent_twice_is_taken_once(council: Meeting) -> None:
    seen, by = rooms.last(council), rooms.chair(council.forum)
    first = actions.open_item(council, "i2", seen=seen, by=by, at=AT)

    again = actions.open_item(council, "i2", seen=seen, by=by, at=AT + MINUTE)

    assert (again.pk, FloorEntry.objects.count()) == (first.pk, 1)
    assert signing.verbs(council.forum).count("item.opened") == 1


def test_an_item_is_put_off_with_a_reason_and_the_next_meeting_gets_it(council: Meeting) -> None:
    other = Meeting.objects.create(
        forum=council.forum,
        slug="league-concert-council-3",
        configuration="council",
        number=3,
        known_at=OPENS,
    )
    by, seen = rooms.chair(council.forum), rooms.last(council)
    with pytest.raises(Refused, match="Give the reason for deferring the item"):
        actions.defer_item(council, "i3", target="", reason=" ", seen=seen, by=by, at=AT)

    actions.defer_item(
        council, "i3", target=other.slug, reason="The day is over.", seen=seen, by=by, at=AT
    )

    assert stands(council)["i3"] == "deferred"
    point = OpenPoint.objects.get(meeting=other)
    assert (point.text["en"], point.origin) == ("Joint statement", council)


def test_an_item_without_debate_is_concluded_with_the_agenda_unless_it_is_moved(
    council: Meeting,
) -> None:
    agendas.begun(council, "adopted", AT)
    agendas.published(council, AT)
    assert stands(council)["i1"] == "concluded"
    (told,) = [one for one in shell.meetings(council.forum) if one.id == council.slug]
    assert [one.has_decision for one in told.agenda.items] == [True, False, False]

    by = rooms.chair(council.forum)
    actions.discuss_item(council, "i1", seen=rooms.last(council), by=by, at=AT)

    assert stands(council)["i1"] == "waiting"
    assert concluded_at(council)[1] is None
    with pytest.raises(Refused, match="Item 2 is already an item for discussion"):
        actions.discuss_item(council, "i2", seen=rooms.last(council), by=by, at=AT)


def test_nothing_is_conducted_before_the_opening_in_a_pause_or_after_the_closing(
    small_forum: Forum,
) -> None:
    meeting = delegations.council(small_forum)
    agendas.provisional(meeting)
    with pytest.raises(Refused, match="while the meeting is open"):
        rooms.opened(meeting)
    meeting = delegations.opened_meeting(meeting)
    rooms.opened(meeting)

    signing.stepped(meeting, "meeting.suspend", AT)

    with pytest.raises(Refused, match="while the meeting is open"):
        rooms.concluded(meeting)
    with pytest.raises(Refused, match="while the meeting is open"):
        speakers_list.ask(meeting, by=rooms.chair(small_forum), at=AT + MINUTE)


def test_what_a_conclusion_may_not_be(council: Meeting) -> None:
    """No words, no language of the forum, too many, control characters, a kind that claims more."""
    rooms.opened(council)
    by, seen = rooms.chair(council.forum), rooms.last(council)
    bad = [
        ({}, ""),
        ({"de": "Gut."}, ""),
        ({"en": "x" * 2001}, ""),
        ({"en": "a\x00b"}, ""),
        ({"en": "Agreed."}, "agreed"),
    ]

    for words, kind in bad:
        with pytest.raises(Refused):
            actions.conclude_item(council, "i2", words=words, kind=kind, seen=seen, by=by, at=AT)

    assert stands(council)["i2"] == "on_floor"


def test_an_item_that_no_agenda_has_is_refused(council: Meeting) -> None:
    with pytest.raises(Refused, match="no such item"):
        rooms.opened(council, "i9")

    assert not FloorEntry.objects.exists()


def test_delegations_speak_in_the_order_in_which_they_asked_and_their_time_is_kept(
    council: Meeting,
) -> None:
    rooms.opened(council)
    first = rooms.asked(council, "XL", "CONCERT")
    second = rooms.asked(council, "XN", "LEAGUE")
    assert [one.voice for one in queries.floor(council).waiting] == ["XL", "XN"]

    rooms.given(council, first, AT)
    rooms.given(council, second, AT + 2 * MINUTE)
    speakers_list.end(council, second.number, by=rooms.head(council.forum), at=AT + 5 * MINUTE)

    spoken = queries.spoken(queries.floor(council).speakers, by_party=True)
    assert {code: one.length for code, one in spoken.items()} == {
        "CONCERT": 2 * MINUTE,
        "LEAGUE": 3 * MINUTE,
    }


def test_who_asks_twice_waits_once_and_may_take_it_back(council: Meeting) -> None:
    rooms.opened(council)
    row = rooms.asked(council)
    assert rooms.asked(council).pk == row.pk

    speakers_list.withdraw(council, row.number, by=rooms.head(council.forum), at=AT)
    speakers_list.withdraw(council, row.number, by=rooms.head(council.forum), at=AT)

    assert queries.floor(council).waiting == ()
    assert signing.verbs(council.forum).count("speaker.withdrew") == 1


def test_nobody_takes_back_or_asks_for_somebody_else_but_the_chairs_do(council: Meeting) -> None:
    rooms.opened(council)
    row = rooms.asked(council)
    other = rooms.head(council.forum, "XL", "CONCERT")
    with pytest.raises(Refused, match="Only the office that made the request"):
        speakers_list.withdraw(council, row.number, by=other, at=AT)
    with pytest.raises(
        Refused, match="You may ask for the floor only for your own delegation or organisation"
    ):
        speakers_list.ask(council, voice="delegation:XN", by=other, at=AT)

    made = speakers_list.ask(
        council, voice="delegation:XL", by=signing.secretariat(council.forum, AT), at=AT
    )

    assert (made.voice, made.party) == ("XL", "CONCERT")


def test_the_floor_is_for_those_who_have_come_and_while_an_item_is_open(small_forum: Forum) -> None:
    meeting = rooms.council(small_forum, "XL")
    with pytest.raises(
        Refused, match="No item is under discussion: you cannot ask for the floor yet"
    ):
        rooms.asked(meeting)
    rooms.opened(meeting)

    with pytest.raises(Refused, match="checked in"):
        rooms.asked(meeting, "XL", "CONCERT")

    assert rooms.asked(meeting).kind == "delegation"


def test_two_co_chairs_give_the_floor_at_once_and_the_second_is_told(council: Meeting) -> None:
    rooms.opened(council)
    first, second = rooms.asked(council), rooms.asked(council, "XL", "CONCERT")
    by = rooms.chair(council.forum)
    speakers_list.give_floor(council, first.number, seen=0, by=by, at=AT)
    assert speakers_list.give_floor(council, first.number, seen=0, by=by, at=AT).pk == first.pk

    with pytest.raises(StaleVersion):
        speakers_list.give_floor(
            council, second.number, seen=0, by=rooms.chair(council.forum, "CONCERT"), at=AT
        )

    speaking_now = queries.floor(council).speaking
    assert speaking_now is not None and speaking_now.number == first.number


def test_who_speaks_has_ended_when_the_meeting_goes_on_to_another_item(council: Meeting) -> None:
    rooms.opened(council)
    row = rooms.given(council, rooms.asked(council))

    rooms.concluded(council, at=AT + MINUTE)

    assert SpeakerRequest.objects.get(pk=row.pk).ended_at == AT + MINUTE
    assert queries.floor(council).speaking is None


def test_a_time_for_each_speaker_is_shown_and_cuts_nobody_off(council: Meeting) -> None:
    rooms.opened(council)
    by = rooms.chair(council.forum)
    actions.limit_speakers(council, "i2", seconds=60, seen=rooms.last(council), by=by, at=AT)
    with pytest.raises(Refused, match="one hour"):
        actions.limit_speakers(council, "i2", seconds=3601, seen=rooms.last(council), by=by, at=AT)

    row = rooms.given(council, rooms.asked(council))

    assert queries.over_time(row, 60, AT + MINUTE) is False
    assert queries.over_time(row, 60, AT + MINUTE + timedelta(seconds=1)) is True
    assert queries.floor(council).speaking is not None


def test_an_institution_speaks_and_an_observer_where_it_is_granted(small_forum: Forum) -> None:
    meeting = delegations.council(small_forum)
    delegations.guest(meeting, delegations.GUARD)
    delegations.guest(meeting, delegations.HARBOURS, basis="observer")
    agendas.provisional(meeting)
    rooms.came(meeting, delegations.GUARD, "Per Holm")
    meeting = delegations.opened_meeting(meeting)
    rooms.opened(meeting)

    row = speakers_list.ask(meeting, by=delegations.writer(meeting, delegations.GUARD), at=AT)

    assert (row.kind, row.party) == ("institution", "")
    found = course.of_key(queries.floor(meeting).courses, "i2")
    assert found is not None and not found.hears_observers
    by = rooms.chair(small_forum)
    actions.hear_observers(meeting, "i2", seen=rooms.last(meeting), by=by, at=AT)
    found = course.of_key(queries.floor(meeting).courses, "i2")
    assert found is not None and found.hears_observers


def test_a_co_chair_speaks_for_its_party_and_who_only_listens_does_not(council: Meeting) -> None:
    rooms.opened(council)

    row = speakers_list.ask(council, by=rooms.chair(council.forum), at=AT)

    assert (row.kind, row.voice, row.party) == ("co_chair", "LEAGUE", "LEAGUE")
    assert speakers.own(council, signing.secretariat(council.forum, AT)) is None


def test_the_floor_takes_the_same_queries_however_much_was_said(council: Meeting) -> None:
    def asked_for() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.floor(council)
        return len(captured)

    rooms.opened(council)
    before = asked_for()
    for index in range(6):
        row = rooms.asked(council, at=AT + index * MINUTE)
        rooms.given(council, row, AT + index * MINUTE)

    assert asked_for() == before == 5


def test_the_table_of_steps_says_what_each_state_allows() -> None:
    from cochair.features.agendas.items import Item

    one = course.Course(Item("i1"), 1)

    assert one.allows(course.OPENED) and not one.allows(course.CONCLUDED)
    assert not one.allows(course.DISCUSSED)
    assert set(course.STEPS) == set(actions.VERBS) == set(actions.DID)
    assert Stands.ON_FLOOR in course.STEPS[course.CONCLUDED]
    assert OPENING.type != REVIEW.type

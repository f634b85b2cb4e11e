"""Who acts next on an agenda, on points left open and on requests, through the acts that lead there."""

import pytest

import agendas
import signing
from cochair.features.agendas import asking, carry_over, kind
from cochair.features.agendas.asking import Wish
from cochair.features.agendas.kind import AGENDA, ITEM_REQUEST, OPEN_POINT
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from delegations import OPENS
from signing import secretariat, stepped
from whose import acts, chairs, desks, said
from world import NOW

HOST = "LEAGUE"


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with its day."""
    return signing.fixed(small_forum)


def test_an_agenda_is_begun_filled_translated_signed_and_adopted(meeting: Meeting) -> None:
    assert said(AGENDA, meeting, NOW) == desks(kind.BEGIN, HOST)

    agendas.begun(meeting)
    assert said(AGENDA, meeting, NOW) == desks(kind.PLACE_FUNCTION, HOST)
    assert len(acts(AGENDA, meeting, NOW)) == 2
    agendas.with_items(meeting)
    assert said(AGENDA, meeting, NOW) == chairs(kind.SEND["provisional"], HOST)
    agendas.change(meeting, "i2", title={"en": "Review"})
    assert said(AGENDA, meeting, NOW) == desks(kind.TRANSLATE, HOST)
    agendas.change(meeting, "i2", title=dict(agendas.REVIEW.title))
    act = agendas.proposed(meeting)
    assert said(AGENDA, meeting, NOW) == set()

    signing.both_sign(meeting.forum, act)
    assert said(AGENDA, meeting, NOW) == set()
    agendas.change(meeting, "i2", title={**agendas.REVIEW.title, "en": "Review of progress"})
    assert said(AGENDA, meeting, NOW) == chairs(kind.SEND_REVISED, HOST)
    agendas.published(meeting)
    assert said(AGENDA, meeting, NOW) == set()

    opened = stepped(meeting, "meeting.open", OPENS)
    assert said(AGENDA, opened, OPENS) == chairs(kind.ADOPT)
    # It is done where an agenda is changed and sent, not in the room.
    assert {one.address for one in acts(AGENDA, opened, OPENS)} == {
        ("meetings:agenda-draft", opened.slug)
    }
    agendas.begun(opened, "adopted", OPENS)
    assert said(AGENDA, opened, OPENS) == chairs(kind.ADOPT)
    agendas.published(opened, OPENS)
    assert said(AGENDA, opened, OPENS) == set()


def test_the_next_stage_is_begun_where_only_an_earlier_one_is_out(meeting: Meeting) -> None:
    agendas.begun(meeting, "working")
    agendas.with_items(meeting)
    assert said(AGENDA, meeting, NOW) == chairs(kind.SEND["working"], HOST)
    agendas.published(meeting)
    assert said(AGENDA, meeting, NOW) == desks(kind.BEGIN, HOST)

    agendas.begun(meeting, "provisional")
    assert said(AGENDA, meeting, NOW) == chairs(kind.SEND["provisional"], HOST)


def test_a_point_left_open_is_placed_or_put_off_before_the_meeting(meeting: Meeting) -> None:
    assert said(OPEN_POINT, meeting, NOW) == set()

    by = secretariat(meeting.forum)
    text = {"en": "The register of ports"}
    first, second = (
        carry_over.register_open_point(
            meeting, text=words, origin="league-concert-council-1", owner="XN", by=by, at=NOW
        ).pk
        for words in (text, {"en": "The ferries"})
    )
    # While there is no agenda on which they could stand, that is begun first.
    assert said(OPEN_POINT, meeting, NOW) == set()
    assert said(AGENDA, meeting, NOW) == desks(kind.BEGIN, HOST)

    agendas.begun(meeting)
    agendas.with_items(meeting)
    assert said(OPEN_POINT, meeting, NOW) == desks(kind.PLACE_POINTS, HOST)
    assert [one.facts["number"] for one in acts(OPEN_POINT, meeting, NOW)] == ["2"]
    assert [one.until for one in acts(OPEN_POINT, meeting, NOW)] == [responsibility.begins(meeting)]
    for number in (first, second):
        seen = agendas.latest(meeting).token
        carry_over.place_point(meeting, number, key="i2", seen=seen, by=by, at=NOW)
    assert said(OPEN_POINT, meeting, NOW) == set()


def test_a_request_is_answered_before_and_after_the_meeting(meeting: Meeting) -> None:
    head = agendas.delegation(meeting.forum)
    asking.request_item(meeting, wish=Wish({"en": "Ports"}, "discussion"), by=head, at=NOW)

    for now, at in ((meeting, NOW), (stepped(meeting, "meeting.open", OPENS), OPENS)):
        assert said(ITEM_REQUEST, now, at) == desks(kind.ANSWER, HOST)
    by = secretariat(meeting.forum)
    asking.answer_request(meeting, 1, answer="deferred", reason="No time.", by=by, at=OPENS)
    assert said(ITEM_REQUEST, meeting, OPENS) == set()

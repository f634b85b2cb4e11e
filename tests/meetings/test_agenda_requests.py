"""What delegations ask to have on an agenda, and what an earlier meeting left open.

domain.md C.4 (Agenda item), C.6, C.7 (D9); clause I.2.1.a.
"""

from datetime import UTC, datetime, timedelta

import pytest

import agendas
import people
import signing
from cochair.features.agendas import actions, asking, carry_over, queries
from cochair.features.agendas.asking import Wish
from cochair.features.meetings.models import ItemRequest, Meeting, OpenPoint
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.refusal import Refused
from signing import both_sign, league, secretariat, turn
from world import NOW

A_DAY = timedelta(days=1)
OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)
PORTS = Wish(title={"es": "Puertos seguros"}, type="discussion", text="Un examen.\nBreve.")


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with its day."""
    return signing.fixed(small_forum)


@pytest.fixture
def head(small_forum: Forum) -> ActingOffice:
    """The head of a delegation of the League."""
    return agendas.delegation(small_forum)


def place(meeting: Meeting, number: int) -> ItemRequest:
    return asking.place_request(
        meeting,
        number,
        seen=agendas.latest(meeting).token,
        by=secretariat(meeting.forum),
        at=NOW,
    )


def answer(meeting: Meeting, number: int, said: str, reason: str) -> ItemRequest:
    by = secretariat(meeting.forum)
    return asking.answer_request(meeting, number, answer=said, reason=reason, by=by, at=NOW)


def test_a_delegation_asks_in_its_own_language_and_the_secretariat_places(
    meeting: Meeting, head: ActingOffice
) -> None:
    agendas.begun(meeting)
    asked = asking.request_item(meeting, wish=PORTS, by=head, at=NOW)

    row = place(meeting, asked.number)

    (item,) = agendas.latest(meeting).items
    assert (row.state, row.item_key) == ("placed", item.key)
    assert (item.origin, item.proposer) == ("request:1", "XN")
    assert item.title == {"es": "Puertos seguros"}


def test_a_request_sent_twice_is_one_and_one_placed_twice_is_one_item(
    meeting: Meeting, head: ActingOffice
) -> None:
    agendas.begun(meeting)
    for _time in range(2):
        asking.request_item(meeting, wish=PORTS, by=head, at=NOW)
    for _time in range(2):
        place(meeting, 1)

    assert ItemRequest.objects.filter(meeting=meeting).count() == 1
    assert len(agendas.latest(meeting).items) == 1


def test_a_request_is_declined_or_put_off_with_a_reason_only(
    meeting: Meeting, head: ActingOffice
) -> None:
    asking.request_item(meeting, wish=PORTS, by=head, at=NOW)

    with pytest.raises(Refused, match=r"Give a reason\. Whoever asked for this item can read it"):
        answer(meeting, 1, "deferred", "  ")
    assert answer(meeting, 1, "deferred", "There is no time.").state == "deferred"
    assert answer(meeting, 1, "declined", "The experts deal with it.").state == "declined"
    assert answer(meeting, 1, "declined", "The experts deal with it.").state == "declined"
    with pytest.raises(Refused, match="This request has already been decided or withdrawn"):
        answer(meeting, 1, "deferred", "Later.")
    with pytest.raises(Refused, match="This request has already been decided or withdrawn"):
        agendas.begun(meeting)
        place(meeting, 1)


def test_there_is_no_answer_but_the_three(meeting: Meeting, head: ActingOffice) -> None:
    asking.request_item(meeting, wish=PORTS, by=head, at=NOW)

    with pytest.raises(Refused):
        answer(meeting, 1, "lost", "It was lost.")
    with pytest.raises(Refused, match="no such request"):
        answer(meeting, 2, "declined", "It is not there.")


def test_a_request_is_taken_back_by_whoever_made_it(meeting: Meeting, head: ActingOffice) -> None:
    asking.request_item(meeting, wish=PORTS, by=head, at=NOW)
    other = agendas.delegation(meeting.forum, "CONCERT", "XS")

    with pytest.raises(Refused, match="Only the office that requested an item may withdraw"):
        asking.withdraw_request(meeting, 1, by=other, at=NOW)
    for _time in range(2):
        assert asking.withdraw_request(meeting, 1, by=head, at=NOW).state == "withdrawn"
    assert signing.verbs(meeting.forum).count("item.withdrawn") == 1


def test_an_item_that_was_asked_for_is_dropped_with_a_reason(
    meeting: Meeting, head: ActingOffice
) -> None:
    agendas.begun(meeting)
    asking.request_item(meeting, wish=PORTS, by=head, at=NOW)
    key, by = place(meeting, 1).item_key, secretariat(meeting.forum)
    seen = agendas.latest(meeting).token

    with pytest.raises(Refused, match=r"Give a reason\. Whoever asked for this item can read it"):
        actions.drop_item(meeting, key, reason="", seen=seen, by=by, at=NOW)
    for _time in range(2):
        actions.drop_item(meeting, key, reason="The day is full.", seen=seen, by=by, at=NOW)

    row = ItemRequest.objects.get(meeting=meeting)
    assert (row.state, row.reason, row.item_key) == ("declined", "The day is full.", "")
    assert not agendas.latest(meeting).items


@pytest.mark.parametrize(
    ("role", "party", "member"),
    [
        (Role.DELEGATION_MEMBER, "LEAGUE", "XN"),
        (Role.COORDINATOR, "CONCERT", ""),
        (Role.INSTITUTION, "", ""),
    ],
)
def test_members_coordinators_and_institutions_ask_too(
    meeting: Meeting, role: Role, party: str, member: str
) -> None:
    code = "" if party else "northern-coast-guard"
    by = people.hat(meeting.forum, people.person(meeting.forum, role, party, member, code))

    made = asking.request_item(meeting, wish=PORTS, by=by, at=NOW)

    assert made.proposer == (member or code or party)


def test_those_who_answer_do_not_ask_and_nobody_asks_once_the_meeting_is_open(
    meeting: Meeting, head: ActingOffice
) -> None:
    with pytest.raises(Refused, match="Your office may not request agenda items"):
        asking.request_item(meeting, wish=PORTS, by=league(meeting.forum), at=NOW)

    opened = signing.stepped(meeting, "meeting.open", OPENS)
    with pytest.raises(Refused, match="Ask the co-chairs in the room"):
        asking.request_item(opened, wish=PORTS, by=head, at=OPENS)


@pytest.mark.parametrize(
    "wish",
    [
        Wish(title={}, type="discussion"),
        Wish(title={"en": "x" * 10_000}, type="discussion"),
        Wish(title={"en": "Ports \u202e"}, type="discussion"),
        Wish(title={"en": "Ports"}, type="vote"),
        Wish(title={"en": "Ports"}, type="discussion", text="\0"),
        Wish(title={"en": "Ports"}, type="discussion", documents=("y" * 1_000,)),
    ],
    ids=str,
)
def test_what_no_request_can_be_is_refused(
    meeting: Meeting, head: ActingOffice, wish: Wish
) -> None:
    with pytest.raises(Refused):
        asking.request_item(meeting, wish=wish, by=head, at=NOW)


def register(meeting: Meeting, words: str = "The register of ports") -> int:
    return carry_over.register_open_point(
        meeting,
        text={"en": words},
        origin="league-concert-council-1",
        owner="XN",
        by=secretariat(meeting.forum),
        at=NOW,
    ).pk


def test_an_open_point_goes_on_an_item_or_waits_with_a_reason(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    by, number = secretariat(meeting.forum), register(meeting)
    assert register(meeting) == number
    seen = agendas.latest(meeting).token

    placed = carry_over.place_point(meeting, number, key="i2", seen=seen, by=by, at=NOW)
    assert placed.item_key == "i2"
    with pytest.raises(Refused, match="no such item"):
        carry_over.place_point(meeting, number, key="i9", seen=seen, by=by, at=NOW)
    with pytest.raises(Refused, match="Give the reason for deferring this point"):
        carry_over.propose_deferral(meeting, number, reason=" ", by=by, at=NOW)
    act = carry_over.propose_deferral(
        meeting, number, reason="The survey comes too late.", by=by, at=NOW
    )
    both_sign(meeting.forum, act, NOW)
    later = OpenPoint.objects.get(pk=number)
    assert (later.item_key, later.deferral_reason) == ("", "The survey comes too late.")
    assert later.deferred_at == NOW


def test_i_2_1_a_a_key_on_a_point_that_is_put_off_is_void_once_it_is_on_an_item(
    meeting: Meeting,
) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    by, number = secretariat(meeting.forum), register(meeting)
    act = carry_over.propose_deferral(
        meeting, number, reason="The survey comes too late.", by=by, at=NOW
    )
    turn(act, league(meeting.forum), NOW)

    seen = agendas.latest(meeting).token
    carry_over.place_point(meeting, number, key="i2", seen=seen, by=by, at=NOW)

    act.refresh_from_db()
    assert act.state == "void"
    carry_over.place_point(meeting, number, key="i1", seen=seen, by=by, at=NOW + A_DAY)
    assert OpenPoint.objects.get(pk=number).placed_at == NOW


def test_an_open_point_gets_an_item_of_its_own_once(meeting: Meeting) -> None:
    agendas.begun(meeting)
    number, by = register(meeting), secretariat(meeting.forum)
    seen = agendas.latest(meeting).token

    for _time in range(2):
        carry_over.place_point(meeting, number, key="", seen=seen, by=by, at=NOW)

    (item,) = agendas.latest(meeting).items
    assert (item.origin, item.title) == (f"point:{number}", {"en": "The register of ports"})


def test_a_point_whose_item_is_not_in_the_published_agenda_is_open_again(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    number, by = register(meeting), secretariat(meeting.forum)
    seen = agendas.latest(meeting).token
    carry_over.place_point(meeting, number, key="i2", seen=seen, by=by, at=NOW)

    agendas.published(meeting)
    assert queries.points(meeting)[0].item_key == "i2"

    seen = agendas.latest(meeting).token
    actions.drop_item(meeting, "i2", reason="", seen=seen, by=by, at=NOW)
    assert queries.points(meeting)[0].item_key == "i2"
    agendas.published(meeting)
    assert queries.points(meeting)[0].item_key == ""


def test_a_point_of_a_meeting_or_an_owner_that_nobody_knows_is_refused(meeting: Meeting) -> None:
    by = secretariat(meeting.forum)
    for origin, owner in (("nowhere-1", ""), ("", "ZZ")):
        with pytest.raises(Refused):
            carry_over.register_open_point(
                meeting, text={"en": "A point"}, origin=origin, owner=owner, by=by, at=NOW
            )

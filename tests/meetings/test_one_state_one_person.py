"""One person speaks for one delegation, and a State while it is a member.

domain.md C.2 (Member), C.6, C.11 (INV-11); rule sheets II.*.composition.a.
"""

from datetime import timedelta

import pytest

import decided
import delegations as scene
import papers
import signing
import silences
from cochair.features.accounts.models import Account
from cochair.features.delegations import actions, check_in
from cochair.features.delegations.person import Person
from cochair.features.invitations import actions as inviting
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.refusal import Refused
from delegations import OPENS, named, of
from inviting_story import invitation, noticed
from world import NOW


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council with an open delegation of every member."""
    return scene.council(small_forum)


def leaves(forum: Forum, code: str, day) -> None:
    """A State is a member until a day."""
    Member.objects.filter(party__forum=forum, code=code).update(member_to=day)
    record(forum.slug, verb="forum.loaded", about=("forum", forum.slug), by=None, at=NOW)


def hats(forum: Forum, hat: ActingOffice, at) -> list[str]:
    account = Account.objects.get(pk=hat.account)
    return [one.member for one in parties.hats(forum, account, at)]


def test_one_person_is_in_one_delegation_of_a_meeting(council: Meeting) -> None:
    named(council, "XN", "Ada Berg")

    def also(name: str, email: str) -> object:
        row, by = of(council, "XL"), scene.writer(council, "XL")
        person = Person(name=name, email=email)
        return actions.nominate(row, [person], seen=of(council, "XL").version, by=by, at=NOW)

    for name, email in (("Ada Berg", "ada@xn.example"), ("ada  berg", "")):
        with pytest.raises(Refused, match="in another delegation of this meeting"):
            also(name, email)

    assert also("Ada Berg", "another-ada@xl.example")
    gone, by = of(council, "XN").people.get(), scene.writer(council, "XN")
    actions.remove(gone, seen=of(council, "XN").version, by=by, at=NOW)
    assert also("Ada Berg", "ada@xn.example")


def test_a_state_that_is_a_member_no_longer_sends_nobody_and_nobody_speaks_for_it(
    council: Meeting,
) -> None:
    (one,) = named(council, "XN", "Ada Berg")
    forum, head = council.forum, scene.focal(council.forum, "XN")
    leaves(forum, "XN", OPENS.date())

    assert hats(forum, head, OPENS - timedelta(days=2)) == ["XN"]
    assert hats(forum, head, OPENS) == []
    assert all(holder.hat.member != "XN" for holder in parties.holders(forum, OPENS))
    row, secretariat = scene.asked(council, "XN"), signing.secretariat(forum, OPENS)
    refused = "XN is not a member of LEAGUE on that day"
    with pytest.raises(Refused, match=refused):
        people = [Person(name="Eva Lund")]
        actions.nominate(row, people, seen=row.version, by=secretariat, at=OPENS)
    with pytest.raises(Refused, match=refused):
        check_in.check_in(council, one.badge, mode="physical", by=secretariat, at=OPENS)


def test_its_invitation_is_answered_by_nobody(small_forum: Forum) -> None:
    meeting = noticed(small_forum)
    row, secretariat = invitation(meeting, "XN"), signing.secretariat(small_forum)
    leaves(small_forum, "XN", NOW.date())

    with pytest.raises(Refused, match="XN is not a member of LEAGUE on that day"):
        inviting.answer(row, answer="accepted", reference="Note 12", by=secretariat, at=NOW)


def test_in_the_room_it_objects_no_more_and_is_not_counted_in_the_next_decision(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    norland = decided.head(small_forum)
    made = decided.objected(row, norland, decided.minutes(1))
    leaves(small_forum, "XN", decided.PUT_AT.date())

    for act in (
        lambda: decided.stated(row, norland, decided.minutes(3)),
        lambda: decided.objected(row, norland, decided.minutes(3), "Another."),
    ):
        with pytest.raises(Refused, match="XN is not a member of LEAGUE on that day"):
            act()
    decided.actions.withdraw(row, made, by=norland, at=decided.minutes(3))
    other = decided.put(row.meeting, decided.wish(decided.paper(small_forum)), decided.minutes(4))
    assert ["LEAGUE", "XN"] in row.terms["voices"]
    assert ["LEAGUE", "XN"] not in other.terms["voices"]


def test_under_silence_it_objects_no_more_though_it_had_a_say_when_that_was_opened(
    small_forum: Forum,
) -> None:
    running = silences.opened(small_forum)
    norland = silences.norland(small_forum)
    at = NOW + timedelta(days=1)
    leaves(small_forum, "XN", at.date())

    with pytest.raises(Refused, match="XN is not a member of LEAGUE on that day"):
        silences.sent(running, norland, at)

    assert silences.sent(running, norland, NOW)[1]
    assert papers.somebody(small_forum, "delegation_head", "LEAGUE", "XE")

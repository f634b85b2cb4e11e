"""Who acts next on contact points: whoever keeps the addresses that a meeting lacks."""

from dataclasses import replace

import signing
from cochair.features.contact_links.kind import CONTACT
from cochair.features.invitations import contacts, presenters
from cochair.features.mail import actions
from cochair.features.mail.letters import Recipient
from cochair.features.mail.models import Message, State
from cochair.features.meetings.models import Invitation
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Organisation
from inviting_story import fresh, listed, proposed
from mail.posting import letter
from owing import owed
from whose import turns
from world import NOW


def lacking(forum: Forum) -> list[tuple[str, str, object]]:
    """Each secretariat that is asked, with how many of those whom it keeps it cannot reach."""
    found = [one for row in turns(CONTACT).open(forum) for one in turns(CONTACT).of(row, NOW)]
    assert {one.says.partition(" (")[0] for one in found} <= {"Add the missing addresses"}
    return [(one.role, one.of, one.facts["n"]) for one in found]


def test_secretariats_add_the_addresses_that_a_meeting_lacks_before_its_notice(
    small_forum: Forum,
) -> None:
    assert lacking(small_forum) == []
    meeting = signing.fixed(small_forum)
    listed(meeting)
    before = lacking(small_forum)
    assert [one[:2] for one in before] == [("secretariat", "LEAGUE"), ("secretariat", "CONCERT")]

    reached = contacts.Entry("XN", "", "registry@norland.example.org", "", "")
    contacts.add(
        small_forum, reached, languages=("en",), by=signing.secretariat(small_forum), at=NOW
    )
    after = lacking(small_forum)
    assert int(str(after[0][2])) == int(str(before[0][2])) - 1
    assert after[1] == before[1]


def test_while_somebody_who_is_invited_cannot_be_reached_they_are_asked_after_the_notice_too(
    small_forum: Forum,
) -> None:
    listed(meeting := signing.fixed(small_forum))
    before = lacking(small_forum)
    signing.both_sign(small_forum, proposed(fresh(meeting)))
    assert lacking(small_forum) == before

    reach(small_forum)
    assert lacking(small_forum) == []


def reach(forum: Forum) -> None:
    """An address for everybody who is invited."""
    codes = ("XN", "XE", "XS", "XB", "XP", "XL", "northern-coast-guard", "southern-customs")
    rows = "".join(f"{one};;{one.lower()}@example.org;;\n" for one in codes)
    contacts.take_in(forum, rows, languages=("en",), by=signing.secretariat(forum), at=NOW)


def test_whoever_can_be_reached_is_not_asked_for(small_forum: Forum) -> None:
    listed(signing.fixed(small_forum))
    reach(small_forum)

    assert lacking(small_forum) == []


def test_a_body_of_a_party_is_asked_of_its_secretariat_alone_and_the_counts_add_up(
    small_forum: Forum,
) -> None:
    """Southern Customs stands on the side of the Concert, and the League hosts."""
    meeting = signing.fixed(small_forum)
    listed(meeting)
    lacks = presenters.sheet(fresh(meeting), NOW).without_address

    found = {of: int(str(n)) for _role, of, n in lacking(small_forum)}

    states = parties.roster(small_forum).states
    own = {one.code for one in states if one.party.code == "CONCERT"} | {"southern-customs"}
    assert "southern-customs" in {row.invitee.code for row in lacks}
    assert found["CONCERT"] == sum(row.invitee.code in own for row in lacks)
    assert sum(found.values()) == len(lacks)


def test_a_body_of_no_party_is_asked_of_both_where_nobody_hosts_and_that_is_said(
    small_forum: Forum,
) -> None:
    Organisation.objects.filter(forum=small_forum).update(side="neither")
    without = replace(signing.day("2031-04-08", place=""), without_place=True)
    meeting = signing.fixed(small_forum, without)
    listed(meeting)
    asked = [one for row in turns(CONTACT).open(small_forum) for one in turns(CONTACT).of(row, NOW)]
    lacks = presenters.sheet(fresh(meeting), NOW).without_address
    bodies = sum(row.invitee.kind != "member" for row in lacks)

    assert bodies and {one.facts["both"] for one in asked} == {str(bodies)}
    assert sum(int(str(one.facts["n"])) for one in asked) - bodies == len(lacks)


def test_who_has_no_address_is_asked_for_once_after_the_notice(small_forum: Forum) -> None:
    """Home asked to add the addresses, and to reach by other means whom nothing had been sent."""
    listed(meeting := signing.fixed(small_forum))
    signing.both_sign(small_forum, proposed(fresh(meeting)))
    invitation = Invitation.objects.filter(meeting=meeting, member__code="XN").get()
    nobody = Recipient(None, "", "en", "UTC", "Norland", "member XN", "LEAGUE")
    about = ("invitation", str(invitation.pk))
    actions.queue([letter(small_forum, nobody, about=about)], NOW)

    assert Message.objects.get(about_id=about[1]).state == State.NO_ADDRESS
    assert owed("message", small_forum, NOW) == []

    reach(small_forum)
    (found,) = owed("message", small_forum, NOW)
    assert (found.of, found.facts["n"]) == ("LEAGUE", "1")

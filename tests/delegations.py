"""A Council to which every member and two organisations send a delegation, for several stories."""

from datetime import datetime, timedelta

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.delegations import actions
from cochair.features.delegations.person import Person
from cochair.features.meetings.models import Delegation, Invitation, Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.web.formats import sorting_key
from played import played
from world import NOW

OPENS = datetime.fromisoformat("2031-04-08T07:00+00:00")
MEMBERS = {"XN", "XB", "XE", "XS", "XP", "XL"}
GUARD, HARBOURS = "northern-coast-guard", "world-harbours"


@played
def council(forum: Forum) -> Meeting:
    """The Council with its day, and an open delegation of every member."""
    meeting = signing.fixed(forum)
    for code in sorted(MEMBERS):
        opened(meeting, code)
    return meeting


def opened(meeting: Meeting, code: str) -> Delegation:
    """The delegation of a member or organisation, opened by the secretariat."""
    by = signing.secretariat(meeting.forum)
    return actions.open_delegation(meeting, code=code, by=by, at=NOW)


def guest(meeting: Meeting, code: str = GUARD, basis: str = "also_invited") -> Delegation:
    """An organisation that is invited, with its open delegation."""
    roster = parties.roster(meeting.forum)
    organisation = next(row for row in roster.organisations if row.code == code)
    Invitation.objects.create(
        meeting=meeting, organisation=organisation, basis=basis, group="SERVICES", sent_at=NOW
    )
    return opened(meeting, code)


def of(meeting: Meeting, code: str) -> Delegation:
    """The delegation of a member or organisation, as it stands."""
    rows = Delegation.objects.filter(meeting=meeting)
    return rows.filter(member__code=code).first() or rows.get(organisation__code=code)


def focal(forum: Forum, member: str, party: str = "LEAGUE") -> ActingOffice:
    """The focal point of a member's delegation."""
    return people.hat(forum, contact(forum, member, party))


def contact(forum: Forum, member: str, party: str = "LEAGUE") -> Account:
    """The account of the focal point of a member's delegation."""
    email = f"contact-{member}@example.org".lower()
    return Account.objects.filter(email=email).first() or people.person(
        forum, Role.DELEGATION_HEAD, party, member, email=email
    )


def office(forum: Forum) -> Account:
    """The account of the secretariat of the League."""
    return Account.objects.get(pk=signing.secretariat(forum).account)


def writer(meeting: Meeting, code: str) -> ActingOffice:
    """Who names the people of a delegation: its focal point, or the organisation itself."""
    row = of(meeting, code)
    if row.member is not None:
        return focal(meeting.forum, code, row.member.party.code)
    email = f"office-{code}@example.org"
    account = Account.objects.filter(email=email).first() or people.person(
        meeting.forum, Role.INSTITUTION, organisation=code, email=email
    )
    return people.hat(meeting.forum, account)


def asked(meeting: Meeting, code: str, by: ActingOffice | None = None) -> Delegation:
    """The delegation once it has asked its secretariat, by a note, to write for it."""
    row = of(meeting, code)
    by = by or signing.secretariat(meeting.forum)
    note = "Note 12 of 1 February 2031"
    return actions.record_request(row, reference=note, seen=row.version, by=by, at=NOW)


def named(
    meeting: Meeting, code: str, *names: str, by: ActingOffice | None = None, rank: str = "minister"
) -> tuple[Participant, ...]:
    """People nominated to a delegation: the first leads it, and has the rank."""
    row = of(meeting, code)
    lead = not row.people.filter(removed_at=None, capacity="head").exists()
    wanted = [
        Person(
            name=name,
            function={"en": f"Officer {name}"},
            capacity="head" if lead and index == 0 else "adviser",
            rank=rank if lead and index == 0 else "",
            email=f"{sorting_key(name.split()[0])}@{code}.example".lower(),
        )
        for index, name in enumerate(names)
    ]
    by = by or writer(meeting, code)
    return actions.nominate(row, wanted, seen=row.version, by=by, at=NOW)


def nominated(meeting: Meeting, code: str, names: list[str]) -> None:
    """People of these names, whatever they are, in a delegation."""
    row, by = of(meeting, code), writer(meeting, code)
    wanted = [Person(name=name) for name in names]
    actions.nominate(row, wanted, seen=row.version, by=by, at=NOW)


def opened_meeting(meeting: Meeting) -> Meeting:
    """The Council after both opened it."""
    return signing.stepped(meeting, "meeting.open", OPENS)


LATER = OPENS + timedelta(hours=1)

"""An open Council in the small forum, for stories of the room: an agenda of three items, and who came.

Estmark and Palmera preside; Norland (XN, of the League) and Lagoon (XL, of the Concert) are there.
"""

from datetime import timedelta

import agendas
import delegations
import people
import signing
from cochair.features.conduct import actions, queries, speakers_list
from cochair.features.delegations import check_in
from cochair.features.meetings.models import FloorEntry, Meeting, SpeakerRequest
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from delegations import OPENS
from played import played

AT = OPENS + timedelta(minutes=30)
MINUTE = timedelta(minutes=1)
ADMITTED = "northern-coast-guard"


@played
def council(forum: Forum, *absent: str) -> Meeting:
    """The Council, opened by both, with a provisional agenda of three items."""
    meeting = delegations.council(forum)
    agendas.provisional(meeting)
    for code, name in (("XN", "Ada Berg"), ("XL", "Ines Sol")):
        if code not in absent:
            came(meeting, code, name)
    return delegations.opened_meeting(meeting)


def came(meeting: Meeting, code: str, name: str) -> None:
    """Somebody of a delegation, nominated and checked in before the opening."""
    (one,) = delegations.named(meeting, code, name)
    by = signing.secretariat(meeting.forum, OPENS)
    check_in.check_in(meeting, one.badge, mode="physical", by=by, at=OPENS)


def chair(forum: Forum, party: str = "LEAGUE") -> ActingOffice:
    """The co-presidency of a Party, in the meeting."""
    return (signing.league if party == "LEAGUE" else signing.concert)(forum, AT)


def head(forum: Forum, code: str = "XN", party: str = "LEAGUE") -> ActingOffice:
    """The head of a delegation."""
    return delegations.focal(forum, code, party)


def last(meeting: Meeting) -> int:
    """What somebody who looks now is shown as the last entry."""
    return queries.floor(meeting).last


def opened(meeting: Meeting, key: str = "i2", at=AT) -> FloorEntry:
    """An item put on the floor by the League's co-chair."""
    by = chair(meeting.forum)
    return actions.open_item(meeting, key, seen=last(meeting), by=by, at=at)


def concluded(meeting: Meeting, key: str = "i2", at=AT + MINUTE) -> FloorEntry:
    """An item concluded in words."""
    return actions.conclude_item(
        meeting,
        key,
        words={"en": "The review is welcome."},
        kind="note",
        seen=last(meeting),
        by=chair(meeting.forum),
        at=at,
    )


def asked(meeting: Meeting, code: str = "XN", party: str = "LEAGUE", at=AT) -> SpeakerRequest:
    """A delegation that asked for the floor."""
    return speakers_list.ask(meeting, by=head(meeting.forum, code, party), at=at)


def given(meeting: Meeting, row: SpeakerRequest, at=AT) -> SpeakerRequest:
    """The floor given by the co-chair of the League, who sees who has it."""
    now = queries.floor(meeting).speaking
    seen = now.number if now else 0
    return speakers_list.give_floor(meeting, row.number, seen=seen, by=chair(meeting.forum), at=at)


def observer(forum: Forum) -> ActingOffice:
    """The office of an organisation that observes."""
    account = people.person(forum, Role.OBSERVER, organisation=ADMITTED)
    return people.hat(forum, account)

"""In whose name somebody speaks in the room, and who is there to speak.

A delegation, an institution or an observer speaks once somebody of it is checked in; a co-chair
speaks for its Party.  Source: domain.md C.2 (SpeakerRequest), C.6, B.7 (observers).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cochair.features.conduct.queries import CO_CHAIR, DELEGATION, INSTITUTION, OBSERVER
from cochair.features.delegations import queries as people
from cochair.features.delegations.queries import DelegationView
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.part import Part
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.parties.queries import Roster

_KINDS = {
    Role.DELEGATION_HEAD: DELEGATION,
    Role.DELEGATION_MEMBER: DELEGATION,
    # An incoming presidency comes with the delegation of its member.
    Role.INCOMING: DELEGATION,
    Role.INSTITUTION: INSTITUTION,
    Role.OBSERVER: OBSERVER,
    Role.CO_PRESIDENCY: CO_CHAIR,
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody in whose name words are said: the code, of which kind, and of which Party.

    `names` are its names by language.
    """

    kind: str
    code: str
    party: str
    names: Mapping[str, str]

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.code}"


def present(meeting: Meeting) -> tuple[Voice, ...]:
    """Everybody who may speak in a meeting: both co-chairs, and the delegations that have come.

    Co-chairs first, then in the order in which delegations were opened; whoever shows them puts
    them in the order of the reader's language.
    """
    return among(people.delegations(meeting), parties.roster(meeting.forum))


def among(companies: Iterable[DelegationView], roster: Roster) -> tuple[Voice, ...]:
    """The same among delegations that were read already."""
    found = [Voice(CO_CHAIR, row.code, row.code, row.presidency_title) for row in roster.parties]
    for one in companies:
        if not one.has_come:
            continue
        kind = (
            DELEGATION if one.party else OBSERVER if one.kind == people.OBSERVERS else INSTITUTION
        )
        found.append(Voice(kind, one.code, one.party, one.names))
    return tuple(found)


def own(meeting: Meeting, hat: ActingOffice) -> tuple[str, str] | None:
    """Of which kind a hat speaks, and under which code; None for one that only listens."""
    kind = _KINDS.get(hat.role)
    if kind is None or (kind == CO_CHAIR and not hat.in_term):
        return None
    code = hat.party if kind == CO_CHAIR else hat.member or hat.organisation
    if kind == INSTITUTION and attendance.invited_as(meeting, code) is Part.OBSERVER:
        kind = OBSERVER
    return (kind, code) if code else None

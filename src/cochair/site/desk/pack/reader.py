"""For whom a pack is made: a hat, and what it is called in the pack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.delegations.access import MeetingContext
from cochair.features.delegations.queries import INSTITUTIONS, DelegationView
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Role


@dataclass(frozen=True, slots=True)
class Reader:
    """The eyes through which a pack sees a meeting, at one instant (aware UTC).

    `maker` is whoever makes it for somebody else, None for one's own; `zone` is an IANA name,
    empty where none is known; `name` says whose it is in every language, empty where the office
    says enough.
    """

    meeting: Meeting
    hat: ActingOffice
    at: datetime
    zone: str = ""
    maker: ActingOffice | None = None
    name: Mapping[str, str] | None = None

    @property
    def seat(self) -> MeetingContext:
        """The same as whoever reads the people of the meeting."""
        observes = attendance.observes(self.meeting, self.hat, self.at)
        return MeetingContext(self.meeting, self.hat, observes=observes)

    @property
    def eyes(self) -> tuple[ActingOffice, ...]:
        """The hats that must all be allowed to read what the pack holds."""
        return (self.hat,) if self.maker is None else (self.hat, self.maker)


def for_hat(found: MeetingContext, *, zone: str, at: datetime) -> Reader:
    """Somebody's own pack."""
    return Reader(found.meeting, found.hat, at, "" if zone == "UTC" else zone)


def for_company(found: MeetingContext, company: DelegationView, *, at: datetime) -> Reader:
    """The pack of a delegation, made for it by a secretariat: what any member of it may read."""
    forum = found.meeting.forum
    if company.party:
        member = parties.roster(forum).member(company.code)
        hat = ActingOffice(0, forum.slug, Role.DELEGATION_MEMBER, 0, company.party, company.code)
        return Reader(found.meeting, hat, at, member.zone, found.hat, company.names)
    role = Role.INSTITUTION if company.kind == INSTITUTIONS else Role.OBSERVER
    hat = ActingOffice(0, forum.slug, role, 0, organisation=company.code)
    return Reader(found.meeting, hat, at, "", found.hat, company.names)

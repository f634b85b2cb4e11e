"""Whose turn it is on a delegation to a meeting."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.kernel.kind import Turn
from cochair.meetings.feeds.queries import usual
from cochair.meetings.models import Delegation, Meeting
from cochair.meetings.people import queries, refusals
from cochair.meetings.people.queries import Company
from cochair.meetings.titles import meeting_titles
from cochair.parties import queries as parties
from cochair.parties.offices import Role
from cochair.parties.turns import of_secretariat
from cochair.procedure.checks.composition import HeadLevel
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

NAME = _("Name your delegation: {m}")
NAME_OBSERVERS = _("Name who comes: {m}")
NAME_HEAD = _("Name the head of delegation: {m}")
DECLARE = _("Declare the replacement: {m}")
HAND_OVER = _("Hand over the delegation: {m}")
AGAIN = _("Complete and hand over again: {m}")
ACCEPT = _("Accept the delegation of {d}: {m}")


def turns(row: Delegation, at: datetime) -> Iterable[Turn]:
    """Whoever sends it names people and hands it over; the secretariat accepts it; nobody acts on
    one that was accepted or struck, or once the meeting opened or was given up."""
    meeting = row.meeting
    if meeting.opened_at or meeting.cancelled_at or meeting.shut_at:
        return
    company = queries.delegation(meeting, queries.code_of(row))
    if company is None or company.struck is not None or company.is_accepted:
        return
    names = meeting_titles(meeting, parties.book(meeting.forum, at))
    if row.state == refusals.SUBMITTED:
        yield from _to_accept(company, meeting, names)
        return
    says, fragment = _step(row, company, at)
    until, firm = usual(meeting, ShownBy.DELEGATIONS, at)
    for role, prepares in _senders(company):
        if prepares and says == DECLARE:
            continue
        yield Turn(
            role.value,
            company.code,
            says,
            {"m": names},
            until,
            firm,
            ("meetings:delegation", meeting.slug, company.key, fragment),
            prepares,
        )


def _step(row: Delegation, company: Company, at: datetime) -> tuple[str, str]:
    """What whoever sends a delegation does next, and at which part of its page."""
    if row.state == refusals.RETURNED:
        return AGAIN, "#state"
    if not company.people:
        return (NAME_OBSERVERS if company.kind == queries.OBSERVERS else NAME), "#nominate"
    if company.head is None:
        return NAME_HEAD, "#people"
    level = parties.book(row.meeting.forum, at).configurations.get(row.meeting.configuration)
    if queries.level_of(company, level) is HeadLevel.BELOW:
        return DECLARE, "#papers"
    return HAND_OVER, "#state"


def _senders(company: Company) -> tuple[tuple[Role, bool], ...]:
    """The offices that send a delegation, each with whether it prepares."""
    if company.party:
        return ((Role.DELEGATION_HEAD, False), (Role.DELEGATION_MEMBER, True))
    return ((Role.OBSERVER if company.kind == queries.OBSERVERS else Role.INSTITUTION, False),)


def _to_accept(company: Company, meeting: Meeting, names: Mapping[str, str]) -> Iterable[Turn]:
    """The secretariat of its Party; of an organisation, each."""
    own = (company.party,) if company.party else parties.roster(meeting.forum).party_codes
    where = ("meetings:delegation", meeting.slug, company.key, "#state")
    for party in own:
        yield of_secretariat(party, ACCEPT, {"d": company.names, "m": names}, where)

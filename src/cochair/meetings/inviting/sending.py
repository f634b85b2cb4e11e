"""Invitations as they go out: with the notice, or to one who was forgotten."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.meetings.inviting import queries
from cochair.meetings.inviting.composition import MEMBER, Invitee
from cochair.meetings.models import Delegation, Invitation, Meeting, Notice
from cochair.parties import queries as parties
from cochair.parties.models import Member, Organisation


def standing(meeting: Meeting) -> Mapping[str, Invitation]:
    """The invitations that stand, by what names their invitee."""
    rows = queries.invitations(meeting)
    return {queries.key_of(row): row for row in rows if row.withdrawn_at is None}


def code_of(row: Invitation) -> str:
    """The code of the member or organisation that is invited."""
    invited = row.member or row.organisation
    return invited.code if invited else ""


def send(
    meeting: Meeting, invitees: Iterable[Invitee], notice: Notice | None, at: datetime
) -> list[Invitation]:
    """Write the invitations of those who have none, and open their delegations.

    Call it with the meeting locked; whoever has an invitation that stands keeps it.
    """
    there = standing(meeting)
    roster = parties.roster(meeting.forum)
    organisations = {row.code: row for row in roster.organisations}
    number = sequence(meeting, at)
    made = []
    for one in invitees:
        if one.key in there:
            continue
        member, organisation = _who(one, roster, organisations)
        made.append(
            Invitation(
                meeting=meeting,
                member=member,
                organisation=organisation,
                group=one.group,
                basis=one.basis,
                clause=one.clause,
                notice=notice,
                sent_at=at,
                sequence=number,
            )
        )
    rows = Invitation.objects.bulk_create(made)
    _open_delegations(meeting, rows, at)
    return rows


def sequence(meeting: Meeting, at: datetime) -> int:
    """How often the day or place had changed by an instant, and whether it was cancelled.

    The SEQUENCE of RFC 5545, 3.8.7.4: the same for everybody who has the meeting in a calendar.
    """
    changes = [row for row in meeting.schedules.all() if row.at is not None and row.at <= at]
    cancelled = meeting.cancelled_at is not None and meeting.cancelled_at <= at
    return max(0, len(changes) - 1) + cancelled


def _who(
    one: Invitee, roster: parties.Roster, organisations: Mapping[str, Organisation]
) -> tuple[Member | None, Organisation | None]:
    if one.kind == MEMBER:
        return roster.member(one.code), None
    return None, organisations[one.code]


def _open_delegations(meeting: Meeting, rows: Iterable[Invitation], at: datetime) -> None:
    there = set(queries.delegations(meeting))
    made = []
    for row in rows:
        who = (row.member_id, row.organisation_id)
        if who not in there:
            there.add(who)
            made.append(
                Delegation(
                    meeting=meeting,
                    member=row.member,
                    organisation=row.organisation,
                    opened_at=at,
                )
            )
    Delegation.objects.bulk_create(made)

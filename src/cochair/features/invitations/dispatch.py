"""Invitations as they go out: with the notice, or to one who was forgotten."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.invitations import queries
from cochair.features.invitations.composition import MEMBER, Invitee
from cochair.features.meetings.models import Agenda, Delegation, Invitation, Meeting, Notice
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Member, Organisation

PROVISIONAL = "provisional"


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

    Call it with the meeting locked; whoever has an invitation that stands keeps it, and has it
    by the new notice from now on: what was opened and answered by the one before stays in the
    rows.  Returns the invitations that are new.
    """
    there = standing(meeting)
    roster = parties.roster(meeting.forum)
    organisations = {row.code: row for row in roster.organisations}
    number = sequence(meeting, at)
    made, again = [], []
    for one in invitees:
        if (before := there.get(one.key)) is not None:
            before.notice, before.sequence = notice, number
            again.append(before)
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
    Invitation.objects.bulk_update(again, ["notice", "sequence"])
    rows = Invitation.objects.bulk_create(made)
    _open_delegations(meeting, rows, at)
    return rows


def sequence(meeting: Meeting, at: datetime) -> int:
    """How often the day or place had changed by an instant, and the notice been issued anew, and
    whether the meeting was cancelled.

    The SEQUENCE of RFC 5545, 3.8.7.4: the same for everybody who has the meeting in a calendar.
    """
    changes = [row for row in meeting.schedules.all() if row.at is not None and row.at <= at]
    notices = Notice.objects.filter(meeting=meeting, issued_at__lte=at).count()
    cancelled = meeting.cancelled_at is not None and meeting.cancelled_at <= at
    return max(0, len(changes) - 1) + max(0, notices - 1) + cancelled


def final_agenda_is_out(meeting: Meeting) -> bool:
    """Whether a provisional agenda was published, which is the final one until a later."""
    rows = Agenda.objects.filter(meeting=meeting, stage=PROVISIONAL)
    return rows.exclude(published_at=None).exists()


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

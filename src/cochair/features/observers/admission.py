"""An observer's invitation as it goes out: the row that admits it, and its delegation."""

from datetime import datetime

from cochair.features.invitations.dispatch import sequence
from cochair.features.meetings.models import Delegation, Invitation, ObserverRequest
from cochair.features.observers import queries


def send(row: ObserverRequest, clause: str, sent_at: datetime) -> Invitation:
    """Write the invitation of an observer, unless one stands, and open its delegation.

    Call it with the meeting locked; `sent_at` is a UTC instant.
    """
    standing = queries.invitation(row)
    if standing is not None:
        return standing
    made = Invitation.objects.create(
        meeting=row.meeting,
        organisation=row.organisation,
        basis=queries.AS_OBSERVER,
        clause=clause if clause != "practice" else "",
        sent_at=sent_at,
        sequence=sequence(row.meeting, sent_at),
    )
    delegation = Delegation.objects.filter(meeting=row.meeting, organisation=row.organisation)
    if not delegation.exists():
        Delegation.objects.create(
            meeting=row.meeting, organisation=row.organisation, opened_at=sent_at
        )
    return made

"""An address for an invitee who could not be reached, and what could not be sent, sent to it."""

from datetime import datetime

from django.db import transaction

from cochair.features.invitations import contacts, titles
from cochair.features.invitations.sent import UNSENT
from cochair.features.mail import actions as mail
from cochair.features.mail import queries as outbox
from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.parties.offices import ActingOffice


@transaction.atomic
def mend(meeting: Meeting, entry: contacts.Entry, *, by: ActingOffice, at: datetime) -> int:
    """Enter the address of an invitee; returns how many messages are sent to it again.

    Those are the messages about its invitation to the meeting that did not arrive and that the
    office may read.  Raises Refused as entering an address does.
    """
    contacts.add(meeting.forum, entry, languages=titles.languages(), by=by, at=at)
    rows = Invitation.objects.filter(meeting=meeting, withdrawn_at=None)
    own = [
        str(row.pk)
        for row in rows.select_related("member", "organisation")
        if (row.member or row.organisation).code == entry.code  # type: ignore[union-attr]
    ]
    unsent = outbox.visible(meeting.forum, by, at).filter(
        about_kind="invitation", about_id__in=own, state__in=UNSENT
    )
    for message in unsent:
        mail.retry(message, by=by, at=at, email=entry.email)
    return len(unsent)

"""What needs attention about the notice of a meeting, for its page and for the desk.

A warning tells; it is no result, and changes none (domain.md C.10, US-02; C.5, N30 and N07).
"""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.invitations import presenters, queries
from cochair.features.invitations.confirmations import Pending
from cochair.features.invitations.presenters import Row
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting, Notice
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.web.localize import language_now


@dataclass(frozen=True)
class Warnings:
    """What is amiss with the invitations of one meeting; `name` in the reader's language."""

    meeting: Meeting
    name: str
    missing_members: tuple[Row, ...] = ()
    missing_others: tuple[Row, ...] = ()
    without_address: tuple[Row, ...] = ()
    pending: tuple[Pending, ...] = ()

    def __bool__(self) -> bool:
        return bool(
            self.missing_members or self.missing_others or self.without_address or self.pending
        )


def of_meeting(
    meeting: Meeting,
    hat: ActingOffice,
    at: datetime,
    *,
    notice: Notice | None = None,
    sheet: presenters.Sheet | None = None,
) -> Warnings | None:
    """The warnings of one meeting for a reader: before its opening, and only if there are any.

    Whose confirmation is missing concerns everybody; who was forgotten, and who has no address,
    the secretariats and presidencies.  `notice` and `sheet` are read where they are not given.
    """
    if meeting.convened_at is None or meeting.opened_at or meeting.cancelled_at:
        return None
    name = meeting_title(meeting, parties.book(meeting.forum, at), language_now())
    pending = queries.pending(meeting, notice or queries.notice(meeting), at)
    if not presenters.sees_all(hat):
        found = Warnings(meeting, name, pending=pending)
        return found or None
    sheet = sheet or presenters.sheet(meeting, at)
    found = Warnings(
        meeting,
        name,
        sheet.missing_members,
        tuple(row for row in sheet.missing if row not in sheet.missing_members),
        sheet.without_address,
        pending,
    )
    return found or None


def of_forum(forum: Forum, hat: ActingOffice, at: datetime) -> tuple[Warnings, ...]:
    """The warnings of every meeting that is convened, has not opened, and in which the reader takes
    part."""
    own = attendance.parts_of(forum, hat, at)
    convened = (one for one in queries.convened(forum) if own.get(one.slug))
    found = (of_meeting(meeting, hat, at) for meeting in convened)
    return tuple(one for one in found if one is not None)

"""Who was sent the notice of a meeting, who has opened it, and who has answered it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min, Q

from cochair.features.invitations import queries as inviting
from cochair.features.invitations.answers import is_asked_anew
from cochair.features.mail import reminders
from cochair.features.meetings.attendance import AS_OBSERVER
from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.parties.models import Member, Organisation

REMINDED = "notice.reminded"
NO_ANSWER = "none"


@dataclass(frozen=True, slots=True)
class Sent:
    """One who was sent the notice: the code, who it is, when it was first opened (aware UTC).

    `invitation` is the number of what was sent; `owes_answer` says that an answer is waited for,
    `is_asked_anew` that this is because the meeting got another day, `has_answered` that some answer
    was given: whoever gave it knows of the meeting, whether or not anybody opened the notice.
    """

    invitation: int
    code: str
    invited: Member | Organisation
    opened_at: datetime | None
    owes_answer: bool
    is_asked_anew: bool
    has_answered: bool

    @property
    def is_silent(self) -> bool:
        """Whether an answer is waited for, or nothing shows that it knows of the meeting."""
        return self.owes_answer or (self.opened_at is None and not self.has_answered)


def of(meeting: Meeting) -> tuple[Sent, ...]:
    """Who was sent the notice and has not been uninvited, by code; two queries.

    Whoever opened an earlier notice has not opened the one that took its place.
    """
    rows = (
        Invitation.objects.filter(meeting=meeting, withdrawn_at=None)
        .exclude(notice=None)
        .select_related("member", "organisation")
        .annotate(first=Min("receipts__opened_at", filter=Q(receipts__notice=F("notice"))))
    )
    found: dict[str, Sent] = {}
    schedules = list(meeting.schedules.all())
    for row in rows:
        invited = row.member or row.organisation
        if invited is None:
            continue
        before = found.get(invited.code)
        if before is None or before.opened_at is None:
            anew, given = is_asked_anew(row, schedules), row.answer != NO_ANSWER
            owes = (anew or not given) and row.basis != AS_OBSERVER
            found[invited.code] = Sent(row.pk, invited.code, invited, row.first, owes, anew, given)
    return tuple(found[code] for code in sorted(found))


def to_remind(meeting: Meeting, at: datetime) -> tuple[Sent, ...]:
    """Those who are silent and have an address at an instant (aware UTC): nobody can remind whom the
    notice never reached."""
    reached = inviting.reached(meeting.forum, at)
    return tuple(one for one in of(meeting) if one.is_silent and one.code in reached)


def last_reminder(meeting: Meeting) -> datetime | None:
    """When they were last reminded."""
    return reminders.last_of(meeting.forum.slug, REMINDED, ("meeting", meeting.slug))

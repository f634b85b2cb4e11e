"""Who was sent the notice of a meeting, who has opened it, and who has answered it."""

from collections.abc import Mapping
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
    """One who was sent the notice: the code, the name by language, when it was first opened.

    `invitation` is the number of what was sent; `owes_answer` says that an answer is waited for,
    `is_asked_anew` that it is because the meeting got another day, `has_answered` that one came after the notice: it knows of the meeting, whoever opened what.
    """

    invitation: int
    code: str
    name: Mapping[str, str]
    invited: Member | Organisation
    opened_at: datetime | None
    owes_answer: bool
    has_answered: bool
    is_asked_anew: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether nothing shows that it has read the notice, or its answer is waited for."""
        return self.owes_answer or (self.opened_at is None and not self.has_answered)


@dataclass(frozen=True, slots=True)
class Opened:
    """Everybody who was sent the notice of a meeting."""

    sent: tuple[Sent, ...]

    @property
    def unopened(self) -> tuple[Sent, ...]:
        """Those who have not opened it."""
        return tuple(one for one in self.sent if one.opened_at is None)

    @property
    def unanswered(self) -> tuple[Sent, ...]:
        """Those who have opened it and have not answered."""
        return tuple(one for one in self.sent if one.opened_at is not None and one.owes_answer)

    @property
    def number(self) -> int:
        """How many have opened it."""
        return len(self.sent) - len(self.unopened)


def of(meeting: Meeting) -> Opened:
    """Who was sent the notice and has not been uninvited, by code; one query.

    Whoever opened an earlier notice has not opened the one that took its place.
    """
    rows = (
        Invitation.objects.filter(meeting=meeting, withdrawn_at=None)
        .exclude(notice=None)
        .select_related("member", "organisation", "notice")
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
            anew = is_asked_anew(row, schedules)
            owes = (anew or row.answer == NO_ANSWER) and row.basis != AS_OBSERVER
            knows = bool(row.notice and row.answered_at and row.answered_at >= row.notice.issued_at)
            found[invited.code] = Sent(
                row.pk, invited.code, invited.name, invited, row.first, owes, knows, anew
            )
    return Opened(tuple(found[code] for code in sorted(found)))


def to_remind(meeting: Meeting, at: datetime) -> tuple[Sent, ...]:
    """Those who have not answered the notice nor opened it, or owe an answer, and have an address at
    an instant (UTC): whom it never reached nobody can remind."""
    reached = inviting.reached(meeting.forum, at)
    return tuple(
        one for one in of(meeting).sent if one.is_silent and reached.get(_who(one.invited))
    )


def _who(invited: Member | Organisation) -> tuple[int | None, int | None]:
    return (invited.pk, None) if isinstance(invited, Member) else (None, invited.pk)


def last_reminder(meeting: Meeting) -> datetime | None:
    """When they were last reminded."""
    return reminders.last_of(meeting.forum.slug, REMINDED, ("meeting", meeting.slug))

"""Who was sent the notice of a meeting, and who has opened it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Min, Q

from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.parties.models import Member, Organisation
from cochair.journal import queries as journal

REMINDED = "notice.reminded"
BETWEEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """One who was sent the notice: the code, the name by language, when it was first opened.

    `invitation` is the number of what was sent.
    """

    invitation: int
    code: str
    name: Mapping[str, str]
    invited: Member | Organisation
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """Everybody who was sent the notice of a meeting."""

    sent: tuple[Sent, ...]

    @property
    def unopened(self) -> tuple[Sent, ...]:
        """Those who have not opened it."""
        return tuple(one for one in self.sent if one.opened_at is None)

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
        .select_related("member", "organisation")
        .annotate(first=Min("receipts__opened_at", filter=Q(receipts__notice=F("notice"))))
    )
    found: dict[str, Sent] = {}
    for row in rows:
        invited = row.member or row.organisation
        if invited is None:
            continue
        before = found.get(invited.code)
        if before is None or before.opened_at is None:
            found[invited.code] = Sent(row.pk, invited.code, invited.name, invited, row.first)
    return Opened(tuple(found[code] for code in sorted(found)))


def may_remind(meeting: Meeting, at: datetime) -> bool:
    """Whether the last reminder was at least a day ago, or there was none."""
    last = (
        journal.matching(
            meeting.forum.slug, ["shared"], verb=REMINDED, about=("meeting", meeting.slug)
        )
        .order_by("-seq")
        .first()
    )
    return last is None or at - last.at >= BETWEEN

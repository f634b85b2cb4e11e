"""What an answer to an invitation still says once the meeting has moved."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from cochair.features.invitations.notice_text import days_of
from cochair.features.meetings.models import Invitation, Schedule

DAY, NO_ANSWER = "day", "none"
# What an invitee may answer, in its own words.
CHOICES = (
    ("accepted", _("We will attend")),
    ("declined", _("We will not attend")),
    ("excused", _("We ask to be excused, for this reason")),
)


def is_for_another_day(row: Invitation, schedules: Iterable[Schedule]) -> bool:
    """Whether an answer was given before the meeting got another day, or lost the one it had.

    `schedules` are all that the meeting was given, oldest first.  Other hours of the same days,
    another place and another form leave an answer what it is.
    """
    if row.answered_at is None:
        return False
    rows = list(schedules)
    then = [one for one in rows if one.at is None or one.at <= row.answered_at]
    since = rows[len(then) :]
    days = _days(then[-1]) if then else None
    return any(_days(one) != days for one in since)


def is_asked_anew(row: Invitation, schedules: Iterable[Schedule]) -> bool:
    """Whether an answer is for another day, and the meeting has a day for which to answer."""
    rows = list(schedules)
    return is_asked(row, rows) and is_for_another_day(row, rows)


def is_asked(row: Invitation, schedules: Iterable[Schedule]) -> bool:
    """Whether an invitee is asked for its answer: the meeting has a day, and none was given for it."""
    rows = list(schedules)
    has_day = bool(rows) and _days(rows[-1]) is not None
    return has_day and (row.answer == NO_ANSWER or is_for_another_day(row, rows))


def _days(schedule: Schedule) -> tuple[date, date] | None:
    if schedule.precision != DAY or schedule.starts is None:
        return None
    return days_of(schedule)

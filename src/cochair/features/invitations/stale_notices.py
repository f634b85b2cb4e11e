"""What a notice says that no longer holds: the meeting has moved since it was issued."""

from cochair.features.invitations import notice_text
from cochair.features.meetings.models import Meeting, Notice, Schedule
from cochair.procedure.refusal import Sentence, _

DAY = "day"
MOVED = _("The meeting has changed since this notice was issued. Current schedule: {schedule}.")
TAKEN_AWAY = _(
    "The date in this notice was withdrawn after the notice was issued. A new date has "
    "not been fixed yet."
)
GAVE = _("Changed since the notice of meeting was issued, which gave: {schedule}.")


def since(meeting: Meeting, notice: Notice | None) -> Sentence | None:
    """That the day, hours, place or form are others than the notice gives, with those that hold.

    None for a notice that is abreast of its meeting, and where there is none.
    """
    given, latest = _given(meeting, notice), next(reversed(meeting.schedules.all()), None)
    if given is None or latest is None:
        return None
    if latest.precision != DAY:
        return Sentence(TAKEN_AWAY)
    return Sentence(MOVED, {"schedule": notice_text.in_short(meeting, latest, in_full=True)})


def before(meeting: Meeting, notice: Notice | None) -> Sentence | None:
    """The same where the notice itself does not stand beside it, with what the notice gives; of a meeting
    that was cancelled nothing."""
    given = None if meeting.cancelled_at else _given(meeting, notice)
    if given is None:
        return None
    return Sentence(GAVE, {"schedule": notice_text.in_short(meeting, given, in_full=True)})


def _given(meeting: Meeting, notice: Notice | None) -> Schedule | None:
    """What a notice gives, where it holds no longer."""
    rows = list(meeting.schedules.all())
    then = [row for row in rows if notice and (row.at is None or row.at <= notice.issued_at)]
    return then[-1] if then and _said(rows[-1]) != _said(then[-1]) else None


def _said(row: Schedule) -> tuple[object, ...]:
    return row.precision, row.starts, row.ends, row.zone, row.place, row.format

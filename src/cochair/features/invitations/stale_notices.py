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


def since(meeting: Meeting, notice: Notice | None) -> Sentence | None:
    """That the day, hours, place or form are others than the notice gives, with those that hold.

    None for a notice that is abreast of its meeting, and where there is none.
    """
    rows = list(meeting.schedules.all())
    then = [row for row in rows if notice and (row.at is None or row.at <= notice.issued_at)]
    if not then or _said(rows[-1]) == _said(then[-1]):
        return None
    if rows[-1].precision != DAY:
        return Sentence(TAKEN_AWAY)
    return Sentence(MOVED, {"schedule": notice_text.in_short(meeting, rows[-1], in_full=True)})


def _said(row: Schedule) -> tuple[object, ...]:
    return row.precision, row.starts, row.ends, row.zone, row.place, row.format

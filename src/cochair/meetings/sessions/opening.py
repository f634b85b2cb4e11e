"""How early a meeting may be opened."""

from datetime import datetime, timedelta

from cochair.meetings.models import Meeting
from cochair.procedure.refusal import Refusal, _

A_DAY_BEFORE = timedelta(hours=24)


def too_early(meeting: Meeting, at: datetime) -> Refusal | None:
    """A refusal more than 24 hours before the planned start.

    An opening freezes by what the meeting is judged (INV-10), so that it is not signed weeks
    ahead.  Late is not refused: a meeting may begin after its hour.
    """
    latest = meeting.schedules.last()
    if latest is None or latest.starts is None or latest.precision != "day":
        return None
    if at >= latest.starts - A_DAY_BEFORE:
        return None
    return Refusal(
        "practice",
        _("This meeting is planned for {start}: it is opened at most {hours} hours before."),
        {"start": latest.starts, "hours": int(A_DAY_BEFORE.total_seconds() // 3600)},
    )

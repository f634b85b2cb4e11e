"""How early a meeting may be opened, and people be let in."""

from datetime import datetime, timedelta

from cochair.features.meetings import hours
from cochair.features.meetings.models import Meeting
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, _

A_DAY_BEFORE = timedelta(hours=24)


def too_early(meeting: Meeting, at: datetime) -> Refusal | None:
    """A refusal more than 24 hours before the planned start.

    An opening freezes by what the meeting is judged (INV-10), so that it is not signed weeks
    ahead.  Late is not refused: a meeting may begin after its hour.
    """
    return _too_early(
        meeting,
        at,
        _("This meeting is planned for {start}. It may be opened {hours} hours earlier at most."),
    )


def told_afterwards(meeting: Meeting) -> Refusal | None:
    """A refusal where the day was over when it was fixed: an opening now would say another day."""
    latest = meeting.schedules.last()
    ends = (latest.ends or latest.starts) if latest is not None else None
    if latest is None or latest.at is None or ends is None or latest.precision != "day":
        return None
    if meeting.opened_at is not None or latest.act_id is None or latest.at < ends:
        return None
    said = _(
        "The day of this meeting was over when both Parties fixed it. Opening it now would record the present hour: fix the day on which the meeting is held."
    )
    return Refusal("practice", said)


def too_early_to_come(meeting: Meeting, at: datetime) -> Refusal | None:
    """The same for who is let in: nobody has come to a meeting that is weeks away."""
    return _too_early(
        meeting,
        at,
        _(
            "This meeting is planned for {start}. Participants may be checked in {hours} "
            "hours earlier at most."
        ),
    )


def _too_early(meeting: Meeting, at: datetime, said: str) -> Refusal | None:
    latest = meeting.schedules.last()
    if latest is None or latest.starts is None or latest.precision != "day":
        return None
    if meeting.opened_at is not None or at >= latest.starts - A_DAY_BEFORE:
        return None
    before = int(A_DAY_BEFORE.total_seconds() // 3600)
    opens, _closes = hours.said(latest.starts, latest.ends, latest.zone)
    start = opens or civil_day(latest.starts, latest.zone)
    return Refusal("practice", said, {"start": start, "hours": before})

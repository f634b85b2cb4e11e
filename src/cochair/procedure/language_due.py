"""When a document must be there in every language: a practice, set by options.

Before a meeting so many days ahead; a text tabled in the meeting, before anything is decided on
it, or at the closing; afterwards so many days after the closing, and a record so many after its
approval. What is circulated later than its due has so many hours, which never roll.

Source: corrections.md section 2 (I.2.6); domain A.6, AMB-20.
"""

from datetime import datetime, timedelta

from cochair.procedure.calendar import Roll, civil_day, end_of_day, roll
from cochair.procedure.facts import Document, Meeting
from cochair.procedure.timetable import Phase, in_hours
from cochair.procedure.view import A_MOMENT, Case, View

RECORD = "record"
BEFORE = "pre"
DURING = "in"
DAYS_BEFORE = -10
DAYS_AFTER = 30
DAYS_AFTER_APPROVAL = 10
HOURS_FOR_A_REVISION = 48


def language_due(view: View, case: Case) -> datetime | None:
    """The UTC instant at which all languages of the case's document are due; None if unknown."""
    document, meeting = case.document, case.meeting
    if document is None:
        return None
    planned = _planned(view, case, document, meeting)
    if planned is None:
        return None
    circulated = document.changed
    if circulated <= planned:
        return planned
    return in_hours(circulated, _number(case, "languages.due.revision", HOURS_FOR_A_REVISION))


def _planned(
    view: View, case: Case, document: Document, meeting: Meeting | None
) -> datetime | None:
    if document.kind == RECORD:
        days = _number(case, "languages.due.record", DAYS_AFTER_APPROVAL)
        return _days_after(view, case, document.approved_at, days)
    if meeting is None:
        return None
    if document.phase == BEFORE:
        first = view.first_day(meeting)
        if first is None:
            return None
        day = first + timedelta(days=_number(case, "languages.due.pre", DAYS_BEFORE))
        how = case.book.rolls.get(Phase.PREPARATION, Roll.NONE)
        return end_of_day(roll(day, how, case.book.holidays), view.zone)
    closed = meeting.closed_at or view.ends(meeting)
    if document.phase == DURING:
        decided = [d.at for d in meeting.decisions if d.at >= document.at]
        return min(decided, default=closed)
    days = _number(case, "languages.due.post", DAYS_AFTER)
    return _days_after(view, case, closed, days)


def _days_after(view: View, case: Case, at: datetime | None, days: int) -> datetime | None:
    if at is None:
        return None
    day = civil_day(at - A_MOMENT, view.zone) + timedelta(days=days)
    how = case.book.rolls.get(Phase.FOLLOW_UP, Roll.NONE)
    return end_of_day(roll(day, how, case.book.holidays), view.zone)


def _number(case: Case, key: str, default: int) -> int:
    value = case.option(key, default)
    return value if isinstance(value, int) else default

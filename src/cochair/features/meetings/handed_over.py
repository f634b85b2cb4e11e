"""What the file for the next presidency says of meetings: those to come, and their practice dates.

Source: domain.md B.11 (CB-47).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from cochair.features.meetings import deadlines
from cochair.features.parties import queries as parties
from cochair.features.planner import facts
from cochair.kernel.handover import Reader, Row, handed
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Meeting, Schedule

DAYS_AHEAD = timedelta(days=180)


def to_come(reader: Reader) -> Iterable[Row]:
    """Meetings that are still to come and may be held in the next term, those whose day is fixed by
    their first day.

    Of history only what may lie ahead is told: a past meeting of which nothing is known is
    nobody's task.
    """
    for one in facts.facts_at(reader.forum, reader.at).meetings:
        ends = one.schedule.ends if one.schedule else None
        behind = one.is_only_loaded and (ends is None or ends <= reader.at)
        is_open = one.closed_at is None and one.cancelled_at is None and not behind
        if is_open and _may_be_within(one.schedule, reader):
            yield handed(reader.named[one.id], day=first_day(one), where=_page(reader, one.id))


def _may_be_within(schedule: Schedule | None, reader: Reader) -> bool:
    """Whether days, as far as they are known, do not all lie before or after the next term."""
    if schedule is None or schedule.starts is None:
        return True
    before = reader.since is not None and (schedule.ends or schedule.starts) <= reader.since
    return not before and (reader.until is None or schedule.starts < reader.until)


def dates(reader: Reader) -> Iterable[Row]:
    """The practice dates of the next half year for which nothing shows that they are done."""
    told = facts.facts_at(reader.forum, reader.at)
    book = parties.book(reader.forum, reader.at)
    today = civil_day(reader.at, reader.forum.zone)
    found = [
        (dated.day, dated.entry.event, one.id)
        for one in deadlines.still_with_dates(told.meetings, reader.at)
        for dated in deadlines.kept_here(book, told, one, reader.at)
        if today <= dated.day <= today + DAYS_AHEAD and not dated.done
    ]
    for day, event, meeting in sorted(found, key=lambda one: (one[0], one[2])):
        yield handed(event, day=day, note=reader.named[meeting], where=_page(reader, meeting))


def first_day(meeting: Meeting) -> date | None:
    """The first civil day of a meeting, at its place; None while it is not fixed."""
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None or schedule.precision != "day":
        return None
    return deadlines.days_of(schedule)[0]


def _page(reader: Reader, slug: str) -> tuple[str, ...]:
    return ("desk:meeting", reader.forum.slug, slug)

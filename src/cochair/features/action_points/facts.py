"""Points of action that an earlier meeting left open, as facts of the next (clause I.2.1.a).

A point that was carried over is a point of the next meeting itself, which `meetings` knows; here
come those with which nobody did anything: neither carried, put off, dropped nor done.  A meeting leaves
open its own points, and those that were carried to it and that nobody carried on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from cochair.features.action_points import queries
from cochair.features.parties.models import Forum
from cochair.features.records.models import ActionPoint
from cochair.procedure import facts

type ByMeeting = Mapping[str, tuple[ActionPoint, ...]]
DAY = "day"


def known(forum: Forum) -> ByMeeting:
    """Every point of action by the slug of its meeting, and of each to which it was carried; one query."""
    found: dict[str, tuple[ActionPoint, ...]] = {}
    for one in queries.rows(forum):
        for slug in {one.meeting.slug, *queries.carried_through(one)}:
            found[slug] = (*found.get(slug, ()), one)
    return found


def with_points(meetings: Iterable[facts.Meeting], found: ByMeeting) -> tuple[facts.Meeting, ...]:
    """The meetings, each with what the meeting before it left open and did not carry to it."""
    rows = tuple(meetings)
    if not found:
        return rows
    dated = sorted(
        (start, one.id)
        for one in rows
        if one.counts_as_meeting is not False
        and one.cancelled_at is None
        and (start := _start(one)) is not None
    )
    before = {now[1]: earlier[1] for earlier, now in pairwise(dated)}
    by_slug = {one.id: one for one in rows}
    return tuple(_with(one, by_slug.get(before.get(one.id, "")), found) for one in rows)


def _with(meeting: facts.Meeting, earlier: facts.Meeting | None, found: ByMeeting) -> facts.Meeting:
    """Until the earlier meeting is over, it may still deal with its points itself."""
    if earlier is None or earlier.closed_at is None:
        return meeting
    left = tuple(
        facts.ActionPoint(
            id=f"action-point-{one.pk}",
            at=max(one.at, earlier.closed_at),
            settled_at=one.settled_at,
        )
        for one in found.get(earlier.id, ())
        if meeting.id not in queries.carried_through(one)
    )
    return replace(meeting, points=(*meeting.points, *left)) if left else meeting


def _start(meeting: facts.Meeting) -> datetime | None:
    """The opening, or the first instant that is planned to the day."""
    if meeting.opened_at is not None:
        return meeting.opened_at
    schedule = meeting.schedule
    return schedule.starts if schedule and schedule.precision == DAY else None

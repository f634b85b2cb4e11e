"""Whose turn it is on a point of action."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cochair.features.action_points import queries
from cochair.features.action_points.states import LIVE
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Role
from cochair.features.records.models import ActionPoint
from cochair.kernel.kind import Turn
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import _

AHEAD = timedelta(days=14)
REPORT = _("Report done: action point {number} of {meeting}")
# Which offices act for an owner of each kind.
OF_OWNER = {
    queries.MEMBER: (Role.DELEGATION_HEAD,),
    queries.ORGANISATION: (Role.INSTITUTION,),
    queries.PRESIDENCY: (Role.CO_PRESIDENCY, Role.SECRETARIAT),
}


def turns(one: ActionPoint, at: datetime) -> Iterable[Turn]:
    """Its owner reports it done: from two weeks before the day on which it is due, at an instant (UTC)."""
    forum = one.meeting.forum
    if one.state not in LIVE or one.due > civil_day(at + AHEAD, forum.zone):
        return
    for role in OF_OWNER[queries.kind_of(one.owner, parties.roster(forum))]:
        yield Turn(
            role.value,
            one.owner,
            REPORT,
            {
                "number": str(one.number),
                "meeting": meeting_titles(one.meeting, parties.book(forum, at)),
            },
            end_of_day(one.due, forum.zone),
            "fixed",
            ("records:point", one.meeting.slug, str(one.number), "#done"),
        )

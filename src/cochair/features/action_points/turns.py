"""Whose turn it is on a point of action."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cochair.features.action_points import queries
from cochair.features.action_points.states import LIVE, OPEN
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.responsibility import Ask
from cochair.features.meetings.states import AHEAD as AHEAD_OF_ITS_DAY
from cochair.features.meetings.states import state_of
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.records.models import ActionPoint
from cochair.kernel.kind import Turn
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import _

AHEAD = timedelta(days=14)
LAST = datetime.max.replace(tzinfo=UTC)
CARRY = _("Carry over action points ({n}): {meeting} → {next}")
REPORT = _("Report done: action point {number} of {meeting}")
# Which offices act for an owner of each kind.
OF_OWNER = {
    queries.MEMBER: (Role.DELEGATION_HEAD,),
    queries.ORGANISATION: (Role.INSTITUTION,),
    queries.PRESIDENCY: (Role.CO_PRESIDENCY, Role.SECRETARIAT),
}


@dataclass(frozen=True, slots=True)
class Left:
    """Points of action that a closed meeting left to be done, none of them carried over yet."""

    meeting: Meeting
    points: tuple[ActionPoint, ...]


type Row = ActionPoint | Left


def open_rows(forum: Forum) -> tuple[Row, ...]:
    """What is still to be done in a forum, one by one, and together what each meeting left."""
    live = queries.live(forum)
    left: dict[int, list[ActionPoint]] = {}
    for one in live:
        if one.state == OPEN and one.meeting.closed_at is not None:
            left.setdefault(one.meeting_id, []).append(one)
    return (*live, *(Left(those[0].meeting, tuple(those)) for those in left.values()))


def turns(one: Row, at: datetime) -> Iterable[Turn]:
    """Whose turn it is on a point, or on those that a meeting left, at an instant (aware UTC)."""
    return _to_carry(one, at) if isinstance(one, Left) else _to_report(one, at)


def _to_carry(left: Left, at: datetime) -> Iterable[Turn]:
    """The secretariat of the host carries over what the next meeting of the same kind, once its day
    is fixed, is to deal with.  Source: clause I.2.1.a."""
    meeting, forum = left.meeting, left.meeting.forum
    following = [
        one
        for one in responsibility.not_over(forum)
        if one.configuration == meeting.configuration
        and one.pk != meeting.pk
        and state_of(one, at) in AHEAD_OF_ITS_DAY
    ]
    after = min(following, key=lambda one: responsibility.begins(one) or LAST, default=None)
    if after is None:
        return ()
    book = parties.book(forum, at)
    facts = {"n": str(len(left.points)), "next": meeting_titles(after, book)}
    page = ("records:point", meeting.slug, str(left.points[0].number), "#carry")
    ask = Ask(CARRY, page, responsibility.opening(after), facts)
    return (
        replace(turn, facts={**turn.facts, "meeting": meeting_titles(meeting, book)})
        for turn in responsibility.of_secretariats(after, ask, at)
    )


def _to_report(one: ActionPoint, at: datetime) -> Iterable[Turn]:
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

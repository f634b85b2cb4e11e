"""Whose turn it is on preparatory meetings: to plan and record them, and to do what they left."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from cochair.features.meetings import machine, responsibility
from cochair.features.meetings.models import FollowUp, Meeting, Preparation
from cochair.features.meetings.responsibility import FIXED, NO_DAY, Ask
from cochair.features.meetings.states import AHEAD, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.preparations import queries
from cochair.kernel.kind import Turn
from cochair.procedure.calendar import end_of_day
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

# How long before a meeting a topic that was not dealt with becomes a turn.
NEAR = timedelta(days=14)
PLAN = _("Plan the preparatory meeting: {meeting}")
RECORD = _("Record the preparatory meeting: {meeting}")
DO = _("Complete and record: {text} ({meeting})")
COVER = _("Prepare together or set aside: {topic}, {meeting}")

type Row = Meeting | Preparation | FollowUp


def open_rows(forum: Forum) -> Iterator[Row]:
    """Meetings to be prepared, preparatory meetings that are planned, and follow-ups not done."""
    planned = Preparation.objects.filter(held_at=None, cancelled_at=None)
    left = FollowUp.objects.filter(done_at=None).select_related("party")
    yield from chain(
        responsibility.not_over(forum),
        planned.filter(meeting__forum=forum)
        .select_related("meeting__forum", "meeting__cycle")
        .prefetch_related("meeting__schedules"),
        left.filter(preparation__meeting__forum=forum)
        .select_related("preparation__meeting__forum", "preparation__meeting__cycle")
        .prefetch_related("preparation__meeting__schedules"),
    )


def turns(one: Row, at: datetime) -> Iterator[Turn]:
    """Who acts next at an instant (aware UTC): the co-chairs, or a secretariat."""
    match one:
        case Meeting():
            yield from _of_meeting(one, at)
        case Preparation():
            yield from _to_record(one, at)
        case FollowUp():
            yield from _to_do(one, at)


def _of_meeting(one: Meeting, at: datetime) -> Iterator[Turn]:
    if state_of(one, at) not in AHEAD:
        return
    held = queries.preparations(one)
    book, codes = parties.book(one.forum, at), parties.roster(one.forum).party_codes
    topics = queries.topics(one, held, book, codes)
    if not _is_set_aside(one):
        yield from _to_plan(one, at)
    begins = responsibility.begins(one)
    for topic in topics if begins is not None and begins - at <= NEAR else ():
        if topic.by is None and topic.note is None:
            page = ("meetings:preparation", one.slug)
            ask = Ask(COVER, page, responsibility.opening(one), {"topic": topic.name})
            yield from responsibility.of_chairs(one, ask, at)


def _to_plan(one: Meeting, at: datetime) -> Iterator[Turn]:
    """The first is usual once the day is fixed; the second when the first was held."""
    known = [row for row in one.preparations.all() if row.cancelled_at is None]
    if any(row.held_at is None for row in known) or len(known) > 1:
        return
    usual = ShownBy.SECOND_PREPARATION if known else ShownBy.FIRST_PREPARATION
    until = responsibility.practice(one, usual, at)
    if until != NO_DAY or not known:
        ask = Ask(PLAN, ("meetings:plan_preparation", one.slug), until)
        yield from responsibility.of_chairs(one, ask, at)


def _is_set_aside(one: Meeting) -> bool:
    """Whether both noted, of the whole meeting, that preparing it was not appropriate."""
    notes = one.joint_notes.filter(kind=queries.NOT_APPROPRIATE, value="")
    return notes.exists() or responsibility.is_proposed(one, "meeting.not_appropriate")


def _to_record(one: Preparation, at: datetime) -> Iterator[Turn]:
    if one.planned_for is None or one.held_at is not None or one.cancelled_at is not None:
        return
    over = one.planned_for + timedelta(minutes=one.minutes)
    if over <= at and machine.refusal("preparation.end", one.meeting, at) is None:
        page = ("meetings:hold_preparation", one.meeting.slug, str(one.pk))
        yield from responsibility.of_secretariats(one.meeting, Ask(RECORD, page, (over, FIXED)), at)


def _to_do(one: FollowUp, at: datetime) -> Iterator[Turn]:
    meeting = one.preparation.meeting
    if one.done_at is not None or machine.refusal("preparation.end", meeting, at):
        return
    until = responsibility.opening(meeting)
    if one.due is not None:
        until = (end_of_day(one.due, meeting.forum.zone), FIXED)
    owes = (one.party.code,) if one.party else parties.roster(meeting.forum).party_codes
    ask = Ask(DO, ("meetings:preparations", meeting.slug), until, {"text": one.text})
    yield from responsibility.of_secretariats(meeting, ask, at, owes)

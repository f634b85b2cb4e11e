"""What the last key on a change of a meeting does, in the transaction of that key."""

from datetime import date, datetime, timedelta

from cochair.features.acts.models import JointAct
from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import SlotPlan
from cochair.features.meetings.cycle_plan import meeting_of
from cochair.features.meetings.models import JointNote, Meeting, Schedule
from cochair.features.parties import queries as parties
from cochair.procedure.calendar import add_months, end_of_day, start_of_day

VIRTUAL, CONTACT, DECLARATION, FORMAT = "virtual", "contact", "extraordinary", "format"
MEETING = "meeting"
DAY, MONTH, UNKNOWN = "day", "month", "unknown"


def postponed(act: JointAct, at: datetime) -> None:
    """Take the day away: the meeting is planned again, and every day it had stays in its history.

    The notice that went out stays as a row; what it announced no longer holds.
    """
    meeting = meeting_of(act)
    latest = meeting.schedules.last()
    assert latest is not None
    first = date.fromisoformat(act.body["month"]) if act.body["month"] else None
    last = add_months(first, 1) - timedelta(days=1) if first else None
    Schedule.objects.create(
        meeting=meeting,
        at=at,
        starts=start_of_day(first, latest.zone) if first else None,
        ends=end_of_day(last, latest.zone) if last else None,
        precision=MONTH if first else UNKNOWN,
        zone=latest.zone,
        place=latest.place,
        country=latest.country,
        format=latest.format,
        reason=act.reason,
        act=act,
    )
    meeting.confirmed_at = meeting.convened_at = meeting.prepared_at = None
    meeting.save(update_fields=["confirmed_at", "convened_at", "prepared_at"])
    _plan_follows(
        meeting,
        act,
        at,
        start=first,
        end=last,
        precision=MONTH if first else UNKNOWN,
    )


def converted(act: JointAct, at: datetime) -> None:
    """Make of a meeting a virtual contact on its days, with the declaration of both."""
    meeting = meeting_of(act)
    meeting.kind = CONTACT
    meeting.converted_at = at
    meeting.counts_as_meeting = bool(act.body["counts"])
    meeting.save(update_fields=["kind", "converted_at", "counts_as_meeting"])
    latest = meeting.schedules.last()
    Schedule.objects.create(
        meeting=meeting,
        at=at,
        starts=latest.starts if latest else None,
        ends=latest.ends if latest else None,
        precision=latest.precision if latest else UNKNOWN,
        zone=latest.zone if latest else meeting.forum.zone,
        format=VIRTUAL,
        reason=act.reason,
        act=act,
    )
    _declare(meeting, act, at)
    _plan_follows(meeting, act, at, place="", virtual=True)


def created(act: JointAct, at: datetime) -> None:
    """Make a contact, an extraordinary meeting, or one where cycles have no slots, on its day.

    A meeting is one of the cycle in which it begins.
    """
    body = act.body
    kind = act.kind.partition(".")[0]
    place = parties.book(act.forum, at).places.get(body["place"])
    first = date.fromisoformat(body["first_day"])
    meeting = Meeting.objects.create(
        forum=act.forum,
        slug=act.subject_id,
        configuration=body["configuration"],
        number=body["number"],
        kind=kind,
        cycle=cycles.running(act.forum, first) if kind == MEETING else None,
        known_at=at,
        confirmed_at=at,
    )
    Schedule.objects.create(
        meeting=meeting,
        at=at,
        starts=datetime.fromisoformat(body["starts"]),
        ends=datetime.fromisoformat(body["ends"]),
        precision=DAY,
        zone=body["zone"],
        place=place.code if place else "",
        country=place.country if place else "",
        format=body["format"],
        reason=act.reason,
        act=act,
    )
    if body.get("circumstance"):
        _declare(meeting, act, at)
    elif kind == CONTACT:
        JointNote.objects.create(
            meeting=meeting, kind=FORMAT, value=VIRTUAL, text=act.reason, at=at, act=act
        )


def _declare(meeting: Meeting, act: JointAct, at: datetime) -> None:
    JointNote.objects.create(
        meeting=meeting,
        kind=DECLARATION,
        value=act.body["circumstance"],
        text=act.reason,
        at=at,
        act=act,
    )


def _plan_follows(meeting: Meeting, act: JointAct, at: datetime, **changes: object) -> None:
    """The plan of the cycle says what the meeting now says; the earlier rows stay."""
    if meeting.cycle is None:
        return
    before = SlotPlan.objects.filter(
        forum=act.forum, cycle=meeting.cycle.number, configuration=meeting.configuration
    ).last()
    if before is None:
        return
    said = {
        name: getattr(before, name)
        for name in (
            "forum",
            "made_in",
            "cycle",
            "configuration",
            "place",
            "start",
            "end",
            "precision",
            "virtual",
        )
    }
    SlotPlan.objects.create(**(said | {"state": "changed", "at": at, "act": act} | changes))

"""Why the object of a joint act on a meeting is over, and until when such an act is of use.

Used by the kinds of joint act of this app and of those above it.  Source: domain.md C.4 (Meeting).
"""

from datetime import date, datetime

from cochair.features.acts.kinds import Ended, ended
from cochair.features.acts.models import JointAct
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.meetings.states import State, state_of
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import _

OPENED = ended("meeting.opened", _("The meeting has opened."))
CLOSED = ended("meeting.closed", _("The meeting has closed."))
CANCELLED = ended("meeting.cancelled", _("The meeting has been cancelled."))
DAY_PASSED = ended("meeting.day_passed", _("The day that was to be fixed is over."))
ARCHIVED = ended("meeting.archived", _("The meeting is archived and can only be read."))
EXISTS = ended("meeting.exists", _("A meeting now exists at this address."))
DAY = "day"


def of_opening(meeting: Meeting, at: datetime) -> Ended | None:
    """Why what is settled before a meeting opens is settled no more."""
    if meeting.cancelled_at is not None:
        return CANCELLED
    return OPENED if meeting.opened_at is not None else None


def of_closing(meeting: Meeting, at: datetime) -> Ended | None:
    """Why what is settled until a meeting closes is settled no more."""
    if meeting.cancelled_at is not None:
        return CANCELLED
    return CLOSED if meeting.closed_at is not None else None


def of_archive(meeting: Meeting, at: datetime) -> Ended | None:
    """Why what is settled also after a meeting is settled no more."""
    if meeting.cancelled_at is not None:
        return CANCELLED
    return ARCHIVED if state_of(meeting, at) is State.ARCHIVED else None


def at_opening(act: JointAct, at: datetime) -> Ended | None:
    """An act on a meeting is over once it has opened or was cancelled."""
    return of_opening(_meeting(act), at)


def at_day(act: JointAct, at: datetime) -> Ended | None:
    """An act that fixes a day is over as well once the last of its days is over at the place."""
    over = civil_day(at, act.body["zone"]) > date.fromisoformat(act.body["last_day"])
    return at_opening(act, at) or (DAY_PASSED if over else None)


def at_closing(act: JointAct, at: datetime) -> Ended | None:
    """An act on a meeting is over once it has closed or was cancelled."""
    return of_closing(_meeting(act), at)


def at_archive(act: JointAct, at: datetime) -> Ended | None:
    """An act on a meeting is over once it is archived or was cancelled."""
    return of_archive(_meeting(act), at)


def at_creation(act: JointAct, at: datetime) -> Ended | None:
    """An act that makes a meeting is over once another has made one under the same address."""
    made = Meeting.objects.filter(forum=act.forum, slug=act.subject_id).exists()
    return EXISTS if made else None


def start(act: JointAct, at: datetime) -> datetime | None:
    """The instant (UTC) at which the meeting of an act is to begin; None while no day is fixed."""
    found = _schedule(act)
    return found.starts if found is not None else None


def end(act: JointAct, at: datetime) -> datetime | None:
    """The instant (UTC) at which the meeting of an act is to end; None while no day is fixed."""
    found = _schedule(act)
    return found.ends if found is not None else None


def _schedule(act: JointAct) -> Schedule | None:
    rows = Schedule.objects.filter(meeting__forum=act.forum, meeting__slug=act.subject_id)
    found = rows.last()
    return found if found is not None and found.precision == DAY else None


def _meeting(act: JointAct) -> Meeting:
    return Meeting.objects.get(forum=act.forum, slug=act.subject_id)

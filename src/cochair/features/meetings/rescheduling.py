"""The sessions of a meeting that moves: each by as many days, at the same hour of the place.

What moves is bound by the act that moves the meeting, session by session: when one of them
changes meanwhile, the keys are void.  Nothing here knows the clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cochair.features.acts.models import JointAct
from cochair.features.meetings.models import Meeting, Schedule, Session
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, _, require

DAY, SESSIONS = "day", "sessions"


@dataclass(frozen=True, slots=True)
class Moved:
    """A session with the UTC instants that it had and those that it gets."""

    session: Session
    before: datetime
    starts: datetime
    ends: datetime

    @property
    def stays(self) -> bool:
        """Whether its hours are what they were."""
        return (self.before, self.session.ends) == (self.starts, self.ends)


def last_with_a_day(schedules: Iterable[Schedule]) -> Schedule | None:
    """The last day that a meeting was given, also where it was taken away since; None for none."""
    rows = [row for row in schedules if row.precision == DAY and row.starts is not None]
    return rows[-1] if rows else None


def with_the_day(meeting: Meeting, first: date, zone: str) -> tuple[Moved, ...]:
    """The sessions as they would be if the meeting began on a civil day, told in a zone.

    They move by the days between the meeting's last first day and the new one, and keep their
    hours on the clock of the place, across a change of clocks and to another place.  `zone` is
    empty for a meeting that gets no place: the hours are then those of the place it had.
    Without a day to count from nothing moves.
    """
    latest = last_with_a_day(meeting.schedules.all())
    if latest is None or latest.starts is None:
        return ()
    days = first - civil_day(latest.starts, latest.zone)
    here, there = ZoneInfo(latest.zone), ZoneInfo(zone or latest.zone)
    return tuple(_moved(row, days, here, there) for row in _planned(meeting))


def moves(meeting: Meeting, first: date, zone: str) -> bool:
    """Whether a first day at a zone is another than the last one, so that sessions would move."""
    latest = last_with_a_day(meeting.schedules.all())
    if latest is None or latest.starts is None:
        return False
    before = civil_day(latest.starts, latest.zone)
    return (before, latest.zone) != (first, zone or latest.zone)


def bound(moved: Iterable[Moved]) -> list[dict[str, object]]:
    """What an act says of the sessions that move with it."""
    return [
        {
            "number": one.session.number,
            "before": one.before.isoformat(),
            "starts": one.starts.isoformat(),
            "ends": one.ends.isoformat(),
        }
        for one in moved
        if not one.stays
    ]


def present(meeting: Meeting) -> Mapping[str, object]:
    """The hours of every planned session, which an act that moves them binds."""
    return {
        str(row.number): [row.starts.isoformat(), row.ends.isoformat()] for row in _planned(meeting)
    }


def moved_by(act: JointAct, meeting: Meeting) -> tuple[Moved, ...]:
    """The sessions that an act moves, as it binds them."""
    rows = {row.number: row for row in Session.objects.filter(meeting=meeting)}
    return tuple(
        Moved(
            rows[one["number"]],
            datetime.fromisoformat(one["before"]),
            datetime.fromisoformat(one["starts"]),
            datetime.fromisoformat(one["ends"]),
        )
        for one in act.body.get(SESSIONS, ())
        if one["number"] in rows
    )


def take_effect(act: JointAct, meeting: Meeting) -> None:
    """Give each session the hours that both signed; call it with the meeting locked.

    Raises Refused when a session changed in the moment before, so that no key moves anything
    but what was shown.
    """
    for one in moved_by(act, meeting):
        row = one.session
        require(_still_there(row, one.before))
        row.starts, row.ends = one.starts, one.ends
        row.save(update_fields=["starts", "ends"])


def _planned(meeting: Meeting) -> tuple[Session, ...]:
    return tuple(Session.objects.filter(meeting=meeting, removed_at=None))


def _moved(row: Session, days: timedelta, here: ZoneInfo, there: ZoneInfo) -> Moved:
    starts, ends = (_on_the_clock(at, days, here, there) for at in (row.starts, row.ends))
    if ends <= starts:
        # An hour that the clocks leave out or have twice: the session keeps its length.
        ends = starts + (row.ends - row.starts)
    return Moved(row, row.starts, starts, ends)


def _on_the_clock(at: datetime, days: timedelta, here: ZoneInfo, there: ZoneInfo) -> datetime:
    """The instant (UTC) at the same hour so many days later, on the clock of another place."""
    local = at.astimezone(here).replace(tzinfo=None) + days
    return local.replace(tzinfo=there).astimezone(ZoneInfo("UTC"))


def _still_there(row: Session, before: datetime) -> Refusal | None:
    if row.removed_at is None and row.starts == before:
        return None
    return Refusal(
        "two-keys",
        _(
            "Session {number} has been changed in the meantime: the dates that were signed "
            "no longer match."
        ),
        {"number": row.number},
    )

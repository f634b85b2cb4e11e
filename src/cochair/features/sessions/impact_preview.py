"""What the clauses would say after a step, and which reading of an option holds.

The clauses are judged by an app above this one; it registers here how, so that this app knows
none by name.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.sessions.virtual_contacts import COUNTS_OPTION
from cochair.procedure import facts
from cochair.procedure.calendar import add_months, end_of_day, start_of_day
from cochair.procedure.refusal import Sentence
from cochair.procedure.result import Outcome, Target

type Change = Callable[[facts.Meeting], facts.Meeting]

NOBODY = facts.JointFact(id="foreseen", at=datetime(1, 1, 2, tzinfo=UTC), text="", value="foreseen")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Difference:
    """One clause that would say something else: what on, now and then, and its sentences."""

    clause: str
    target: Target
    before: Outcome
    after: Outcome
    says: tuple[Sentence, ...]


type Judge = Callable[[Forum, Change, str, datetime], tuple[Difference, ...]]
type Options = Callable[[Forum, str, datetime], object]

_judges: list[Judge] = []
_options: list[Options] = []


def register(judge: Judge, options: Options) -> None:
    """Make known who judges and who knows the options; called once, by the app that does."""
    _judges[:], _options[:] = [judge], [options]


def differences(meeting: Meeting, change: Change, at: datetime) -> tuple[Difference, ...]:
    """What the clauses would say otherwise once all has gone as it would now be planned."""
    return _judges[0](meeting.forum, change, meeting.slug, at) if _judges else ()


def option(forum: Forum, key: str, at: datetime) -> object:
    """The value of an option in force at an instant; None when nobody knows it."""
    return _options[0](forum, key, at) if _options else None


def counts(forum: Forum, chosen: bool, at: datetime) -> bool:
    """Whether a virtual contact counts: as the option says, else as both choose."""
    return {"always": True, "never": False}.get(str(option(forum, COUNTS_OPTION, at)), chosen)


def held_as_planned(meeting: facts.Meeting) -> facts.Meeting:
    """The same meeting as if it had opened and closed at its planned instants."""
    schedule = meeting.schedule
    if (
        meeting.opened_at is not None
        or meeting.cancelled_at is not None
        or schedule is None
        or schedule.precision != "day"
        or schedule.starts is None
    ):
        return meeting
    ends = schedule.ends or schedule.starts + A_DAY
    return replace(
        meeting,
        imported=False,
        confirmed_at=meeting.confirmed_at or schedule.at,
        opened_at=schedule.starts,
        closed_at=ends,
    )


def opened(at: datetime) -> Change:
    """The meeting opens now, and goes on as it is planned."""

    def change(meeting: facts.Meeting) -> facts.Meeting:
        held = held_as_planned(meeting)
        closes = max(held.closed_at, at) if held.closed_at is not None else None
        return replace(held, imported=False, opened_at=at, closed_at=closes)

    return change


def closed(at: datetime) -> Change:
    """The meeting closes now."""
    return lambda meeting: replace(meeting, imported=False, closed_at=at)


def cancelled(at: datetime) -> Change:
    """The meeting is cancelled now."""
    return lambda meeting: replace(meeting, cancelled_at=at)


def format_agreed(at: datetime, value: str) -> Change:
    """Both agree on a format now."""
    said = replace(NOBODY, at=at, value=value)
    return lambda meeting: replace(meeting, format_decision=said)


def declared(at: datetime) -> Change:
    """Both declare extraordinary circumstances now."""
    return lambda meeting: replace(meeting, declaration=replace(NOBODY, at=at))


def not_appropriate(at: datetime, topic: str) -> Change:
    """Both note now that preparing a topic, or all of them, was not appropriate."""
    said = replace(NOBODY, at=at, value=topic or "not_appropriate")
    return lambda meeting: replace(meeting, joint_notes=(*meeting.joint_notes, said))


def postponed(at: datetime, month: date | None) -> Change:
    """The day is taken away now; at most a month is named."""

    def change(meeting: facts.Meeting) -> facts.Meeting:
        latest = meeting.schedule
        if latest is None:
            return meeting
        zone = latest.zone
        first = month.replace(day=1) if month else None
        undated = replace(
            latest,
            at=at,
            starts=start_of_day(first, zone) if first else None,
            ends=end_of_day(add_months(first, 1) - A_DAY, zone) if first else None,
            precision="month" if first else "unknown",
        )
        return replace(
            meeting, imported=False, confirmed_at=None, schedules=(*meeting.schedules, undated)
        )

    return change


def converted(at: datetime, counts: bool) -> Change:
    """The meeting becomes a virtual contact now, with the declaration of both."""

    def change(meeting: facts.Meeting) -> facts.Meeting:
        latest = meeting.schedule
        virtual = (
            (replace(latest, at=at, place=None, country=None, format="virtual"),) if latest else ()
        )
        return replace(
            meeting,
            converted_at=at,
            counts_as_meeting=counts,
            schedules=(*meeting.schedules, *virtual),
            declaration=replace(NOBODY, at=at),
        )

    return change

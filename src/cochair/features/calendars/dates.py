"""The practice dates of one meeting as its page shows them: counted from its day, with marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.calendars import owners, queries
from cochair.features.meetings import deadlines
from cochair.features.meetings.deadlines import Dated
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.facts import Meeting
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.timetable import Anchor
from cochair.web.code_labels import Mark

DAY = "day"
DONE = Mark("check", "good", _("done"))
DONE_LATE = _("done on {day}, after its date")
DONE_ONCE_FIXED = _("done on {day}; its date had passed when the date of the meeting was fixed")
OVERDUE = Mark("risk", "warn", _("overdue, not done"))
WAS_OVER = Mark("risk", "warn", _("still to do; it had passed when the day was fixed"))
HAD_PASSED = Mark(
    "unknown", "off", _("had passed when the date of the meeting was fixed; nothing recorded")
)
PAST = Mark("unknown", "off", _("past; nothing recorded"))
NEXT = Mark("working", "plain", _("next"))
AHEAD = Mark("wait", "off", _("to come"))


@dataclass(frozen=True, slots=True)
class Row:
    """One date: until when (UTC) on its `day`, how far from the meeting, its mark, whose it is.

    Of what had passed when the day of the meeting was fixed, and of which nothing is kept, that is until
    when it is asked for: the same as those of whom it is asked read.
    """

    dated: Dated
    due: datetime
    day: date
    mark: Mark
    own: bool

    @property
    def label(self) -> str:
        """How far it is from the meeting, in words."""
        schedule = self.dated.meeting.schedule
        if self._is_asked_later and schedule is not None:
            return _count(days_between(deadlines.days_of(schedule)[0], self.day))
        is_last = self.dated.entry.anchor == Anchor.MEETING_CLOSED
        return _count(self.dated.entry.offset_days, is_last=is_last)

    @property
    def state(self) -> str | Sentence:
        """Its mark in words; of what was done after its date, when."""
        return done_late(self.dated) or self.mark.word

    @property
    def lies_ahead(self) -> bool:
        """Whether it is still to be done, or is overdue."""
        return self.mark in {NEXT, AHEAD, OVERDUE, WAS_OVER}

    @property
    def rolled(self) -> bool:
        """Whether the day was moved to a working day."""
        return self.dated.deadline.rolled and not self._is_asked_later

    @property
    def _is_asked_later(self) -> bool:
        return self.day != self.dated.day


@dataclass(frozen=True, slots=True)
class Countdown:
    """How far a meeting is from its day, in words: days before it begins, or after its last day."""

    label: str
    day: date


def countdown(forum: Forum, meeting: Meeting, at: datetime) -> Countdown | None:
    """The count of a meeting at an instant; None without a day, and once no date is left."""
    schedule = meeting.schedule
    if schedule is None or schedule.precision != DAY or schedule.starts is None:
        return None
    found = deadlines.kept_here(parties.book(forum, at), queries.NOTHING, meeting, at)
    (first, last), today = deadlines.days_of(schedule), civil_day(at, forum.zone)
    if meeting.cancelled_at is not None or (all(one.day < today for one in found) and last < today):
        return None
    if today < first:
        return Countdown(_count(days_between(first, today)), first)
    if today <= last:
        return Countdown(_count(0), first)
    return Countdown(_count(days_between(last, today), is_last=True), last)


def _count(days: int, *, is_last: bool = False) -> str:
    if days == 0:
        return __("last day of the meeting") if is_last else __("day of the meeting")
    if days < 0:
        return ngettext("{n} day before the meeting", "{n} days before the meeting", -days).format(
            n=-days
        )
    return ngettext("{n} day after the meeting", "{n} days after the meeting", days).format(n=days)


def rows(forum: Forum, meeting: Meeting, hat: ActingOffice, at: datetime) -> tuple[Row, ...]:
    """The dates of a meeting by day, as they stand at an instant; none while no day is fixed."""
    around = owners.Around(parties.book(forum, at), parties.roster(forum), meeting)
    return rows_around(around, hat, at)


def rows_around(around: owners.Around, hat: ActingOffice, at: datetime) -> tuple[Row, ...]:
    """The same, where the book and the roster are at hand: it reads nothing."""
    kept = deadlines.kept_here(around.book, queries.NOTHING, around.meeting, at)
    found = sorted(kept, key=_due)
    coming = _next(found, at)
    return tuple(
        Row(
            one,
            _due(one),
            _day(one),
            _mark(one, at, coming),
            owners.owes(one.entry, hat, around),
        )
        for one in found
    )


def done_late(dated: Dated) -> Sentence | None:
    """When something was done whose date had passed; None for any other."""
    if dated.done_late is None:
        return None
    says = DONE_ONCE_FIXED if dated.was_over else DONE_LATE
    return Sentence(says, {"day": dated.done_late})


def _next(found: Iterable[Dated], at: datetime) -> date | None:
    """The first day to come on which something is due that is not known to be done."""
    return next((_day(one) for one in found if _due(one) > at and one.done is not True), None)


def _due(one: Dated) -> datetime:
    return one.asked_by if one.done is None else one.due


def _day(one: Dated) -> date:
    return one.asked_on if one.done is None else one.day


def _mark(one: Dated, at: datetime, coming: date | None) -> Mark:
    if one.done:
        return DONE
    if _due(one) <= at:
        if one.done is None:
            return HAD_PASSED if one.was_over else PAST
        return WAS_OVER if one.was_over else OVERDUE
    return NEXT if _day(one) == coming else AHEAD

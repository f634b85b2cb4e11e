"""Planned meetings that nobody can rely on: without a day, or with a day that passed unopened.

While there is one of them, home does not say that nothing is at risk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cochair.features.mail import queries as mail
from cochair.features.mail.queries import Alarms
from cochair.features.meetings.names import meeting_name
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.journal.table_cache import TableCache
from cochair.procedure.book import Book
from cochair.procedure.clause import Clause
from cochair.procedure.dues import notice_until
from cochair.procedure.facts import Cycle, Facts, Meeting
from cochair.procedure.result import Result
from cochair.procedure.targets import slot_id
from cochair.procedure.view import View

# A meeting without a day is no risk while there is so long to fix one.
FAR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Risk:
    """A meeting, by its slug where there is one, that has no day or was not opened on it.

    `last` is the civil day by which it is to be held, `until` the last on which a notice is in
    time, and `over` says that this one is past.
    """

    name: str
    slug: str = ""
    last: date | None = None
    until: date | None = None
    over: bool = False
    not_opened: bool = False
    # Whether it is so far ahead that nothing is at risk yet.
    is_far: bool = False
    # What clauses call the same meeting: itself, and its place in the cycle.
    targets: frozenset[str] = frozenset()
    clauses: tuple[tuple[Result, Clause], ...] = ()

    @property
    def warns(self) -> bool:
        """Whether it asks for attention now: it is near, or a clause says so already."""
        return not self.is_far or bool(self.clauses)


def with_clauses(
    found: Iterable[Risk], judged: Iterable[tuple[Result, Clause]]
) -> tuple[list[Risk], list[tuple[Result, Clause]]]:
    """Each meeting at risk with the clauses that say so too, and the results about all else."""
    told = list(judged)
    joined = [
        replace(risk, clauses=tuple(one for one in told if one[0].target.id in risk.targets))
        for risk in found
    ]
    named = {target for risk in joined for target in risk.targets}
    return joined, [one for one in told if one[0].target.id not in named]


def of_meetings(book: Book, facts: Facts, at: datetime, language: str) -> tuple[Risk, ...]:
    """The meetings of the cycles that are not over whose day is missing, or passed unopened."""
    view = View(book, facts, at)
    found = [*_undated(view, language), *_not_opened(view, language)]
    return tuple(sorted(found, key=lambda risk: (risk.last is not None, risk.last or view.today)))


def of_messages(forum: Forum, hat: ActingOffice, at: datetime) -> Alarms | None:
    """What keeps messages from being sent at all, for whoever keeps them; None where nothing does."""
    if not hat.may(Power.RECORD_FACTS):
        return None
    minute = at.replace(second=0, microsecond=0)
    alarms = _ALARMS.get(forum.slug, (hat, minute), lambda: mail.alarms(forum, hat, at))
    return alarms if alarms.stuck or alarms.idle else None


# Asked once a minute for as long as nothing was entered.
_ALARMS: TableCache[Alarms] = TableCache(64)


def _undated(view: View, language: str) -> Iterator[Risk]:
    """Of the running cycle every place without a day; of a later one, what is planned for it.

    Of a place for which nothing was planned and whose semester is over, people state what became of
    it: no day is missing any more.
    """
    seen: set[str] = set()
    for cycle in view.cycles:
        if cycle.end < view.today or cycle.abandoned_at is not None:
            continue
        for number, code in view.book.pattern.slots if view.book.pattern else ():
            here = view.by_slot.get((cycle.number, code), ())
            # A meeting beside the cycle fills no place in it.
            own = tuple(one for one in here if view.may_count(one) or one.converted_at is not None)
            seen |= {meeting.id for meeting in own}
            if any(view.counts(meeting) or view.starts(meeting) for meeting in own):
                continue
            semester = view.semester(cycle, number)
            last = semester[1] if semester else cycle.end
            if own or cycle.start <= view.today <= last:
                yield _without_a_day(view, cycle, last, code, own, language)
    ended = {cycle.number for cycle in view.cycles if cycle.end < view.today}
    for meeting in view.meetings:
        # History that nobody dates is no risk: whoever takes the forum up says what became of it.
        over = meeting.schedule is not None and _is_past(meeting, view.now)
        over = over or (meeting.imported and meeting.cycle in ended)
        if meeting.id not in seen and view.starts(meeting) is None and not over:
            yield Risk(
                meeting_name(meeting, view.book, language),
                meeting.id,
                targets=frozenset({meeting.id}),
            )


def _without_a_day(
    view: View, cycle: Cycle, last: date, code: str, own: tuple[Meeting, ...], language: str
) -> Risk:
    until = notice_until(view.book, last)
    return Risk(
        meeting_name(own[0], view.book, language)
        if own
        else view.book.configurations[code].title[language],
        own[0].id if own else "",
        last,
        until,
        over=until is not None and until < view.today,
        is_far=(until or last) - view.today > FAR,
        targets=frozenset(
            {slot_id(view.facts.forum, cycle.number, code), *(one.id for one in own[:1])}
        ),
    )


def _not_opened(view: View, language: str) -> Iterator[Risk]:
    closed = {cycle.number for cycle in view.cycles if cycle.closed_at is not None}
    for meeting in view.meetings:
        if meeting.confirmed_at is None or view.starts(meeting) is None:
            continue
        if view.missed(meeting) and view.taken_over(meeting) and meeting.cycle not in closed:
            name = meeting_name(meeting, view.book, language)
            yield Risk(name, meeting.id, not_opened=True, targets=frozenset({meeting.id}))


def _is_past(meeting: Meeting, now: datetime) -> bool:
    """Whether the bounds within which a meeting was expected are over."""
    schedule = meeting.schedule
    last = (schedule.ends or schedule.starts) if schedule is not None else None
    return last is not None and last <= now

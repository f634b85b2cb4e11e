"""What the clauses would say after a step on a meeting that is only proposed."""

from dataclasses import replace
from datetime import datetime, timedelta

from cochair.features.compliance import queries
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.sessions.impact_preview import Change, Difference, held_as_planned
from cochair.procedure.calendar import end_of_day
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import Facts, Meeting
from cochair.procedure.result import Result
from cochair.procedure.targets import slot_id

A_DAY = timedelta(days=1)


def differences(forum: Forum, change: Change, meeting: str, at: datetime) -> tuple[Difference, ...]:
    """The clauses whose result would differ, once the meeting's time is over (UTC `at` is now).

    Both times all else goes as it is planned: what differs is what the step does.
    """
    told = queries.facts_at(forum, at)
    known = next((one for one in told.meetings if one.id == meeting), None)
    if known is None:
        return ()
    # Whoever takes a step on it works on it here: what nobody told is then not unknown.
    before = replace(known, imported=False)
    after = change(before)
    then = _over(told, before, after, at)
    books = {book.version: book for book in parties.books(forum)}
    book = parties.book(forum, at)

    def judged(one: Meeting) -> dict[tuple[str, str], Result]:
        others = tuple(held_as_planned(one) if row.id == meeting else row for row in told.meetings)
        found = evaluate(book, replace(told, meetings=others), then, books=books)
        return {(result.rule, _about(result, told.forum, before)): result for result in found}

    now, later = judged(before), judged(after)
    return tuple(
        Difference(
            clause=rule,
            target=result.target,
            before=now[rule, about].outcome,
            after=result.outcome,
            says=result.says,
        )
        for (rule, about), result in later.items()
        if (rule, about) in now and now[rule, about].outcome is not result.outcome
    )


def option(forum: Forum, key: str, at: datetime) -> object:
    """The value of an option in force at an instant; None for one that the forum has not."""
    return queries.option_values(forum, at).get(key)


def _about(result: Result, forum: str, meeting: Meeting) -> str:
    """What a result is about; the meeting and the slot that it fills are the same thing here."""
    if result.target.id != meeting.id or meeting.cycle is None:
        return result.target.id
    return slot_id(forum, meeting.cycle, meeting.configuration)


def _over(told: Facts, before: Meeting, after: Meeting, at: datetime) -> datetime:
    """A day after the cycle of the meeting, or after the meeting where it has none."""
    cycle = next((one for one in told.cycles if one.number == before.cycle), None)
    ends = [s.ends for one in (before, after) for s in one.schedules if s.ends is not None]
    if cycle is not None:
        ends.append(end_of_day(cycle.end, told.zone))
    return max([at, *ends]) + A_DAY

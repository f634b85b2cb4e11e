"""Cycles, slots and intervals: is what should be held held, and when it should be?

Source: domain A.5 and A.6 (AMB-01 to AMB-04); corrections.md section 1 ("Slots") and section 2
(II.*.meetings.a.2).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from cochair.procedure import attested, calendar
from cochair.procedure.calendar import add_months, days_between, end_of_day, start_of_day
from cochair.procedure.checks.arguments import texts, whole
from cochair.procedure.checks.registry import OPENED, Args, check
from cochair.procedure.checks.slots import EXTENDED, SLIPS, none_so_far, slot_of
from cochair.procedure.dues import notice_until
from cochair.procedure.facts import Meeting
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View


@check("cycle_covers_today", scopes=["forum"])
def cycle_covers_today(view: View, case: Case, args: Args) -> Finding:
    """A cycle is running today, in the forum's zone."""
    for cycle in view.cycles:
        if cycle.abandoned_at is None and cycle.start <= view.today <= cycle.end:
            said = Sentence(
                _("Cycle {number} runs from {start} to {end}."),
                {"number": cycle.number, "start": cycle.start, "end": cycle.end},
            )
            return Finding(True, evidence=(cycle.id,), says=(said,))
    return Finding(
        False, says=(Sentence(_("No cycle is in progress on {day}."), {"day": view.today}),)
    )


@check(
    "cycle_shape",
    scopes=["cycle"],
    args={"months": "integer", "semesters": "integer"},
    reads=[SLIPS],
)
def cycle_shape(view: View, case: Case, args: Args) -> Finding:
    """So many consecutive semesters, and so many calendar months in all.

    A cycle that the Parties extend may be longer, where the option says that cycles are; where it
    says that they stay, both agreed on an exception when they extended it.
    """
    cycle = case.cycle
    assert cycle is not None
    months, semesters = whole(args["months"]), whole(args["semesters"])
    if case.option(SLIPS) == EXTENDED and len(cycle.semesters) > semesters:
        months += calendar.MONTHS_IN_A_SEMESTER * (len(cycle.semesters) - semesters)
        semesters = len(cycle.semesters)
    halves = tuple(calendar.Semester(start, end) for start, end in cycle.semesters)
    span = calendar.CycleSpan(cycle.number, cycle.start, cycle.end, halves)
    faults = calendar.cycle_shape(span, months=months, semesters=semesters)
    if faults:
        says = tuple(Sentence(fault.message, fault.facts) for fault in faults)
        excused = cycle.extensions[-1].id if cycle.extensions else None
        return Finding(False, contrary=True, evidence=(cycle.id,), says=says, excused=excused)
    said = Sentence(
        _("{semesters} consecutive semesters, {months} months, from {start} to {end}."),
        {"semesters": semesters, "months": months, "start": cycle.start, "end": cycle.end},
    )
    return Finding(True, decided_at=cycle.at, evidence=(cycle.id,), says=(said,))


@check(
    "configurations_held",
    scopes=["cycle"],
    args={"configurations": "configuration[]"},
    reads=["virtual_contact.counts_as_meeting", "cadence.counts"],
)
def configurations_held(view: View, case: Case, args: Args) -> Finding:
    """In the cycle each of the configurations met, in a meeting that counts."""
    cycle = case.cycle
    assert cycle is not None
    own = {
        code: view.by_slot.get((cycle.number, code), ()) for code in texts(args["configurations"])
    }
    counted = {code: next(filter(view.is_counted, rows), None) for code, rows in own.items()}
    held = [meeting for meeting in counted.values() if meeting is not None]
    missing = [code for code, meeting in counted.items() if meeting is None]
    evidence = tuple(meeting.id for meeting in held)
    if missing:
        surely = [code for code in missing if all(map(view.taken_over, own[code]))]
        unsure = tuple(code for code in missing if code not in surely)
        gone = [one for code in missing if (one := attested.absent(view, cycle.number, code))]
        if gone:
            shown = (*evidence, *(one.id for one in gone))
            return Finding(False, evidence=shown, says=(attested.NOT_HELD,), contrary=True)
        said = Sentence(
            _(
                "It is not established whether this meeting was held in cycle {number}: "
                "{configuration}."
            ),
            {"number": cycle.number, "configuration": unsure},
        )
        if surely:
            sure = none_so_far(view, case, cycle, surely)
            return Finding(False, evidence=evidence, says=(sure, *((said,) if unsure else ())))
        return Finding(None, evidence=evidence, says=(said,), unsure=True)
    said = Sentence(
        _("Held in cycle {number}: {meeting}."), {"number": cycle.number, "meeting": evidence}
    )
    last = max((m.opened_at for m in held if m.opened_at is not None), default=None)
    return Finding(True, decided_at=last, evidence=evidence, says=(said,))


@check(
    "in_semester",
    scopes=["slot"],
    args={"semester": "semester"},
    settles=OPENED,
    reads=["virtual_contact.counts_as_meeting", "cadence.counts", SLIPS],
)
def in_semester(view: View, case: Case, args: Args) -> Finding:
    """The first day of the meeting, where it is held, lies in its semester of the cycle.

    Where the option moves or extends its days, it is due by the last of them.
    """
    found = _in_semester(view, case, args)
    assert case.cycle is not None
    number = whole(args["semester"])
    days = slot_of(view, case, case.cycle, number)
    if days is None or days == view.semester(case.cycle, number):
        return found
    return replace(found, not_before=end_of_day(days[1], view.zone))


def _in_semester(view: View, case: Case, args: Args) -> Finding:
    cycle, meeting = case.cycle, case.meeting or case.planned
    assert cycle is not None
    semester = slot_of(view, case, cycle, whole(args["semester"]))
    if semester is None:
        return Finding(None, says=(Sentence(_("The cycle has no such semester.")),))
    facts: dict[str, object] = {"start": semester[0], "end": semester[1]}
    until = notice_until(case.book, semester[1])
    risk = end_of_day(until, view.zone) if until is not None else None
    if meeting is None:
        said = Sentence(_("No meeting that counts between {start} and {end}."), facts)
        return Finding(False, says=(said,), risk_from=risk)
    day = view.first_day(meeting)
    evidence = (meeting.id,)
    if day is None:
        said = Sentence(
            _(
                "The date of {meeting} is not established; it should be held between "
                "{start} and {end}."
            ),
            facts | {"meeting": meeting.id},
        )
        says = (said, *_if_held(view, meeting, semester))
        return Finding(None, evidence=evidence, says=says, risk_from=risk)
    facts |= {"day": day}
    inside = semester[0] <= day <= semester[1]
    if view.is_counted(meeting):
        at = meeting.opened_at
        if inside:
            said = Sentence(_("Held on {day}, between {start} and {end}."), facts)
            return Finding(True, decided_at=at, evidence=evidence, says=(said,))
        said = Sentence(_("Held on {day}, not between {start} and {end}."), facts)
        return Finding(
            False, final=True, decided_at=at, evidence=evidence, says=(said,), contrary=True
        )
    return _planned(view, meeting, inside, evidence, facts)


@check(
    "cadence",
    scopes=["slot", "meeting", "instrument"],
    args={"months": "integer", "tolerance_days": "integer", "of": "text?"},
    settles=OPENED,
    reads=[
        "cadence.measure",
        "cadence.counts",
        "cadence.slot_reading",
        "virtual_contact.counts_as_meeting",
        "severity.map.cadence",
    ],
)
def cadence(view: View, case: Case, args: Args) -> Finding:
    """So many calendar months after the previous one that counts, within the tolerance.

    Counted from first day to first day, unless the option counts from the last day. By the
    reading of slots, two meetings in the right semesters of consecutive cycles keep the
    interval whatever the days. The first one ever has nothing to keep.
    """
    months, tolerance = whole(args["months"]), whole(args["tolerance_days"])
    if case.instrument is not None or (case.configuration is None and case.since is not None):
        return _instrument_cadence(view, case, months, tolerance)
    previous = view.previous(case)
    meeting = case.meeting or case.planned
    if previous is None:
        return _first(view, case, meeting)
    at_end = case.option("cadence.measure") == "end_to_start"
    since = view.last_day(previous) if at_end else view.first_day(previous)
    assert since is not None
    target = add_months(since, months)
    facts: dict[str, object] = {"target": target, "months": months, "tolerance": tolerance}
    facts |= {"previous": since}
    if meeting is None:
        said = Sentence(
            _("No such meeting is known since {previous}; {months} months later is {target}."),
            facts,
        )
        not_before = _slot_is_over(view, case, previous)
        return Finding(False, evidence=(previous.id,), says=(said,), not_before=not_before)
    evidence = (meeting.id, previous.id)
    day = view.first_day(meeting)
    not_before = _slot_is_over(view, case, previous)
    if day is None:
        said = Sentence(
            _(
                "The date of {meeting} is not established; {months} months after "
                "{previous} is {target}."
            ),
            facts | {"meeting": meeting.id},
        )
        return Finding(None, evidence=evidence, says=(said,), not_before=not_before)
    away = days_between(target, day)
    within = abs(away) <= tolerance
    inside = within or _in_consecutive_slots(view, case, previous, day)
    mark = _from_the_mark(facts | {"day": day, "days": away})
    between = None if inside else view.perhaps_between(previous, meeting)
    if between is not None:
        # Counted from a meeting of which nobody knows whether it was held, it may be in time.
        maybe = Sentence(
            _("It is not established whether {meeting} was held in between."),
            {"meeting": between.id},
        )
        return Finding(None, evidence=evidence, says=(mark, maybe), not_before=not_before)
    counted = view.is_counted(meeting)
    found = Finding(None, decided_at=meeting.opened_at, evidence=evidence, not_before=not_before)
    if inside and (counted or view.expected(meeting)):
        return replace(found, value=True, says=(mark, WITHIN if within else IN_THEIR_SLOTS))
    if inside:
        return replace(found, says=(mark, *_unopened(view, meeting)))
    if counted or view.expected(meeting):
        contrary = counted or view.taken_over(meeting)
        return replace(found, value=False, final=counted, says=(mark, OUTSIDE), contrary=contrary)
    return replace(found, says=(mark, OUTSIDE))


def _planned(
    view: View,
    meeting: Meeting,
    inside: bool,
    evidence: tuple[str, ...],
    facts: dict[str, object],
) -> Finding:
    """A meeting that is not held: on course while it may still be, and then nothing."""
    if inside and view.expected(meeting):
        said = Sentence(_("Planned for {day}, between {start} and {end}."), facts)
        return Finding(True, evidence=evidence, says=(said,))
    if inside:
        said = Sentence(_("It was planned for {day}, between {start} and {end}."), facts)
        return Finding(None, evidence=evidence, says=(said, *_unopened(view, meeting)))
    said = Sentence(_("Planned for {day}, not between {start} and {end}."), facts)
    if view.expected(meeting):
        return Finding(False, evidence=evidence, says=(said,), contrary=view.taken_over(meeting))
    return Finding(None, evidence=evidence, says=(said,))


def _unopened(view: View, meeting: Meeting) -> tuple[Sentence, ...]:
    """What can be said of a meeting in time that is over, and that nobody is known to have held."""
    if view.taken_over(meeting):
        return (Sentence(_("{meeting} has not been opened."), {"meeting": meeting.id}),)
    return _if_held(view, meeting, None)


def _if_held(
    view: View, meeting: Meeting, semester: tuple[date, date] | None
) -> tuple[Sentence, ...]:
    """What can be said of a meeting of which only the announcement is known."""
    if semester is not None:
        schedule = meeting.schedule
        if schedule is None or schedule.starts is None or schedule.ends is None:
            return ()
        first = start_of_day(semester[0], view.zone)
        last = end_of_day(semester[1], view.zone)
        # One day of leeway: the bounds are days in the zone of the venue.
        leeway = timedelta(days=1)
        if schedule.starts < first - leeway or schedule.ends > last + leeway:
            return ()
    return (Sentence(_("Met if {meeting} was held on that date."), {"meeting": meeting.id}),)


def _in_consecutive_slots(view: View, case: Case, previous: Meeting, day: date) -> bool:
    """Whether both days lie in the right semesters of two cycles that follow one another."""
    cycle = case.cycle
    if not case.option("cadence.slot_reading", True) or cycle is None or previous.cycle is None:
        return False
    earlier = view.by_number.get(previous.cycle)
    number = view.slot_number(case.book, case.configuration or "")
    if earlier is None or number is None or earlier.number + 1 != cycle.number:
        return False
    own, before = view.semester(cycle, number), view.semester(earlier, number)
    then = view.first_day(previous)
    if own is None or before is None or then is None:
        return False
    return own[0] <= day <= own[1] and before[0] <= then <= before[1]


def _slot_is_over(view: View, case: Case, previous: Meeting) -> datetime | None:
    """Until when a meeting can still keep the interval by being held in its slot.

    A later slot, before which another is still empty, is not late before it is over either.
    """
    if case.semester is None or case.cycle is None:
        return None
    earlier = previous.cycle is not None and previous.cycle + 1 < case.cycle.number
    if earlier or _in_consecutive_slots(view, case, previous, case.semester[0]):
        return end_of_day(case.semester[1], view.zone)
    return None


def _first(view: View, case: Case, meeting: Meeting | None) -> Finding:
    """Nothing that counts came before: either this is the first, or that is not known."""
    earlier = _unknown_earlier(view, case)
    if earlier is not None:
        said = Sentence(
            _(
                "It is not established whether {meeting} was held, from which the interval "
                "would be counted."
            ),
            {"meeting": earlier},
        )
        over = end_of_day(case.semester[1], view.zone) if case.semester else None
        return Finding(None, evidence=(earlier,), says=(said,), not_before=over)
    evidence = (meeting.id,) if meeting else ()
    said = Sentence(_("This is the first meeting: there is no earlier meeting to count from."))
    return Finding(None, absent=True, evidence=evidence, says=(said,))


def _unknown_earlier(view: View, case: Case) -> str | None:
    """An earlier meeting of history that may have been held."""
    own = case.meeting or case.planned
    limit = case.cycle.number if case.cycle else None
    for meeting in view.meetings:
        if own is not None and meeting.id == own.id:
            continue
        if meeting.configuration != case.configuration or view.taken_over(meeting):
            continue
        if meeting.opened_at is None and limit is not None and (meeting.cycle or limit) < limit:
            return meeting.id
    return None


def _instrument_cadence(view: View, case: Case, months: int, tolerance: int) -> Finding:
    """The same between two instruments of a kind, by the days of their adoption."""
    if case.since is None:
        said = Sentence(_("This is the first meeting: there is no earlier meeting to count from."))
        return Finding(None, absent=True, says=(said,))
    target = add_months(case.since, months)
    facts: dict[str, object] = {"target": target, "months": months, "previous": case.since}
    if case.instrument is None:
        said = Sentence(
            _("No such meeting is known since {previous}; {months} months later is {target}."),
            facts,
        )
        return Finding(False, says=(said,))
    away = days_between(target, case.instrument.day)
    mark = _from_the_mark(
        facts | {"day": case.instrument.day, "days": away, "tolerance": tolerance}
    )
    found = Finding(
        None,
        decided_at=start_of_day(case.instrument.day, view.zone),
        evidence=(case.instrument.id,),
    )
    if abs(away) <= tolerance:
        return replace(found, value=True, says=(mark, WITHIN))
    return replace(found, value=False, final=True, says=(mark, OUTSIDE), contrary=True)


def _from_the_mark(facts: Mapping[str, object]) -> Sentence:
    """How far a day lies from where the cadence falls, and on which side of it."""
    days = facts["days"]
    assert isinstance(days, int)
    if days < 0:
        return Sentence(BEFORE_THE_MARK, {**facts, "days": -days})
    return Sentence(AFTER_THE_MARK, facts)


BEFORE_THE_MARK = _(
    "{day}. Days before {target}, the end of the interval of {months} months: {days}; "
    "tolerated: {tolerance}."
)
AFTER_THE_MARK = _(
    "{day}. Days after {target}, the end of the interval of {months} months: {days}; "
    "tolerated: {tolerance}."
)
WITHIN = Sentence(_("That is within the tolerance."))
OUTSIDE = Sentence(_("That is outside the tolerance."))
IN_THEIR_SLOTS = Sentence(_("Both meetings are in their semesters of consecutive cycles."))

"""The instant at which a clause is due for one target.

An event that has happened has its own instant. One that is planned to the day has the instant
at which it is planned; a meeting that has not opened 24 hours after its planned end counts as
opened then, for dues only, and what it is to do is due by the end of its semester. An event of
which nothing is known has no instant, and what hangs on it is not yet due.

Practice dates counted in days roll to working days as the forum's file says; the intervals
of the text itself, and hours, never do.

Source: corrections.md section 1 ("Due anchors"); domain C.12.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from cochair.procedure.book import Book
from cochair.procedure.calendar import Roll, add_months, civil_day, end_of_day, roll, start_of_day
from cochair.procedure.clause import Check
from cochair.procedure.due import Anchor, FirstOf, Offset, Timed, parse
from cochair.procedure.facts import Document, Meeting
from cochair.procedure.timetable import Phase, ShownBy, deadline, in_hours, with_options
from cochair.procedure.view import A_MOMENT, Case, View

PRACTICE = "practice"

type Moment = tuple[datetime, date]
"""An instant, and the civil day from which days and months are counted."""


def due_at(view: View, case: Case, check: Check, args: Mapping[str, object]) -> datetime | None:
    """The UTC instant after which a clause is overdue, or None while there is none."""
    if check.due is None:
        return None
    due = parse(check.due)
    several = due.of if isinstance(due, FirstOf) else (due,)
    found = [_timed(view, case, timed, check, args) for timed in several]
    return min((at for at in found if at is not None), default=None)


def opening(view: View, meeting: Meeting | None) -> datetime | None:
    """When a meeting opened, is planned to, or counts as opened because nobody opened it.

    One without a day is to open by the end of its semester.
    """
    if meeting is None:
        return None
    if meeting.opened_at is not None:
        return meeting.opened_at
    starts = view.starts(meeting)
    if starts is None:
        return view.last_moment(meeting)
    return starts if view.now <= starts else view.overdue_since(meeting)


def closing(view: View, meeting: Meeting | None) -> datetime | None:
    """When a meeting closed or is planned to; else by the end of its semester.

    Planned for later than that, or outside any cycle, one that has not closed counts as closed 24
    hours after its planned end.
    """
    if meeting is None:
        return None
    if meeting.closed_at is not None:
        return meeting.closed_at
    ends = view.ends(meeting)
    if ends is not None and view.now <= ends:
        return ends
    last = view.last_moment(meeting)
    in_time = last is not None and (ends is None or ends < last)
    return last if in_time else view.overdue_since(meeting)


def practice_day(view: View, case: Case, entry_id: object) -> date | None:
    """The civil day of an entry of the timetable for the case's meeting, rolled; None if none."""
    meeting = _judged(case)
    first = view.first_day(meeting) if meeting else None
    entries = with_options(case.book.timetable, case.options)
    entry = next((one for one in entries if one.id == entry_id), None)
    if first is None or entry is None:
        return None
    return deadline(entry, first, case.book.rolls, case.book.holidays)


def notice_until(book: Book, last: date) -> date | None:
    """Until which civil day a notice is in time for a meeting on a day; None where no date says so."""
    entry = next((one for one in book.timetable if one.shown_by == ShownBy.NOTICE), None)
    return None if entry is None else deadline(entry, last, book.rolls, book.holidays)


def is_notice_in_time(book: Book, first: date, today: date) -> bool:
    """Whether a notice of today is in time for a meeting that begins on a civil day."""
    until = notice_until(book, first)
    return until is None or until >= today


def _timed(
    view: View, case: Case, timed: Timed, check: Check, args: Mapping[str, object]
) -> datetime | None:
    if timed.anchor.name == "notice.due":
        day = practice_day(view, case, args.get("entry"))
        moment = None if day is None else _end(view, day)
    else:
        moment = _ANCHORS[timed.anchor.name](view, case, timed.anchor)
    if moment is None or not timed.offsets:
        return moment[0] if moment else None
    at, day = moment
    counted, last = False, 0
    for offset in timed.offsets:
        size = _size(case, offset, args)
        if offset.unit == "hours":
            at = in_hours(at, size)
            continue
        day = add_months(day, size) if offset.unit == "months" else day + timedelta(days=size)
        counted, last = True, size
    if not counted:
        return at
    if check.due_basis == PRACTICE:
        phase = Phase.PREPARATION if last < 0 else Phase.FOLLOW_UP
        day = roll(day, case.book.rolls.get(phase, Roll.NONE), case.book.holidays)
    return end_of_day(day, view.zone)


def _size(case: Case, offset: Offset, args: Mapping[str, object]) -> int:
    if offset.tolerance:
        return offset.n * int(str(args.get("tolerance_days", 0)))
    if offset.option is not None:
        return offset.n * int(str(case.option(offset.option, 0)))
    return offset.n


def _moment(view: View, at: datetime | None, zone: str = "") -> Moment | None:
    return None if at is None else (at, civil_day(at, zone or view.zone))


def _end(view: View, day: date) -> Moment:
    return end_of_day(day, view.zone), day


def _start(view: View, day: date) -> Moment:
    return start_of_day(day, view.zone), day


def _of_meeting(view: View, meeting: Meeting | None, at: datetime | None) -> Moment | None:
    return _moment(view, at, view.zone_of(meeting) if meeting else "")


def _judged(case: Case) -> Meeting | None:
    return case.meeting or case.planned


def _meeting_start(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    meeting = _judged(case)
    return _of_meeting(view, meeting, view.starts(meeting) if meeting else None)


def _meeting_opened(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    meeting = _judged(case)
    return _of_meeting(view, meeting, opening(view, meeting))


def _meeting_closed(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    return _closed(view, _judged(case))


def _closed(view: View, meeting: Meeting | None) -> Moment | None:
    at = closing(view, meeting)
    if meeting is None or at is None:
        return None
    # A meeting that closes at midnight closed on the day that ends then.
    return at, civil_day(at - A_MOMENT, view.zone_of(meeting))


def _notice(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    meeting = _judged(case)
    return _moment(view, meeting.notice.at) if meeting and meeting.notice else None


def _agenda(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    meeting = _judged(case)
    return _moment(view, meeting.agenda.at) if meeting and meeting.agenda else None


def _previous(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    """The previous meeting that counts, or the previous instrument of the kind."""
    if case.instrument is not None or case.configuration is None:
        return None if case.since is None else _start(view, case.since)
    previous = view.previous(case)
    if previous is None:
        return None
    at_end = case.option("cadence.measure") == "end_to_start"
    day = view.last_day(previous) if at_end else view.first_day(previous)
    return None if day is None else _start(view, day)


def _forum_opened(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    return _moment(view, view.facts.opened_at)


def _cycle_created(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    cycle = case.cycle
    if cycle is None:
        return None
    return _moment(view, cycle.at) or _start(view, cycle.start)


def _cycle_start(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    cycle = case.cycle
    return _start(view, cycle.start) if cycle else None


def _cycle_end(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    cycle = case.cycle
    return _end(view, cycle.end) if cycle else None


def _semester(view: View, case: Case, anchor: Anchor) -> tuple[date, date] | None:
    cycle = case.cycle
    if cycle is None or anchor.index is None:
        return None
    if anchor.next:
        return view.next_semester(cycle, anchor.index)
    return view.semester(cycle, anchor.index)


def _semester_start(view: View, case: Case, anchor: Anchor) -> Moment | None:
    found = _semester(view, case, anchor)
    return _start(view, found[0]) if found else None


def _semester_end(view: View, case: Case, anchor: Anchor) -> Moment | None:
    found = _semester(view, case, anchor)
    return _end(view, found[1]) if found else None


def _named(view: View, case: Case, anchor: Anchor) -> Meeting | None:
    """The meeting of a configuration in this cycle, or in the one that follows."""
    if case.cycle is None or anchor.configuration is None:
        return None
    number = case.cycle.number + (1 if anchor.next else 0)
    own = [m for m in view.by_slot.get((number, anchor.configuration), ()) if view.may_count(m)]
    return next((m for m in own if m.opened_at is not None), own[0] if own else None)


def _named_start(view: View, case: Case, anchor: Anchor) -> Moment | None:
    meeting = _named(view, case, anchor)
    return _of_meeting(view, meeting, view.starts(meeting) if meeting else None)


def _named_opened(view: View, case: Case, anchor: Anchor) -> Moment | None:
    meeting = _named(view, case, anchor)
    return _of_meeting(view, meeting, opening(view, meeting))


def _named_closed(view: View, case: Case, anchor: Anchor) -> Moment | None:
    return _closed(view, _named(view, case, anchor))


def _procedure_opened(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    return _moment(view, case.procedure.at) if case.procedure else None


def _language_due(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    return _moment(view, language_due(view, case))


def _presidency_end(view: View, case: Case, _anchor: Anchor) -> Moment | None:
    """The first end of a term in office among the Parties, at the meeting or now."""
    meeting = _judged(case)
    at = (view.begins(meeting) if meeting else None) or view.now
    terms = (view.holder(party.code, at).term for party in case.book.parties)
    ends = [term.end for term in terms if term is not None and isinstance(term.end, datetime)]
    return _moment(view, min(ends, default=None))


_ANCHORS: Mapping[str, Callable[[View, Case, Anchor], Moment | None]] = {
    "forum.opened": _forum_opened,
    "cycle.created": _cycle_created,
    "cycle.start": _cycle_start,
    "cycle.end": _cycle_end,
    "semester.start": _semester_start,
    "semester.end": _semester_end,
    "meeting.start": _meeting_start,
    "meeting.opened": _meeting_opened,
    "meeting.closed": _meeting_closed,
    "notice.issued": _notice,
    "agenda.final_published": _agenda,
    "previous.start": _previous,
    "previous.date": _previous,
    "configuration.start": _named_start,
    "configuration.opened": _named_opened,
    "configuration.closed": _named_closed,
    "decision_procedure.opened": _procedure_opened,
    "document.language_due": _language_due,
    "presidency.end": _presidency_end,
}


# When a document must be there in every language: a practice, set by options.
#
# Before a meeting so many days ahead; a text tabled in the meeting, before anything is decided on
# it, or at the closing; afterwards so many days after the closing, and a record so many after its
# approval. What is circulated later than its due has so many hours, which never roll.
#
# Source: corrections.md section 2 (I.2.6); domain A.6, AMB-20.
RECORD = "record"
BEFORE = "pre"
DURING = "in"
DAYS_BEFORE = -10
DAYS_AFTER = 30
DAYS_AFTER_APPROVAL = 10
HOURS_FOR_A_REVISION = 48


def language_due(view: View, case: Case) -> datetime | None:
    """The UTC instant at which all languages of the case's document are due; None if unknown."""
    document, meeting = case.document, case.meeting
    if document is None:
        return None
    planned = _planned(view, case, document, meeting)
    if planned is None:
        return None
    circulated = document.changed
    if circulated <= planned:
        return planned
    return in_hours(circulated, _number(case, "languages.due.revision", HOURS_FOR_A_REVISION))


def _planned(
    view: View, case: Case, document: Document, meeting: Meeting | None
) -> datetime | None:
    if document.kind == RECORD:
        days = _number(case, "languages.due.record", DAYS_AFTER_APPROVAL)
        return _days_after(view, case, document.approved_at, days)
    if meeting is None:
        return None
    if document.phase == BEFORE:
        first = view.first_day(meeting)
        if first is None:
            return None
        day = first + timedelta(days=_number(case, "languages.due.pre", DAYS_BEFORE))
        how = case.book.rolls.get(Phase.PREPARATION, Roll.NONE)
        return end_of_day(roll(day, how, case.book.holidays), view.zone)
    closed = meeting.closed_at or view.ends(meeting)
    if document.phase == DURING:
        decided = [d.at for d in meeting.decisions if d.at >= document.at]
        return min(decided, default=closed)
    days = _number(case, "languages.due.post", DAYS_AFTER)
    return _days_after(view, case, closed, days)


def _days_after(view: View, case: Case, at: datetime | None, days: int) -> datetime | None:
    if at is None:
        return None
    day = civil_day(at - A_MOMENT, view.zone) + timedelta(days=days)
    how = case.book.rolls.get(Phase.FOLLOW_UP, Roll.NONE)
    return end_of_day(roll(day, how, case.book.holidays), view.zone)


def _number(case: Case, key: str, default: int) -> int:
    value = case.option(key, default)
    return value if isinstance(value, int) else default

"""What is told to those who are invited when a meeting changes: N03, with before, after and why.

A day that moves is an update of the event in every calendar; a day that is taken away, a
meeting that is off and an invitation that is taken back cancel it.  A session at another hour is
told to those who may attend it.  Observers are written to as all others are.
Source: domain.md C.5 (N03); RFC 5546, 3.2.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from cochair.features.invitations import letters, queries
from cochair.features.invitations.answers import is_asked_anew
from cochair.features.invitations.letters import Occasion, why
from cochair.features.mail import notifications
from cochair.features.mail.letters import CalendarPart, Letter
from cochair.features.meetings.models import Invitation, Schedule, Session
from cochair.features.meetings.rescheduling import Moved, moved_by
from cochair.features.sessions.labels import name_of
from cochair.features.sessions.queries import read_by
from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence, _

CHANGED = "N03"
REASON = _("Reason: {reason}")

type Calendar = Callable[[Occasion, Invitation], CalendarPart | None]


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("invitation.withdrawn", of_a_withdrawal)
    notifications.register("meeting.scheduled", of_a_new_day)
    notifications.register("meeting.postponed", of_a_postponement)
    notifications.register("meeting.converted", of_a_conversion)
    notifications.register("meeting.cancelled", of_a_cancellation)
    notifications.register("session.changed", of_a_session)
    notifications.register("session.removed", of_a_session)


def of_a_withdrawal(entry: Entry, at: datetime) -> Iterable[Letter]:
    """An invitation is taken back, by one side or by an act of both: the event leaves the calendar."""
    act = letters.act_of(entry) if entry.about_kind == "act" else None
    if act is not None:
        meeting, facts = letters.subject_of(entry), act.body
    else:
        meeting, facts = letters.meeting_of(entry, entry.about_id), entry.facts
    told, number = letters.occasion(meeting, entry), int(str(facts["invitation"]))
    row = next((one for one in told.invitations if one.pk == number), None) if told else None
    if told is None or row is None:
        return
    yield from letters.to_invitee(
        told,
        row,
        event=CHANGED,
        subject=Sentence(_("Invitation withdrawn: {meeting}"), {"meeting": told.title}),
        lines=(
            Sentence(_("Your invitation has been withdrawn: {meeting}."), {"meeting": told.title}),
            Sentence(REASON, {"reason": why(act, row.withdrawn_reason)}),
        ),
        calendar=letters.cancellation(told, row),
    )


def of_a_new_day(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The day, the place or the form changed after the notice: before, after, and why."""
    told = letters.occasion(letters.subject_of(entry), entry)
    if told is None:
        return
    moved = moved_by(letters.act_of(entry), told.meeting)
    said = Sentence(_("New date, place or format: {meeting}."), {"meeting": told.title})
    subject = Sentence(_("Changed: {meeting}"), {"meeting": told.title})
    yield from _change(told, subject, said, letters.request, moved)


def of_a_postponement(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The day is taken away: the event leaves every calendar until there is a new one."""
    told = letters.occasion(letters.subject_of(entry), entry)
    if told is None:
        return
    said = Sentence(
        _("Meeting postponed: {meeting}. You will receive a message when a new date is fixed."),
        {"meeting": told.title},
    )
    subject = Sentence(_("Postponed: {meeting}"), {"meeting": told.title})
    yield from _change(told, subject, said, letters.cancellation)


def of_a_conversion(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The meeting becomes a virtual contact: the same event, without a place."""
    told = letters.occasion(letters.subject_of(entry), entry)
    if told is None:
        return
    said = Sentence(
        _("The meeting will be held as a virtual contact, without travel: {meeting}."),
        {"meeting": told.title},
    )
    subject = Sentence(_("Changed: {meeting}"), {"meeting": told.title})
    yield from _change(told, subject, said, letters.request)


def of_a_cancellation(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The meeting is off: the event is cancelled in every calendar."""
    told = letters.occasion(letters.subject_of(entry), entry)
    if told is None:
        return
    reason = why(letters.act_of(entry), "")
    before = Sentence(
        _("Previous schedule: {schedule}"), {"schedule": told.words(told.schedules[-1])}
    )
    for row in told.standing:
        yield from letters.to_invitee(
            told,
            row,
            event=CHANGED,
            subject=Sentence(_("Cancelled: {meeting}"), {"meeting": told.title}),
            lines=(
                Sentence(_("Meeting cancelled: {meeting}."), {"meeting": told.title}),
                before,
                Sentence(REASON, {"reason": reason}),
            ),
            calendar=letters.cancellation(told, row),
        )


def of_a_session(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A session has other hours or is off: to those invited who may attend it."""
    told = letters.occasion(letters.meeting_of(entry, entry.about_id), entry)
    if told is None or not told.standing:
        return
    rows = Session.objects.filter(meeting=told.meeting, number=int(str(entry.facts["number"])))
    session = rows.first()
    line = _of_session(entry, session) if session is not None else None
    if session is None or line is None:
        return
    for row, _seen in _concerned(told, (session,)):
        yield from letters.to_invitee(
            told,
            row,
            event=CHANGED,
            subject=Sentence(_("Session changed: {meeting}"), {"meeting": told.title}),
            lines=(line,),
        )


def _of_session(entry: Entry, session: Session) -> Sentence | None:
    """What became of a session; None where its hours stayed as they were."""
    if entry.verb == "session.removed":
        return Sentence(
            _("{session}, planned for {start}, will not take place."),
            {"session": name_of(session), "start": session.starts},
        )
    was = {name: entry.facts.get(name) for name in ("was_starts", "starts", "was_ends", "ends")}
    before, after, before_end, after_end = (
        datetime.fromisoformat(str(value)) if value else None for value in was.values()
    )
    if before is None or (before, before_end) == (after, after_end):
        return None
    return _hours(session, before, after, after_end)


def _hours(
    session: Session, before: datetime, after: datetime | None, until: datetime | None
) -> Sentence:
    return Sentence(
        _("{session}: moved from {before} to {after}, until {end}."),
        {"session": name_of(session), "before": before, "after": after, "end": until},
    )


def _change(
    told: Occasion,
    subject: Sentence,
    said: Sentence,
    calendar: Calendar,
    moved: tuple[Moved, ...] = (),
) -> Iterator[Letter]:
    """What changed by an act on the day, to everybody whose invitation stands."""
    before, after = _days(told)
    if before is None or after is None:
        return
    own = {row.pk: seen for row, seen in _concerned(told, [one.session for one in moved])}
    for row in told.standing:
        lines = [
            said,
            Sentence(_("Previously: {schedule}"), {"schedule": told.words(before)}),
            Sentence(_("New schedule: {schedule}"), {"schedule": told.words(after)}),
            Sentence(REASON, {"reason": why(after.act, after.reason)}),
        ]
        seen = {session.pk for session in own.get(row.pk, ())}
        lines += [
            _hours(one.session, one.before, one.starts, one.ends)
            for one in moved
            if one.session.pk in seen
        ]
        if is_asked_anew(row, told.schedules):
            lines.append(
                Sentence(_("Your answer was given for another date. Please answer again."))
            )
        yield from letters.to_invitee(
            told,
            row,
            event=CHANGED,
            subject=subject,
            lines=tuple(lines),
            calendar=calendar(told, row),
        )


def _days(told: Occasion) -> tuple[Schedule | None, Schedule | None]:
    """What the meeting had before the act that is told of, and what it has since."""
    if len(told.schedules) < 2:
        return None, None
    before, after = told.schedules[-2:]
    return before, after


def _concerned(
    told: Occasion, sessions: Iterable[Session]
) -> Iterator[tuple[Invitation, tuple[Session, ...]]]:
    """Each invitation that stands with those of the sessions that its invitee hears of."""
    rows = tuple(sessions)
    granted = queries.granted(told.meeting) if rows else {}
    for row in told.standing if rows else ():
        seen = read_by(rows, queries.comes_as(row), granted.get(row.organisation_id, ()))
        if seen:
            yield row, seen

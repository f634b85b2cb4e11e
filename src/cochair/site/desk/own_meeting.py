"""The one page of a meeting for whoever comes to it: a delegation, an institution, an observer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as __

from cochair.features.calendars.queries import tasks_of
from cochair.features.compliance.names import names_of
from cochair.features.delegations import access as delegations
from cochair.features.delegations import labels, presenters
from cochair.features.delegations import queries as people
from cochair.features.delegations import refusals as stands_against
from cochair.features.delegations.person import ADVISER
from cochair.features.guests import presenters as guests
from cochair.features.guests import queries as own
from cochair.features.invitations import queries as inviting
from cochair.features.invitations import stale_notices
from cochair.features.invitations.answers import CHOICES, is_asked, is_for_another_day
from cochair.features.invitations.notice_text import days_of, hours_are_known
from cochair.features.meetings import attendance, machine, responsibility, subpages
from cochair.features.meetings.models import Meeting, Session
from cochair.features.meetings.part import Part
from cochair.features.meetings.states import RUNNING
from cochair.features.parties.offices import Power
from cochair.features.sessions import queries as sessions
from cochair.journal.table_cache import TableCache, reached
from cochair.site.desk import meeting, meeting_head, meeting_steps, phases
from cochair.site.desk.meeting import Look
from cochair.web import deadlines, formats
from cochair.web.localize import language_now, translated

# How many people are named at once on the page of the meeting; more on that of the delegation.
ROWS = 2
# Pages on which the others of a meeting work, and what stands on this page itself.
OF_AN_INSTITUTION = frozenset({"meetings:agenda", "decisions:programme"})
ELSEWHERE = frozenset({"desk:room", "desk:meeting-documents"})


_SESSIONS: TableCache[tuple[Session, ...]] = TableCache(64)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when (aware UTC) something is to be done, what, and where; late or not.

    `here` is that instant in the zone of the reader, `there` at the place where it differs.  `had_passed`
    says that it had when the day of the meeting became known, and that nobody asks for it.
    """

    until: datetime
    what: str
    href: str
    is_late: bool
    here: str
    there: str
    had_passed: bool = False


def page(one: Look) -> Mapping[str, object]:
    """The context of the page: what all pages of a meeting show, and what is the reader's own."""
    row, hat = one.row, one.hat
    part = attendance.part_of(row, hat, one.at)
    steps = meeting_steps.steps_of(row, hat, one.at) if one.works else ()
    reads, in_session = hat.may(Power.READ_SHARED), one.state in RUNNING
    # Whoever comes without reading what all share follows a meeting while it sits.
    room = reverse("desk:room", args=[one.forum.slug, row.slug]) if reads or in_session else ""
    now = phases.current(row, one.state, one.at)
    dossier = one.dossier
    granted = sessions.granted_to(row, hat.organisation, part)
    return {
        **meeting.shared(one),
        **_invitation(one),
        **_people(one),
        "for_whom": names_of(one.forum).get(hat.member or hat.organisation or hat.party),
        "step": meeting_head.next_step(one.state, now, steps, room) if one.works else None,
        "papers": dossier.papers() if dossier else "",
        "agenda": dossier.items() if dossier and part is not Part.OBSERVER else "",
        "deadlines": _deadlines(one, steps) if one.works else (),
        "zone": one.zone or one.forum.zone,
        "sessions": guests.sessions(_sessions(row), part, granted),
        "session_zone": one.fact.schedule.zone if one.fact.schedule else one.forum.zone,
        "room": room if one.works and not one.is_past else "",
        "room_is_open": in_session,
        "begins": responsibility.begins(row),
        "begins_on": _day_without_hour(one),
        "pages": _pages(one, part),
        "application": _application(one),
        "is_history": now is None,
        "reads_shared": reads,
    }


def _sessions(row: Meeting) -> tuple[Session, ...]:
    """The sessions of a meeting, as this version of the ledger has them."""
    forum = row.forum.slug
    return _SESSIONS.get(forum, row.pk, lambda: sessions.sessions_of(row), also=reached(Session))


def _invitation(one: Look) -> Mapping[str, object]:
    """The invitation of the reader: whether it is to be answered here, and what it answered."""
    invitation = own.own_invitation(one.row, one.hat)
    if invitation is None:
        return {"invitation": None}
    schedules = one.row.schedules.all()
    may_answer = (
        one.prepares
        and inviting.speaks(invitation, one.hat)
        and machine.allows("invitation.answer", one.state)
    )
    return {
        "invitation": invitation,
        "may_answer": may_answer,
        "answers": may_answer and is_asked(invitation, schedules),
        "answered": dict(CHOICES).get(invitation.answer, ""),
        "changed": stale_notices.before(one.row, invitation.notice),
        "is_for_another_day": is_for_another_day(invitation, schedules),
    }


def _people(one: Look) -> Mapping[str, object]:
    """The delegation of the reader with its people, and what can be done with it now."""
    company = people.delegation_of(one.row, one.hat)
    seat = delegations.MeetingContext(
        one.row, one.hat, None, attendance.observes(one.row, one.hat, one.at)
    )
    if company is None or not seat.is_own(company):
        return {"delegation": None}
    shown = presenters.company(company, seat, one.book, None)
    names = False
    if company.row is not None and not company.struck and seat.writes(company):
        company.row.meeting = one.row
        names = one.prepares and not any(stands_against.may_change(company.row, one.hat, one.at))
    hands_over = names and presenters.steps(company, seat, one.at).get("submit") and company.people
    # Whoever is named first leads the delegation, unless somebody does already.
    person_rows = [
        (number, stands_against.HEAD if number == 1 and shown.head is None else ADVISER)
        for number in range(1, ROWS + 1)
    ]
    return {
        "delegation": shown,
        "names_people": names,
        "person_rows": person_rows if names else (),
        "capacities": [(code, __(words)) for code, words in labels.CAPACITIES.items()],
        "hands_over": hands_over and shown.head is not None,
        "lacks_head": hands_over and shown.head is None,
        "seen": company.row.version if company.row else 0,
    }


def _deadlines(one: Look, steps: Iterable[meeting_steps.Step]) -> tuple[Deadline, ...]:
    """What the reader has to do by when, and when the meeting opens; by time, each once."""
    found = {
        (step.until, step.says): (step.href, step.late, step.is_soon, False)
        for step in steps
        if step.until is not None and step.is_own
    }
    known = {until for until, _what in found}
    begins = responsibility.begins(one.row)
    for task in tasks_of(one.forum, one.hat, one.at):
        # What a step already asks for by that instant is said once, and what was to be done before
        # the meeting opened is over once it has.
        is_over = one.row.opened_at is not None and task.due <= one.row.opened_at
        if task.meeting.id == one.row.slug and task.due not in known and not (task.done or is_over):
            until = task.deadline.due if task.had_passed else task.due
            words = str(translated(task.words))
            found[until, words] = (task.link, task.overdue, False, task.had_passed)
    told = [
        Deadline(
            until,
            what,
            href,
            is_late and not is_soon,
            *((deadlines.at_once(), "") if is_soon else _told(one, until)),
            had_passed,
        )
        for (until, what), (href, is_late, is_soon, had_passed) in found.items()
    ]
    if begins is not None and begins > one.at:
        day = _day_without_hour(one)
        when = (day, "") if day else _told(one, begins)
        told.append(Deadline(begins, __("The meeting opens"), "", False, *when))
    return tuple(sorted(told, key=lambda row: (row.until, row.what)))


def _day_without_hour(one: Look) -> str:
    """The first day of a meeting that is fixed without an hour, in words; empty for any other."""
    schedule = responsibility.last_schedule(one.row)
    if responsibility.begins(one.row) is None or schedule is None or hours_are_known(schedule):
        return ""
    return formats.short_day(days_of(schedule)[0], language_now())


def _told(one: Look, until: datetime) -> tuple[str, str]:
    """An instant in the zone of the reader, and at the place where that says something else."""
    language = language_now()
    there = formats.due(until, one.forum.zone, language)
    if not one.zone or until.astimezone(formats.zone_of(one.zone)).replace(
        tzinfo=None
    ) == until.astimezone(formats.zone_of(one.forum.zone)).replace(tzinfo=None):
        return there, ""
    return formats.due(until, one.zone, language), there


def _pages(one: Look, part: Part) -> tuple[phases.Page, ...]:
    """The other pages of the meeting that the reader may open: an institution the agenda and the
    programme, an observer none."""
    found = (
        phases.Page(each.name, each.label, each.address)
        for each in subpages.of(one.row, one.hat, one.at)
        if each.name not in ELSEWHERE
    )
    if one.hat.may(Power.READ_SHARED):
        return tuple(found)
    if part is Part.OBSERVER:
        return ()
    return tuple(each for each in found if each.code in OF_AN_INSTITUTION)


def _application(one: Look) -> object:
    """The application of an observer and what came of it, or None."""
    found = {each.row.meeting_id: each for each in own.applied(one.forum, one.hat, one.at)}
    applied = found.get(one.row.pk)
    return guests.outcome(applied) if applied is not None else None

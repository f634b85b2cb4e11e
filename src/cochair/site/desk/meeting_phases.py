"""The page of a meeting for those who prepare it: one next step, the facts, and its five phases."""

from collections.abc import Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils.safestring import SafeString

from cochair.features.calendars import dates
from cochair.features.invitations import queries as inviting
from cochair.features.invitations import warnings
from cochair.features.invitations.confirmations import Pending
from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import AHEAD, PREPARING, RUNNING, State
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.preparations import queries as preparing
from cochair.features.sessions import opening_checks
from cochair.features.sessions import steps as joint
from cochair.journal.table_cache import cached_part
from cochair.procedure.book import Book
from cochair.procedure.review import reviewers
from cochair.site.desk import (
    agenda_lines,
    checks,
    invitees,
    meeting,
    meeting_head,
    meeting_steps,
    phases,
    planning,
    suggestions,
)
from cochair.site.desk.meeting import Look
from cochair.site.desk.phases import Phase


def page(one: Look) -> Mapping[str, object]:
    """The context of the page: what all pages of a meeting show, and the phase that is asked for."""
    row = one.row
    now = phases.current(row, one.state, one.at)
    phase = phases.asked(one.asked.get("phase", ""), now)
    steps = meeting_steps.steps_of(row, one.hat, one.at) if one.works else ()
    dated = dates.rows(one.forum, one.fact, one.hat, one.at)
    room = reverse("desk:room", args=[one.forum.slug, row.slug])
    if now is None:
        return {
            **meeting.shared(one),
            **_history(one),
            "acts": meeting.acts_seen(one),
            "phases": (),
        }
    proposes = _proposes(one)
    lists = {each: checks.of_phase(row, each, now, steps, dated) for each in Phase}
    unfinished = {each for each in Phase if one.works and lists[each].left}
    return {
        **meeting.shared(one),
        "acts": meeting.acts_seen(one),
        "to_confirm": _to_confirm(one),
        **_OF_PHASE[phase](one),
        **_chairs(one),
        "dates": dated,
        "phases": phases.line(row, one.fact, one.state, phase, one.hat, one.at, unfinished),
        "pages": phases.pages(row, phase, one.hat, one.at),
        "step": meeting_head.next_step(one.state, now, steps, room, proposes=proposes)
        if one.works
        else None,
        "checklist": lists[phase] if one.works else None,
    }


def _history(one: Look) -> Mapping[str, object]:
    """What is shown of a meeting without phases: one that was cancelled, or loaded as history."""
    pages = {
        page.code: page for each in Phase for page in phases.pages(one.row, each, one.hat, one.at)
    }
    return {
        "is_history": True,
        "pages": tuple(pages.values()),
        "reviews": one.moment.is_now and one.row.configuration in reviewers(one.book),
    }


def _chairs(one: Look) -> Mapping[str, object]:
    """The deputies of the co-chairs, and the choices of whoever names one for its Party."""
    names_chair = one.prepares and one.hat.may(Power.DECIDE_FOR_PARTY)
    chairs = one.row.chairs.all()
    roster = parties.roster(one.forum)
    return {
        "deputies": [each for each in chairs if each.deputy and each.ended_at is None],
        "names_chair": names_chair,
        "own_members": _members(one.forum, roster, one.hat) if names_chair else "",
    }


def _proposes(one: Look) -> bool:
    """Whether the reader may propose a day of the meeting, which both co-presidencies sign."""
    return one.prepares and one.hat.may(Power.PROPOSE) and one.state in PREPARING


def _plan(one: Look) -> Mapping[str, object]:
    row, hat = one.row, one.hat
    fixes_day = _proposes(one)
    return {
        **_joint_steps(one),
        "is_plan": True,
        "reads_preparations": preparing.reads(row, hat, one.at),
        "fixes_day": fixes_day,
        "plan_form": planning.context(row, one.at)
        if fixes_day and one.state is State.PLANNED
        else None,
        "records": one.prepares
        and hat.may(Power.RECORD_FACTS)
        and machine.refusal("preparation.record", row, one.at) is None,
    }


def _invite(one: Look) -> Mapping[str, object]:
    row, found = one.row, {"is_invite": True, "notice": inviting.notice(one.row)}
    if not one.hat.may(Power.RECORD_FACTS):
        return {**found, "invitees": None}
    works = one.moment.is_now and one.state in PREPARING
    show = one.asked.get("show", "")
    return {
        **found,
        "invitees": invitees.of_meeting(row, one.at, show, records=works),
        "writes_notice": works and one.hat.may(Power.PROPOSE),
        "notice_warnings": _warnings(one) if works else None,
        "reminder": invitees.reminder(row, one.at) if works else None,
    }


def _warnings(one: Look) -> warnings.Warnings | None:
    """What is amiss with the notice; who has no address is said in the rows of the table, and who is
    to confirm it above all phases."""
    amiss = warnings.of_meeting(one.row, one.hat, one.at)
    return replace(amiss, without_address=(), pending=()) if amiss is not None else None


def _to_confirm(one: Look) -> tuple[Pending, ...]:
    """Who has still to confirm the notice that is out, for those who share in the work."""
    row = one.row
    is_out = row.convened_at is not None and row.opened_at is None and one.works
    if not is_out or not one.hat.may(Power.READ_SHARED):
        return ()
    return inviting.pending(row, inviting.notice(row), one.at)


def _prepare(one: Look) -> Mapping[str, object]:
    dossier = one.dossier
    writes = one.prepares and one.hat.may(Power.RECORD_FACTS) and one.state in AHEAD
    return {
        "is_prepare": True,
        "agenda": dossier.items() if dossier and not writes else "",
        "table": agenda_lines.context(one.row, one.at) if writes else None,
        "papers": dossier.papers() if dossier else "",
        "suggestions": suggestions.of_meeting(one.row, one.hat, one.at) if writes else (),
    }


def _hold(one: Look) -> Mapping[str, object]:
    return {
        **_joint_steps(one),
        "is_hold": True,
        "room_is_open": one.state in RUNNING,
        "opened_without": _opened_without(one.row, one.book),
    }


def _follow_up(one: Look) -> Mapping[str, object]:
    return {
        "is_follow_up": True,
        "reviews": one.works and one.row.configuration in reviewers(one.book),
    }


_OF_PHASE = {
    Phase.PLAN: _plan,
    Phase.INVITE: _invite,
    Phase.PREPARE: _prepare,
    Phase.HOLD: _hold,
    Phase.FOLLOW_UP: _follow_up,
}


def _joint_steps(one: Look) -> Mapping[str, object]:
    """The joint steps that the state of the meeting allows, for whoever may propose one."""
    proposes = one.prepares and one.hat.may(Power.PROPOSE)
    return {"steps": joint.open_to(one.row, one.at) if proposes else ()}


def _members(forum: Forum, roster: parties.Roster, hat: ActingOffice) -> SafeString:
    """The members of the reader's own Party as choices, its own State chosen."""
    return cached_part(
        forum.slug,
        "desk/parts/members.html",
        (hat.party, hat.member),
        lambda: {
            "members": [one for one in roster.members if one.party.code == hat.party],
            "chosen": hat.member,
        },
    )


def _opened_without(row: Meeting, book: Book) -> list[Mapping[str, object]]:
    """What the meeting opened without, and the reason that both signed."""
    return [
        {
            "lines": [
                opening_checks.of_code(code, book, row.configuration).says
                for code in note.act.body.get("missing", ())
            ],
            "reason": note.text,
            "act": note.act.number,
        }
        for note in row.joint_notes.all()
        if note.kind == opening_checks.OPENED_WITHOUT
    ]

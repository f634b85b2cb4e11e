"""The joint acts on cycles and meetings: what each binds, and what the last key does."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from cochair.features.acts.kinds import DAY, Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.agendas import kinds as agendas
from cochair.features.cycles import ends as cycles
from cochair.features.cycles.models import Cycle, SlotPlan
from cochair.features.delegations import kinds as people
from cochair.features.invitations import kinds as inviting
from cochair.features.meetings import ends, machine, plan_days, plan_lines, rescheduling
from cochair.features.meetings.actions import OPENING, PUBLISHING, step_refusals, unfinished
from cochair.features.meetings.cycle_plan import (
    PUBLISH,
    meeting_of,
    meetings_of,
    plan_refusals,
    plan_takes_effect,
    schedule_takes_effect,
)
from cochair.features.meetings.hours import lines as hour_lines
from cochair.features.meetings.models import JointNote, Meeting, SpeakerRequest
from cochair.features.meetings.names import VIRTUAL
from cochair.features.meetings.plan_lines import FORMAT_WORDS
from cochair.features.observers import kinds as observing
from cochair.features.parties import queries as parties
from cochair.features.planner import warnings
from cochair.features.preparations import notices as preparing
from cochair.features.sessions import kinds as sessions
from cochair.features.sessions import opening_checks
from cochair.features.sessions.labels import name_of
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web.formats import days_of_span, full_day, place_in_all


def _day_is_fixed(act: JointAct) -> Sentence:
    """What the signatures on a day do: of several days the first and the last are named."""
    first, last = (date.fromisoformat(act.body[name]) for name in ("first_day", "last_day"))
    if last > first:
        return Sentence(SEVERAL_DAYS_ARE_FIXED, {"first": first, "last": last})
    return Sentence(DAY_IS_FIXED, {"day": first})


DAY_IS_FIXED = _(
    "The meeting is fixed for {day}; every deadline counted from that date moves with it."
)
SEVERAL_DAYS_ARE_FIXED = _(
    "The meeting is fixed from {first} to {last}; every deadline counted from the first day moves with it."
)
PUBLIC_DAY = _("Anyone may read the date, place and format of this meeting.")


def register_all() -> None:
    """Make the kinds of this app known; called once, when the app is ready."""
    for part in (inviting, observing, people, agendas, sessions, preparing):
        part.register_all()
    register(
        Kind(
            code="cycle.plan",
            name=_("Plan of a cycle"),
            effect=plan_lines.effect,
            take_effect=plan_takes_effect,
            entry="cycle.planned",
            over=_cycle_ended,
            bound=_present_plan,
            guard=plan_refusals,
            describe=plan_lines.of_plan,
            shape=Shape.LIST,
            cautions=warnings.of_plan_act,
            until=plan_days.first_day,
            settles=lambda act: "",
            settles_also=plan_days.days_settled,
        )
    )
    register(
        Kind(
            code="meeting.schedule",
            name=_("Date, place and format of a meeting"),
            effect=_day_is_fixed,
            take_effect=schedule_takes_effect,
            entry="meeting.scheduled",
            over=ends.at_day,
            bound=_present_day,
            guard=_not_opened,
            describe=_schedule_lines,
            cautions=warnings.of_schedule_act,
            until=ends.start,
            settles=lambda act: "",
        )
    )
    for code, name, effect, take_effect, entry in _STEPS:
        register(
            Kind(
                code=code,
                name=name,
                effect=_saying(effect),
                take_effect=take_effect,
                entry=entry,
                over=OVER.get(code, ends.at_opening),
                bound=_present_schedule,
                guard=_may_open if code == OPENING else _allowed,
                describe=_opening_lines if code == OPENING else _step_lines,
                until=UNTIL.get(code, ends.start),
                urgent=code in SITTING,
                room=_room,
            )
        )


def _not_suspended(act: JointAct, at: datetime) -> Ended | None:
    """A pause is ended once; a meeting that has closed or was cancelled goes on no more."""
    meeting = _meeting(act)
    paused = bool(meeting.suspensions) and meeting.suspensions[-1][1] is None
    return ends.of_closing(meeting, at) or (None if paused else RESUMED)


def _cycle_ended(act: JointAct, at: datetime) -> Ended | None:
    """A cycle whose last civil day in the zone of the forum is over is planned no more."""
    cycle = Cycle.objects.filter(forum=act.forum, number=act.body["cycle"]).first()
    if cycle is None:
        return None
    if cycle.abandoned_at is not None:
        return cycles.ABANDONED
    return cycles.OVER if civil_day(at, act.forum.zone) > cycle.end else None


def _saying(effect: str) -> Callable[[JointAct], Sentence]:
    return lambda act: Sentence(effect)


def _schedule_lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """Day, hours at the place, place and format, and every session that moves with it."""
    book = parties.book(act.forum)
    moved = tuple(
        Sentence(
            _("{session}: moved from {before} to {after}"),
            {"session": name_of(one.session), "before": one.before, "after": one.starts},
        )
        for one in rescheduling.moved_by(act, _meeting(act))
    )
    place = book.places.get(act.body.get("place", ""))
    is_virtual = place is None and act.body["format"] == VIRTUAL
    return (
        (DAY, _days(act.body)),
        *hour_lines(act.body),
        *(() if is_virtual else ((_("Place"), place.city if place else _("place not fixed")),)),
        (_("Format"), FORMAT_WORDS[act.body["format"]]),
        (_("Time zone of the place"), place_in_all(act.body["zone"])),
        *(((_("Sessions that move with the meeting"), moved),) if moved else ()),
        *(((_("Public"), PUBLIC_DAY),) if act.body.get(PUBLISH) else ()),
    )


def _days(body: Mapping[str, str]) -> Mapping[str, str]:
    """The day or days that are fixed, with the day of the week of a single one."""
    first, last = (date.fromisoformat(body[name]) for name in ("first_day", "last_day"))
    return {
        code: full_day(first, code) if first == last else days_of_span(first, last, code)
        for code, _name in settings.LANGUAGES
    }


def _step_lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The value of a step that has one: a format, or a topic."""
    value = str(act.body.get("value", ""))
    if not value:
        return ()
    return ((_("What is agreed"), FORMAT_WORDS.get(value) or TOPIC_WORDS.get(value, value)),)


def _opening_lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """What the meeting opens without, as it was when the opening was proposed."""
    book, meeting = parties.book(act.forum), _meeting(act)
    return tuple(
        (_("Missing"), opening_checks.of_code(code, book, meeting.configuration).says)
        for code in act.body.get("missing", ())
    )


RESUMED = ended("meeting.resumed", _("The meeting has already resumed."))
# Steps on a meeting that sits, or is about to: told at once, and over when it closes.
IN_ROOM = frozenset({OPENING, "meeting.suspend", "meeting.resume"})
SITTING = IN_ROOM | {"meeting.close"}


def _room(act: JointAct) -> str:
    """The room of a meeting that sits, or is about to; none of one whose end is signed."""
    if act.kind not in IN_ROOM:
        return ""
    return reverse("desk:room", args=[act.forum.slug, act.subject_id])


OVER = {
    "meeting.suspend": ends.at_closing,
    "meeting.resume": _not_suspended,
    "meeting.close": ends.at_closing,
    PUBLISHING: ends.at_archive,
}
UNTIL = {
    OPENING: ends.end,
    **dict.fromkeys(OVER, ends.end),
    PUBLISHING: lambda act, at: None,
}

TOPIC_WORDS = {
    "discussions": _("the discussions"),
    "working_agenda": _("the working agenda"),
    "consensus": _("consensus between the Parties"),
}


def _present_plan(act: JointAct) -> Mapping[str, object]:
    """A plan binds what was planned before and how far each meeting has come, so that two
    proposals cannot both take effect, and none reaches a meeting that has opened meanwhile."""
    cycle = int(act.body["cycle"])
    latest = SlotPlan.objects.filter(forum=act.forum, cycle=cycle).last()
    meetings = meetings_of(act.forum, cycle).values()
    return {
        "latest": str(latest.pk) if latest else "",
        "meetings": {meeting.slug: _steps_of(meeting) for meeting in meetings},
    }


def _present_schedule(act: JointAct) -> Mapping[str, object]:
    """An act on a meeting binds the day and place that it now has, and how far it has come."""
    meeting = _meeting(act)
    latest = meeting.schedules.last()
    return {"latest": str(latest.pk) if latest else "", "steps": _steps_of(meeting)}


def _present_day(act: JointAct) -> Mapping[str, object]:
    """A day binds besides the hours of the sessions, where they move with it."""
    found = _present_schedule(act)
    if rescheduling.SESSIONS not in act.body:
        return found
    return {**found, rescheduling.SESSIONS: rescheduling.present(_meeting(act))}


def _steps_of(meeting: Meeting) -> list[str]:
    steps = ("confirmed_at", "opened_at", "closed_at", "completed_at", "cancelled_at")
    return [step for step in steps if getattr(meeting, step) is not None]


def _meeting(act: JointAct) -> Meeting:
    return Meeting.objects.get(forum=act.forum, slug=act.subject_id)


def _allowed(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    meeting = _meeting(act)
    return (*step_refusals(meeting, act.kind, at), *unfinished(meeting, act.kind, at))


def _not_opened(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return (machine.refusal(act.kind, _meeting(act), at),)


def _may_open(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    meeting = _meeting(act)
    return (
        *_allowed(act, at),
        opening_checks.more_than_said(act, meeting, at),
        opening_checks.without_reason(opening_checks.at_opening(meeting, at), act.reason),
    )


def _open(act: JointAct, at: datetime) -> None:
    """Open the meeting and freeze what it is judged by (INV-10); nobody is thereby checked in."""
    meeting = meeting_of(act)
    book = parties.book(act.forum, at)
    meeting.opened_at = at
    meeting.procedure_version = book.version
    meeting.save(update_fields=["opened_at", "procedure_version"])
    opening_checks.note(act, meeting, at)


def _suspend(act: JointAct, at: datetime) -> None:
    meeting = meeting_of(act)
    meeting.suspensions = [*meeting.suspensions, [at.isoformat(), None]]
    meeting.save(update_fields=["suspensions"])


def _resume(act: JointAct, at: datetime) -> None:
    meeting = meeting_of(act)
    *before, (start, _end) = meeting.suspensions
    meeting.suspensions = [*before, [start, at.isoformat()]]
    meeting.save(update_fields=["suspensions"])


def _close(act: JointAct, at: datetime) -> None:
    """Close the meeting; whoever has the floor has ended with it."""
    meeting = meeting_of(act)
    meeting.closed_at = at
    meeting.save(update_fields=["closed_at"])
    speaking = SpeakerRequest.objects.filter(meeting=meeting, ended_at=None)
    speaking.exclude(given_at=None).update(ended_at=at)


def _cancel(act: JointAct, at: datetime) -> None:
    meeting = meeting_of(act)
    meeting.cancelled_at = at
    meeting.save(update_fields=["cancelled_at"])


def _note(act: JointAct, at: datetime) -> None:
    JointNote.objects.create(
        meeting=meeting_of(act),
        kind=act.kind.partition(".")[2],
        value=str(act.body.get("value", "")),
        text=act.reason,
        at=at,
        act=act,
    )


_STEPS: tuple[tuple[str, str, str, Callable[[JointAct, datetime], None], str], ...] = (
    (
        "meeting.open",
        _("Open a meeting"),
        _("The meeting opens. It is assessed permanently under the procedures in force now."),
        _open,
        "meeting.opened",
    ),
    (
        "meeting.suspend",
        _("Suspend a meeting"),
        _("The meeting is suspended; nothing may be adopted until both co-presidencies resume it."),
        _suspend,
        "meeting.suspended",
    ),
    (
        "meeting.resume",
        _("Resume a meeting"),
        _("The meeting resumes now."),
        _resume,
        "meeting.resumed",
    ),
    (
        "meeting.close",
        _("Close a meeting"),
        _("The meeting closes and counts as held; deadlines that follow the meeting start now."),
        _close,
        "meeting.closed",
    ),
    (
        "meeting.cancel",
        _("Cancel a meeting"),
        _("The meeting is cancelled. Another meeting may be planned in its place in the cycle."),
        _cancel,
        "meeting.cancelled",
    ),
    (
        "meeting.format",
        _("Format of a meeting"),
        _("The format is agreed by both co-presidencies."),
        _note,
        "meeting.format_agreed",
    ),
    (
        "meeting.extraordinary",
        _("Extraordinary circumstances"),
        _("Both co-presidencies declare the circumstances under which the meeting may be virtual."),
        _note,
        "meeting.circumstances_declared",
    ),
    (
        "meeting.not_appropriate",
        _("No preparatory meeting needed"),
        _("Both co-presidencies state that joint preparation of this topic was not appropriate."),
        _note,
        "meeting.not_appropriate_noted",
    ),
    (
        PUBLISHING,
        _("Publication of a meeting"),
        _(
            "Anyone may read the date, the place and the format of the meeting, as both "
            "Parties fix them, and whether it was held."
        ),
        _note,
        "meeting.published",
    ),
)

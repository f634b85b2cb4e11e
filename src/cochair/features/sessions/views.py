"""The pages on sessions, on the host of a meeting, and on what becomes of a meeting."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.meetings import access, actions, attendance, chairs, foreseen, machine
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import PREPARING, state_of
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.planner.queries import zones as zones_of
from cochair.features.sessions import actions as own
from cochair.features.sessions import (
    changes,
    closure,
    forms,
    opening_checks,
    presenters,
    queries,
    steps,
    virtual_contacts,
    warnings,
)
from cochair.features.sessions.steps import CLOSING, OPENING
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, Refused, require
from cochair.web.formats import zone_of

PREVIEW = "preview"
AN_HOUR = timedelta(hours=1)


@require_safe
def sessions(request: Request, forum: str, slug: str) -> HttpResponse:
    """The sessions of a meeting, what is to be said of them, and every day it was given."""
    meeting = access.meeting(request, slug)
    return _sessions(request, meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, forum: str, slug: str) -> HttpResponse:
    """Add a session."""
    meeting = access.meeting(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    book = parties.book(meeting.forum, request.now)
    if request.method != "POST":
        first: dict[str, object] = {
            "spoken": book.languages,
            "interpreted": book.languages,
            "kind": "plenary",
        }
        days = presenters.days_of(meeting.schedules.last())
        if days:
            first["day"] = days[0].isoformat()
        form = forms.Session(initial=first, languages=book.languages)
        return _form(request, meeting, form, None)
    form = forms.Session(request.POST, languages=book.languages)
    if not form.is_valid():
        return _form(request, meeting, form, None, status=422)
    try:
        made = own.plan_session(meeting, plan=_plan(meeting, form), by=hat, at=request.now)
    except Refused as refused:
        return _form(request, meeting, form, None, refusals=refused.refusals, status=422)
    messages.info(request, __("Session {number} has been planned.").format(number=made.number))
    return redirect("meetings:sessions", forum, slug)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Change a session."""
    meeting = access.meeting(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    book = parties.book(meeting.forum, request.now)
    row = next((one for one in queries.sessions_of(meeting) if one.number == number), None)
    if row is None:
        raise Http404
    if request.method != "POST":
        zone = zone_of(_zone(meeting))
        starts, ends = row.starts.astimezone(zone), row.ends.astimezone(zone)
        first: dict[str, object] = {
            "kind": row.kind,
            "day": starts.date().isoformat(),
            "begins": starts.strftime("%H:%M"),
            "finishes": ends.strftime("%H:%M"),
            "spoken": [code for code in row.spoken if code in book.languages],
            "interpreted": [code for code in row.interpreted if code in book.languages],
            "more_spoken": " ".join(c for c in row.spoken if c not in book.languages),
            "more_interpreted": " ".join(c for c in row.interpreted if c not in book.languages),
            "observers_admitted": row.observers_admitted,
            "remote_link": row.remote_link,
            "seen": queries.version_of(row),
            **{f"title_{code}": words for code, words in row.title.items()},
        }
        return _form(
            request, meeting, forms.Session(initial=first, languages=book.languages), number
        )
    form = forms.Session(request.POST, languages=book.languages)
    if not form.is_valid():
        return _form(request, meeting, form, number, status=422)
    try:
        own.change_session(
            meeting,
            number,
            plan=_plan(meeting, form),
            seen=form.cleaned_data["seen"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _form(request, meeting, form, number, refusals=refused.refusals, status=422)
    messages.info(request, __("Session {number} has been changed.").format(number=number))
    return redirect("meetings:sessions", forum, slug)


@require_POST
def remove(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Take a session off the plan."""
    meeting = access.meeting(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    own.remove_session(meeting, number, by=hat, at=request.now)
    messages.info(
        request, __("Session {number} has been removed from the plan.").format(number=number)
    )
    return redirect("meetings:sessions", forum, slug)


@require_POST
def host(request: Request, forum: str, slug: str) -> HttpResponse:
    """Say at which event the meeting is held."""
    meeting = access.meeting(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = _host_form(request, meeting, request.POST)
    if not form.is_valid():
        return _sessions(request, meeting, form=form, status=422)
    try:
        own.set_host(meeting, by=hat, at=request.now, **form.cleaned_data)
    except Refused as refused:
        return _sessions(request, meeting, form=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The host event of the meeting has been saved."))
    return redirect("meetings:sessions", forum, slug)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, forum: str, slug: str, step: str) -> HttpResponse:
    """Propose one joint step; what the clauses would then say is shown before."""
    meeting = access.meeting(request, slug)
    hat = parties_access.actor(request, Power.PROPOSE)
    taken = steps.BY_SLUG.get(step)
    if taken is None:
        raise Http404
    require(*steps.refusals(meeting, taken, request.now))
    if request.method != "POST":
        return _step(request, meeting, taken, forms.Step())
    form = forms.Step(request.POST)
    if not form.is_valid():
        return _step(request, meeting, taken, form, status=422)
    if PREVIEW in request.POST:
        return _step(request, meeting, taken, form)
    try:
        typed = {**form.cleaned_data, "reasons": form.reasons}
        act = steps.propose(meeting, taken, typed, by=hat, at=request.now)
    except Refused as refused:
        return _step(request, meeting, taken, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The step has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, forum: str, kind: str) -> HttpResponse:
    """Propose a virtual contact or an extraordinary meeting, outside the slots; or a meeting, where
    the procedures give none a slot."""
    hat = parties_access.actor(request, Power.PROPOSE)
    found = parties_access.forum(request)
    if kind not in KINDS or (kind == MEETING and parties.book(found, request.now).has_slots):
        raise Http404
    if request.method != "POST":
        return _new(request, kind, forms.New(initial={"format": "in_person"}))
    form = forms.New(request.POST, needs_reason=kind != MEETING)
    if not form.is_valid():
        return _new(request, kind, form, status=422)
    typed = form.cleaned_data
    virtual = kind == CONTACT
    day = actions.Day(
        first=typed["first"],
        last=typed["last"] or typed["first"],
        place="" if virtual else typed["place"],
        format="virtual" if virtual else typed["format"],
        opens=f"{typed['opens']:%H:%M}" if typed["opens"] else "",
        closes=f"{typed['closes']:%H:%M}" if typed["closes"] else "",
    )
    said = {
        "configuration": typed["configuration"],
        "day": day,
        "reason": typed["reason"],
        "reasons": form.reasons,
    }
    try:
        if virtual:
            act = changes.propose_contact(
                found, circumstance=typed["circumstance"], by=hat, at=request.now, **said
            )
        elif kind == MEETING:
            act = changes.propose_meeting(found, by=hat, at=request.now, **said)
        else:
            act = changes.propose_extraordinary(found, by=hat, at=request.now, **said)
    except Refused as refused:
        return _new(request, kind, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The meeting has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


CONTACT, EXTRAORDINARY, MEETING = "contact", "extraordinary", "meeting"
KINDS = (CONTACT, EXTRAORDINARY, MEETING)


def _sessions(
    request: Request,
    meeting: Meeting,
    *,
    form: forms.Host | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    language = get_language() or "en"
    book, roster = parties.book(meeting.forum, request.now), parties.roster(meeting.forum)
    hat = parties_access.require_reader(request)
    part = attendance.part_of(meeting, hat, request.now)
    rows = queries.seen_by(meeting, hat, request.now)
    found_host = queries.host_of(meeting)
    first = rows[0].starts if rows else request.now
    by_party = zones_of(meeting.forum, civil_day(first, meeting.forum.zone))
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, language),
        "zone": _zone(meeting),
        "sessions": presenters.sessions(
            meeting,
            rows,
            book=book,
            part=part,
            zones={
                code: zone for own_zones in by_party.values() for code, zone in own_zones.items()
            },
            names=roster.names(),
            language=language,
        ),
        "host": found_host,
        "host_when": presenters.host_words(found_host, language) if found_host else "",
        "host_warning": warnings.of_host(found_host, rows),
        "host_form": form or _host_form(request, meeting, None),
        "history": presenters.history(queries.days_of(meeting, request.now), book, language),
        "records": hat.may(Power.RECORD_FACTS)
        and machine.allows(own.CHANGE, state_of(meeting, request.now)),
        "proposes": hat.may(Power.PROPOSE) and state_of(meeting, request.now) in PREPARING,
        "refusals": refusals,
    }
    return render(request, "meetings/sessions/sessions.html", context, status=status)


def _form(
    request: Request,
    meeting: Meeting,
    form: forms.Session,
    number: int | None,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    book, language = parties.book(meeting.forum, request.now), get_language() or "en"
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, language),
        "form": form,
        "number": number,
        "zone": _zone(meeting),
        "tongues": [
            (code, presenters.languages([code], language), form[f"title_{code}"])
            for code in book.languages
        ],
        "refusals": refusals,
    }
    return render(request, "meetings/sessions/session.html", context, status=status)


def _step(
    request: Request,
    meeting: Meeting,
    step: steps.Step,
    form: forms.Step,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    book, language = parties.book(meeting.forum, request.now), get_language() or "en"
    typed: Mapping[str, object] = getattr(form, "cleaned_data", {})
    asked = closure.at_closing(meeting, request.now) if step.asks == CLOSING else ()
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, language),
        "step": step,
        "form": form,
        "differences": steps.differences(meeting, step, typed, request.now),
        "circumstances": [
            (c, virtual_contacts.word(c)) for c in virtual_contacts.circumstances(book)
        ],
        "both_choose": steps.both_choose(meeting, request.now),
        "opens": step.asks == OPENING,
        "closes": step.asks == CLOSING,
        "lacking": opening_checks.at_opening(meeting, request.now) if step.asks == OPENING else (),
        "seated": chairs.seated(meeting) if step.asks == OPENING else (),
        "asked": asked,
        "may_close": not any(one.stands_against for one in asked),
        "records": parties_access.require_reader(request).may(Power.RECORD_FACTS),
        "refusals": refusals,
    }
    return render(request, "meetings/sessions/step.html", context, status=status)


def _new(
    request: Request,
    kind: str,
    form: forms.New,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    book = parties.book(parties_access.forum(request), request.now)
    language = get_language() or "en"
    virtual = kind == CONTACT
    context = {
        "here": "meetings",
        "form": form,
        "virtual": virtual,
        "planned": kind == MEETING,
        "slots": book.has_slots,
        "configurations": [
            (one.code, one.title)
            for one in book.configurations.values()
            if not virtual or virtual_contacts.to_be_virtual(book, one.code) is None
        ],
        "circumstances": [
            (c, virtual_contacts.word(c)) for c in virtual_contacts.circumstances(book)
        ],
        "places": foreseen.places(book, language),
        "zone": book.zone,
        "refusals": refusals,
    }
    return render(request, "meetings/sessions/new.html", context, status=status)


def _plan(meeting: Meeting, form: forms.Session) -> own.Plan:
    starts, ends = form.instants(_zone(meeting))
    spoken, interpreted = form.regime()
    typed = form.cleaned_data
    return own.Plan(
        kind=typed["kind"],
        starts=starts,
        ends=ends,
        spoken=spoken,
        interpreted=interpreted,
        title=form.titles(),
        observers_admitted=typed["observers_admitted"],
        remote_link=typed["remote_link"],
    )


def _host_form(request: Request, meeting: Meeting, sent: object) -> forms.Host:
    language = get_language() or "en"
    events = [
        (str(one.pk), one.title.get(language) or next(iter(one.title.values()), ""))
        for one in queries.host_events(meeting.forum)
    ]
    if sent is not None:
        return forms.Host(sent, events=events)
    found = queries.host_of(meeting)
    first = {"event": found.event.pk, "minutes": found.minutes} if found else {}
    return forms.Host(initial=first, events=events)


def _zone(meeting: Meeting) -> str:
    latest = meeting.schedules.last()
    return latest.zone if latest else meeting.forum.zone

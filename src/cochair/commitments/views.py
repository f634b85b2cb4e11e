"""Initiatives beside the forum, the comparison of commitments, and the note of a meeting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.commitments import access, actions, colliding, forms, presenting, queries
from cochair.commitments.turns import COHERENCE
from cochair.meetings import access as meetings
from cochair.meetings import tabs
from cochair.meetings.models import Meeting
from cochair.meetings.states import is_shut
from cochair.meetings.titles import meeting_title
from cochair.parties import access as parties_access
from cochair.parties import queries as parties
from cochair.parties.offices import Power
from cochair.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused


@require_http_methods(["GET", "HEAD", "POST"])
def initiatives(request: Request, forum: str) -> HttpResponse:
    """The register of initiatives, and entering one."""
    if request.method != "POST":
        return _initiatives(request)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = forms.Initiative(request.POST)
    if not form.is_valid():
        return _initiatives(request, form=form, status=422)
    try:
        actions.register_initiative(
            parties_access.forum(request),
            code=form.cleaned_data["code"],
            name=form.name,
            about=form.about,
            source=form.cleaned_data["source"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _initiatives(request, form=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The initiative is in the register."))
    return redirect("commitments:initiatives", forum)


@require_POST
def add_event(request: Request, forum: str, code: str) -> HttpResponse:
    """Enter a dated event of an initiative."""
    initiative = access.initiative(request, code)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = forms.Event(request.POST)
    if not form.is_valid():
        return _initiatives(request, event=form, of=code, status=422)
    typed = form.cleaned_data
    try:
        actions.add_event(
            initiative,
            title={get_language() or "en": typed["title"]},
            start=typed["start"],
            end=typed["end"] or typed["start"],
            place=typed["place"],
            source=typed["source"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _initiatives(request, event=form, of=code, refusals=refused.refusals, status=422)
    messages.info(request, __("The event is entered; it is shown beside our own days."))
    return redirect("commitments:initiatives", forum)


@require_POST
def take_out_event(request: Request, forum: str, number: int) -> HttpResponse:
    """Take an event out of the register."""
    found = access.event(request, number)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    actions.take_out_event(found, by=hat, at=request.now)
    messages.info(request, __("The event is taken out; the journal keeps that it was there."))
    return redirect("commitments:initiatives", forum)


@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request: Request, forum: str) -> HttpResponse:
    """Say of each commitment in force which initiatives are related, or that none is."""
    found = parties_access.forum(request)
    if request.method != "POST":
        parties_access.reader(request)
        return _comparison(request)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    try:
        changed = actions.compare(
            found, presenting.answers(found, request.POST), by=hat, at=request.now
        )
    except Refused as refused:
        return _comparison(request, refusals=refused.refusals, status=422)
    messages.info(
        request,
        ngettext(
            "{number} comparison was changed.", "{number} comparisons were changed.", changed
        ).format(number=changed),
    )
    return redirect("commitments:comparison", forum)


@require_http_methods(["GET", "HEAD", "POST"])
def coherence(request: Request, forum: str, slug: str) -> HttpResponse:
    """The coherence note of a meeting, what was compared, and days that collide."""
    meeting = meetings.meeting(request, slug)
    codes = [one.row.code for one in queries.initiatives(meeting.forum)]
    if request.method != "POST":
        return _coherence(request, meeting, forms.Note(initiatives=codes))
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = forms.Note(request.POST, initiatives=codes)
    if not form.is_valid():
        return _coherence(request, meeting, form, status=422)
    try:
        actions.write_note(
            meeting,
            day=form.cleaned_data["day"],
            text=form.cleaned_data["text"],
            findings=form.findings,
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _coherence(request, meeting, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The coherence note is written."))
    return redirect("commitments:coherence", forum, slug)


def _initiatives(
    request: Request,
    *,
    form: forms.Initiative | None = None,
    event: forms.Event | None = None,
    of: str = "",
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = parties_access.reader(request)
    found = parties_access.forum(request)
    context = {
        "here": "members",
        "rows": presenting.initiatives(found, request.now, event=event, of=of),
        "records": hat.may(Power.RECORD_FACTS),
        "form": form or forms.Initiative(),
        "clause": parties.book(found, request.now).clause_for(COHERENCE),
        "shown_form": event if event is not None else form or forms.Initiative(),
        "refusals": refusals,
    }
    return render(request, "commitments/initiatives.html", context, status=status)


def _comparison(
    request: Request, *, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponse:
    hat = parties_access.reader(request)
    found = parties_access.forum(request)
    rows = queries.comparisons(found)
    context = {
        "here": "cycle",
        "clause": parties.book(found, request.now).clause_for(COHERENCE),
        "rows": presenting.choices(rows, queries.initiatives(found)),
        "left": sum(not one.done for one in rows),
        "records": hat.may(Power.RECORD_FACTS),
        "refusals": refusals,
    }
    return render(request, "commitments/comparison.html", context, status=status)


def _coherence(
    request: Request,
    meeting: Meeting,
    form: forms.Note,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = parties_access.reader(request)
    book = parties.book(meeting.forum, request.now)
    rows = queries.comparisons(meeting.forum)
    context = {
        "here": "meetings",
        "tabs": tabs.of(meeting, "commitments:coherence", request.hat, request.now),
        "meeting": meeting,
        "name": meeting_title(meeting, book, get_language() or "en"),
        "notes": presenting.notes(meeting),
        "compared": sum(one.done for one in rows),
        "left": [one for one in rows if not one.done],
        "clause": book.clause_for(COHERENCE, meeting.configuration),
        "collisions": presenting.collisions(meeting),
        "colliding": colliding.of_meeting(meeting, rows),
        "areas": dict(book.taxonomy),
        "records": hat.may(Power.RECORD_FACTS) and not is_shut(meeting, request.now),
        "fields": presenting.fields(form, queries.initiatives(meeting.forum)),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/coherence.html", context, status=status)

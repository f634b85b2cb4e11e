"""The forms of a preparatory meeting: plan it, change it, cancel it, say that it was held."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting, Preparation
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.preparations import access as door
from cochair.features.preparations import actions, forms
from cochair.procedure.refusal import Refusal, Refused, require
from cochair.web.formats import zone_of


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, forum: str, slug: str) -> HttpResponse:
    """Record a preparatory meeting that was not planned here."""
    meeting = door.prepared(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    if machine.is_before(meeting, request.now):
        require(machine.refusal("preparation.record", meeting, request.now))
    return _held(
        request,
        meeting,
        None,
        lambda held: actions.record_preparation(
            meeting,
            held_at=held.at,
            format=held.format,
            present=held.present,
            topics=held.topics,
            note=held.note,
            deputies=held.deputies,
            by=hat,
            at=request.now,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Say that a planned preparatory meeting was held, and what it covered."""
    meeting = door.prepared(request, slug)
    row = door.preparation(meeting, number)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    return _held(
        request,
        meeting,
        row,
        lambda held: actions.hold_preparation(row, held=held, by=hat, at=request.now),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, forum: str, slug: str) -> HttpResponse:
    """Plan a preparatory meeting."""
    meeting = door.prepared(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    first = {"minutes": forms.AN_HOUR, "format": "virtual", "zone": meeting.forum.zone}
    return _planned(
        request,
        meeting,
        forms.Planned(request.POST or None, initial=first),
        lambda planned: actions.plan_preparation(meeting, planned=planned, by=hat, at=request.now),
        is_new=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Move a planned preparatory meeting, or change its form."""
    meeting = door.prepared(request, slug)
    row = door.preparation(meeting, number)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    first = {**_when(row), "minutes": row.minutes, "format": row.format, "link": row.link}
    return _planned(
        request,
        meeting,
        forms.Planned(request.POST or None, initial=first),
        lambda planned: actions.change_preparation(row, planned=planned, by=hat, at=request.now),
        is_new=False,
    )


@require_POST
def cancel(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Cancel a planned preparatory meeting, with a reason that the other side reads."""
    meeting = door.prepared(request, slug)
    row = door.preparation(meeting, number)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    reason = request.POST.get("reason", "")[:4000]
    actions.cancel_preparation(row, reason=reason, by=hat, at=request.now)
    messages.info(
        request, __("The preparatory meeting has been cancelled. Both Parties have been informed.")
    )
    return redirect("meetings:preparations", forum, slug)


def _held(
    request: Request,
    meeting: Meeting,
    row: Preparation | None,
    act: Callable[[actions.Held], Preparation],
) -> HttpResponse:
    people = parties.roster(meeting.forum)
    choices = [(p.code, p.short[get_language() or "en"]) for p in people.parties]
    if request.method != "POST":
        first = {**_when(row), "format": row.format} if row else {}
        return _held_page(request, meeting, row, forms.Held(initial=first, parties=choices))
    form = forms.Held(request.POST, parties=choices)
    if not form.is_valid():
        return _held_page(request, meeting, row, form, status=422)
    typed = form.cleaned_data
    try:
        held = actions.Held(
            at=form.instant(meeting.forum.zone),
            format=typed["format"],
            present=typed["present"],
            topics=typed["topics"],
            note=typed["note"],
            deputies=typed["deputies"],
        )
        act(held)
    except Refused as refused:
        return _held_page(request, meeting, row, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The preparatory meeting has been recorded."))
    return redirect("meetings:preparations", meeting.forum.slug, meeting.slug)


def _planned(
    request: Request,
    meeting: Meeting,
    form: forms.Planned,
    act: Callable[[actions.Planned], Preparation],
    *,
    is_new: bool,
) -> HttpResponse:
    if request.method != "POST":
        return _planned_page(request, meeting, form, is_new=is_new)
    if not form.is_valid():
        return _planned_page(request, meeting, form, is_new=is_new, status=422)
    typed = form.cleaned_data
    try:
        planned = actions.Planned(
            starts=form.instant(meeting.forum.zone),
            zone=typed["zone"] or meeting.forum.zone,
            minutes=typed["minutes"],
            format=typed["format"],
            link=typed["link"],
        )
        act(planned)
    except Refused as refused:
        return _planned_page(
            request, meeting, form, is_new=is_new, refusals=refused.refusals, status=422
        )
    messages.info(
        request, __("The preparatory meeting has been planned. Both Parties have been informed.")
    )
    return redirect("meetings:preparations", meeting.forum.slug, meeting.slug)


def _when(row: Preparation) -> dict[str, object]:
    """The day, hour and zone of a planned one, as its form shows them."""
    if row.planned_for is None:
        return {}
    local = row.planned_for.astimezone(zone_of(row.zone))
    return {"day": local.date().isoformat(), "hour": f"{local:%H:%M}", "zone": row.zone}


def _held_page(
    request: Request,
    meeting: Meeting,
    row: Preparation | None,
    form: forms.Held,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        **_context(request, meeting, refusals),
        "form": form,
        "planned": row,
    }
    return render(request, "meetings/preparation.html", context, status=status)


def _planned_page(
    request: Request,
    meeting: Meeting,
    form: forms.Planned,
    *,
    is_new: bool,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {**_context(request, meeting, refusals), "form": form, "is_new": is_new}
    return render(request, "meetings/preparing/plan.html", context, status=status)


def _context(
    request: Request, meeting: Meeting, refusals: tuple[Refusal, ...]
) -> dict[str, object]:
    book = parties.book(meeting.forum, request.now)
    return {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, get_language() or "en"),
        "refusals": refusals,
    }

"""How a meeting was prepared by its co-chairs, and what that left to be done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import is_shut
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.preparations import access as door
from cochair.features.preparations import follow_up, forms, queries
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, Refused


@require_safe
def preparations(request: Request, forum: str, slug: str) -> HttpResponse:
    """The preparatory meetings, the topics that the procedures name, and the follow-ups."""
    return _page(request, door.prepared(request, slug))


@require_POST
def add_follow_up(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Note what a preparatory meeting left to be done."""
    meeting = door.prepared(request, slug)
    found = door.preparation(meeting, number)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = forms.FollowUp(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form=form, of=number, status=422)
    try:
        follow_up.add_follow_up(found, by=hat, at=request.now, **form.cleaned_data)
    except Refused as refused:
        return _page(request, meeting, form=form, of=number, refusals=refused.refusals, status=422)
    messages.info(request, __("The follow-up has been saved."))
    return redirect("meetings:preparations", forum, slug)


@require_POST
def finish_follow_up(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Note that a follow-up is done."""
    meeting = door.prepared(request, slug)
    found = door.follow_up(meeting, number)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    try:
        follow_up.finish_follow_up(found, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, meeting, refusals=refused.refusals, status=422)
    messages.info(request, __("Recorded as done."))
    return redirect("meetings:preparations", forum, slug)


def _page(
    request: Request,
    meeting: Meeting,
    *,
    form: forms.FollowUp | None = None,
    of: int = 0,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = parties_access.require_reader(request)
    book, roster = parties.book(meeting.forum, request.now), parties.roster(meeting.forum)
    language = get_language() or "en"
    held = queries.preparations(meeting)
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, language),
        "topics": queries.topics(meeting, held, book, roster.party_codes),
        "planned": queries.planned(meeting),
        "plans": hat.may(Power.RECORD_FACTS)
        and machine.refusal("preparation.plan", meeting, request.now) is None,
        "held": [(one, form if one.pk == of else None) for one in held],
        "parties": roster.in_order(language),
        "today": civil_day(request.now, meeting.forum.zone),
        "enters": hat.may(Power.RECORD_FACTS)
        and machine.refusal("preparation.record", meeting, request.now) is None,
        "records": hat.may(Power.RECORD_FACTS) and not is_shut(meeting, request.now),
        "form": form or forms.FollowUp(),
        "refusals": refusals,
    }
    return render(request, "meetings/preparing/preparations.html", context, status=status)

"""Pages of requests and open points: ask, answer, take back, place, put off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.agendas import access, actions, asking, carry_over, forms, queries
from cochair.features.agendas.views import around
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse

NEW_ITEM = "new"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, forum: str, slug: str) -> HttpResponse:
    """Ask for an item."""
    meeting, hat = access.asker(request, slug)
    languages = parties.book(meeting.forum, request.now).languages
    if request.method != "POST":
        return _ask(request, meeting, hat, forms.RequestForm(languages=languages))
    form = forms.RequestForm(request.POST, languages=languages)
    if not form.is_valid():
        return _ask(request, meeting, hat, form, status=422)
    wish = asking.Wish(
        title=form.titles,
        type=form.cleaned_data["type"],
        text=form.cleaned_data["text"],
        documents=form.cleaned_data["documents"],
    )
    try:
        made = asking.request_item(meeting, wish=wish, by=hat, at=request.now)
    except Refused as refused:
        return _ask(request, meeting, hat, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Your request has number {number}.").format(number=made.number))
    return redirect("meetings:agenda", forum, slug)


@require_POST
def answer(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Place a request in the draft, decline it or put it off."""
    meeting, hat = access.preparer(request, slug)
    typed = cleaned_or_refuse(forms.Answer(request.POST))
    if typed["answer"] == queries.PLACED:
        placed = asking.place_request(
            meeting, number, seen=typed["seen"] or 0, by=hat, at=request.now
        )
        messages.info(request, __("The item is at the end of the draft: complete it there."))
        return redirect("meetings:agenda-item", forum, slug, placed.item_key)
    asking.answer_request(
        meeting, number, answer=typed["answer"], reason=typed["reason"], by=hat, at=request.now
    )
    messages.info(request, __("The answer is given; whoever asked reads the reason."))
    return redirect("meetings:agenda", forum, slug)


@require_POST
def withdrawal(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Take one's own request back."""
    meeting, hat = access.asker(request, slug)
    asking.withdraw_request(meeting, number, by=hat, at=request.now)
    messages.info(request, __("Your request is taken back."))
    return redirect("meetings:agenda", forum, slug)


@require_POST
def discussion(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Have an item discussed that was to be adopted without debate."""
    meeting, hat = access.speaker(request, slug)
    actions.move_to_discussion(meeting, key, by=hat, at=request.now)
    messages.info(request, __("The item will be discussed; everybody sees who asked."))
    return redirect("meetings:agenda", forum, slug)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, forum: str, slug: str) -> HttpResponse:
    """Register a point that another meeting left open."""
    meeting, hat = access.preparer(request, slug)
    languages = parties.book(meeting.forum, request.now).languages
    if request.method != "POST":
        return _point(request, meeting, hat, forms.PointForm(languages=languages))
    form = forms.PointForm(request.POST, languages=languages)
    if not form.is_valid():
        return _point(request, meeting, hat, form, status=422)
    try:
        carry_over.register_open_point(
            meeting,
            text=form.titles,
            origin=form.cleaned_data["origin"],
            owner=form.cleaned_data["owner"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _point(request, meeting, hat, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The point is registered: place it on an item, or put it off."))
    return redirect("meetings:agenda", forum, slug)


@require_POST
def point(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Place a point on an item or on one of its own, or propose that both put it off."""
    meeting, hat = access.preparer(request, slug)
    typed = cleaned_or_refuse(forms.PointAnswer(request.POST))
    if not typed["key"]:
        meeting, hat = access.preparer(request, slug, Power.PROPOSE)
        act = carry_over.propose_deferral(
            meeting, number, reason=typed["reason"], by=hat, at=request.now
        )
        messages.info(request, __("It is proposed; it takes both keys."))
        return redirect("acts:act", forum, act.number)
    key = "" if typed["key"] == NEW_ITEM else typed["key"]
    carry_over.place_point(
        meeting, number, key=key, seen=typed["seen"] or 0, by=hat, at=request.now
    )
    messages.info(request, __("The point is on the draft."))
    return redirect("meetings:agenda", forum, slug)


def _ask(
    request: Request,
    meeting: Meeting,
    hat: ActingOffice,
    form: forms.RequestForm,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    close = queries.items_close(parties.book(meeting.forum, request.now), meeting)
    context = {
        **around(request, meeting, hat),
        "form": form,
        "close": close,
        "is_late": queries.is_late(request.now, close[1] if close else None, meeting.forum.zone),
        "refusals": refusals,
    }
    return render(request, "meetings/agendas/request.html", context, status=status)


def _point(
    request: Request,
    meeting: Meeting,
    hat: ActingOffice,
    form: forms.PointForm,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        **around(request, meeting, hat),
        "form": form,
        "others": queries.other_meetings(meeting),
        "owners": parties.roster(meeting.forum).names(),
        "refusals": refusals,
    }
    return render(request, "meetings/agendas/point.html", context, status=status)

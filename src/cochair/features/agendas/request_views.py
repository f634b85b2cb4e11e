"""Pages of requests and open points: ask, answer, take back, place, put off."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
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
# So many items are asked for in one go.
MOST_ASKED = 5


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, forum: str, slug: str) -> HttpResponse:
    """Ask for an item, or for several in one go."""
    meeting, hat = access.asker(request, slug)
    languages = parties.book(meeting.forum, request.now).languages
    if request.method != "POST":
        return _ask(request, meeting, hat, _wanted(None, languages))
    wanted = _wanted(request.POST, languages)
    asked = _asked(wanted)
    if any(not one.is_valid() for one in asked):
        return _ask(request, meeting, hat, wanted, status=422)
    wishes = [_wish(one) for one in asked]
    try:
        made = asking.request_items(meeting, wishes=wishes, by=hat, at=request.now)
    except Refused as refused:
        for one, wish in zip(asked, wishes, strict=True):
            one.refusals = asking.unfit(meeting, wish, request.now)
        beside = {why for one in asked for why in one.refusals}
        left = tuple(why for why in refused.refusals if why not in beside)
        return _ask(request, meeting, hat, wanted, refusals=left, status=422)
    numbers = ", ".join(str(one.number) for one in made)
    said = ngettext(
        "Your request has been recorded as number {number}.",
        "Your requests have been recorded as numbers {number}.",
        len(made),
    )
    messages.info(request, said.format(number=numbers))
    return redirect("meetings:agenda", forum, slug)


def _wanted(sent: QueryDict | None, languages: tuple[str, ...]) -> list[forms.RequestForm]:
    """A form for each item that may be asked for in one go; the first has no prefix."""
    return [
        forms.RequestForm(sent, prefix=f"item{number}" if number > 1 else None, languages=languages)
        for number in range(1, MOST_ASKED + 1)
    ]


def _asked(wanted: list[forms.RequestForm]) -> list[forms.RequestForm]:
    """The first form, and each further one in which something was written."""
    return [one for at, one in enumerate(wanted) if at == 0 or not one.is_blank]


def _wish(form: forms.RequestForm) -> asking.Wish:
    return asking.Wish(
        title=form.titles,
        type=form.cleaned_data["type"],
        text=form.cleaned_data["text"],
        documents=form.cleaned_data["documents"],
    )


@require_POST
def answer(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Place a request in the draft, decline it or put it off."""
    meeting, hat = access.preparer(request, slug)
    typed = cleaned_or_refuse(forms.Answer(request.POST))
    if typed["answer"] == queries.PLACED:
        placed = asking.place_request(
            meeting, number, seen=typed["seen"] or 0, by=hat, at=request.now
        )
        messages.info(
            request, __("The item has been added at the end of the draft. Complete it there.")
        )
        return redirect("meetings:agenda-item", forum, slug, placed.item_key)
    asking.answer_request(
        meeting, number, answer=typed["answer"], reason=typed["reason"], by=hat, at=request.now
    )
    messages.info(request, __("The answer has been sent. The requester can read the reason."))
    return redirect("meetings:agenda", forum, slug)


@require_POST
def withdrawal(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Take one's own request back."""
    meeting, hat = access.asker(request, slug)
    asking.withdraw_request(meeting, number, by=hat, at=request.now)
    messages.info(request, __("Your request has been withdrawn."))
    return redirect("meetings:agenda", forum, slug)


@require_POST
def discussion(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Have an item discussed that was to be adopted without debate."""
    meeting, hat = access.speaker(request, slug)
    actions.move_to_discussion(meeting, key, by=hat, at=request.now)
    messages.info(
        request, __("The item will be discussed. All participants can see who asked for it.")
    )
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
    messages.info(request, __("The point has been registered. Add it to an item or defer it."))
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
        messages.info(request, __("Sent for signature. Both co-presidencies must sign."))
        return redirect("acts:act", forum, act.number)
    key = "" if typed["key"] == NEW_ITEM else typed["key"]
    carry_over.place_point(
        meeting, number, key=key, seen=typed["seen"] or 0, by=hat, at=request.now
    )
    messages.info(request, __("The point has been added to the draft agenda."))
    return redirect("meetings:agenda", forum, slug)


def _ask(
    request: Request,
    meeting: Meeting,
    hat: ActingOffice,
    wanted: list[forms.RequestForm],
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    close = queries.items_close(parties.book(meeting.forum, request.now), meeting)
    context = {
        **around(request, meeting, hat),
        "form": wanted[0],
        "further": wanted[1:],
        "wrong": next((one for one in _asked(wanted) if one.is_bound and one.errors), None),
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

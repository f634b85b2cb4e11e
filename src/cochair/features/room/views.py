"""The decisions of a meeting, the page of one, and what co-chairs and delegations do there."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.accounts import reauthentication
from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import RoomDecision
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.printing import official
from cochair.features.printing.responses import taken_away
from cochair.features.room import (
    access,
    actions,
    decision_list,
    delegation_forms,
    forms,
    outcome,
    panel,
    presenters,
    put_page,
    receipts,
)
from cochair.features.room import issue as issuing
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse, wrong
from cochair.web.middleware import whole_at

# What a form of the room sends besides, so that whoever sent it stays there.
ROOM = "in_room"


@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: Request, forum: str, slug: str) -> HttpResponse:
    """The decisions of a meeting, and the form by which a co-chair puts a text."""
    meeting, hat = access.meeting(request, slug)
    if request.method != "POST":
        page = put_page.context(meeting, hat, request.now)
        return render(request, "decisions/room/decisions.html", page)
    by = access.chair(request)
    reauthentication.require_recent_auth(request)
    form = forms.Putting(request.POST)
    try:
        typed = cleaned_or_refuse(form)
        wish = put_page.wish(meeting, by, request.now, typed, form.reasons)
        act = actions.put(meeting, wish, by=by, at=request.now)
    except Refused as refused:
        page = put_page.context(meeting, hat, request.now, form=form)
        page = {**page, "refusals": refused.refusals}
        return render(request, "decisions/room/decisions.html", page, status=422)
    _say_key(request, act)
    return redirect("decisions:of-meeting", forum, slug)


@require_safe
def listed(request: Request, forum: str, slug: str, language: str, form: str) -> HttpResponse:
    """The list of decisions of a meeting in one language, as PDF or as a Word file."""
    meeting, hat = access.meeting(request, slug)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    known = presenters.of_meeting(meeting, hat, request.now)
    made = decision_list.FORMS[form](decision_list.printed(meeting, known, language, request.now))
    return taken_away(made, official.FORMS[form].media, f"decisions-{slug}-{language}.{form}")


@require_safe
def decision(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """One decision: what is put, who has a say, who objects, and what may be declared."""
    found, hat = access.decision(request, slug, number)
    return _page(request, found, hat)


@require_safe
def printed(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """What came of it, as it is printed in every language: the text, its footnotes, the objections."""
    found, _hat = access.decision(request, slug, number)
    one = presenters.shown(found, request.now)
    names = parties.roster(found.meeting.forum).names()
    page = {"here": "meetings", "one": one, "prints": outcome.prints(one, names)}
    return render(request, "decisions/room/printed.html", page)


@require_POST
def object_to(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Object; the stamp is when the whole request was there, so that nobody keeps half of one ready."""
    found, hat = access.speaker(request, slug, number)
    form = forms.Objecting(request.POST, known=presenters.paragraphs_of(found))
    if not form.is_valid():
        return _page(request, found, hat, objecting=form, status=422)
    try:
        made = actions.object_to(
            found,
            words=form.cleaned_data["words"],
            paragraphs=form.chosen,
            language=get_language() or "en",
            by=hat,
            received_at=whole_at(request),
        )
    except Refused as refused:
        why = refused.refusals
        return _page(request, found, hat, objecting=form, refusals=why, status=422)
    messages.info(
        request,
        f"{__('Your objection has been recorded. It stands until you withdraw it.')} {__('Acknowledgement of receipt')} {made.receipt}",
    )
    return _back(request, forum, slug, number)


@require_safe
def receipt(request: Request, forum: str, slug: str, number: int, which: int) -> HttpResponse:
    """The receipt of an objection, to be taken away."""
    _found, row = access.objection(request, slug, number, which)
    taken = receipts.receipt(row, forum)
    answer = JsonResponse(taken, json_dumps_params={"ensure_ascii": False})
    name = f"{slug}-decision-{number}-{row.voice}-{row.pk}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def withdraw(request: Request, forum: str, slug: str, number: int, which: int) -> HttpResponse:
    """Take one's objection back."""
    _found, row = access.objection(request, slug, number, which)
    found, hat = access.speaker(request, slug, number)
    try:
        actions.withdraw(found, row, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, found, hat, refusals=refused.refusals, status=422)
    messages.info(request, __("Your objection has been withdrawn."))
    return _back(request, forum, slug, number)


@require_POST
def convert(request: Request, forum: str, slug: str, number: int, which: int) -> HttpResponse:
    """Turn one's objection into a statement."""
    _found, row = access.objection(request, slug, number, which)
    found, hat = access.speaker(request, slug, number)
    form = forms.Saying(request.POST, known=presenters.paragraphs_of(found))
    if not form.is_valid():
        return _page(request, found, hat, saying=form, refusals=wrong(form), status=422)
    try:
        actions.convert(found, row, form.said, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, found, hat, saying=form, refusals=refused.refusals, status=422)
    messages.info(
        request, __("Your objection has been replaced with a statement. It no longer stands.")
    )
    return _back(request, forum, slug, number)


@require_POST
def state(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """File a statement."""
    found, hat = access.speaker(request, slug, number)
    known, held = presenters.paragraphs_of(found), presenters.held(found, hat)
    form = forms.Saying(request.POST, known=known, held=held)
    if not form.is_valid():
        return _page(request, found, hat, saying=form, refusals=wrong(form), status=422)
    ends = form.cleaned_data["reservation"]
    try:
        actions.file_statement(found, form.said, reservation=ends, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, found, hat, saying=form, refusals=refused.refusals, status=422)
    messages.info(request, __("Your statement has been recorded."))
    return _back(request, forum, slug, number)


@require_POST
def suspend(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Turn one's key on a suspension."""
    found, hat = access.decision(request, slug, number)
    by = access.chair(request)
    try:
        typed = cleaned_or_refuse(forms.Seen(request.POST))
        act = actions.suspend(found, seen=typed["seen"], by=by, at=request.now)
    except Refused as refused:
        return _page(request, found, hat, refusals=refused.refusals, status=422)
    _say_key(request, act)
    return redirect("decisions:in-room", forum, slug, number)


@require_POST
def declare(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Turn one's key on a declaration; over an objection that stands consensus is refused (409)."""
    found, hat = access.decision(request, slug, number)
    by = access.chair(request)
    reauthentication.require_recent_auth(request)
    try:
        typed = cleaned_or_refuse(forms.Declaring(request.POST))
        claim = Claim(typed["claim"])
        act = actions.declare(found, claim=claim, seen=typed["seen"], by=by, at=request.now)
    except Refused as refused:
        return _page(request, found, hat, refusals=refused.refusals, status=422)
    _say_key(request, act)
    return redirect("decisions:in-room", forum, slug, number)


@require_POST
def issue(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Write the adopted text with its footnotes; it is read and signed on the page of the act."""
    found, hat = access.decision(request, slug, number)
    by = doors.actor(request, Power.PROPOSE)
    try:
        act = issuing.propose(found, by=by, at=request.now)
    except Refused as refused:
        return _page(request, found, hat, refusals=refused.refusals, status=422)
    messages.info(
        request,
        __("The text with its footnotes has been sent to both co-presidencies for signature."),
    )
    return redirect("acts:act", forum, act.number)


def _back(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """To the page from which a delegation did it: the room, or that of the decision."""
    if ROOM in request.POST:
        return redirect("desk:room", forum, slug)
    return redirect("decisions:in-room", forum, slug, number)


def _say_key(request: Request, act: JointAct) -> None:
    messages.info(
        request,
        __("Both co-presidencies have signed: the act is in effect.")
        if act.effective_at
        else __("You have signed; the act waits for the other Party."),
    )


def _page(
    request: Request,
    found: RoomDecision,
    hat: ActingOffice,
    *,
    saying: forms.Saying | None = None,
    objecting: forms.Objecting | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    one, people = presenters.shown(found, request.now), parties.roster(found.meeting.forum)
    own = presenters.own(one, hat, request.now)
    return render(
        request,
        "decisions/room/decision.html",
        {
            "here": "meetings",
            "one": one,
            "meeting": found.meeting,
            "meeting_name": presenters.meeting_name(found.meeting),
            "document": found.document,
            "halves": presenters.halves(one, people),
            "own": own,
            "member": people.member(hat.member) if hat.member else None,
            "panel": panel.of(one, hat, request.now) if one.is_on_the_table else None,
            "saying": saying or delegation_forms.saying(one, own, hat),
            "objecting": objecting or delegation_forms.objecting(one),
            "issue": issuing.standing_of(found, request.now),
            "proposes": hat.may(Power.PROPOSE),
            "refusals": refusals,
        },
        status=status,
    )

"""Requests of observers: the table of a meeting, one request, and what is done to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.meetings import access as meetings
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.meetings.states import PREPARING, state_of
from cochair.features.meetings.titles import meeting_title
from cochair.features.observers import actions, forms, presenters, queries
from cochair.features.observers.states import Answer
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import wrong

TAB = "meetings:observers"


@require_safe
def observers(request: Request, forum: str, slug: str) -> HttpResponse:
    """Every request for a meeting, the answers of the Parties side by side, and the judgement."""
    meeting, hat = observed(request, slug)
    found = queries.asked(meeting, request.now)
    context = _context(request, meeting)
    book = parties.book(meeting.forum, request.now)
    closes, answers = presenters.days(meeting, book, request.now)
    context |= {
        "rows": presenters.rows(found, meeting, hat, get_language() or "en"),
        "parties": parties.roster(meeting.forum).in_order(get_language() or "en"),
        "judged": presenters.judged(meeting, book, request.now),
        "closes": closes,
        "answers": answers,
        "admits": book.configurations[meeting.configuration].observers,
        "enters": hat.may(Power.RECORD_FACTS) and state_of(meeting, request.now) in PREPARING,
    }
    return render(request, "meetings/observing/observers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request, forum: str, slug: str) -> HttpResponse:
    """Enter a request that came by letter."""
    meeting, _reader = observed(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    sessions = queries.grantable(meeting)
    if request.method != "POST":
        return _enter(request, meeting, forms.Letter(sessions=sessions))
    form = forms.Letter(request.POST, sessions=sessions)
    if not form.is_valid():
        return _enter(request, meeting, form, status=422)
    try:
        row = actions.request_attendance(meeting, by=hat, at=request.now, **form.cleaned_data)
    except Refused as refused:
        return _enter(request, meeting, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The request has been submitted. Each Party answers for itself."))
    return redirect("meetings:observer", forum, slug, row.pk)


@require_POST
def organisation(request: Request, forum: str, slug: str) -> HttpResponse:
    """Enter an organisation that the forum's files do not name."""
    meeting, _reader = observed(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    new = forms.NewOrganisation(request.POST)
    empty = forms.Letter(sessions=queries.grantable(meeting))
    if not new.is_valid():
        return _enter(request, meeting, empty, new=new, status=422)
    try:
        actions.register_organisation(
            meeting.forum, code=new.cleaned_data["code"], name=new.names, by=hat, at=request.now
        )
    except Refused as refused:
        return _enter(request, meeting, empty, new=new, refusals=refused.refusals, status=422)
    messages.info(request, __("The organisation has been added: select it from the list."))
    return redirect("meetings:observer_entry", forum, slug)


@require_safe
def observer(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """One request: what is asked for, what each Party said when, and what may be done."""
    row, hat = request_of(request, slug, number)
    return _page(request, row, hat)


@require_POST
def answer(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Answer for one's own Party."""
    row, _reader = request_of(request, slug, number)
    hat = parties_access.actor(request, Power.DECIDE_FOR_PARTY)
    form = forms.Reply(request.POST)
    if not form.is_valid():
        return _page(request, row, hat, refusals=wrong(form), status=422)
    typed = form.cleaned_data
    return _done(
        request,
        row,
        hat,
        lambda: actions.answer_request(
            row, answer=Answer(typed["answer"]), note=typed["note"], by=hat, at=request.now
        ),
        __("The answer of your Party has been recorded."),
    )


@require_POST
def invite(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Propose the invitation, with what it grants."""
    row, _reader = request_of(request, slug, number)
    hat = parties_access.actor(request, Power.PROPOSE)
    form = forms.Scope(request.POST, sessions=queries.grantable(row.meeting))
    if not form.is_valid():
        return _page(request, row, hat, refusals=wrong(form), status=422)
    try:
        act = actions.propose_invitation(row, by=hat, at=request.now, **form.cleaned_data)
    except Refused as refused:
        return _page(request, row, hat, refusals=refused.refusals, status=422)
    messages.info(
        request, __("The invitation has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_POST
def outside(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Register an invitation that was made elsewhere."""
    row, _reader = request_of(request, slug, number)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = forms.Outside(request.POST)
    if not form.is_valid():
        return _page(request, row, hat, refusals=wrong(form), status=422)
    return _done(
        request,
        row,
        hat,
        lambda: actions.register_outside_invitation(
            row, invited_at=form.instant(row.meeting.forum.zone), by=hat, at=request.now
        ),
        __("The invitation has been registered as it was made."),
    )


@require_POST
def withdraw(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """End a request as a presidency."""
    row, _reader = request_of(request, slug, number)
    hat = parties_access.actor(request, Power.DECIDE_FOR_PARTY)
    return _done(
        request,
        row,
        hat,
        lambda: actions.withdraw_request(row, by=hat, at=request.now),
        __("The request has been withdrawn."),
    )


def _done(
    request: Request, row: ObserverRequest, hat: ActingOffice, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do one thing and lead back to the request; a refusal is shown on its page."""
    try:
        act()
    except Refused as refused:
        return _page(request, row, hat, refusals=refused.refusals, status=422)
    messages.info(request, said)
    meeting = row.meeting
    return redirect("meetings:observer", meeting.forum.slug, meeting.slug, row.pk)


def _context(request: Request, meeting: Meeting) -> dict[str, object]:
    book = parties.book(meeting.forum, request.now)
    return {
        "here": "meetings",
        "meeting": meeting,
        "book": book,
        "name": meeting_title(meeting, book, get_language() or "en"),
    }


def _page(
    request: Request,
    row: ObserverRequest,
    hat: ActingOffice,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    meeting = row.meeting
    asked = queries.asked_of(row, request.now)
    shown = presenters.row(asked, hat, get_language() or "en")
    context = _context(request, meeting) | {
        "shown": shown,
        "history": presenters.history(asked, hat),
        "may": presenters.may(shown, hat, request.now),
        "judged": presenters.judged(meeting, parties.book(meeting.forum, request.now), request.now),
        "sessions": queries.grantable(meeting),
        "choices": forms.DOCUMENT_CHOICES,
        "proposes": hat.may(Power.PROPOSE),
        "refusals": refusals,
    }
    return render(request, "meetings/observing/observer.html", context, status=status)


def _enter(
    request: Request,
    meeting: Meeting,
    form: forms.Letter,
    *,
    new: forms.NewOrganisation | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = _context(request, meeting) | {
        "form": form,
        "new": new or forms.NewOrganisation(),
        "organisations": parties.roster(meeting.forum).organisations,
        "sessions": queries.grantable(meeting),
        "refusals": refusals,
    }
    return render(request, "meetings/observing/enter.html", context, status=status)


# The door to the requests for a meeting: for readers of what the Parties share, and no others.
def observed(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting whose requests are read, and the hat worn; 404 for all who may not."""
    return meetings.meeting(request, slug), parties_access.require_reader(request)


def request_of(request: Request, slug: str, number: int) -> tuple[ObserverRequest, ActingOffice]:
    """One request for a meeting; 404 for one of another meeting, as for none at all."""
    meeting, hat = observed(request, slug)
    found = queries.request(meeting, number)
    if found is None:
        raise Http404
    found.meeting = meeting
    return found, hat

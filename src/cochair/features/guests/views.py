"""The home of those who come: their meetings, one meeting, and an observer's application."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.guests import presenters, queries
from cochair.features.guests.queries import GUESTS, Applied
from cochair.features.meetings import attendance
from cochair.features.meetings import queries as meetings
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.meetings.states import PREPARING, state_of
from cochair.features.meetings.titles import meeting_title
from cochair.features.observers import actions, forms
from cochair.features.observers import queries as observing
from cochair.features.observers.requests import standing
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused

HERE = "mine"


@require_safe
def my_meetings(request: Request, forum: str) -> HttpResponse:
    """Lead from the former list of one's own meetings to home."""
    comes(request)
    return redirect("desk:home", forum)


@require_safe
def my_meeting(request: Request, forum: str, slug: str) -> HttpResponse:
    """The application of an observer who was not invited so far; for all others, their meeting."""
    meeting, hat = attended(request, slug)
    if attendance.takes_part(meeting, hat, request.now):
        return redirect("desk:meeting", forum, slug)
    return _observed(request, meeting, hat)


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: Request, forum: str, slug: str) -> HttpResponse:
    """Apply to attend a meeting as an observer."""
    meeting, hat = applicant(request, slug)
    if request.method != "POST":
        return _apply(request, meeting, forms.Application())
    # The plan of sessions is not an applicant's to see: what it wishes for, it writes.
    form = forms.Application(request.POST)
    if not form.is_valid():
        return _apply(request, meeting, form, status=422)
    try:
        actions.request_attendance(
            meeting,
            organisation=hat.organisation,
            by=hat,
            at=request.now,
            **form.cleaned_data,
        )
    except Refused as refused:
        return _apply(request, meeting, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Your application has been sent to both Parties."))
    return redirect("meetings:my_meeting", forum, slug)


@require_POST
def withdraw(request: Request, forum: str, slug: str) -> HttpResponse:
    """Take one's own application back."""
    row, hat = own_request(request, slug)
    actions.withdraw_request(row, by=hat, at=request.now)
    messages.info(request, __("Your application has been withdrawn."))
    return redirect("desk:home", forum)


def _observed(request: Request, meeting: Meeting, hat: ActingOffice) -> HttpResponse:
    """The page of an observer who waits: its application, and taking that back."""
    row = queries.own_request(meeting, hat)
    assert row is not None
    book = parties.book(meeting.forum, request.now)
    applied = Applied(row, standing(row, observing.needed(book, meeting.configuration)))
    context = _context(request, meeting) | {
        "row": row,
        "mark": presenters.outcome(applied),
        "withdraws": state_of(meeting, request.now) in PREPARING,
    }
    return render(request, "meetings/guests/observed.html", context)


def _context(request: Request, meeting: Meeting) -> dict[str, object]:
    book = parties.book(meeting.forum, request.now)
    when = presenters.when(meeting, book)
    return {
        "here": HERE,
        "meeting": meeting,
        "when": when,
        "name": meeting_title(meeting, book, get_language() or "en"),
    }


def _apply(
    request: Request,
    meeting: Meeting,
    form: forms.Application,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = _context(request, meeting) | {
        "form": form,
        "choices": forms.DOCUMENT_CHOICES,
        "closing": presenters.closing(
            meeting, parties.book(meeting.forum, request.now), request.now
        ),
        "refusals": refusals,
    }
    return render(request, "meetings/guests/apply.html", context, status=status)


# The doors of those who come: their list of meetings, and each meeting as far as it is theirs.


def comes(request: Request) -> ActingOffice:
    """The hat of one who may be invited to meetings; 404 for all others."""
    hat: ActingOffice | None = request.hat
    if hat is None or not (hat.may(Power.READ_SHARED) or hat.role in GUESTS):
        raise Http404
    return hat


def attended(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting for whoever takes part in it, or for an open applicant.

    An applicant whose invitation no longer stands has no page: 404, as for a stranger.
    """
    hat = comes(request)
    found = meetings.meeting(parties_access.forum(request), slug)
    if found is None:
        raise Http404
    if not (attendance.takes_part(found, hat, request.now) or queries.waits(found, hat)):
        raise Http404
    return found, hat


def applicant(request: Request, slug: str) -> tuple[Meeting, ActingOffice]:
    """A meeting to which the observer of this request may apply; 404 for all others."""
    hat = comes(request)
    found = meetings.meeting(parties_access.forum(request), slug)
    if found is None or hat.role is not Role.OBSERVER:
        raise Http404
    if found.pk not in {
        one.pk for one in queries.open_to(parties_access.forum(request), request.now)
    }:
        raise Http404
    return found, hat


def own_request(request: Request, slug: str) -> tuple[ObserverRequest, ActingOffice]:
    """The request of the observer's own organisation that was not withdrawn; 404 for all others."""
    hat = comes(request)
    found = meetings.meeting(parties_access.forum(request), slug)
    row = queries.own_request(found, hat) if found is not None else None
    if row is None or hat.role is not Role.OBSERVER:
        raise Http404
    return row, hat

"""The home of those who come: their meetings, one meeting, and an observer's application."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.guests import presenters, queries
from cochair.features.guests.queries import Applied, Invited
from cochair.features.meetings import attendance, tabs
from cochair.features.meetings import queries as meetings
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.meetings.part import Part
from cochair.features.meetings.states import PREPARING, state_of
from cochair.features.meetings.titles import meeting_title
from cochair.features.observers import actions, forms
from cochair.features.observers import queries as observing
from cochair.features.observers.labels import DOCUMENTS
from cochair.features.observers.requests import standing
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request
from cochair.features.sessions.queries import granted_to, sessions_of
from cochair.procedure.refusal import Refusal, Refused

HERE = "mine"
PROGRAMME = "decisions:programme"


@require_safe
def my_meetings(request: Request, forum: str) -> HttpResponse:
    """What I am invited to, what is left to do, and for an observer what it may apply for."""
    hat = comes(request)
    found = parties_access.forum(request)
    book = parties.book(found, request.now)
    applied = queries.applied(found, hat, request.now)
    known = {one.row.meeting_id for one in applied if one.row.withdrawn_at is None}
    possible = queries.open_to(found, request.now) if hat.role is Role.OBSERVER else ()
    context = {
        "here": HERE,
        "observes": hat.role is Role.OBSERVER,
        "invited": presenters.invited(queries.invited(found, hat, request.now), book, forum),
        "applied": presenters.applied(applied, book),
        "possible": presenters.possible([m for m in possible if m.pk not in known], book),
    }
    return render(request, "meetings/guests/my_meetings.html", context)


@require_safe
def my_meeting(request: Request, forum: str, slug: str) -> HttpResponse:
    """One meeting as far as it is mine: an observer sees what was granted and nothing else."""
    meeting, hat = attended(request, slug)
    row = queries.own_request(meeting, hat)
    if row is not None and queries.own_invitation(meeting, hat) is None:
        return _observed(request, meeting, hat)
    invitation = queries.own_invitation(meeting, hat)
    one = Invited(meeting, invitation, queries.own_delegation(meeting, hat)) if invitation else None
    part = attendance.part_of(meeting, hat, request.now)
    observes = part is Part.OBSERVER
    context = _context(request, meeting) | {
        "invitation": invitation,
        "answer_page": presenters.address("meetings:invitation", forum, slug, invitation.pk)
        if invitation
        else "",
        "agenda_page": "" if observes else presenters.address("meetings:agenda", forum, slug),
        "programme_page": presenters.address(PROGRAMME, forum, slug)
        if tabs.has(meeting, PROGRAMME) and not observes
        else "",
        "errands": presenters.errands(one, forum) if one else (),
        "sessions": presenters.sessions(
            sessions_of(meeting), part, granted_to(meeting, hat.organisation, part)
        ),
        "reads_shared": hat.may(Power.READ_SHARED),
    }
    return render(request, "meetings/guests/my_meeting.html", context)


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
    messages.info(request, __("Your application is with both Parties."))
    return redirect("meetings:my_meeting", forum, slug)


@require_POST
def withdraw(request: Request, forum: str, slug: str) -> HttpResponse:
    """Take one's own application back."""
    row, hat = own_request(request, slug)
    actions.withdraw_request(row, by=hat, at=request.now)
    messages.info(request, __("Your application is withdrawn."))
    return redirect("meetings:my_meetings", forum)


def _observed(request: Request, meeting: Meeting, hat: ActingOffice) -> HttpResponse:
    """The page of an observer: its application, and what was granted once it is invited."""
    row = queries.own_request(meeting, hat)
    assert row is not None
    book = parties.book(meeting.forum, request.now)
    wanted = observing.needed(book, meeting.configuration)
    applied = Applied(row, standing(row, wanted))
    is_invited = applied.standing.is_invited
    key = row.organisation.code.lower()
    context = _context(request, meeting) | {
        "row": row,
        "mark": presenters.outcome(applied),
        "is_invited": is_invited,
        "sessions": presenters.sessions(sessions_of(meeting), Part.OBSERVER, row.granted_sessions)
        if is_invited
        else (),
        "documents": DOCUMENTS.get(row.granted_documents, row.granted_documents),
        "delegation_page": presenters.address(
            "meetings:delegation", meeting.forum.slug, meeting.slug, key
        )
        if is_invited
        else "",
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
        "pack_page": presenters.address("desk:packs", meeting.forum.slug, meeting.slug),
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
        "refusals": refusals,
    }
    return render(request, "meetings/guests/apply.html", context, status=status)


# The doors of those who come: their list of meetings, and each meeting as far as it is theirs.
GUESTS = frozenset({Role.INSTITUTION, Role.OBSERVER})


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

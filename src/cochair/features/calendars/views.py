"""The dates of a meeting; a person's calendar addresses, and the calendar behind each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.calendars import (
    access,
    actions,
    dates,
    personal_calendar,
    queries,
    responses,
)
from cochair.features.meetings import access as meetings
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as parties
from cochair.features.parties import queries as forums
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.preparations import queries as preparing
from cochair.procedure.calendar import civil_day


@require_safe
def of_meeting(request: Request, forum: str, slug: str) -> HttpResponse:
    """The timetable of one meeting, counted from its day."""
    hat = parties.require_reader(request)
    row, found = meetings.meeting(request, slug), parties.forum(request)
    fact = next((m for m in queries.meetings_at(found, request.now) if m.id == slug), None)
    if fact is None:
        raise Http404
    return render(
        request,
        "meetings/feeds/dates.html",
        {
            "here": "meetings",
            "meeting": row,
            "name": meeting_title(row, forums.book(found, request.now), get_language() or "en"),
            "rows": dates.rows(found, fact, hat, request.now),
            "today": civil_day(request.now, found.zone),
            "planned": (
                [one for one in preparing.planned(row) if one.cancelled_at is None]
                if preparing.reads(row, hat, request.now)
                else []
            ),
        },
    )


@require_POST
def remind(request: Request, forum: str, slug: str) -> HttpResponse:
    """Remind those who have not opened the notice, or not answered it."""
    meeting = meetings.meeting(request, slug)
    hat = parties.actor(request, Power.RECORD_FACTS)
    reminded = len(actions.remind(meeting, by=hat, at=request.now))
    text = ngettext(
        "A reminder has been sent to {n} invitee.",
        "A reminder has been sent to {n} invitees.",
        reminded,
    )
    messages.info(request, text.format(n=reminded))
    return redirect(f"{reverse('desk:meeting', args=[forum, slug])}?phase=invite#who")


@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: Request, forum: str) -> HttpResponse:
    """A person's calendar addresses; a new one is shown on this answer and never again."""
    hat, found = access.subscriber(request), parties.forum(request)
    address = ""
    if request.method == "POST":
        _feed, secret = actions.make_feed(found, by=hat, at=request.now)
        address = personal_calendar.address(found, secret, get_language() or "en")
    answer = render(
        request,
        "meetings/feeds/feeds.html",
        {"here": "calendar", "address": address, "feeds": queries.feeds_of(found, hat.account)},
    )
    return responses.kept_by_nobody(answer)


@require_POST
def revoke(request: Request, forum: str, number: int) -> HttpResponse:
    """End one of one's own calendar addresses."""
    hat = access.subscriber(request)
    actions.revoke_feed(access.own_feed(request, number), by=hat, at=request.now)
    return redirect("meetings:feeds", forum)


@require_safe
def feed(request: Request, forum: str, secret: str) -> HttpResponse:
    """What the owner of an address may now know of, as a calendar; 404 for every other address."""
    found = parties.forum(request)
    account, hats = access.by_secret(found, secret, request.now)
    made = personal_calendar.personal(found, account, hats, request.now)
    return responses.secret(request, made, name=f"{found.slug}.ics")

"""The room, its changing parts alone, and the second screen."""

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cochair.desk.room import access, polling, presenting, screen, showing
from cochair.desk.room.gathering import Room
from cochair.meetings import tabs
from cochair.meetings.titles import meeting_title
from cochair.parties.request import Request


@require_safe
def room(request: Request, forum: str, slug: str) -> HttpResponse:
    """The room of a meeting: what is on the floor, who speaks, what stands on the agenda."""
    found, hat, sight = access.room(request, slug)
    seen = showing.shown(found, sight, hat, request.now)
    return render(
        request,
        "desk/room/room.html",
        {
            **_around(found),
            "tabs": tabs.of(found.meeting, "desk:room", request.hat, request.now)
            if sight.shares
            else (),
            "sight": sight,
            "regions": seen.given(get_token(request)),
            "etag": seen.etag,
        },
    )


@require_safe
def live(request: Request, forum: str, slug: str) -> HttpResponse:
    """The changing parts of the room; 304 while they are what the reader has."""
    found, hat, sight = access.room(request, slug)
    seen = showing.shown(found, sight, hat, request.now)
    body = seen.body(get_token(request)) if not polling.has(request, seen.etag) else ""
    return polling.respond(request, forum, body, seen.etag, found.version)


@require_safe
def second(request: Request, forum: str, slug: str) -> HttpResponse:
    """The second screen, for the projector of the room."""
    found = access.screen(request, slug)
    seen = screen.shown(found, request.now)
    return render(
        request,
        "desk/room/screen.html",
        {**_around(found), "regions": seen.regions, "etag": seen.etag},
    )


@require_safe
def second_live(request: Request, forum: str, slug: str) -> HttpResponse:
    """The changing parts of the second screen; 304 while they are what it shows."""
    found = access.screen(request, slug)
    seen = screen.shown(found, request.now)
    return polling.respond(request, forum, seen.body(""), seen.etag, found.version)


def _around(found: Room) -> dict[str, object]:
    language = get_language() or "en"
    return {
        "here": "meetings",
        "meeting": found.meeting,
        "name": meeting_title(found.meeting, found.book, language),
        "state": found.state,
        "closed": presenting.closed(found),
        "zone": found.zone,
    }

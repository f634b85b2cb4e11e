"""The room, its changing parts alone, and the second screen."""

import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Lock
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from cochair.features.meetings.titles import meeting_title
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.journal import queries as journal
from cochair.site.desk.room import (
    access,
    fragments,
    hall,
    presenters,
    text_of_item,
)
from cochair.site.desk.room.access import Sight
from cochair.site.desk.room.fragments import Shown, of_regions
from cochair.site.desk.room.snapshot import Room, RoomCache
from cochair.web.localize import language_now


@require_safe
def room(request: Request, forum: str, slug: str) -> HttpResponse:
    """The room of a meeting: its agenda, the item and its text, who speaks, and the one button."""
    return _room(request, slug)


@require_safe
def live(request: Request, forum: str, slug: str) -> HttpResponse:
    """The changing parts of the room; 304 while they are what the reader has.

    With `did`, also what was said of the step that the reader has just taken.
    """
    found, hat, sight = _seen(request, slug)
    seen = fragments.shown(found, sight, hat, request.now)
    body = seen.body(get_token(request)) if not has(request, seen.etag) else ""
    if DID in request.GET:
        body += render_to_string("desk/room/parts/did.html", {"messages": get_messages(request)})
    return respond(request, forum, body, seen.etag, journal.version(forum))


DID, TEXT, ON = "did", "text", "on"
# What a reader came to say beside the text, where it is no objection.
SAY, STATEMENT = "say", "statement"
# The id of a paragraph, as it stands in an address.
PARAGRAPH = re.compile(r"[a-z0-9-]{1,32}")


def _seen(request: Request, slug: str) -> tuple[Room, ActingOffice, Sight]:
    """The room, who looks, and what they see of it in the language that they chose."""
    found, hat, sight = access.room(request, slug)
    tongue, on = request.GET.get(TEXT, ""), request.GET.get(ON, "")
    known = {*found.book.languages, text_of_item.SIDE}
    return (
        found,
        hat,
        replace(
            sight,
            tongue=tongue if tongue in known else "",
            on=on if PARAGRAPH.fullmatch(on) else "",
            states=request.GET.get(SAY) == STATEMENT,
        ),
    )


def _room(request: Request, slug: str) -> HttpResponse:
    found, hat, sight = _seen(request, slug)
    seen = fragments.shown(found, sight, hat, request.now)
    chosen = {TEXT: sight.tongue, ON: sight.on, SAY: STATEMENT if sight.states else ""}
    query = urlencode({name: said for name, said in chosen.items() if said})
    return render(
        request,
        "desk/room/room.html",
        {
            **_around(found, request.now),
            "look": "cockpit",
            "sight": sight,
            "office": hat,
            "query": f"?{query}" if query else "",
            "regions": seen.given(get_token(request)),
            "etag": seen.etag,
        },
    )


@require_safe
def second(request: Request, forum: str, slug: str) -> HttpResponse:
    """The second screen, for the projector of the room."""
    found = access.screen(request, slug)
    seen = shown(found, request.now)
    return render(
        request,
        "desk/room/screen.html",
        {
            **_around(found, request.now),
            "look": "hall",
            "regions": seen.regions,
            "etag": seen.etag,
        },
    )


@require_safe
def second_live(request: Request, forum: str, slug: str) -> HttpResponse:
    """The changing parts of the second screen; 304 while they are what it shows."""
    found = access.screen(request, slug)
    seen = shown(found, request.now)
    return respond(request, forum, seen.body(""), seen.etag, journal.version(forum))


def _around(found: Room, at: datetime) -> dict[str, object]:
    language = language_now()
    return {
        "clocks": presenters.clocks(found, at),
        "first": found.parties(language)[0].tone,
        "meeting": found.meeting,
        "name": meeting_title(found.meeting, found.book, language),
    }


# The screen of the hall: for everybody in the room, in every language of the forum at once.
#
# It shows only what the least entitled person in the room may read: the item, the speaker, what is
# put. No names of people, no buttons, nothing of one Party alone.
_SCREENS: RoomCache[Shown] = RoomCache(16)


def shown(room: Room, at: datetime) -> Shown:
    """The screen of the hall; the same for whoever puts it up in a language."""
    return _SCREENS.get(room, language_now(), lambda: of_regions({"screen": _made(room, at)}))


def _made(room: Room, at: datetime) -> SafeString:
    html = render_to_string("desk/room/parts/hall.html", hall.of(room, at))
    return mark_safe(html)


# Two hundred screens that ask once a second: most answers are "nothing changed", at no cost.
#
# A screen sends the digest of what it shows. Once the full way (session, office, rights) has led
# to that digest, the same question from the same browser is answered here for a few seconds, while
# the ledger has no new entry: 304, without a body, and without a query but one for the ledger,
# which all screens share. A 304 tells nobody anything that was not sent to them before.
#
# Whoever loses an office or signs out therefore learns of it a few seconds later, and sees nothing
# new until then. Source: corrections.md section 4, "Room screens".
type Next = Callable[[HttpRequest], HttpResponse]

# For how long, in seconds, rights that were found are not looked up again.
TRUSTED = 5.0
# How old, in seconds, the shared look at the ledger may be.
FRESH = 0.2
MOST = 4096
# By what clock a turn is counted on every screen.
CLOCK = "Cochair-Now"


class _Known:
    """What was found for whom, until when; and the version of each ledger, just now."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: OrderedDict[str, tuple[str, str, float]] = OrderedDict()
        self._versions: dict[str, tuple[str, float]] = {}

    def keep(self, key: str, forum: str, version: str, until: float) -> None:
        with self._lock:
            self._answers[key] = (forum, version, until)
            self._answers.move_to_end(key)
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)

    def holds(self, key: str, now: float) -> bool:
        with self._lock:
            found = self._answers.get(key)
        return found is not None and now < found[2] and self.version(found[0], now) == found[1]

    def version(self, forum: str, now: float) -> str:
        with self._lock:
            found = self._versions.get(forum)
        if found is not None and now - found[1] < FRESH:
            return found[0]
        version = journal.version(forum)
        with self._lock:
            self._versions[forum] = (version, now)
        return version

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._versions.clear()


_KNOWN = _Known()


def unchanged(get_response: Next) -> Next:
    """Answer 304 before anything else is asked, where that is known to be the answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        etag = asked(request)
        if etag and request.method == "GET":
            key = _key(request, etag)
            if key and _KNOWN.holds(key, time.monotonic()):
                # Without an hour: nobody asked which forum this is, and a demonstration has its own.
                return _told(HttpResponseNotModified(), etag)
        return get_response(request)

    return answer


def respond(request: HttpRequest, forum: str, body: str, etag: str, version: str) -> HttpResponse:
    """The body for one who has another, or 304; and remember for a while that it is the answer.

    `version` is that of the ledger from which the body was made.
    """
    key = _key(request, etag)
    if key:
        _KNOWN.keep(key, forum, version, time.monotonic() + TRUSTED)
    response = HttpResponseNotModified() if has(request, etag) else HttpResponse(body)
    response[CLOCK] = request.now.isoformat()  # type: ignore[attr-defined]
    return _told(response, etag)


def has(request: HttpRequest, etag: str) -> bool:
    """Whether a screen shows this already."""
    return asked(request) == etag


def asked(request: HttpRequest) -> str:
    """The digest that a screen says it shows; a proxy that packed the answer calls it weak, and it
    is the same all the same (RFC 9110, 13.1.2)."""
    return request.headers.get("If-None-Match", "").strip().removeprefix("W/")


def forget() -> None:
    """Know nothing; tests do so between two steps of a story."""
    _KNOWN.clear()


def _key(request: HttpRequest, etag: str) -> str:
    """The same browser, session, address and digest; empty for one who is not signed in."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not session:
        return ""
    told = "\n".join((session, request.get_full_path(), etag))
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _told(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response

"""Pages without sign-in: they read what is public elsewhere, with its source, and publications."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.http import require_safe

from cochair.features.calendars import responses
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power, Role
from cochair.features.parties.request import Request
from cochair.journal import signing
from cochair.site.public import queries

# Offices that read nothing of what the Parties share, and have meetings of their own.
GUESTS = frozenset({Role.INSTITUTION, Role.OBSERVER})


@require_safe
def receipt_key(request: Request) -> HttpResponse:
    """The public key by which anyone verifies a receipt of this installation."""
    return HttpResponse(f"{signing.public_key()}\n", content_type="text/plain")


@require_safe
def front(request: Request) -> HttpResponse:
    """Lead to the reader's language."""
    return redirect(f"/{get_language_from_request(request, check_path=False)}/")


@require_safe
def forums(request: Request) -> HttpResponse:
    """The forums of this installation; a single one is opened at once."""
    found = parties.forums()
    if len(found) == 1:
        return redirect(_landing(request, found[0]), found[0].slug)
    return render(request, "public/forums.html", {"found": found})


@require_safe
def home(request: Request, forum: str) -> HttpResponse:
    """What the forum is, who presides, when it meets."""
    found = access.forum(request)
    return render(
        request,
        "public/home.html",
        {
            "here": "overview",
            "book": parties.book(found, request.now),
            "meetings": queries.meetings(found, request.now, get_language() or "en"),
            "cycle": queries.cycle(found, request.now),
            "instruments": queries.instruments(found),
            "areas": queries.areas(found, request.now),
        },
    )


@require_safe
def calendar(request: Request, forum: str) -> HttpResponse:
    """Every date that is public, with its source; nothing that only the Parties know."""
    found = access.forum(request)
    return render(
        request,
        "public/calendar.html",
        {
            "here": "calendar",
            "meetings": queries.meetings(found, request.now, get_language() or "en"),
            "cycles": queries.cycles(found),
        },
    )


@require_safe
def feed(request: Request, forum: str) -> HttpResponse:
    """The public calendar for calendar programs, in the language of its address."""
    found = access.forum(request)
    made = queries.calendar(found, request.now, get_language() or "en")
    return responses.public(request, made, name=f"{found.slug}.ics")


def _landing(request: Request, forum: parties.Forum) -> str:
    """Where a reader's work is: the desk, one's own meetings, or what is public."""
    if not request.user.is_authenticated:
        return "public:home"
    worn = parties.hats(forum, request.user, request.now)
    if any(hat.may(Power.READ_SHARED) for hat in worn):
        return "desk:desk"
    return "meetings:my_meetings" if any(hat.role in GUESTS for hat in worn) else "public:home"

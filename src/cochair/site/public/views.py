"""Pages without sign-in: they read what is public elsewhere, with its source, and publications."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from cochair.features.calendars import responses
from cochair.features.calendars.personal_calendar import Made
from cochair.features.cycles import queries as cycles
from cochair.features.guests import presenters as guest_presenters
from cochair.features.guests import queries as guests
from cochair.features.guests.presenters import MeetingShown
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.request import Request
from cochair.journal import signing
from cochair.journal.table_cache import TableCache, cached_part
from cochair.procedure.calendar import civil_day
from cochair.site.public import chairing, entrances, outcomes, picture, queries
from cochair.web.localize import language_now


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
        return redirect(entrances.home_of(found[0], request), found[0].slug)
    words = {"entrances": entrances.of(found, request), **entrances.after_sign_in(request)}
    return render(request, "public/forums.html", words)


@require_safe
def home(request: Request, forum: str) -> HttpResponse:
    """What comes next, what came last, what was agreed, and the cycle; nothing but what is public."""
    found, at = access.forum(request), request.now
    # It says nothing of the hour: it is the same for a whole day, and for everybody.
    key = (civil_day(at, found.zone),)
    front = cached_part(found.slug, "public/parts/front.html", key, lambda: _front(found, at))
    words = {"here": "overview", "front": front, **entrances.after_sign_in(request, found)}
    return render(request, "public/home.html", words)


def _front(forum: Forum, at: datetime) -> Mapping[str, object]:
    language = language_now()
    texts = outcomes.of_forum(forum, language)
    areas = queries.areas(forum, at)
    cycle = queries.cycle(forum, at)
    # Of thousands few are shown.
    dated = queries.dated(forum, at)
    ahead = queries.next_meeting(dated)
    over = [one for one in dated if not one.is_ahead and not one.cancelled]
    held = [one for one in over if one.held]
    past = held or over
    drawn = picture.on(forum, cycle, dated, at) if cycle else ()
    wanted = [*(() if ahead is None else (ahead,)), *past[:PAST], *drawn]
    by_id = {one.fact.id: one for one in queries.shown(forum, wanted, at, language, texts)}
    coming = by_id[ahead.fact.id] if ahead else None
    return {
        "forum": forum,
        "made_at": at,
        "book": parties.book(forum, at),
        "next": coming,
        "chairing": chairing.of(forum, coming, at, language) if coming else None,
        "outcome": texts[0] if texts else None,
        "texts": texts,
        "areas": [(words, n, 100 * n / areas[0][1]) for words, n in areas],
        "cycle": cycle,
        "is_agreed": cycle is not None and cycles.planned_by(forum, cycle.number, at) is not None,
        "picture": picture.of(forum, cycle, [by_id[one.fact.id] for one in drawn], at, language)
        if cycle
        else None,
        "past": [by_id[one.fact.id] for one in past[:PAST]],
        "number": len(held),
        "earlier": max(0, len(held) - PAST),
        "unproven": sum(one.is_doubtful for one in over) if held else 0,
        "results": queries.results(forum),
    }


@require_safe
def calendar(request: Request, forum: str) -> HttpResponse:
    """Every date that is public, with its source, and a guest's own meetings above them."""
    found, at = access.forum(request), request.now
    page = Paginator(queries.dated(found, at), ON_A_PAGE).get_page(request.GET.get("page"))
    key = civil_day(at, found.zone), page.number
    rows = cached_part(
        found.slug,
        "public/parts/meetings.html",
        key,
        lambda: {"meetings": _on_page(found, at, page.number)},
    )
    return render(
        request,
        "public/calendar.html",
        {
            "here": "calendar",
            "page": page,
            "rows": rows,
            "cycles": queries.cycles(found),
            "agreed": cycles.agreed(found, at),
            "invited": _invited(request, found),
        },
    )


def _invited(request: Request, forum: Forum) -> Sequence[MeetingShown]:
    """The meetings to which a guest who is signed in is invited; none for everybody else."""
    hat = request.hat
    if hat is None or hat.role not in guests.GUESTS:
        return ()
    book = parties.book(forum, request.now)
    return guest_presenters.invited(guests.invited(forum, hat, request.now), book, forum.slug)


def _on_page(forum: Forum, at: datetime, number: int) -> list[queries.PublicMeeting]:
    language = language_now()
    page = Paginator(queries.dated(forum, at), ON_A_PAGE).get_page(number)
    texts = outcomes.of_forum(forum, language)
    return queries.shown(forum, list(page.object_list), at, language, texts)


# So many past meetings stand on the first page, and so many meetings on a page of all.
PAST, ON_A_PAGE = 5, 50


@require_safe
def feed(request: Request, forum: str) -> HttpResponse:
    """The public calendar for calendar programs, in the language of its address."""
    found, at, language = access.forum(request), request.now, language_now()
    key = (civil_day(at, found.zone), language)
    made = _CALENDARS.get(found.slug, key, lambda: queries.calendar(found, at, language))
    return responses.public(request, made, name=f"{found.slug}.ics")


_CALENDARS: TableCache[Made] = TableCache(16)

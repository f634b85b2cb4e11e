"""Where we stand: what somebody new in an office needs to know, on one page."""

from itertools import islice

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cochair.features.action_points import presenters as point_presenters
from cochair.features.action_points import queries as points
from cochair.features.compliance import queries as compliance
from cochair.features.handovers import queries as handovers
from cochair.features.meetings import attendance
from cochair.features.parties import access, context
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Role
from cochair.features.parties.request import Request
from cochair.features.register import listings
from cochair.site.desk import home_views, next_meeting, turns
from cochair.web.localize import language_now, translated

# So many things to do, and so many that are agreed or open: what is read in two minutes.
FIRST, OTHERS = 5, 3


@require_safe
def stand(request: Request, forum: str) -> HttpResponse:
    """The meeting that comes, what is agreed and open, who is who, and the first things to do."""
    hat = access.require_reader(request)
    found = access.forum(request)
    zone = getattr(request.user, "zone", "")
    parts = attendance.parts_of(found, hat, request.now)
    book, roster = parties.book(found, request.now), parties.roster(found)
    told = compliance.facts_at(found, request.now)
    live = [one for one in points.live(found) if parts.get(one.meeting.slug)]
    return render(
        request,
        "desk/stand.html",
        {
            "here": "cycle",
            "first": turns.of_office(found, hat, request.now, zone)[:FIRST],
            "next": next_meeting.of(
                told, book, request.now, found.zone, lambda slug: bool(parts.get(slug))
            ),
            "agreed": [
                (row.slug, translated(row.title, language_now()), day)
                for row, day in islice(listings.agreed(found, hat, request.now), OTHERS)
            ],
            "open": point_presenters.shown(live[:OTHERS], found, roster, book, request.now),
            "own_chair": context.chair(request, roster, roster.party(hat.party), language_now())
            if hat.role is Role.CO_PRESIDENCY
            else None,
            "pack": handovers.received(found, hat),
            **home_views.cycle_context(found, hat, request.now),
        },
    )

"""Home: what the reader must do now, what others do next, what changed, and how the cycle stands."""

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cochair.features.circulation import queries as circulation
from cochair.features.compliance import presenters, visibility
from cochair.features.compliance import queries as compliance
from cochair.features.documents.models import Document
from cochair.features.guests import presenters as guest_presenters
from cochair.features.guests import queries as guest_queries
from cochair.features.handovers import queries as handovers
from cochair.features.meetings import attendance
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request
from cochair.features.texts import decision_state
from cochair.features.texts import queries as texts
from cochair.features.texts.authors import OF_A_DELEGATION
from cochair.features.texts.turns import going_on
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Cycle, Facts
from cochair.procedure.result import Outcome
from cochair.site.desk import banner, glance, next_meeting, risks, since, turns, waiting
from cochair.site.desk.cycle_context import Gathered
from cochair.web.localize import language_now


@require_safe
def desk(request: Request, forum: str) -> HttpResponse:
    """Lead from the former address of the first page to home."""
    return redirect("desk:home", forum)


@require_safe
def turn_count(request: Request, forum: str) -> HttpResponse:
    """The number beside Home alone, for a page that was shown before anybody had counted."""
    hat = request.hat
    if hat is None or not turns.has_home(hat):
        raise Http404
    count = len(turns.own(access.forum(request), hat, request.now))
    return render(request, "web/parts/turn_count.html", {"count": count})


@require_safe
def home(request: Request, forum: str) -> HttpResponse:
    """Whose turn it is: for whoever holds an office in this forum; for all others no such page."""
    hat = request.hat
    if hat is None or not turns.has_home(hat):
        raise Http404
    found = access.forum(request)
    zone, is_new = getattr(request.user, "zone", ""), since.is_first(request, hat)
    rows = turns.of_office(found, hat, request.now, zone)
    seen = since.visit(request, found, hat)
    if seen is None and is_new and handovers.received(found, hat) is not None:
        return redirect("desk:stand", forum)
    silences = banner.running(found, hat, request.now)
    waited_for = waiting.waiting(found, hat, request.now, zone)
    waits, waits_later = waiting.split(waited_for)
    later = [row for row in rows[turns.SHOWN :] if row.deadline is None]
    context = {
        "here": "home",
        "rows": [row for row in rows if row not in later],
        "later": later,
        "after_term": turns.rows_of(
            found, hat, turns.after_term(found, hat, request.now), request.now, zone
        ),
        "turn_count": sum(row.count for row in rows),
        "to_sign": sum(row.count for row in rows if row.act is not None),
        "waiting": waits,
        "waiting_later": waits_later,
        "waiting_count": sum(row.count for row in waited_for),
        "news": since.NONE if seen is None else since.since(found, hat, request.now, seen),
        "banner": banner.now(found, hat, request.now, silences, zone),
        "silences": silences,
        "asked": circulation.asked(found, hat, request.now),
        "negotiated": _negotiated(found, hat, request.now),
        "elsewhere": _elsewhere(request, found, hat),
        "own_zone": zone,
        **cycle_context(found, hat, request.now),
    }
    if hat.role in turns.GUESTS:
        context |= _guest(found, hat, request.now)
    return render(request, "desk/home.html", context)


def _elsewhere(request: Request, forum: Forum, hat: ActingOffice) -> list[tuple[ActingOffice, int]]:
    """The other offices of the same person here that have turns, each with how many."""
    others = [other for other in request.hats if other.office != hat.office]
    counts = turns.count(forum, others, request.now)
    return [(other, counts[other.office]) for other in others if counts[other.office]]


def _negotiated(forum: Forum, hat: ActingOffice, at: datetime) -> list[Document]:
    """The documents of which a delegation may propose other words."""
    if hat.role not in OF_A_DELEGATION:
        return []
    read = texts.visible(forum, hat, at).values("pk")
    rows = going_on(forum).filter(pk__in=read)
    return [row.document for row in rows if not any(decision_state.fixed(row, at))]


def cycle_context(forum: Forum, hat: ActingOffice, at: datetime) -> Mapping[str, object]:
    """The next meeting, what is at risk, and the picture of the cycle that runs."""
    told, book = compliance.facts_at(forum, at), parties.book(forum, at)
    parts = attendance.parts_of(forum, hat, at)
    today = civil_day(at, forum.zone)
    current = _running(told, today)
    context: dict[str, object] = {
        "next": next_meeting.of(told, book, at, forum.zone, lambda slug: bool(parts.get(slug))),
    }
    if not hat.may(Power.READ_SHARED):
        return context
    judged = visibility.results(forum, hat, at)
    own = compliance.of_cycle(judged, current.number) if current else compliance.NO_RESULTS
    attention = [one for one in own if one.at_risk or one.outcome is Outcome.NOT_MET]
    undated, context["attention"] = risks.with_clauses(
        risks.of_meetings(book, told, at, language_now()),
        compliance.with_clauses(forum, attention),
    )
    context["undated"] = [risk for risk in undated if risk.warns]
    context["far"] = [risk for risk in undated if not risk.warns]
    context["warnings"] = risks.of_messages(forum, hat, at)
    if current is not None:
        gathered = Gathered(forum, book, told, parties.roster(forum), current, own, at, parts)
        context["glance"] = glance.glance(gathered)
        closed = visibility.withheld(gathered.every, own, forum, hat, at)
        context["tally"] = presenters.counted(own.outcomes, len(closed))
    return context


def _running(told: Facts, today: object) -> Cycle | None:
    return next(
        (c for c in told.cycles if c.start <= today <= c.end and c.abandoned_at is None),  # type: ignore[operator]
        None,
    )


def _guest(forum: Forum, hat: ActingOffice, at: datetime) -> Mapping[str, object]:
    """The meetings of whoever comes as a guest, and those that an observer may apply for."""
    book = parties.book(forum, at)
    applied = guest_queries.applied(forum, hat, at)
    known = {one.row.meeting_id for one in applied if one.row.withdrawn_at is None}
    possible = guest_queries.open_to(forum, at) if hat.role is Role.OBSERVER else ()
    invited = guest_queries.invited(forum, hat, at)
    return {
        "observes": hat.role is Role.OBSERVER,
        "is_guest": True,
        "invited": guest_presenters.invited(invited, book, forum.slug),
        "applied": guest_presenters.applied(applied, book),
        "possible": guest_presenters.possible([m for m in possible if m.pk not in known], book, at),
    }

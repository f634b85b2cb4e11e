"""Desk, my term, cycle board, meetings and the page of one meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_safe

from cochair.features.compliance import places, presenters, visibility
from cochair.features.compliance import queries as compliance
from cochair.features.compliance.cycle_changes import CHANGEABLE
from cochair.features.cycles import queries as cycles
from cochair.features.guests.queries import GUESTS
from cochair.features.meetings import attendance
from cochair.features.meetings.names import meeting_name
from cochair.features.meetings.queries import events
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import OF_A_PRESIDENCY, ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.sessions.queries import COME
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Meeting
from cochair.site.desk import board, meeting_phases, own_meeting, taking_up
from cochair.site.desk import cycle as cycle_board
from cochair.site.desk import meeting as meeting_pages
from cochair.site.desk import term as terms
from cochair.site.desk.cycle_context import Gathered
from cochair.site.desk.labels import place_name, state_in_words, when_in_words
from cochair.site.desk.lanes import lanes
from cochair.web import as_at
from cochair.web.localize import language_now

DAYS_AHEAD = 30


@require_safe
def term(request: Request, forum: str) -> HttpResponse:
    """What one's own presidency brings with it, for whoever holds it or comes into it."""
    hat = access.require_reader(request)
    if hat.role not in OF_A_PRESIDENCY:
        raise Http404
    return render(request, "desk/term.html", terms.page(access.forum(request), hat, request.now))


@require_safe
def now(request: Request, forum: str) -> HttpResponse:
    """Lead to the cycle that runs, or the latest there is."""
    access.require_reader(request)
    found = access.forum(request)
    known = cycles.cycles(found)
    today = civil_day(request.now, found.zone)
    running = [c for c in known if cycles.state_of(c, today) is cycles.State.RUNNING] or list(known)
    if not running:
        raise Http404
    return redirect("desk:cycle", forum, running[-1].number)


@require_safe
def cycle(request: Request, forum: str, number: int) -> HttpResponse:
    """The board of one cycle, with its table twin."""
    hat = access.require_reader(request)
    found = access.forum(request)
    moment = as_at.read(request, found.zone)
    facts = compliance.facts_at(found, moment.instant)
    one = next((c for c in facts.cycles if c.number == number), None)
    if one is None:
        return _not_yet(request, number, moment)
    book = parties.book(found, moment.instant)
    judged = visibility.results(found, hat, moment.instant, now=request.now)
    told = Gathered(
        found,
        book,
        facts,
        parties.roster(found),
        one,
        compliance.of_cycle(judged, number),
        moment.instant,
        attendance.parts_of(found, hat, request.now),
    )
    row = cycles.cycle(found, number)
    if row is None:
        raise Http404
    withheld = visibility.withheld(told.every, told.results, found, hat, request.now)
    proposes = hat.may(Power.PROPOSE) and moment.is_now
    state, following = cycles.state_of(row, told.today), cycles.plan_of(found, number + 1)
    return render(
        request,
        "desk/cycle.html",
        {
            "here": "cycle",
            "cycle": one,
            "row": row,
            "abandonment": cycles.abandonment(row),
            "state": state,
            "semesters": list(enumerate(one.semesters, start=1)),
            "current": [
                i
                for i, (a, b) in enumerate(one.semesters, 1)
                if a <= told.today <= b and one.abandoned_at is None
            ],
            "lanes": lanes(told),
            "today": board.position_of(board.scale(one), moment.instant, found.zone),
            "slots": cycle_board.slots(told),
            "rows": cycle_board.rows(told),
            "tally": presenters.counted(told.results.outcomes, len(withheld)),
            "plan": following,
            # Once a cycle is over and both agreed on the next, its meetings move on their own pages.
            "plans_next": state in CHANGEABLE or not following,
            "planned_by": cycles.planned_by(found, number, moment.instant),
            "others": cycle_board.neighbours([c.number for c in facts.cycles], number),
            "as_at": moment,
            "taking_up": taking_up.step(found, hat, request.now) if moment.is_now else None,
            "proposes": proposes,
            "changeable": proposes and state in CHANGEABLE,
            "book": book,
        },
    )


@require_safe
def meetings(request: Request, forum: str) -> HttpResponse:
    """Every meeting known on a day, newest first, and the events around them.

    Whoever may not read what the Parties share is led to the meetings that are public.
    """
    found = access.forum(request)
    if not access.reads_shared(request):
        return redirect("public:calendar", found.slug)
    hat = access.require_reader(request)
    moment = as_at.read(request, found.zone)
    book = parties.book(found, moment.instant)
    results = visibility.results(found, hat, moment.instant, now=request.now)
    known = newest_first(found, moment.instant)
    page = Paginator(known, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/meetings.html",
        {
            "here": "meetings",
            "as_at": moment,
            "book": book,
            "proposes": hat.may(Power.PROPOSE) and moment.is_now,
            "page": page,
            "rows": meeting_rows(found, list(page.object_list), book, results, moment.instant),
            "events": events(found, civil_day(moment.instant, found.zone)),
        },
    )


@require_safe
def meeting(request: Request, forum: str, slug: str) -> HttpResponse:
    """One meeting: in its five phases for those who prepare it, on one page for those who come.

    Whoever does not take part in it reads here what everybody may know of it, and nothing else; a
    guest that does not come finds no page.
    """
    hat: ActingOffice | None = request.hat
    found = access.forum(request)
    if hat is None or not (hat.may(Power.READ_SHARED) or hat.role in GUESTS):
        raise Http404
    row = meeting_pages.row(found, slug)
    part = attendance.part_of(row, hat, request.now)
    if not part and hat.role in GUESTS:
        raise Http404
    moment = as_at.read(request, found.zone)
    if not part:
        context = meeting_pages.known(found, slug, moment)
        return render(request, "desk/known_meeting.html", context)
    zone = getattr(request.user, "zone", "")
    # Whoever has chosen no zone reads the hours of the place alone.
    zone = "" if zone == settings.TIME_ZONE else zone
    seen = meeting_pages.look(found, slug, moment, hat, request.GET.dict(), zone)
    if part in COME:
        return render(request, "desk/own_meeting.html", own_meeting.page(seen))
    return render(request, "desk/meeting.html", meeting_phases.page(seen))


@require_safe
def documents(request: Request, forum: str, slug: str) -> HttpResponse:
    """The documents of a meeting by item of its agenda: languages, keys, clauses, who owes what."""
    hat = access.require_reader(request)
    found = access.forum(request)
    if not attendance.takes_part(meeting_pages.row(found, slug), hat, request.now):
        raise Http404
    return render(
        request, "desk/documents.html", meeting_pages.documents_page(found, slug, hat, request.now)
    )


def _not_yet(request: Request, number: int, moment: as_at.AsAt) -> HttpResponse:
    """A cycle that was not yet known on the day that is shown."""
    if cycles.cycle(access.forum(request), number) is None:
        raise Http404
    return render(
        request, "desk/not_yet.html", {"here": "cycle", "number": number, "as_at": moment}
    )


# Every meeting in one list, each with how many of its clauses have which outcome.
@dataclass(frozen=True)
class MeetingRow:
    """One meeting in the list of all."""

    slug: str
    name: str
    cycle: int | None
    when: str
    place: str
    state: str
    tally: Mapping[str, int]


def order(meeting: Meeting) -> datetime:
    """Meetings by their first day; those without one come first."""
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return datetime.min.replace(tzinfo=UTC)
    return schedule.starts


def newest_first(forum: Forum, at: datetime) -> Sequence[Meeting]:
    """Every meeting that is known at an instant, the newest first; sorted once while it holds."""
    judged = compliance.judged(forum, at)
    found = _SORTED.get(forum.pk)
    if found is None or found[0] is not judged:
        found = judged, sorted(judged.facts.meetings, key=order, reverse=True)
        _SORTED[forum.pk] = found
    return found[1]


# By forum, of what was judged last.
_SORTED: dict[int, tuple[compliance.Judged, Sequence[Meeting]]] = {}
ON_A_PAGE = 50


def meeting_rows(
    forum: Forum, meetings: Sequence[Meeting], book: Book, results: compliance.Results, at: datetime
) -> list[MeetingRow]:
    """Meetings in words, each with how many of its clauses have which outcome, as far as the reader
    may read the results."""
    language, every = language_now(), compliance.results(forum, at)
    return [
        MeetingRow(
            slug=meeting.id,
            name=meeting_name(meeting, book, language),
            cycle=meeting.cycle,
            when=when_in_words(meeting, language),
            place=place_name(book, meeting, language) or __("place not established"),
            state=state_in_words(meeting, at, book.zone),
            tally=places.tally(forum, at, meeting.id, read=results, every=every),
        )
        for meeting in meetings
    ]

"""Desk, my term, cycle board, meetings and the page of one meeting."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_safe

from cochair.features.action_points import presenters as points
from cochair.features.action_points import queries as due
from cochair.features.acts import queries as acts
from cochair.features.acts import visibility as walls
from cochair.features.acts.presenters import sorted_for
from cochair.features.calendars.queries import by_nearness, tasks_of
from cochair.features.compliance import queries as compliance
from cochair.features.compliance import visibility
from cochair.features.compliance.cycle_changes import CHANGEABLE
from cochair.features.cycles import queries as cycles
from cochair.features.follow_up import queries as commitments
from cochair.features.follow_up.owners import follows_for
from cochair.features.invitations import warnings
from cochair.features.mail import queries as mail
from cochair.features.meetings import attendance, deadlines
from cochair.features.meetings.names import meeting_name
from cochair.features.meetings.queries import events
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import OF_A_PRESIDENCY, Power
from cochair.features.parties.request import Request
from cochair.journal import queries as journal
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Meeting
from cochair.procedure.result import Outcome
from cochair.site.desk import board, risks
from cochair.site.desk import cycle as cycle_board
from cochair.site.desk import meeting as meeting_pages
from cochair.site.desk import term as terms
from cochair.site.desk.cycle_context import Gathered
from cochair.site.desk.labels import place_name, state_in_words, when_in_words
from cochair.site.desk.lanes import lanes
from cochair.web import as_at
from cochair.web.cache import LRUCache
from cochair.web.localize import language_now

DAYS_AHEAD = 30


@require_safe
def desk(request: Request, forum: str) -> HttpResponse:
    """What needs a person: keys, dates, what is at risk or not met."""
    hat = access.require_reader(request)
    found = access.forum(request)
    roster, book = parties.roster(found), parties.book(found, request.now)
    told = compliance.facts_at(found, request.now)
    results = visibility.results(found, hat, request.now)
    today = civil_day(request.now, found.zone)
    current = next(
        (c for c in told.cycles if c.start <= today <= c.end and c.abandoned_at is None), None
    )
    waiting = walls.seen(acts.open_acts(found), found, hat, request.now)
    folder = sorted_for(waiting, roster, hat, request.now)
    own_meetings = attendance.parts_of(found, hat, request.now)
    coming = [
        (dated, meeting_name(meeting, book, get_language() or "en"))
        for meeting in deadlines.still_with_dates(told.meetings, request.now)
        for dated in deadlines.of_meeting(book, told, meeting)
        if own_meetings.get(meeting.id) and today <= dated.day <= today + timedelta(days=DAYS_AHEAD)
    ]
    own = compliance.of_cycle(results, current.number) if current else compliance.NO_RESULTS
    attention = [r for r in own if r.at_risk or r.outcome is Outcome.NOT_MET]
    uncertain = risks.of_meetings(book, told, request.now, get_language() or "en")
    unknown = [r for r in own if r.outcome is Outcome.UNKNOWN]
    return render(
        request,
        "desk/desk.html",
        {
            "here": "desk",
            "folder": folder,
            "signs": hat.may(Power.SIGN),
            "coming": sorted(coming, key=lambda pair: pair[0].day),
            "tasks": by_nearness(tasks_of(found, hat, request.now), today),
            "reports_due": commitments.stale_of(found, follows_for(hat), request.now),
            "points_due": points.shown(
                due.due_of(found, hat.reports_for), found, roster, book, request.now
            ),
            "risks": uncertain,
            "at_risk": len(uncertain) + len(attention),
            "attention": compliance.with_clauses(found, attention),
            "keeps_letters": hat.may(Power.RECORD_FACTS),
            "mail_alarms": hat.may(Power.RECORD_FACTS) and mail.alarms(found, hat, request.now),
            "unknown": compliance.with_clauses(found, unknown),
            "notice_warnings": warnings.of_forum(found, hat, request.now),
            "cycle": current,
            "tally": Counter(own.outcomes.values()) if current else {},
            "book": book,
            "next_terms": [
                (entry, term, day)
                for entry, term, day in deadlines.of_terms(
                    book, told.terms, today, today + timedelta(days=DAYS_AHEAD * 6)
                )
                if day >= today
            ],
        },
    )


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
    judged = visibility.results(found, hat, moment.instant)
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
    proposes = hat.may(Power.PROPOSE) and moment.is_now
    return render(
        request,
        "desk/cycle.html",
        {
            "here": "cycle",
            "cycle": one,
            "row": row,
            "abandonment": cycles.abandonment(row),
            "state": cycles.state_of(row, told.today),
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
            "tally": Counter(told.results.outcomes.values()),
            "plan": cycles.plan_of(found, number + 1),
            "others": cycle_board.neighbours([c.number for c in facts.cycles], number),
            "as_at": moment,
            "proposes": proposes,
            "changeable": proposes and cycles.state_of(row, told.today) in CHANGEABLE,
            "book": book,
        },
    )


@require_safe
def meetings(request: Request, forum: str) -> HttpResponse:
    """Every meeting known on a day, newest first, and the events around them."""
    hat = access.require_reader(request)
    found = access.forum(request)
    moment = as_at.read(request, found.zone)
    book = parties.book(found, moment.instant)
    results = visibility.results(found, hat, moment.instant)
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
            "rows": meeting_rows(list(page.object_list), book, results, moment.instant),
            "events": events(found, civil_day(moment.instant, found.zone)),
        },
    )


@require_safe
def meeting(request: Request, forum: str, slug: str) -> HttpResponse:
    """One meeting: when, where, who, its clauses, its dates, what can be done about it.

    Whoever does not take part in it reads here what everybody may know of it, and nothing else.
    """
    hat = access.require_reader(request)
    found = access.forum(request)
    moment = as_at.read(request, found.zone)
    row = meeting_pages.row(found, slug)
    if not attendance.takes_part(row, hat, request.now):
        context = meeting_pages.known(found, slug, moment)
        return render(request, "desk/known_meeting.html", context)
    return render(
        request,
        "desk/meeting.html",
        meeting_pages.page(found, slug, moment, hat, getattr(request.user, "zone", "")),
    )


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
    tally: Mapping[Outcome, int]


def order(meeting: Meeting) -> datetime:
    """Meetings by their first day; those without one come first."""
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return datetime.min.replace(tzinfo=UTC)
    return schedule.starts


def newest_first(forum: Forum, at: datetime) -> Sequence[Meeting]:
    """Every meeting that is known at an instant, the newest first; sorted once while it holds."""
    judged = compliance.judged(forum, at)
    key = (forum.pk, journal.version(forum.slug), judged.since, judged.until)
    return _SORTED.get(key, lambda: sorted(judged.facts.meetings, key=order, reverse=True))


_SORTED: LRUCache[Sequence[Meeting]] = LRUCache(8)
ON_A_PAGE = 50


def meeting_rows(
    meetings: Sequence[Meeting], book: Book, results: compliance.Results, at: datetime
) -> list[MeetingRow]:
    """Meetings in words, each with how many of its clauses have which outcome."""
    language = language_now()
    return [
        MeetingRow(
            slug=meeting.id,
            name=meeting_name(meeting, book, language),
            cycle=meeting.cycle,
            when=when_in_words(meeting, language),
            place=place_name(book, meeting, language) or __("place not known"),
            state=state_in_words(meeting, at, book.zone),
            tally=compliance.of_meeting(results, meeting.id).tally,
        )
        for meeting in meetings
    ]

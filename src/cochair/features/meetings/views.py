"""Acts on meetings: fix or move a day, plan a cycle, name a chair."""

from datetime import date, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import access, actions, chairs, cycle_plan, foreseen, forms, machine
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.rescheduling import Moved, last_with_a_day
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.planner import warnings
from cochair.features.sessions.labels import name_of
from cochair.procedure.book import Book
from cochair.procedure.calendar import add_months, semesters_from
from cochair.procedure.refusal import Refusal, Refused, require

PREVIEW = "preview"


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: Request, forum: str, slug: str) -> HttpResponse:
    """Fix or move the day; what moves with it is shown before anything is saved."""
    meeting = access.meeting(request, slug)
    hat = parties_access.actor(request, Power.PROPOSE)
    require(machine.before_refusal(meeting, request.now))
    if request.method != "POST":
        return _schedule(request, meeting, forms.Schedule(initial=foreseen.initial(meeting)))
    form = forms.Schedule(request.POST)
    if not form.is_valid():
        return _schedule(request, meeting, form, status=422)
    typed = form.cleaned_data
    day = actions.Day(
        first=typed["first"],
        last=typed["last"] or typed["first"],
        place="" if typed["place"] == actions.WITHOUT_PLACE else typed["place"],
        without_place=typed["place"] == actions.WITHOUT_PLACE,
        format=typed["format"],
        opens=_hour(typed["opens"]),
        closes=_hour(typed["closes"]),
    )
    try:
        foreseen_changes = foreseen.changes(meeting, day, request.now)
        if PREVIEW in request.POST:
            moved = foreseen.sessions(meeting, day) if typed["with_sessions"] else ()
            return _schedule(
                request, meeting, form, changes=foreseen_changes, sessions=moved, day=day
            )
        act = actions.propose_schedule(
            meeting,
            day=day,
            reason=typed["reason"],
            with_sessions=typed["with_sessions"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _schedule(request, meeting, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The date has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


@require_POST
def chair(request: Request, forum: str, slug: str) -> HttpResponse:
    """Name the co-chair of one's own Party, or its deputy."""
    meeting = access.meeting(request, slug)
    hat = parties_access.actor(request, Power.DECIDE_FOR_PARTY)
    deputy = request.POST.get("deputy") == "on"
    chairs.appoint_chair(
        meeting,
        member=request.POST.get("member", "")[:8],
        deputy=deputy,
        by=hat,
        at=request.now,
    )
    messages.info(
        request,
        __("The deputy co-chair of your Party has been appointed.")
        if deputy
        else __("The co-chair of your Party has been appointed."),
    )
    return redirect("desk:meeting", forum, slug)


@require_POST
def chair_here(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """A co-chair or deputy is here, or is not after all; the page one came from is shown again."""
    meeting = access.meeting(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    step = PRESENCE.get(request.POST.get("what", ""))
    if step is None:
        raise Refused(Refusal("practice", actions.NO_SUCH_STEP))
    step(meeting, number, by=hat, at=request.now)
    messages.info(request, __("Recorded."))
    if request.POST.get("back") == "open":
        return redirect("meetings:step", forum, slug, "open")
    return redirect("meetings:check-in", forum, slug)


PRESENCE = {"here": chairs.check_in, "undo": chairs.undo_check_in}


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, forum: str, number: int) -> HttpResponse:
    """Plan the venues and dates of the cycle that follows this one.

    404 where the procedures give no meeting a place in a cycle.
    """
    hat = parties_access.actor(request, Power.PROPOSE)
    found = parties_access.forum(request)
    cycle = cycles.cycle(found, number)
    if cycle is None:
        raise Refused(Refusal("cycle", actions.NO_SUCH_CYCLE))
    book = parties.book(found, request.now)
    if not book.has_slots:
        raise Http404
    planned = cycles.plan_of(found, number + 1)
    filled = {
        code: forms.Slot(
            request.POST if request.method == "POST" else None,
            prefix=code,
            initial={
                **foreseen.planned(planned.get(code)),
                **foreseen.taken_over(request.GET, code),
            },
        )
        for code in book.configurations
    }
    if request.method != "POST":
        # What an address fills in, such as a plan of the planner, is judged at once.
        shown = _slots(_sent(request, filled)) if request.GET else None
        return _plan(request, cycle, filled, slots=shown)
    if not all(form.is_valid() for form in filled.values()):
        return _plan(request, cycle, filled, status=422)
    try:
        slots, publishes = _slots(filled), cycle_plan.PUBLISH in request.POST
        if PREVIEW in request.POST:
            actions.check_plan(
                found, made_in=number, slots=slots, publishes=publishes, at=request.now
            )
            return _plan(request, cycle, filled, slots=slots)
        act = actions.propose_plan(
            found, made_in=number, slots=slots, publishes=publishes, by=hat, at=request.now
        )
    except Refused as refused:
        return _plan(request, cycle, filled, refusals=refused.refusals, status=422)
    messages.info(request, __("The plan has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


def _schedule(
    request: Request,
    meeting: Meeting,
    form: forms.Schedule,
    *,
    changes: tuple[object, ...] | None = None,
    sessions: tuple[Moved, ...] = (),
    day: actions.Day | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    book = parties.book(meeting.forum, request.now)
    language = get_language() or "en"
    return render(
        request,
        "meetings/schedule.html",
        {
            "here": "meetings",
            "meeting": meeting,
            "name": meeting_title(meeting, book, language),
            "form": form,
            "changes": changes,
            "sessions": [(name_of(one.session), one) for one in sessions],
            "takes_sessions": foreseen.may_take_sessions(meeting),
            "needs_reason": actions.moving_needs_reason(meeting, request.now),
            "day": day,
            "zone": _zone(book, meeting, day),
            "warnings": foreseen.warnings(meeting, day, request.now) if day else (),
            "places": foreseen.places(book, language),
            "has_place": foreseen.city_now(meeting, book, language),
            "refusals": refusals,
        },
        status=status,
    )


def _zone(book: Book, meeting: Meeting, day: actions.Day | None) -> str:
    """The zone in which the hours of sessions are told: of the new place, else of the day it had."""
    place = book.places.get(day.place) if day else None
    dated = last_with_a_day(meeting.schedules.all())
    return place.zone if place else dated.zone if dated else meeting.forum.zone


def _plan(
    request: Request,
    cycle: Cycle,
    filled: dict[str, forms.Slot],
    *,
    slots: dict[str, dict[str, object]] | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    book = parties.book(cycle.forum, request.now)
    language = get_language() or "en"
    semesters = semesters_from(
        cycle.end + timedelta(days=1), book.pattern.semesters if book.pattern else 1
    )
    standing = foreseen.standing(cycle.forum, cycle.number + 1, book, language)
    rows = [
        (
            book.configurations[code],
            form,
            semesters[(book.configurations[code].semester or 1) - 1],
            standing.get(code),
        )
        for code, form in filled.items()
    ]
    rows.sort(key=lambda row: row[2].start)
    context = {
        "here": "cycle",
        # The cycle that is planned, once there is one; else the one in which it is planned.
        "cycle": cycles.cycle(cycle.forum, cycle.number + 1) or cycle,
        "next_number": cycle.number + 1,
        "has_planner": book.planner is not None,
        "rows": rows,
        "places": foreseen.places(book, language),
        "publishes": cycle_plan.PUBLISH in request.POST,
        "looked": slots is not None,
        "cautions": warnings.of_plan(cycle.forum, cycle.number + 1, slots, request.now)
        if slots
        else (),
        "refusals": refusals,
    }
    return render(request, "meetings/plan.html", context, status=status)


def _sent(request: Request, filled: dict[str, forms.Slot]) -> dict[str, forms.Slot]:
    """The same forms as if what the address fills in had been sent, with the place that they show."""
    found = {}
    for code, form in filled.items():
        asked = request.GET.copy()
        if any(name.startswith(f"{code}-") for name in asked):
            asked[f"{code}-place"] = str(form.initial.get("place") or "")
        found[code] = forms.Slot(asked, prefix=code)
    return found


def _slots(filled: dict[str, forms.Slot]) -> dict[str, dict[str, object]]:
    """What is planned for each configuration; what is not planned, or makes no sense, is left out."""
    return {
        code: _slot(form.cleaned_data)
        for code, form in filled.items()
        if form.is_valid() and form.cleaned_data["precision"]
    }


def _slot(typed: dict[str, object]) -> dict[str, object]:
    start, end = typed["start"], typed["end"]
    if typed["precision"] == "month" and isinstance(start, date):
        start = start.replace(day=1)
        end = add_months(start, 1) - timedelta(days=1)
    if typed["precision"] == "semester":
        start = end = None
    return {
        "place": typed["place"],
        "precision": typed["precision"],
        "start": start.isoformat() if isinstance(start, date) else None,
        "end": end.isoformat() if isinstance(end, date) else None,
        **({"format": typed["format"]} if typed["format"] else {}),
    }


def _hour(hour: time | None) -> str:
    return hour.strftime("%H:%M") if hour else ""

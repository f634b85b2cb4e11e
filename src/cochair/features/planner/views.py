"""The planner of a cycle, what people tell it, and the fair hours of a remote session."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cochair.features.cycles import queries as cycles
from cochair.features.meetings import foreseen
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.planner import access, actions, public_holidays, queries
from cochair.features.planner.presenters import HoursShown, by_party, shown
from cochair.procedure.calendar import (
    CycleSpan,
    civil_day,
    next_working_day,
    previous_working_day,
)
from cochair.procedure.fair_hours import LONGEST, SHORTEST, fair_hours
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.localize import language_now

AN_HOUR = 60


@require_safe
def planner(request: Request, forum: str, number: int) -> HttpResponse:
    """The ten best plans with their reasons, and everything they were made from."""
    return _planner(request, access.span(request, number))


@require_POST
def add_event(request: Request, forum: str, number: int) -> HttpResponse:
    """Note an event at which a meeting may be held."""
    span, hat = _acting(request, number)
    form = HostEvent(request.POST)
    if not form.is_valid():
        return _planner(request, span, event=form, status=422)
    typed = form.cleaned_data
    found = parties_access.forum(request)

    def act() -> object:
        return actions.add_host_event(
            found,
            title=typed["title"],
            language=language_now(),
            start=typed["event_start"],
            end=typed["event_end"] or typed["event_start"],
            place=typed["place"],
            by=hat,
            at=request.now,
        )

    return _done(request, span, act, event=form)


@require_POST
def remove_event(request: Request, forum: str, number: int, event: int) -> HttpResponse:
    """Set a host event aside."""
    span, hat = _acting(request, number)
    row = access.host_event(request, event)
    actions.remove_host_event(row, by=hat, at=request.now)
    return redirect("meetings:planner", forum, span.number)


@require_POST
def block(request: Request, forum: str, number: int) -> HttpResponse:
    """Note days on which the own Party cannot meet."""
    span, hat = _acting(request, number)
    form = DaysOff(request.POST)
    if not form.is_valid():
        return _planner(request, span, days=form, status=422)
    typed = form.cleaned_data
    found = parties_access.forum(request)

    def act() -> object:
        return actions.block_days(
            found,
            start=typed["start"],
            end=typed["end"] or typed["start"],
            required=typed["required"] == "yes",
            reason=typed["reason"],
            by=hat,
            at=request.now,
        )

    return _done(request, span, act, days=form)


@require_POST
def unblock(request: Request, forum: str, number: int, row: int) -> HttpResponse:
    """Give back days of the own Party."""
    span, hat = _acting(request, number)
    actions.unblock_days(access.days_off(request, row, hat), by=hat, at=request.now)
    return redirect("meetings:planner", forum, span.number)


@require_safe
def hours(request: Request, forum: str, number: int) -> HttpResponse:
    """At which hours a remote session asks nobody to sit at night, on a day of one's choice."""
    span = access.span(request, number)
    found = parties_access.forum(request)
    asked = "day" in request.GET or "minutes" in request.GET
    first = {"day": _likely_day(found, span, request).isoformat(), "minutes": AN_HOUR}
    form = Session(request.GET if asked else first)
    answered: HoursShown | None = None
    refusals: tuple[Refusal, ...] = ()
    if form.is_valid():
        day, minutes = form.cleaned_data["day"], form.cleaned_data["minutes"]
        zones = queries.zones(found, day)
        everyone = {code: zone for own in zones.values() for code, zone in own.items()}
        try:
            answer = fair_hours(day, minutes, everyone, found.zone)
            rows = by_party(zones, found, language_now())
            answered = HoursShown(answer, rows, found.zone, language_now())
        except Refused as refused:
            refusals = refused.refusals
    context = {
        "here": "cycle",
        "span": span,
        "is_known": cycles.cycle(found, number) is not None,
        "form": form,
        "shown": answered,
        "refusals": refusals,
    }
    status = 200 if answered else 422
    return render(request, "meetings/planner/hours.html", context, status=status)


def _acting(request: Request, number: int) -> tuple[CycleSpan, ActingOffice]:
    span = access.span(request, number)
    return span, parties_access.actor(request, Power.RECORD_FACTS)


def _done(
    request: Request, span: CycleSpan, act: Callable[[], object], **forms_: object
) -> HttpResponse:
    """The page again: after the act, or with what stood against it."""
    try:
        act()
    except Refused as refused:
        return _planner(request, span, refusals=refused.refusals, status=422, **forms_)
    return redirect("meetings:planner", parties_access.forum(request).slug, span.number)


def _likely_day(forum: Forum, span: CycleSpan, request: Request) -> date:
    """The day that is shown first: the working day of the cycle that is today, or the nearest."""
    day = min(max(civil_day(request.now, forum.zone), span.start), span.end)
    holidays = parties.book(forum, request.now).holidays
    following = next_working_day(day, holidays)
    return following if following <= span.end else previous_working_day(day, holidays)


def _planner(
    request: Request,
    span: CycleSpan,
    *,
    event: object = None,
    days: object = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    found = parties_access.forum(request)
    hat = parties_access.require_reader(request)
    told = queries.told(found, span.number, request.now)
    if told is None:
        raise Http404
    records = hat.may(Power.RECORD_FACTS)
    # A reason lies in the space of its Party, which is not open to everybody with a Party.
    own_party = hat.party if f"party:{hat.party}" in hat.spaces else ""
    before = cycles.cycle(found, span.number - 1)
    takes_over = before is not None and hat.may(Power.PROPOSE)
    context = {
        "here": "cycle",
        "span": span,
        "is_known": cycles.cycle(found, span.number) is not None,
        "told": told,
        "plans": shown(told, found, language_now(), takes_over=takes_over),
        "before": before,
        "library": public_holidays.VERSION,
        "without_holidays": told.question.without_holidays,
        "events": queries.host_events(found, span),
        "days_off": queries.days_off(found, span, own_party),
        "records": records,
        "blocks": records and bool(hat.party),
        "places": foreseen.places(told.book, get_language() or "en"),
        "event_form": event or HostEvent(),
        "days_form": days or DaysOff(),
        "own_party": own_party,
        "refusals": refusals,
    }
    return render(request, "meetings/planner/planner.html", context, status=status)


# What a person may tell the planner, and ask about the hours of a session.
NO_SUCH_DAY = _("This date does not exist")


class HostEvent(forms.Form):
    """An event of somebody else."""

    title = forms.CharField(
        max_length=200, strip=True, error_messages={"required": _("Enter the name")}
    )
    event_start = forms.DateField(
        error_messages={"required": _("Enter the first day"), "invalid": NO_SUCH_DAY}
    )
    event_end = forms.DateField(required=False, error_messages={"invalid": NO_SUCH_DAY})
    place = forms.CharField(max_length=64, required=False)


class DaysOff(forms.Form):
    """Days on which the own Party cannot meet, or would rather not."""

    start = forms.DateField(
        error_messages={"required": _("Enter the first day"), "invalid": NO_SUCH_DAY}
    )
    end = forms.DateField(required=False, error_messages={"invalid": NO_SUCH_DAY})
    required = forms.ChoiceField(
        choices=[
            ("yes", _("We cannot meet on these days")),
            ("no", _("We would rather keep these days free")),
        ]
    )
    reason = forms.CharField(max_length=500, required=False, strip=True)


class Session(forms.Form):
    """The day and length of a remote session."""

    day = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_SUCH_DAY})
    minutes = forms.IntegerField(
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages={"required": _("Enter the duration in minutes")},
    )

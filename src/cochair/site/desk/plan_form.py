"""Day, place, form and agencies of a meeting in one form: one submission, each act for signature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cochair.features.acts import queries
from cochair.features.acts.models import JointAct
from cochair.features.invitations import actions as inviting
from cochair.features.invitations.queries import RELEVANCE
from cochair.features.meetings import access, actions
from cochair.features.meetings.cycle_plan import PUBLISH
from cochair.features.meetings.models import Meeting
from cochair.features.parties import access as parties_access
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refused
from cochair.site.desk import meeting as meeting_pages
from cochair.site.desk import meeting_phases, planning
from cochair.site.desk.forms import PlanForm
from cochair.web import as_at
from cochair.web.localize import language_now, translated


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: the day as the form of a day takes it, and the agencies by group."""

    form: PlanForm
    agencies: Mapping[str, tuple[str, ...]]


@require_POST
def send(request: Request, forum: str, slug: str) -> HttpResponse:
    """Send the day, and each list of agencies that was chosen, for signature: all, or none."""
    row = access.meeting(request, slug)
    hat = parties_access.actor(request, Power.PROPOSE)
    wanted = _wanted(request, row)
    if not wanted.form.is_valid():
        said = [str(each) for found in wanted.form.errors.values() for each in found]
        return _again(request, row, said, (), wanted)
    typed = wanted.form.cleaned_data
    sent = _sent(row, wanted.agencies)
    try:
        with transaction.atomic():
            act = actions.propose_schedule(
                row,
                day=_day(typed),
                reason="",
                by=hat,
                at=request.now,
                publishes=PUBLISH in request.POST,
            )
            lists = {group: found for group, found in wanted.agencies.items() if group not in sent}
            for group, entries in lists.items():
                inviting.propose_relevance_list(
                    row, group=group, entries=entries, by=hat, at=request.now
                )
    except Refused as refused:
        return _again(request, row, (), refused.refusals, wanted)
    number = 1 + len(lists)
    said_of_all = ngettext(
        "One act is sent for signature to both co-presidencies.",
        "{n} acts are sent for signature to both co-presidencies.",
        number,
    )
    messages.info(request, said_of_all.format(n=number))
    for same in sent.values():
        words = __("“{title}” is for signature already, as number {number}: it was not sent again.")
        title = str(translated(same.title, language_now()))
        messages.info(request, words.format(title=title, number=same.number))
    if lists:
        return redirect("acts:folder", forum)
    return redirect("acts:act", forum, act.number)


def _sent(row: Meeting, agencies: Mapping[str, tuple[str, ...]]) -> Mapping[str, JointAct]:
    """The open acts that bind exactly what was chosen of a list, by its group."""
    waiting = queries.open_acts(row.forum).filter(kind=RELEVANCE, subject_id=row.slug)
    return {
        act.body["group"]: act
        for act in waiting
        if sorted(agencies.get(act.body["group"], ())) == act.body["entries"]
    }


def _wanted(request: Request, row: Meeting) -> Wanted:
    """The day that was chosen among those proposed, or another that was typed."""
    first, last, place = planning.parse(request.POST.get("day", ""))
    typed = {
        "first": first or request.POST.get("first", ""),
        "last": last or request.POST.get("last", ""),
        # Left alone, the place is that of the day, and of another day the one that was agreed.
        "place": request.POST.get("place", "") or place or actions.place_of(row),
        "opens": request.POST.get("opens", ""),
        "closes": request.POST.get("closes", ""),
        "format": request.POST.get("format", ""),
    }
    chosen = {
        one.group.code: tuple(
            code
            for code, _name in one.entries
            if code in request.POST.getlist(f"{planning.AGENCIES}{one.group.code}")
        )
        for one in planning.agencies(row, request.now)
    }
    entries = {code: found for code, found in chosen.items() if found}
    return Wanted(PlanForm(typed), entries)


def _day(typed: Mapping[str, object]) -> actions.Day:
    first, last = typed["first"], typed["last"]
    assert isinstance(first, date)
    return actions.Day(
        first=first,
        last=last if isinstance(last, date) else first,
        place="" if typed["place"] == actions.WITHOUT_PLACE else str(typed["place"]),
        without_place=typed["place"] == actions.WITHOUT_PLACE,
        format=str(typed["format"]),
        opens=_hour(typed["opens"]),
        closes=_hour(typed["closes"]),
    )


def _hour(value: object) -> str:
    return value.strftime("%H:%M") if isinstance(value, time) else ""


def _again(
    request: Request,
    row: Meeting,
    said: Sequence[str],
    refusals: Sequence[object],
    wanted: Wanted,
) -> HttpResponse:
    """The page of the meeting with what stands against what was sent."""
    hat = parties_access.actor(request, Power.PROPOSE)
    moment = as_at.read(request, row.forum.zone)
    zone = getattr(request.user, "zone", "")
    look = meeting_pages.look(row.forum, row.slug, moment, hat, {"phase": "plan"}, zone)
    context = {**meeting_phases.page(look), "refusals": refusals, "plan_errors": said}
    if context["plan_form"] is not None:
        typed = request.POST
        context["plan_form"] = planning.again(context["plan_form"], typed, wanted.agencies)
    return render(request, "desk/meeting.html", context, status=422)

"""Actions with their milestones, and indicators with their values."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.commitments.models import Action
from cochair.features.follow_up import owners
from cochair.features.measures import access, actions, codes, forms, queries
from cochair.features.parties import access as doors
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.threats import queries as threats
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse

HERE = "commitments"


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: Request, forum: str) -> HttpResponse:
    """The actions of a forum, and entering one."""
    if request.method != "POST":
        return _listed(request, forms.Action())
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Action(request.POST)
    if not form.is_valid():
        return _listed(request, form, status=422)
    typed = form.cleaned_data
    planned = actions.Planned(
        title=form.title,
        level=typed["level"],
        region=typed["region"],
        lead=typed["lead"],
        start=typed["start"],
        end=typed["end"],
        partners=typed["partners"],
        commitments=typed["commitments"],
        funding=typed["funding"],
    )
    try:
        made = actions.enter(doors.forum(request), planned, by=hat, at=request.now)
    except Refused as refused:
        return _listed(request, form, refusals=refused.refusals, status=422)
    messages.info(
        request,
        __(
            "The action has been added. It counts once both Parties have "
            "endorsed it and it has started."
        ),
    )
    return redirect("commitments:action", forum, made.number)


@require_safe
def action(request: Request, forum: str, number: int) -> HttpResponse:
    """One action: what both endorse, its milestones, and where it stands."""
    found, hat = access.action(request, number)
    return _page(request, found, hat)


@require_POST
def endorse(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose that both endorse an action."""
    found, _hat = access.action(request, number)
    hat = doors.actor(request, Power.PROPOSE)
    act = actions.propose_endorsement(found, by=hat, at=request.now)
    messages.info(
        request, __("The endorsement has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_POST
def move(request: Request, forum: str, number: int) -> HttpResponse:
    """Say that an action began or is over."""
    found, hat = access.kept(request, number)
    typed = cleaned_or_refuse(forms.Step(request.POST))
    actions.move(found, typed["step"], by=hat, at=request.now)
    messages.info(request, __("Saved."))
    return redirect("commitments:action", forum, number)


@require_POST
def add_milestone(request: Request, forum: str, number: int) -> HttpResponse:
    """Add a milestone."""
    found, hat = access.kept(request, number)
    form = forms.Milestone(request.POST)
    if not form.is_valid():
        return _page(request, found, hat, milestone=form, status=422)
    actions.add_milestone(
        found, title=form.title, due=form.cleaned_data["due"], by=hat, at=request.now
    )
    messages.info(request, __("The milestone has been added."))
    return redirect("commitments:action", forum, number)


@require_POST
def reach(request: Request, forum: str, number: int, which: int) -> HttpResponse:
    """Say that a milestone was reached."""
    found, hat = access.milestone(request, number, which)
    form = forms.Reached(request.POST)
    if not form.is_valid():
        return _page(request, found.action, hat, reached=form, of=which, status=422)
    typed = form.cleaned_data
    actions.reach(found, day=typed["day"], evidence=typed["evidence"], by=hat, at=request.now)
    messages.info(request, __("The milestone has been marked as reached."))
    return redirect("commitments:action", forum, number)


@require_http_methods(["GET", "HEAD", "POST"])
def indicators(request: Request, forum: str) -> HttpResponse:
    """The indicators of a forum, and entering one."""
    if request.method != "POST":
        return _indicators(request, forms.Indicator())
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Indicator(request.POST)
    if not form.is_valid():
        return _indicators(request, form, status=422)
    typed = form.cleaned_data
    names = ("type", "baseline", "day", "source", "target", "commitment")
    measured = actions.Measured(
        title=form.title, unit=form.unit, **{name: typed[name] for name in names}
    )
    try:
        actions.register_indicator(doors.forum(request), measured, by=hat, at=request.now)
    except Refused as refused:
        return _indicators(request, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The indicator has been added."))
    return redirect("commitments:indicators", forum)


@require_POST
def add_value(request: Request, forum: str, number: int) -> HttpResponse:
    """Enter a value of an indicator."""
    found = access.indicator(request, number)
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Value(request.POST)
    if not form.is_valid():
        return _indicators(request, forms.Indicator(), value=form, of=number, status=422)
    typed = form.cleaned_data
    actions.add_value(
        found,
        value=typed["value"],
        day=typed["day"],
        source=typed["source"],
        by=hat,
        at=request.now,
    )
    messages.info(request, __("The value has been recorded."))
    return redirect("commitments:indicators", forum)


@require_POST
def attest(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose what both attest of an indicator."""
    found = access.indicator(request, number)
    hat = doors.actor(request, Power.PROPOSE)
    typed = cleaned_or_refuse(forms.Trend(request.POST))
    act = actions.propose_trend(found, value=typed["value"], by=hat, at=request.now)
    messages.info(request, __("Sent for signature. Both co-presidencies must sign."))
    return redirect("acts:act", forum, act.number)


def _listed(
    request: Request,
    form: forms.Action,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = doors.require_reader(request)
    forum = doors.forum(request)
    rows = list(queries.actions(forum))
    context = {
        "here": HERE,
        "rows": [(row, codes.STATES[row.state], queries.is_late(row, request.now)) for row in rows],
        "records": hat.may(Power.RECORD_FACTS),
        "levels": codes.LEVELS.items(),
        "regions": codes.regions(forum).items(),
        "may_lead": owners.by_name(forum),
        "may_serve": [(one.slug, one.text) for one in queries.in_force(forum)],
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/measures/actions.html", context, status=status)


def _page(
    request: Request,
    found: Action,
    hat: ActingOffice,
    *,
    milestone: forms.Milestone | None = None,
    reached: forms.Reached | None = None,
    of: int = 0,
    status: int = 200,
) -> HttpResponse:
    keeps = access.keeps(found, hat)
    context = {
        "here": HERE,
        "row": found,
        "state": codes.STATES[found.state],
        "late": queries.is_late(found, request.now),
        "region": codes.regions(found.forum).get(found.region, found.region),
        "keeps": keeps,
        "steps": [
            (code, word)
            for code, (word, before, _to) in codes.STEPS.items()
            if found.state in before
        ]
        if keeps
        else [],
        "endorses": found.state == codes.PROPOSED and hat.may(Power.PROPOSE),
        "acts": queries.waiting(found.forum, queries.SUBJECT, found.number),
        "milestones": [
            (
                one,
                reached if reached is not None and one.pk == of else forms.Reached(),
                queries.step_is_late(one, request.now),
            )
            for one in found.milestones.all()
        ],
        "answers": threats.answered_by(found),
        "milestone": milestone or forms.Milestone(),
        "shown_form": reached or milestone or forms.Milestone(),
    }
    return render(request, "commitments/measures/action.html", context, status=status)


def _indicators(
    request: Request,
    form: forms.Indicator,
    *,
    value: forms.Value | None = None,
    of: int = 0,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = doors.require_reader(request)
    forum = doors.forum(request)
    answers = threats.answered_by_indicators(forum)
    rows = [
        (
            row,
            codes.TYPES.get(row.type, row.type),
            [(one, codes.TRENDS[one.value]) for one in row.trends.all()],
            value if value is not None and row.number == of else forms.Value(),
            answers.get(row.pk, ()),
        )
        for row in queries.indicators(forum)
    ]
    context = {
        "here": HERE,
        "rows": rows,
        "records": hat.may(Power.RECORD_FACTS),
        "proposes": hat.may(Power.PROPOSE),
        "types": codes.TYPES.items(),
        "trends": codes.TRENDS.items(),
        "form": form,
        "shown_form": value or form,
        "refusals": refusals,
    }
    return render(request, "commitments/measures/indicators.html", context, status=status)

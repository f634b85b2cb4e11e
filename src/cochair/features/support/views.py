"""Requests for support: the list with entering one, and a page for each with what came of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.features.commitments.models import SupportRequest
from cochair.features.measures import queries as measures
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.support import actions, forms, queries
from cochair.features.support.actions import Asked
from cochair.features.support.codes import CLOSED, OUTCOMES, STATES
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.formats import sorting_key
from cochair.web.localize import translated

HERE = "commitments"


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: Request, forum: str) -> HttpResponse:
    """The requests of both Parties, and recording one of the own Party."""
    hat = doors.require_reader(request)
    if request.method != "POST":
        return _listed(request, hat, forms.Request())
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Request(request.POST)
    if not form.is_valid():
        return _listed(request, hat, form, status=422)
    names = ("programme", "commitments", "asked_on", "needed_by", "source")
    asked = Asked(title=form.title, **{name: form.cleaned_data[name] for name in names})
    try:
        made = actions.ask(doors.forum(request), asked, by=hat, at=request.now)
    except Refused as refused:
        return _listed(request, hat, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The request has been recorded."))
    return redirect("commitments:support_request", forum, made.number)


@require_http_methods(["GET", "HEAD", "POST"])
def support_request(request: Request, forum: str, number: int) -> HttpResponse:
    """One request with what became of it, and recording more by the Party that asked."""
    hat = doors.require_reader(request)
    row = queries.request(doors.forum(request), number)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _page(request, hat, row, forms.Outcome())
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Outcome(request.POST)
    if not form.is_valid():
        return _page(request, hat, row, form, status=422)
    typed = form.cleaned_data
    try:
        actions.record_outcome(
            row,
            typed["state"],
            day=typed["day"],
            words=typed["words"],
            language=get_language() or "",
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _page(request, hat, row, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Saved."))
    return redirect("commitments:support_request", forum, number)


def _listed(
    request: Request,
    hat: ActingOffice,
    form: forms.Request,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    forum = doors.forum(request)
    rows, today = list(queries.requests(forum)), civil_day(request.now, forum.zone)
    programmes = [
        (one.code, str(translated(one.name))) for one in parties.roster(forum).organisations
    ]
    context = {
        "here": HERE,
        "rows": [
            (
                row,
                STATES[queries.state(row)],
                row.needed_by < today and queries.state(row) not in CLOSED,
                queries.same_asked(row, rows) if queries.state(row) not in CLOSED else [],
            )
            for row in reversed(rows)
        ],
        "records": hat.may(Power.RECORD_FACTS),
        "programmes": sorted(programmes, key=lambda one: sorting_key(one[1])),
        "may_serve": [(one.slug, one.text) for one in measures.in_force(forum)],
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/support/list.html", context, status=status)


def _page(
    request: Request,
    hat: ActingOffice,
    row: SupportRequest,
    form: forms.Outcome,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    outcomes = [(one, OUTCOMES[one.state]) for one in row.outcomes.all()]
    context = {
        "here": HERE,
        "row": row,
        "state": STATES[queries.state(row)],
        "outcomes": outcomes,
        "same": queries.same_asked(row, queries.requests(row.forum)),
        "records": hat.may(Power.RECORD_FACTS) and hat.party == row.party,
        "offered": OUTCOMES.items(),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/support/request.html", context, status=status)

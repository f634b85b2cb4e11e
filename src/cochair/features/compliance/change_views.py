"""The page on which a cycle is extended or abandoned."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.acts.models import JointAct
from cochair.features.compliance import cycle_changes, forms
from cochair.features.compliance.names import names_of
from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import Cycle
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused


@require_safe
def change(request: Request, forum: str, number: int) -> HttpResponse:
    """What both co-presidencies may agree of a cycle before it has ended."""
    access.actor(request, Power.PROPOSE)
    return _page(request, number)


@require_POST
def extend(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose a later last day of the cycle."""
    return _proposed(
        request, number, forms.Extension(request.POST), cycle_changes.propose_extension
    )


@require_POST
def abandon(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose to abandon the cycle."""
    return _proposed(
        request, number, forms.Abandonment(request.POST), cycle_changes.propose_abandonment
    )


def _proposed(
    request: Request, number: int, form: Form, propose: Callable[..., JointAct]
) -> HttpResponse:
    hat = access.actor(request, Power.PROPOSE)
    cycle = _cycle(request, number)
    if not form.is_valid():
        return _page(request, number, form, status=422)
    try:
        act = propose(cycle, **form.cleaned_data, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, number, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The act has been sent to both co-presidencies for signature."))
    return redirect("acts:act", access.forum(request).slug, act.number)


def _page(
    request: Request,
    number: int,
    form: Form | None = None,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat: ActingOffice = access.require_reader(request)
    found, cycle = access.forum(request), _cycle(request, number)
    names = names_of(found)
    return render(
        request,
        "compliance/change.html",
        {
            "here": "cycle",
            "cycle": cycle,
            "days": cycle_changes.last_days(cycle, request.now),
            "decisions": [
                (one, names.get(one, {}))
                for one in cycle_changes.decisions(found, hat, request.now)
            ],
            "title": __("Extend or abandon cycle %(number)s") % {"number": number},
            "over": cycle_changes.not_over(cycle, request.now),
            "form": form,
            "extending": form if isinstance(form, forms.Extension) else None,
            "abandoning": None if isinstance(form, forms.Extension) else form,
            "refusals": refusals,
        },
        status=status,
    )


def _cycle(request: Request, number: int) -> Cycle:
    found = cycles.cycle(access.forum(request), number)
    if found is None:
        raise Http404
    return found

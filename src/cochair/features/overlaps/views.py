"""Where commitments and initiatives overlap: the list, and a page for each with what both decide."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_safe

from cochair.features.overlaps import forms, queries
from cochair.features.overlaps.acts import DECIDE, Decided
from cochair.features.overlaps.codes import DECISIONS
from cochair.features.overlaps.queries import Overlap
from cochair.features.parties import access as doors
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused

HERE = "commitments"


@require_safe
def listed(request: Request, forum: str) -> HttpResponse:
    """Every overlap that a comparison found, those that nobody decided first."""
    doors.require_reader(request)
    rows = queries.overlaps(doors.forum(request))
    context = {
        "here": HERE,
        "rows": [(one, DECISIONS[one.decision.decision] if one.decision else "") for one in rows],
        "open": sum(one.is_open for one in rows),
    }
    return render(request, "commitments/overlaps/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def overlap(request: Request, forum: str, slug: str, code: str) -> HttpResponse:
    """One overlap with what shows it, and sending what becomes of it to both for signature."""
    hat = doors.require_reader(request)
    rows = queries.overlaps(doors.forum(request))
    found = next((one for one in rows if one.pair.name == queries.name(slug, code)), None)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, hat, found, forms.Decision())
    hat = doors.actor(request, Power.PROPOSE)
    form = forms.Decision(request.POST)
    if not form.is_valid():
        return _page(request, hat, found, form, status=422)
    wanted = Decided(form.cleaned_data["decision"], form.words)
    try:
        act = DECIDE.propose(found.pair, wanted, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, hat, found, form, refusals=refused.refusals, status=422)
    messages.info(request, __(DECIDE.proposed))
    return redirect("acts:act", forum, act.number)


def _page(
    request: Request,
    hat: ActingOffice,
    found: Overlap,
    form: forms.Decision,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "here": HERE,
        "one": found,
        "decided": DECISIONS[found.decision.decision] if found.decision else "",
        "proposes": hat.may(Power.PROPOSE) and found.act is None,
        "offered": DECISIONS.items(),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/overlaps/overlap.html", context, status=status)

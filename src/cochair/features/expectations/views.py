"""What is expected of commitments: the list, writing one, and sending what is written to both."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.commitments.models import Commitment, Expectation
from cochair.features.expectations import actions, forms, queries
from cochair.features.follow_up import access
from cochair.features.follow_up import queries as following
from cochair.features.measures import codes
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.stocktaking.report_text import languages
from cochair.procedure.refusal import Refusal, Refused

HERE = "commitments"


@require_safe
def listed(request: Request, forum: str) -> HttpResponse:
    """The commitments in force with what is expected of each: agreed, written, or missing."""
    hat, found = doors.require_reader(request), doors.forum(request)
    agreed = {one.commitment_id: one for one in queries.agreed(found)}
    drafts = {one.commitment_id: one for one in queries.drafts(found)}
    rows = following.commitments(found).filter(state=following.IN_FORCE)
    waiting = queries.waiting(found)
    sent = {number for act in waiting for number in act.body["expectations"]}
    to_send = [one for one in drafts.values() if one.number not in sent]
    context = {
        "here": HERE,
        "rows": [(row, agreed.get(row.pk), drafts.get(row.pk)) for row in rows],
        "agreed": len(agreed),
        "acts": waiting,
        "to_send": len(to_send) if hat.may(Power.PROPOSE) else 0,
        "writes": hat.may(Power.RECORD_FACTS),
    }
    return render(request, "commitments/expectations/list.html", context)


@require_POST
def agree(request: Request, forum: str) -> HttpResponse:
    """Propose that both agree to everything that is written and not yet sent."""
    doors.require_reader(request)
    hat, found = doors.actor(request, Power.PROPOSE), doors.forum(request)
    sent = {number for act in queries.waiting(found) for number in act.body["expectations"]}
    numbers = [one.number for one in queries.drafts(found) if one.number not in sent]
    act = actions.propose_agreeing(found, numbers, by=hat, at=request.now)
    messages.info(request, __("Sent for signature. Both co-presidencies must sign."))
    return redirect("acts:act", forum, act.number)


@require_http_methods(["GET", "HEAD", "POST"])
def expectation(request: Request, forum: str, slug: str) -> HttpResponse:
    """What is expected of one commitment, and writing it."""
    found, hat = access.commitment(request, slug)
    spoken = languages(parties.book(found.instrument.forum, request.now))
    if request.method != "POST":
        held = queries.draft_of(found)
        form = forms.Expected(
            initial=_filled(held or queries.agreed_of(found), held), languages=spoken
        )
        return _page(request, found, hat, form)
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Expected(request.POST, languages=spoken)
    if not form.is_valid():
        return _page(request, found, hat, form, status=422)
    typed = form.cleaned_data
    wanted = actions.Expected(
        expected=form.words("expected"),
        measured=form.words("measured"),
        until=typed["until"],
        levels=typed["levels"],
        target=typed["target"],
    )
    try:
        actions.write(found, wanted, seen=typed["seen"], by=hat, at=request.now)
    except Refused as refused:
        return _page(request, found, hat, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Saved. It counts once both Parties have agreed to it."))
    return redirect("commitments:expectations", forum)


def _filled(row: Expectation | None, held: Expectation | None) -> dict[str, object]:
    initial: dict[str, object] = {"seen": held.version if held else 0}
    if row is not None:
        for name in forms.TEXTS:
            initial |= {f"{name}_{code}": said for code, said in getattr(row, name).items()}
        until = row.until.isoformat()
        initial |= {"target": row.target, "until": until, "levels": list(row.levels)}
    return initial


def _page(
    request: Request,
    found: Commitment,
    hat: ActingOffice,
    form: forms.Expected,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "here": HERE,
        "row": found,
        "agreed": queries.agreed_of(found),
        "writes": hat.may(Power.RECORD_FACTS) and found.state == following.IN_FORCE,
        "levels": codes.LEVELS.items(),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/expectations/expectation.html", context, status=status)

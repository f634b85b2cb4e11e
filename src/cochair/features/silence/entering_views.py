"""What is entered about a silence: outages, a new end, and what came by mail or on paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST

from cochair.features.acts.proposing import page
from cochair.features.parties import access as doors
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.silence import access, acts, forms, outages, submissions
from cochair.procedure.entitlement import Voice
from cochair.web.cleaning import cleaned_or_refuse


@require_POST
def report(request: Request, forum: str, number: int) -> HttpResponse:
    """Report an outage that is over, with a proof."""
    found, _hat = access.procedure(request, number)
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Outage(request.POST)
    typed = cleaned_or_refuse(form)
    outages.report(
        found,
        start=form.at("start", found.zone),
        end=form.at("end", found.zone),
        at=request.now,
        by=hat,
        evidence=typed["evidence"],
    )
    messages.info(request, __("The outage has been recorded."))
    return redirect("decisions:decision", forum, number)


resume = page(
    acts.RESUME, access.procedure, forms.Until, lambda form, row: form.expires_at(row.zone)
)


@require_POST
def enter(request: Request, forum: str, number: int) -> HttpResponse:
    """Enter what a delegation of one's own Party sent by mail or on paper."""
    found, _hat = access.procedure(request, number)
    hat = doors.actor(request, Power.RECORD_FACTS)
    own = [code for party, code in found.terms["voices"] if party == hat.party]
    form = forms.Entered(request.POST, voices=own)
    typed = cleaned_or_refuse(form)
    entered = submissions.Entered(
        Voice(typed["voice"], hat.party),
        typed["channel"],
        form.arrived_at(found.zone),
        typed["evidence"],
    )
    _made, counts = submissions.enter(
        found,
        entered,
        form=typed["form"],
        words=typed["words"],
        language=get_language() or "en",
        by=hat,
        received_at=request.now,
    )
    said = __("Received in time.") if counts else __("Received after the end: kept as a comment.")
    messages.info(request, f"{said} {__('The acknowledgement of receipt is with the submission.')}")
    return redirect("decisions:decision", forum, number)


@require_POST
def contest(request: Request, forum: str, number: int, which: int) -> HttpResponse:
    """Contest what was entered in the delegation's name."""
    found, hat = access.speaker(request, number)
    _same, row = access.message(request, number, which)
    typed = cleaned_or_refuse(forms.Contest(request.POST))
    submissions.contest(found, row, why=typed["why"], by=hat, at=request.now)
    messages.info(request, __("Your challenge is kept with the submission."))
    return redirect("decisions:decision", forum, number)


@require_POST
def confirm(request: Request, forum: str, number: int, which: int) -> HttpResponse:
    """Confirm what was entered in the delegation's name."""
    found, hat = access.speaker(request, number)
    _same, row = access.message(request, number, which)
    submissions.confirm(found, row, by=hat, at=request.now)
    messages.info(request, __("Your confirmation is kept with the submission."))
    return redirect("decisions:decision", forum, number)


@require_POST
def recognise(request: Request, forum: str, number: int, which: int) -> HttpResponse:
    """Propose that what was entered late counts from its arrival."""
    found, row = access.message(request, number, which)
    hat = doors.actor(request, Power.PROPOSE)
    act = acts.RECOGNISE.propose(found, row.pk, by=hat, at=request.now)
    messages.info(request, __(acts.RECOGNISE.proposed))
    return redirect("acts:act", forum, act.number)

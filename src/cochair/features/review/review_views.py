"""The page on which both note with what a meeting's review of the procedures ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.features.acts.presenters import shown as act_shown
from cochair.features.acts.queries import about
from cochair.features.meetings.models import Meeting
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.review import access, forms, outcomes, pages, queries
from cochair.procedure.refusal import Refusal, Refused
from cochair.procedure.review import ReviewOutcome
from cochair.web.cleaning import wrong


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, forum: str, slug: str) -> HttpResponse:
    """The review at a meeting: what was proposed to it, and with what it ended."""
    meeting = access.reviewing(request, slug)
    if request.method != "POST":
        return _page(request, meeting)
    hat = doors.actor(request, Power.PROPOSE)
    form = forms.Outcome(request.POST)
    if not form.is_valid():
        return _page(request, meeting, refusals=wrong(form), status=422)
    typed = form.cleaned_data
    row = queries.proposals(meeting.forum).filter(
        place=typed["proposal"] or 0, proposed_at__isnull=False
    )
    try:
        act = outcomes.propose_review(
            meeting, outcome=typed["outcome"], proposal=row.first(), by=hat, at=request.now
        )
    except Refused as refused:
        return _page(request, meeting, refusals=refused.refusals, status=422)
    messages.info(
        request,
        __("The outcome of the review has been sent to both co-presidencies for signature."),
    )
    return redirect("acts:act", forum, act.number)


def _page(
    request: Request,
    meeting: Meeting,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = doors.require_reader(request)
    people = parties.roster(meeting.forum)
    acts = about(meeting.forum, "meeting", [meeting.slug]).filter(kind=queries.REVIEW)
    latest = queries.review_of(meeting)
    is_open = outcomes.is_open(meeting, request.now)
    return render(
        request,
        "compliance/review/review.html",
        {
            "here": "procedures",
            "meeting": meeting,
            "clause": queries.reviewer_of(meeting, request.now),
            "latest": latest,
            "outcome": outcomes.OUTCOMES[ReviewOutcome(latest.outcome)] if latest else "",
            "outcomes": [(one.value, word) for one, word in outcomes.OUTCOMES.items()],
            "acts": [act_shown(act, people, hat) for act in acts],
            "proposals": pages.proposals(meeting.forum, hat, request.now, meeting=meeting),
            "notes": hat.may(Power.PROPOSE) and is_open,
            "is_open": is_open,
            "refusals": refusals,
        },
        status=status,
    )

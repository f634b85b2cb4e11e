"""Pages of those who prepare an agenda: the draft, and what becomes of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.agendas import access, actions, forms, papers, presenters, queries
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas.views import around
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import PREPARING, State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused, _
from cochair.web.cleaning import cleaned_or_refuse


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, forum: str, slug: str) -> HttpResponse:
    """The latest version with everything that can be done to it; posting begins a stage."""
    meeting, hat = access.preparer(request, slug)
    if request.method != "POST":
        return _draft(request, meeting, hat)
    form = forms.Begin(request.POST)
    if not form.is_valid():
        raise Refused(Refusal("practice", _("There is no such stage of an agenda.")))
    actions.begin_stage(meeting, **form.cleaned_data, by=hat, at=request.now)
    messages.info(
        request,
        __(
            "The next stage of the agenda has been started. Only those "
            "who prepare the meeting can read it until it is published."
        ),
    )
    return redirect("meetings:agenda-draft", forum, slug)


@require_POST
def move(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """An item one place up or down."""
    meeting, hat = access.preparer(request, slug)
    typed = cleaned_or_refuse(forms.Move(request.POST))
    actions.move_item(meeting, key, **typed, by=hat, at=request.now)
    return redirect("meetings:agenda-draft", forum, slug)


@require_POST
def drop(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """An item off the agenda."""
    meeting, hat = access.preparer(request, slug)
    typed = cleaned_or_refuse(forms.Drop(request.POST))
    actions.drop_item(meeting, key, **typed, by=hat, at=request.now)
    messages.info(
        request, __("The item has been removed from the draft. Earlier revisions still contain it.")
    )
    return redirect("meetings:agenda-draft", forum, slug)


@require_POST
def publication(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose to both that the latest version is published, or adopted."""
    meeting, hat = access.preparer(request, slug, Power.PROPOSE)
    typed = cleaned_or_refuse(forms.Seen(request.POST))
    try:
        act = actions.propose_publication(
            meeting, **typed, by=hat, at=request.now, as_document=True
        )
    except Refused as refused:
        return _draft(request, meeting, hat, refusals=refused.refusals, status=422)
    messages.info(
        request, __("The publication has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_POST
def omission(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose to both that a function is left out, with a reason."""
    meeting, hat = access.preparer(request, slug, Power.PROPOSE)
    form = forms.OmissionForm(request.POST)
    typed = cleaned_or_refuse(form)
    act = actions.propose_omission(
        meeting,
        tag=typed["tag"],
        reason=typed["reason"],
        reasons=form.reasons,
        by=hat,
        at=request.now,
    )
    messages.info(request, __("The omission has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


def _draft(
    request: Request,
    meeting: Meeting,
    hat: ActingOffice,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    known = queries.versions(meeting)
    last = queries.latest(known)
    book = parties.book(meeting.forum, request.now)
    standing = queries.standing(known)
    available = queries.session_minutes(meeting)
    minutes = agenda_items.minutes(last.items) if last else 0
    adopted = bool(queries.published(known, queries.ADOPTED))
    state = state_of(meeting, request.now)
    before = state in PREPARING
    placed = {r.item_key for r in queries.requests(meeting) if r.state == queries.PLACED}
    rows = (
        presenters.rows(
            last,
            book,
            asked=queries.discussions(meeting),
            points=queries.points(meeting),
            registered=papers.shown(papers.named(last.items), meeting.forum, hat, request.now),
        )
        if last
        else []
    )
    return render(
        request,
        "meetings/agendas/draft.html",
        {
            **around(request, meeting, hat),
            "version": last,
            "version_name": presenters.name(last) if last else "",
            "standing": standing,
            "standing_name": presenters.name(standing) if standing else "",
            "rows": [(row, row.item.key in placed) for row in rows],
            "edits": last is not None
            and not adopted
            and (state is State.OPEN if last.stage == queries.ADOPTED else before),
            "langs": presenters.languages(last, book.languages),
            "publishes": bool(last and not last.is_published and last.items),
            "adopts": state is State.OPEN,
            "begins": presenters.may_begin(last, before=before, adopted=adopted)
            if before or state is State.OPEN
            else [],
            "others": queries.other_meetings(meeting) if last is None else (),
            "minutes": minutes,
            "available": available,
            "over": minutes - available if available is not None and minutes > available else None,
            "covered": presenters.covered(
                last, book, meeting.configuration, queries.omissions(meeting)
            ),
            "leaving_out": forms.OmissionForm(),
            "refusals": refusals,
        },
        status=status,
    )

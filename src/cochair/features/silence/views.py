"""The list of decisions, the page of a silence, and what is done there."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.acts.proposing import page
from cochair.features.decisions import overview
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.documents import access as documents
from cochair.features.documents import bound_texts
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.reading.outline import outline
from cochair.features.reading.sheet import Sheet, sheet, wish
from cochair.features.silence import (
    access,
    acts,
    forms,
    outcome_letter,
    outcome_letter_view,
    party_clearance,
    presenters,
    queries,
    receipts,
    submissions,
)
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.localize import language_now


@require_safe
def decisions(request: Request, forum: str) -> HttpResponse:
    """Every decision on a text that this reader may read, the newest first."""
    hat = doors.require_reader(request)
    page, rows = overview.page(doors.forum(request), hat, request.now, request.GET.get("page"))
    shown = {"here": "decisions", "page": page, "rows": rows}
    return render(request, "decisions/decisions.html", shown)


@require_safe
def decision(request: Request, forum: str, number: int) -> HttpResponse:
    """One silence: what it is about, until when, who has a say, and what was written."""
    found, hat = access.procedure(request, number)
    return _page(request, found, hat)


@require_POST
def send(request: Request, forum: str, number: int) -> HttpResponse:
    """Object, amend, or state something; the stamp is that of the request's arrival."""
    found, hat = access.speaker(request, number)
    form = forms.Send(request.POST)
    if not form.is_valid():
        return _page(request, found, hat, form=form, status=422)
    typed = form.cleaned_data
    try:
        _made, counts = submissions.receive(
            found,
            form=typed["form"],
            words=typed["words"],
            language=get_language() or "en",
            by=hat,
            received_at=request.now,
        )
    except Refused as refused:
        return _page(request, found, hat, form=form, refusals=refused.refusals, status=422)
    said = __("Received in time.") if counts else __("Received after the end: kept as a comment.")
    messages.info(request, f"{said} {__('The acknowledgement of receipt is with the submission.')}")
    return redirect("decisions:decision", forum, number)


@require_safe
def receipt(request: Request, forum: str, number: int, which: int) -> HttpResponse:
    """The receipt of a message, to be taken away."""
    _found, row = access.receipt(request, number, which)
    answer = JsonResponse(receipts.receipt(row), json_dumps_params={"ensure_ascii": False})
    name = f"{forum}-silence-{number}-{row.voice}-{row.pk}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def open_on(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose a silence on a document."""
    found, _hat = documents.document(request, slug)
    hat = doors.actor(request, Power.PROPOSE)
    zone = queries.regime(found.forum, request.now).expiry_zone
    form = forms.Opening(request.POST)
    slug_of = cleaned_or_refuse(form)["meeting"]
    known = {one.slug: one for one in queries.sat(found.forum, request.now)}
    act = acts.propose_opening(
        found,
        expires_at=form.expires_at(zone),
        meeting=_known(known, slug_of) if slug_of else None,
        by=hat,
        at=request.now,
    )
    messages.info(
        request, __("The silence procedure has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_POST
def clear_on(request: Request, forum: str, slug: str) -> HttpResponse:
    """Say for one's own Party that a document is cleared, or need not be."""
    found, _hat = documents.document(request, slug)
    hat = doors.actor(request, Power.PROPOSE)
    typed = cleaned_or_refuse(forms.Clear(request.POST))
    party_clearance.clear(
        found,
        Cleared(typed["state"]),
        revision=typed["revision"],
        by=hat,
        at=request.now,
    )
    messages.info(
        request, __("The position of your Party has been saved. The other Party cannot read it.")
    )
    return redirect("documents:document", forum, slug)


@require_POST
def letter(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose the letter on how a silence ended; it is read and signed on the page of the act."""
    found, _hat = access.procedure(request, number)
    hat = doors.actor(request, Power.PROPOSE)
    act = outcome_letter.propose(found, by=hat, at=request.now)
    messages.info(
        request, __("The outcome letter has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


extend = page(
    acts.EXTEND, access.procedure, forms.Until, lambda form, row: form.expires_at(row.zone)
)
withdraw = page(acts.WITHDRAW, access.procedure, forms.Withdraw)


def _page(
    request: Request,
    found: SilenceProcedure,
    hat: ActingOffice,
    *,
    form: forms.Send | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    people = parties.roster(found.forum)
    one = presenters.shown(found, request.now, queries.own_voice(found, hat))
    rounds = queries.rounds(found)
    proposes = hat.may(Power.PROPOSE)
    waiting = queries.waiting(found.forum, found.revision.document.slug) if proposes else []
    own_zone = _own_zone(request, hat)
    text = _text(request, found, is_open=one.is_open)
    return render(
        request,
        "decisions/decision.html",
        {
            "here": "decisions",
            "one": one,
            "text": text,
            "outline": outline(text, request.GET),
            "document": found.revision.document,
            "meeting": _meeting(found),
            "own_zone": own_zone or found.zone,
            "clocks": presenters.clocks(one, own_zone, request.now),
            "halves": presenters.halves(one, people),
            "changed": queries.text_changed(found) or (one.is_open and queries.is_revised(found)),
            "speaks": one.takes_messages and access.speaks(found, hat, request) is None,
            "member": people.member(hat.member) if hat.member else None,
            "tone": next((p.tone for p in people.parties if p.code == hat.party), ""),
            "capitals": presenters.capitals(one, people),
            "proposes": proposes,
            "records": hat.may(Power.RECORD_FACTS) and one.takes_messages,
            "for_whom": presenters.voices(one, people, hat.party),
            "rounds": rounds if len(rounds) > 1 else [],
            "today": presenters.typed(request.now, found.zone),
            "later": presenters.typed(one.expires_at, found.zone),
            "acts": waiting,
            "revises": proposes and one.can_begin_anew and queries.may_revise(found, hat),
            "letter": outcome_letter_view.lettered(one, hat, request.now, waiting),
            "form": form or forms.Send(),
            "refusals": refusals,
        },
        status=status,
    )


def _text(request: Request, found: SilenceProcedure, *, is_open: bool) -> Sheet:
    """The words on which the silence runs, and what changed since the revision before them."""
    revision = found.revision
    return sheet(
        bound_texts.of_revision(revision, found.act),
        wish(request.GET),
        own=language_now(),
        before=bound_texts.before(revision) if is_open else {},
    )


def _meeting(found: SilenceProcedure) -> str:
    """The name of the meeting whose paper it is on, in the reader's language; empty for none."""
    meeting = found.revision.document.meeting
    if meeting is None:
        return ""
    return meeting_title(meeting, parties.book(found.forum), language_now())


def _known(meetings: dict[str, Meeting], slug: str) -> Meeting:
    if slug not in meetings:
        raise Http404
    return meetings[slug]


def _own_zone(request: Request, hat: ActingOffice) -> str:
    """The reader's own zone, or that of the capital of the State that the office is of."""
    zone: str = getattr(request.user, "zone", "UTC")
    if zone != "UTC" or not hat.member:
        return "" if zone == "UTC" else zone
    return str(parties.roster(doors.forum(request)).member(hat.member).zone)

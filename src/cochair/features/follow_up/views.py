"""The table of commitments, the page of one, and what is said there."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.commitments import queries as coherence
from cochair.features.commitments.models import Commitment, OverlapDecision, ReportDraft
from cochair.features.expectations import queries as expectations
from cochair.features.extraction import paragraphs
from cochair.features.follow_up import (
    access,
    actions,
    drafts,
    forms,
    owners,
    presenters,
    queries,
    statuses,
)
from cochair.features.follow_up.titles import joined
from cochair.features.measures import queries as measures
from cochair.features.measures.codes import LEVELS
from cochair.features.overlaps import queries as overlaps
from cochair.features.overlaps.codes import DECISIONS
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.support import queries as support
from cochair.features.support.codes import STATES
from cochair.features.threats import queries as threats
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse

ON_A_PAGE = 50
HERE = "commitments"


@require_safe
def commitments(request: Request, forum: str) -> HttpResponse:
    """Every commitment by area and status, and as a table that can be narrowed."""
    hat, found = doors.require_reader(request), doors.forum(request)
    book, roster = parties.book(found, request.now), parties.roster(found)
    names = roster.names()
    rows, asked = queries.shown(found, request.now), presenters.wanted(request.GET)
    page = Paginator([one for one in rows if asked.fits(one)], ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    in_force = [one for one in rows if one.row.state == queries.IN_FORCE]
    context = {
        "here": HERE,
        "grid": presenters.grid(rows, book),
        "page": page,
        "rows": presenters.table(list(page.object_list), found, book, names, request.now),
        "wanted": asked,
        "stale_code": presenters.STALE,
        "all": len(rows),
        "in_force": len(in_force),
        "proposes": hat.may(Power.PROPOSE),
        "silent": sum(one.latest is None for one in in_force),
        "stale": sum(one.stale and one.latest is not None for one in in_force),
        "areas": book.taxonomy,
        "statuses": statuses.ALL.items(),
        "states": statuses.STATES.items(),
        "instruments": queries.instruments(found),
        "purposes": presenters.may_serve(roster),
        "levels": LEVELS.items(),
    }
    return render(request, "commitments/following/commitments.html", context)


@require_safe
def commitment(request: Request, forum: str, slug: str) -> HttpResponse:
    """One commitment: its words, what both Parties think of it, what its owners report."""
    found, hat = access.commitment(request, slug)
    return _page(request, found, hat)


@require_safe
def ours(request: Request, forum: str) -> HttpResponse:
    """The commitments of an owner, those without a recent report first."""
    code, _hat = access.owner(request)
    found = doors.forum(request)
    book, names = parties.book(found, request.now), parties.roster(found).names()
    own = [
        one
        for one in queries.shown(found, request.now)
        if code and code in one.row.owners and one.row.state == queries.IN_FORCE
    ]
    owing = queries.owing(found, code, own, request.now)
    own.sort(key=lambda one: one.row.pk not in owing)
    page = Paginator(own, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": HERE,
        "page": page,
        "all": len(own),
        "rows": presenters.table(list(page.object_list), found, book, names, request.now),
        "due": len(owing),
        "owing": owing,
        "prepared": drafts.standing(found, code),
        "owner": names.get(code, code),
        "reads": doors.reads_shared(request),
    }
    return render(request, "commitments/following/ours.html", context)


@require_safe
def reporting(request: Request, forum: str, slug: str) -> HttpResponse:
    """The page on which an owner reports."""
    found, hat = access.reporter(request, slug)
    held = drafts.standing(found.instrument.forum, owners.follows_for(hat)).get(slug)
    said = forms.Report(initial=presenters.prepared(held))
    return _reporting(request, found, hat, said, held=held)


@require_POST
def report(request: Request, forum: str, slug: str) -> HttpResponse:
    """Say where a commitment stands; a delegation's member prepares it for the head."""
    found, hat = access.reporter(request, slug)
    prepares = bool(owners.prepares_for(hat))
    form = forms.Report(request.POST)
    if not form.is_valid():
        return _reporting(request, found, hat, form, status=422)
    typed = form.cleaned_data
    try:
        act = actions.prepare if prepares else actions.report
        act(
            found,
            status=typed["status"],
            words=typed["words"],
            evidence=typed["evidence"],
            language=get_language() or "en",
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _reporting(request, found, hat, form, refusals=refused.refusals, status=422)
    done = (
        __("Saved for the head of your delegation, who submits the report.")
        if prepares
        else __("The report has been submitted. All readers of the commitment can see it.")
    )
    messages.info(request, done)
    if doors.reads_shared(request):
        return redirect("commitments:commitment", forum, slug)
    return redirect("commitments:ours", forum)


@require_POST
def assess(request: Request, forum: str, slug: str) -> HttpResponse:
    """Say what one's Party thinks of the progress."""
    found, _hat = access.commitment(request, slug)
    hat = doors.actor(request, Power.DECIDE_FOR_PARTY)
    form = forms.Assessment(request.POST)
    if not form.is_valid():
        return _page(request, found, hat, assessment=form, status=422)
    actions.assess(
        found,
        words=form.cleaned_data["words"],
        language=get_language() or "en",
        by=hat,
        at=request.now,
    )
    messages.info(
        request, __("The assessment has been saved. It appears beside that of the other Party.")
    )
    return redirect("commitments:commitment", forum, slug)


@require_POST
def name_owners(request: Request, forum: str, slug: str) -> HttpResponse:
    """Name who reports on a commitment."""
    found, _hat = access.commitment(request, slug)
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Owners(request.POST)
    typed = cleaned_or_refuse(form)
    actions.name_owners(found, typed["owners"], seen=typed["seen"], by=hat, at=request.now)
    messages.info(request, __("The owners have been named. They find the commitment among theirs."))
    return redirect("commitments:commitment", forum, slug)


@require_POST
def settle(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose that a commitment is in force no longer."""
    found, _hat = access.commitment(request, slug)
    hat = doors.actor(request, Power.PROPOSE)
    typed = cleaned_or_refuse(forms.Settlement(request.POST))
    act = actions.propose_settlement(
        found,
        state=typed["state"],
        replaced_by=typed["replaced_by"].strip(),
        reason=typed["reason"],
        by=hat,
        at=request.now,
    )
    messages.info(
        request,
        __("The end of the commitment has been sent to both co-presidencies for signature."),
    )
    return redirect("acts:act", forum, act.number)


def _page(
    request: Request,
    found: Commitment,
    hat: ActingOffice,
    *,
    assessment: forms.Assessment | None = None,
    status: int = 200,
) -> HttpResponse:
    forum = found.instrument.forum
    roster, book = parties.roster(forum), parties.book(forum, request.now)
    reports = queries.reports(found)
    compared, related = coherence.related(found)
    decisions = overlaps.standing(found)
    context = {
        "here": HERE,
        "row": found,
        "taken_from": paragraphs.labels(found),
        "state": statuses.STATES.get(found.state, found.state),
        "ended": found.state in statuses.ENDED,
        "areas": [words for code, words in book.taxonomy if code in found.areas],
        "purposes": presenters.purposes(found, roster.names()),
        "compared": compared,
        "related": [(one, _decided(decisions.get(one.pk))) for one in related],
        "has_overlaps": found.state == queries.IN_FORCE,
        "asked": [(one, STATES[support.state(one)]) for one in support.of_commitment(found)],
        "reports": presenters.reports(reports, roster.names()),
        "halves": presenters.halves(found, roster),
        "stale": statuses.is_stale(
            reports[0].at if reports else None, civil_day(request.now, forum.zone), forum.zone
        ),
        "may": presenters.may(found, hat),
        "own_party": hat.party,
        "owners_line": joined(found.owners),
        "may_own": owners.by_name(forum),
        "acts": queries.waiting(found),
        "done_for_it": list(measures.actions(forum).filter(commitments=found)),
        "measured": list(measures.indicators(forum).filter(commitment=found)),
        "agreed": expectations.agreed_of(found),
        "answers": threats.answered_by(found),
        "writes": hat.may(Power.RECORD_FACTS),
        "ends": [(code, statuses.STATES[code]) for code in statuses.ENDED],
        "assessment": assessment or forms.Assessment(),
    }
    return render(request, "commitments/following/commitment.html", context, status=status)


def _decided(decision: OverlapDecision | None) -> str:
    """What both decided of an overlap, as an English msgid; empty while nothing is decided."""
    return DECISIONS[decision.decision] if decision is not None else ""


def _reporting(
    request: Request,
    found: Commitment,
    hat: ActingOffice,
    form: forms.Report,
    *,
    held: ReportDraft | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "here": HERE,
        "row": found,
        "held": held,
        "prepares": bool(owners.prepares_for(hat)),
        "form": form,
        "statuses": statuses.STATUSES.items(),
        "reads": doors.reads_shared(request),
        "refusals": refusals,
    }
    return render(request, "commitments/following/report.html", context, status=status)

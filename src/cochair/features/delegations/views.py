"""Delegations of a meeting: who is coming, and what their focal point writes."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as __
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cochair.features.contact_links.presenters import of_bearer
from cochair.features.delegations import access, actions, check_in, forms, presenters, queries
from cochair.features.delegations import participation as figures
from cochair.features.delegations import refusals as stands_against
from cochair.features.delegations.access import MeetingContext
from cochair.features.delegations.person import of_row
from cochair.features.delegations.queries import DelegationView
from cochair.features.meetings import access as meetings
from cochair.features.meetings.states import is_shut
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused, _
from cochair.web import formats
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.numbers import whole

HERE = "meetings:delegations"
Refusals = tuple[Refusal, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: Request, forum: str, slug: str) -> HttpResponse:
    """Both Parties side by side, with their state; opens a delegation by hand."""
    if request.method == "POST":
        seat = access.running(request, slug)
        code = request.POST.get("code", "")[:64]
        actions.open_delegation(seat.meeting, code=code, by=seat.hat, at=request.now)
        messages.info(request, __("The delegation is open: its focal point may name its members."))
        return redirect(HERE, forum, slug)
    seat = access.seat(request, slug)
    return render(request, "meetings/people/delegations.html", _overview(request, seat))


@require_GET
def participants(request: Request, forum: str, slug: str) -> HttpResponse:
    """The list of participants as a page to be printed."""
    seat = access.seat(request, slug)
    book = parties.book(seat.meeting.forum, request.now)
    language = get_language() or "en"
    found = queries.sides(seat.meeting, language)
    shown = [presenters.side(one, seat, book, None) for one in found]
    context = {
        **page(request, seat, "meetings:participants"),
        "sides": [one for one in shown if one is not None and one.people],
        "sheets": _sheets(seat, language),
        "own": own.key if (own := access.own(seat)) is not None else "",
        "takes_away": seat.runs or own is not None,
    }
    return render(request, "meetings/people/participants.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """One delegation: its people, and for its focal point the rows in which more are named."""
    if request.method != "POST":
        seat, company = access.readable(request, slug, key)
        return _delegation(request, seat, company)
    seat, company = access.writable(request, slug, key)
    assert company.row is not None
    book = parties.book(seat.meeting.forum, request.now)
    rows = forms.rows(book, request.POST)
    if forms.MORE in request.POST:
        return _delegation(request, seat, company, rows=rows)
    wrong = [row for row in rows if not row.is_valid()]
    if wrong:
        return _delegation(request, seat, company, rows=rows, status=422)
    people = [row.person for row in rows if not row.is_blank]
    try:
        made = actions.nominate(
            company.row, people, seen=_seen(request), by=seat.hat, at=request.now
        )
    except Refused as refused:
        return _delegation(request, seat, company, rows=rows, refusals=refused.refusals, status=422)
    badges = formats.listed((str(one.badge) for one in made), get_language() or "en")
    added = ngettext("Added, with badge {badges}.", "Added, with badges {badges}.", len(made))
    messages.info(request, added.format(badges=badges))
    return redirect(_back(request, forum, slug, key))


@require_http_methods(["GET", "HEAD", "POST"])
def participant(request: Request, forum: str, slug: str, key: str, badge: int) -> HttpResponse:
    """One person, to be written anew."""
    seat, company, one = access.participant(request, slug, key, badge)
    book = parties.book(seat.meeting.forum, request.now)
    refusals: Refusals = ()
    status = 200
    first = forms.initial(of_row(one), get_language() or "en")
    form = forms.PersonForm(request.POST or None, initial=first, book=book)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change(one, form.person, seen=_seen(request), by=seat.hat, at=request.now)
            except Refused as refused:
                refusals = refused.refusals
            else:
                messages.info(request, __("The details of the person have been changed."))
                return redirect("meetings:delegation", forum, slug, key)
    context = {
        **page(request, seat, HERE),
        "company": company,
        "one": one,
        "form": form,
        "refusals": refusals,
        "seen": request.POST.get("seen") or _version(company),
    }
    return render(request, "meetings/people/participant.html", context, status=status)


@require_POST
def removal(request: Request, forum: str, slug: str, key: str, badge: int) -> HttpResponse:
    """Take a person out of a delegation."""
    seat, _company, one = access.participant(request, slug, key, badge)
    actions.remove(one, seen=_seen(request), by=seat.hat, at=request.now)
    messages.info(
        request,
        __("The person has been removed. Badge {number} will not be used again.").format(
            number=badge
        ),
    )
    return redirect("meetings:delegation", forum, slug, key)


@require_POST
def head(request: Request, forum: str, slug: str, key: str, badge: int) -> HttpResponse:
    """Name the head of the delegation."""
    seat, _company, one = access.participant(request, slug, key, badge)
    actions.set_head(one, seen=_seen(request), by=seat.hat, at=request.now)
    messages.info(request, __("The head of the delegation has been named."))
    return redirect("meetings:delegation", forum, slug, key)


@require_POST
def replacement(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Declare whom the head of the delegation replaces, or take that back."""
    seat, company = access.writable(request, slug, key)
    assert company.row is not None
    actions.declare_replacement(
        company.row,
        replaces=request.POST.get("replaces", ""),
        seen=_seen(request),
        by=seat.hat,
        at=request.now,
    )
    messages.info(request, __("The information on the replacement has been saved."))
    return redirect("meetings:delegation", forum, slug, key)


@require_POST
def credentials(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Keep the reference of the note or letter that names the delegation."""
    seat, company = access.writable(request, slug, key)
    assert company.row is not None
    actions.record_credentials(
        company.row,
        reference=request.POST.get("reference", ""),
        seen=_seen(request),
        by=seat.hat,
        at=request.now,
    )
    messages.info(request, __("The reference of the credentials has been saved."))
    return redirect("meetings:delegation", forum, slug, key)


@require_POST
def on_request(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Keep by which note or letter a delegation asked its secretariat to write for it."""
    seat, company = access.serving(request, slug, key)
    assert company.row is not None
    actions.record_request(
        company.row,
        reference=request.POST.get("note", ""),
        seen=_seen(request),
        by=seat.hat,
        at=request.now,
    )
    messages.info(
        request, __("The request has been recorded. You may now act for this delegation.")
    )
    return redirect("meetings:delegation", forum, slug, key)


@require_POST
def handover(request: Request, forum: str, slug: str, key: str, step: str) -> HttpResponse:
    """Hand a delegation over, accept it, return it, open it again."""
    seat, company = access.stepping(request, slug, key, step)
    assert company.row is not None
    if step not in DONE:
        raise Http404
    row, seen, by, at = company.row, _seen(request), seat.hat, request.now
    if step == RETURN:
        reason = request.POST.get("reason", "")
        actions.give_back(row, reason=reason, seen=seen, by=by, at=at)
    else:
        STEPS[step](row, seen=seen, by=by, at=at)
    messages.info(request, __(DONE[step]))
    return redirect(_back(request, forum, slug, key))


@require_POST
def judgement(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose what both say of the participation."""
    seat = access.proposing(request, slug)
    typed = cleaned_or_refuse(forms.Judgement(request.POST))
    act = check_in.propose_judgement(seat.meeting, by=seat.hat, at=request.now, **typed)
    messages.info(
        request,
        __(
            "The joint assessment of participation has been sent to both "
            "co-presidencies for signature."
        ),
    )
    return redirect("acts:act", forum, act.number)


RETURN = "return"
STEPS = {"submit": actions.submit, "accept": actions.accept, "reopen": actions.reopen}
DONE = {
    "submit": _("The delegation has been submitted to the secretariat."),
    "accept": _("The delegation has been accepted."),
    RETURN: _("The delegation has been returned, with your reason."),
    "reopen": _("The delegation has been reopened."),
}


def page(request: Request, seat: MeetingContext, here: str) -> dict[str, object]:
    """What every page about the people of a meeting shows."""
    meeting = seat.meeting
    book = parties.book(meeting.forum, request.now)
    return {
        "here": "meetings",
        "meeting": meeting,
        "seat": seat,
        "bearer": of_bearer(seat.bearer),
        "name": meeting_title(meeting, book, get_language() or "en"),
    }


def _overview(request: Request, seat: MeetingContext) -> Mapping[str, object]:
    meeting, language = seat.meeting, get_language() or "en"
    book = parties.book(meeting.forum, request.now)
    found = figures.of_meeting(meeting, request.now) if seat.shares else None
    level = found.configuration if found else None
    known = queries.delegations(
        meeting, also_absent=seat.sees_all, also_struck=seat.runs, heads_only=True
    )
    every = queries.arranged(known, meeting, language)
    shown = [presenters.side(one, seat, book, level, heads_only=True) for one in every]
    own = access.own(seat)
    return {
        **page(request, seat, HERE),
        "sides": [one for one in shown if one is not None],
        "sheets": _sheets(seat, language),
        "figures": found,
        "lines": presenters.lines(found, _parties(every)) if found else (),
        "said_besides": presenters.said_besides(found) if found else (),
        "judged": presenters.judged(found) if found else None,
        "may_judge": seat.hat.may(Power.PROPOSE)
        and check_in.judgement_refusal(meeting, request.now) is None,
        "own": own,
        "unopened": _unopened(seat, known)
        if seat.runs and not is_shut(meeting, request.now)
        else (),
        "struck": [one for one in known if one.struck],
    }


def _sheets(seat: MeetingContext, language: str) -> tuple[str, ...]:
    """The languages in which the list may be printed, the reader's own first."""
    codes = [code for code, _name in settings.LANGUAGES]
    return tuple(sorted(codes, key=lambda code: code != language)) if seat.sees_all else ()


def _parties(every: tuple[queries.Side, ...]) -> Mapping[str, object]:
    return {one.kind: one.party for one in every if one.party is not None}


def _unopened(seat: MeetingContext, known: Iterable[DelegationView]) -> list[tuple[str, object]]:
    """Whose delegation may still be opened by hand: members first, then organisations."""
    roster = parties.roster(seat.meeting.forum)
    opened = {one.code for one in known if one.row is not None}
    return [
        (code, names) for code, names in queries.possible(roster).values() if code not in opened
    ]


def _delegation(
    request: Request,
    seat: MeetingContext,
    company: DelegationView,
    *,
    rows: list[forms.PersonForm] | None = None,
    refusals: Refusals = (),
    status: int = 200,
) -> HttpResponse:
    book = parties.book(seat.meeting.forum, request.now)
    found = figures.of_meeting(seat.meeting, request.now)
    shown = presenters.company(company, seat, book, found.configuration if found else None)
    may_change = _may_change(request, seat, company)
    context = {
        **page(request, seat, HERE),
        "shown": shown,
        "company": company,
        "may_change": may_change,
        "steps": presenters.steps(company, seat, request.now),
        "serves": seat.serves(company) and not company.struck,
        "rows": (rows or forms.rows(book, has_head=shown.head is not None)) if may_change else (),
        "sent": rows is not None,
        "refusals": refusals,
        "seen": request.POST.get("seen") or _version(company),
    }
    return render(request, "meetings/people/delegation.html", context, status=status)


def _back(request: Request, forum: str, slug: str, key: str) -> str:
    page = reverse("meetings:delegation", args=[forum, slug, key])
    return meetings.back(request, slug, page)


def _may_change(request: Request, seat: MeetingContext, company: DelegationView) -> bool:
    """Whether the forms are shown: one may write, and nothing stands against a change now."""
    if company.row is None or company.struck or not seat.writes(company):
        return False
    company.row.meeting = seat.meeting
    stands = stands_against.may_change(company.row, seat.hat, request.now)
    return not any(stands)


def _version(company: DelegationView) -> int:
    return company.row.version if company.row else 0


def _seen(request: Request) -> int:
    """The version that the sender was shown; one that nobody has where it is missing."""
    found = whole(request.POST.get("seen", ""))
    return -1 if found is None else found

"""The invitations of a meeting, and the page of each invitee."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.contact_links.access import bearer
from cochair.features.contact_links.presenters import of_bearer
from cochair.features.invitations import (
    access,
    actions,
    forms,
    presenters,
    queries,
    sent,
    stale_notices,
    warnings,
)
from cochair.features.invitations.answers import is_asked_anew
from cochair.features.meetings import access as meetings
from cochair.features.meetings import machine
from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.meetings.states import PREPARING, state_of
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refused
from cochair.web.localize import language_now

UNREAD = "unread"


@require_safe
def invitations(request: Request, forum: str, slug: str) -> HttpResponse:
    """Everybody who must be invited, with the clause that says so and what has come of it."""
    meeting = meetings.meeting(request, slug)
    return _invitations(request, meeting)


@require_POST
def also(request: Request, forum: str, slug: str) -> HttpResponse:
    """Invite one whom the notice did not reach."""
    meeting = meetings.meeting(request, slug)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = forms.Also(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else ""
    try:
        actions.invite_also(meeting, key=key, by=hat, at=request.now)
    except Refused as refused:
        return _invitations(request, meeting, refusals=refused.refusals, status=422)
    messages.info(request, __("The invitation has been sent. The notice is unchanged."))
    return redirect("meetings:invitations", forum, slug)


@require_safe
def invitation(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """One invitation: the notice, one's answer, and the delegation that one names."""
    meeting, found, hat = access.invitation(request, slug, number)
    if queries.is_own(found, hat) and request.method == "GET":
        actions.opened(found, hat.account or None, request.now)
    return _invitation(request, meeting, found, hat)


@require_POST
def answer(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Accept, decline, or ask to be excused."""
    meeting, found, hat = access.answerer(request, slug, number)
    form = forms.Answer(request.POST, may_ask=bool(found.group))
    if not form.is_valid():
        return _invitation(request, meeting, found, hat, form=form, status=422)
    try:
        actions.answer(found, **form.cleaned_data, by=hat, at=request.now)
    except Refused as refused:
        return _invitation(
            request, meeting, found, hat, form=form, refusals=refused.refusals, status=422
        )
    itself = queries.speaks(found, hat)
    said = (
        __("Your answer has been recorded.")
        if itself
        else __("The answer has been recorded as received.")
    )
    messages.info(request, said)
    page = reverse("meetings:invitation", args=[forum, slug, number])
    return redirect(meetings.back(request, slug, page))


@require_POST
def withdrawal(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Propose to withdraw an invitation, with a reason; it takes both keys."""
    meeting, found, _hat = access.invitation(request, slug, number)
    hat = parties_access.actor(request, Power.PROPOSE)
    form = forms.Reason(request.POST)
    reason, reasons = (form.cleaned_data["reason"], form.reasons) if form.is_valid() else ("", {})
    try:
        act = actions.propose_withdrawal(
            found, reason=reason, reasons=reasons, by=hat, at=request.now
        )
    except Refused as refused:
        return _invitation(
            request, meeting, found, hat, withdrawal=form, refusals=refused.refusals, status=422
        )
    messages.info(
        request, __("The withdrawal has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_POST
def excuse(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Propose to excuse an absence; it takes both keys."""
    meeting, found, _hat = access.invitation(request, slug, number)
    hat = parties_access.actor(request, Power.PROPOSE)
    form = forms.Reason(request.POST)
    reason, reasons = (form.cleaned_data["reason"], form.reasons) if form.is_valid() else ("", {})
    try:
        act = actions.propose_excuse(found, reason=reason, reasons=reasons, by=hat, at=request.now)
    except Refused as refused:
        return _invitation(
            request, meeting, found, hat, excuse=form, refusals=refused.refusals, status=422
        )
    messages.info(
        request,
        __("The excuse for the absence has been sent to both co-presidencies for signature."),
    )
    return redirect("acts:act", forum, act.number)


def _invitations(
    request: Request, meeting: Meeting, *, refusals: tuple[object, ...] = (), status: int = 200
) -> HttpResponse:
    hat = parties_access.require_reader(request)
    at, forum = request.now, meeting.forum
    book = parties.book(forum, at)
    all_seen, before = presenters.sees_all(hat), state_of(meeting, at) in PREPARING
    letters, found = sent.of_meeting(meeting) if all_seen else {}, queries.notice(meeting)
    sheet = presenters.sheet(meeting, at, letters)
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, language_now()),
        "book": book,
        "sheet": sheet,
        "invited": len(sheet.invited),
        "only_unread": all_seen and request.GET.get("show") == UNREAD,
        "sees_all": all_seen,
        "own": [
            row for row in sheet.rows if row.invitation and queries.is_own(row.invitation, hat)
        ],
        "invites": hat.may(Power.RECORD_FACTS) and before and meeting.convened_at is not None,
        "proposes": hat.may(Power.PROPOSE) and before,
        # Of a meeting that was before Cochair no notice is issued.
        "has_notice": found is not None or not machine.is_before(meeting, at),
        "warnings": warnings.of_meeting(meeting, hat, at, notice=found, sheet=sheet),
        "notice": found,
        "observers": book.configurations[meeting.configuration].observers,
        "refusals": refusals,
    }
    return render(request, "meetings/inviting/invitations.html", context, status=status)


def _invitation(
    request: Request,
    meeting: Meeting,
    found: Invitation,
    hat: ActingOffice,
    *,
    form: forms.Answer | None = None,
    excuse: forms.Reason | None = None,
    withdrawal: forms.Reason | None = None,
    refusals: tuple[object, ...] = (),
    status: int = 200,
) -> HttpResponse:
    at = request.now
    book, state = parties.book(meeting.forum, at), state_of(meeting, at)
    stands = found.withdrawn_at is None
    reads = hat.may(Power.READ_SHARED)
    row = presenters.of_invitation(meeting, found, request.now)
    notice = found.notice or queries.notice(meeting)
    context = {
        "here": "meetings",
        "reads_shared": reads,
        "meeting": meeting,
        "name": meeting_title(meeting, book, language_now()),
        "book": book,
        "invitation": found,
        "bearer": of_bearer(bearer(request, meeting.slug)),
        "delegation_page": _delegation_page(meeting, found, hat),
        "invited": found.member or found.organisation,
        "row": row,
        "notice": notice,
        "outdated": stale_notices.since(meeting, notice)
        if stands and not meeting.cancelled_at
        else None,
        "schedule": queries.latest(meeting),
        "when": presenters.when(meeting),
        "answers": stands
        and queries.speaks(found, hat)
        and machine.allows("invitation.answer", state),
        "asked_anew": is_asked_anew(found, meeting.schedules.all()),
        "form": form or forms.Answer(initial=_answered(row, found), may_ask=bool(found.group)),
        "records": stands
        and queries.answers_for(found, hat)
        and not queries.speaks(found, hat)
        and machine.allows("invitation.answer", state),
        "withdraws": stands
        and hat.may(Power.PROPOSE)
        and found.basis != queries.OBSERVER
        and state in PREPARING,
        "waiting": queries.waiting_withdrawal(found) if stands and reads else None,
        "excuses": stands and hat.may(Power.PROPOSE) and found.group and not found.excused_at,
        "excuse": excuse or forms.Reason(),
        "withdrawal": withdrawal or forms.Reason(),
        "refusals": refusals,
    }
    return render(request, "meetings/inviting/invitation.html", context, status=status)


def _delegation_page(meeting: Meeting, found: Invitation, hat: ActingOffice) -> str:
    """The address of the delegation that the invitee names; empty where there is none to open."""
    who = (found.member_id, found.organisation_id)
    invited = found.member or found.organisation
    if invited is None or who not in queries.delegations(meeting) or not queries.is_own(found, hat):
        return ""
    slugs = [meeting.forum.slug, meeting.slug, invited.code.lower()]
    return reverse("meetings:delegation", args=slugs)


def _answered(row: presenters.Row, found: Invitation) -> dict[str, str]:
    """What the form shows first: the answer that stands, and none where it was for another day."""
    if row.is_for_another_day:
        return {}
    return {"answer": found.answer, "reason": found.answer_reason}

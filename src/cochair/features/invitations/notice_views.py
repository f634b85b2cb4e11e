"""The notice of a meeting, its lists of agencies, and who stands by it after a handover."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.invitations import (
    access,
    actions,
    forms,
    notice_text,
    presenters,
    queries,
    refusals,
    sections,
    stale_notices,
    titles,
)
from cochair.features.meetings import access as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import PREPARING, state_of
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.procedure.checks.invited import AGENCY_LIST
from cochair.procedure.refusal import Refused
from cochair.web.localize import language_now

PREVIEW = "preview"
TEXT = "text-{code}"


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: Request, forum: str, slug: str) -> HttpResponse:
    """Read the notice; draft it, look at it in every language, and propose it to both."""
    meeting = meetings.meeting(request, slug)
    if request.method != "POST":
        return _notice(request, meeting, _drafted(request, meeting))
    hat = parties_access.actor(request, Power.PROPOSE)
    form = forms.Notice(request.POST, recipients=_choices(meeting, request))
    if not form.is_valid():
        return _notice(request, meeting, form, status=422)
    if PREVIEW in request.POST:
        return _notice(request, meeting, form, preview=form.text)
    try:
        act = actions.propose_notice(
            meeting,
            text=form.text,
            recipients=form.cleaned_data["to"],
            reason=form.cleaned_data["reason"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _notice(request, meeting, form, refused=refused.refusals, status=422)
    messages.info(
        request,
        __(
            "The notice has been sent for signature. It is issued when "
            "both co-presidencies have signed."
        ),
    )
    return redirect("acts:act", forum, act.number)


@require_POST
def confirmation(request: Request, forum: str, slug: str) -> HttpResponse:
    """Stand by a notice that the holder before oneself signed."""
    meeting, hat = access.confirmer(request, slug)
    try:
        actions.confirm_notice(meeting, by=hat, at=request.now)
    except Refused as refused:
        return _notice(
            request, meeting, _drafted(request, meeting), refused=refused.refusals, status=422
        )
    messages.info(request, __("You have confirmed the notice for your presidency."))
    return redirect("meetings:notice", forum, slug)


@require_http_methods(["GET", "HEAD", "POST"])
def agencies(request: Request, forum: str, slug: str) -> HttpResponse:
    """The agencies that matter for this meeting, list by list."""
    meeting = meetings.meeting(request, slug)
    if request.method != "POST":
        return _agencies(request, meeting)
    hat = parties_access.actor(request, Power.PROPOSE)
    group = request.POST.get("group", "")[:32]
    form = forms.Relevance(request.POST, catalogue=_catalogue(meeting, group, request))
    if not form.is_valid():
        return _agencies(request, meeting, typed=form, status=422)
    try:
        act = actions.propose_relevance_list(meeting, **form.cleaned_data, by=hat, at=request.now)
    except Refused as refused:
        return _agencies(request, meeting, typed=form, refused=refused.refusals, status=422)
    messages.info(request, __("The list has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


def _choices(meeting: Meeting, request: Request) -> list[tuple[str, str]]:
    found = queries.composition(meeting, request.now)
    return [(one.key, one.code) for one in found.invitees]


def _catalogue(meeting: Meeting, group: str, request: Request) -> list[tuple[str, str]]:
    found = parties.book(meeting.forum, request.now).groups.get(group)
    return [(code, code) for code in (found.catalogue if found else ())]


def _drafted(request: Request, meeting: Meeting) -> forms.Notice:
    """The form as it is first shown: the drafted text, and everybody who must be invited."""
    text = notice_text.draft(meeting, request.now)
    expected = queries.composition(meeting, request.now)
    return forms.Notice(
        initial={
            **{TEXT.format(code=code): words for code, words in text.items()},
            "to": [one.key for one in expected.invitees if not one.is_optional],
        },
        recipients=[(one.key, one.code) for one in expected.invitees],
    )


def _notice(
    request: Request,
    meeting: Meeting,
    form: forms.Notice,
    *,
    preview: dict[str, str] | None = None,
    refused: tuple[object, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = parties_access.require_reader(request)
    at, forum = request.now, meeting.forum
    book = parties.book(forum, at)
    found = queries.notice(meeting)
    pending = queries.pending(meeting, found, at)
    sheet = presenters.sheet(meeting, at)
    chosen = set(form["to"].value() or [])
    outdated = None if meeting.cancelled_at else stale_notices.since(meeting, found)
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, language_now()),
        "book": book,
        "notice": found,
        "outdated": outdated,
        "pending": pending,
        "confirms": any(
            (one.party, one.member) == (hat.party, hat.member) for one in pending if one.is_due
        )
        and hat.may(Power.DECIDE_FOR_PARTY),
        "form": form,
        "texts": [(code, form[TEXT.format(code=code)]) for code in titles.languages()],
        "sheet": sheet,
        "chosen": chosen,
        "left_out": [
            row
            for row in sheet.rows
            if row.invitee.key not in chosen and row.is_expected and not row.invitee.is_optional
        ],
        "disputes": queries.disputes(meeting, at),
        "reason_at_least": refusals.REASON_AT_LEAST,
        "waiting": [act for act in queries.open_acts(meeting) if act.kind == queries.NOTICE],
        "drafts": hat.may(Power.PROPOSE)
        and state_of(meeting, at) in PREPARING
        and queries.starts(meeting) is not None
        and meeting.confirmed_at is not None
        and (found is None or outdated is not None),
        "has_day": queries.starts(meeting) is not None and meeting.confirmed_at is not None,
        "preview": preview,
        "refusals": refused,
    }
    return render(request, "meetings/inviting/notice.html", context, status=status)


def _agencies(
    request: Request,
    meeting: Meeting,
    *,
    typed: forms.Relevance | None = None,
    refused: tuple[object, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = parties_access.require_reader(request)
    at, forum = request.now, meeting.forum
    book = parties.book(forum, at)
    configuration = book.configurations[meeting.configuration]
    approved = queries.lists(meeting)
    groups = [
        sections.agency_list(meeting, book.groups[code], approved.get(code), typed)
        for code in (*configuration.groups, *configuration.also_invited)
        if book.groups[code].kind == AGENCY_LIST
    ]
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, language_now()),
        "book": book,
        "groups": groups,
        "proposes": hat.may(Power.PROPOSE) and state_of(meeting, at) in PREPARING,
        "waiting": [act for act in queries.open_acts(meeting) if act.kind == queries.RELEVANCE],
        "refusals": refused,
    }
    return render(request, "meetings/inviting/agencies.html", context, status=status)

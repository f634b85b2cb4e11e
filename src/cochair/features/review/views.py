"""Versions of the procedures as pages: which is in force, what differs, drafts and proposals."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.compliance.models import ProposedVersion
from cochair.features.compliance.options import parsed
from cochair.features.meetings import access as meetings
from cochair.features.parties import access as doors
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.review import access, adoption, forms, pages, presenters, queries
from cochair.features.review import drafts as drafting
from cochair.features.review import proposal as proposing
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.localize import language_now

HERE = "procedures"


@require_safe
def versions(request: Request, forum: str) -> HttpResponse:
    """Every version with the days on which it is in force; drafts and proposals of a new one."""
    return _versions(request)


@require_POST
def begin(request: Request, forum: str) -> HttpResponse:
    """Begin a draft from the latest version."""
    hat = doors.actor(request, Power.PROPOSE)
    form = forms.Begin(request.POST)
    if not form.is_valid():
        return _versions(request, begin=form, status=422)
    try:
        row = drafting.begin(doors.forum(request), by=hat, at=request.now, **form.cleaned_data)
    except Refused as refused:
        return _versions(request, begin=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The draft has been started. Only your Party can see it."))
    return redirect("compliance:proposal", forum, row.place)


@require_POST
def bring(request: Request, forum: str) -> HttpResponse:
    """Bring a whole procedure file as a draft."""
    hat = doors.actor(request, Power.PROPOSE)
    form = forms.File(request.POST, request.FILES)
    if not form.is_valid():
        return _versions(request, file=form, status=422)
    octets = form.cleaned_data["file"].read(drafting.LARGEST + 1)
    try:
        row = drafting.bring(doors.forum(request), octets, by=hat, at=request.now)
    except Refused as refused:
        return _versions(request, file=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The file has been saved as a draft. Only your Party can see it."))
    return redirect("compliance:proposal", forum, row.place)


@require_safe
def comparison(request: Request, forum: str, version: str, older: str) -> HttpResponse:
    """Two adopted versions clause by clause, side by side, also for print."""
    newer_book, older_book = access.version(request, version), access.version(request, older)
    return render(
        request,
        "compliance/review/comparison.html",
        {
            "here": HERE,
            "book": newer_book,
            "newer": newer_book,
            "older": older_book,
            "found": presenters.differences_shown(older_book, newer_book, language_now()),
            "counts": presenters.counts(older_book, newer_book),
        },
    )


@require_safe
def proposal(request: Request, forum: str, place: int) -> HttpResponse:
    """A draft or proposal: where it stands and everything in which it differs."""
    row, hat = access.proposal(request, place)
    return _proposal(request, row, hat)


@require_safe
def file(request: Request, forum: str, place: int) -> HttpResponse:
    """The whole file of a draft or proposal."""
    row, _hat = access.proposal(request, place)
    answer = HttpResponse(row.text, content_type="text/yaml; charset=utf-8")
    name = f"{row.forum.slug}-procedure-{row.number}.yaml"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def option(request: Request, forum: str, place: int) -> HttpResponse:
    """Say in a draft how an option stands."""

    def change(row: ProposedVersion, hat: ActingOffice) -> str:
        typed = cleaned_or_refuse(forms.Option(request.POST))
        known = queries.book_of(row).options.get(typed["key"])
        value = parsed(known, request.POST.getlist("value")) if known else None
        drafting.set_option(row, value=value, by=hat, at=request.now, **typed)
        return __("The draft has been changed.")

    return _changed(request, place, change)


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: Request, forum: str, place: int) -> HttpResponse:
    """Say in a draft a clause in other words, in every language of the forum."""
    if request.method != "POST":
        row, hat = access.own(request, place)
        rule = request.GET.get("rule", "")
        if rule and rule not in queries.book_of(row).by_id:
            raise Http404
        return _proposal(request, row, hat, rule=rule)

    def change(row: ProposedVersion, hat: ActingOffice) -> str:
        typed = cleaned_or_refuse(forms.Words(request.POST))
        said = {
            code: request.POST.get(f"words-{code}", "") for code in queries.book_of(row).languages
        }
        drafting.set_words(row, words=said, by=hat, at=request.now, **typed)
        return __("The draft has been changed.")

    return _changed(request, place, change)


@require_POST
def drop(request: Request, forum: str, place: int) -> HttpResponse:
    """Give a draft up."""

    def change(row: ProposedVersion, hat: ActingOffice) -> str:
        drafting.drop(row, by=hat, at=request.now)
        return __("The draft has been abandoned.")

    return _changed(request, place, change)


@require_POST
def propose(request: Request, forum: str, place: int) -> HttpResponse:
    """Propose a draft to a meeting: its paper goes to all delegations."""

    def change(row: ProposedVersion, hat: ActingOffice) -> str:
        typed = cleaned_or_refuse(forms.Propose(request.POST))
        meeting = meetings.meeting(request, typed["meeting"])
        proposing.propose(row, meeting=meeting, seen=typed["seen"], by=hat, at=request.now)
        return __("The version has been proposed. Its document has been sent to all delegations.")

    return _changed(request, place, change)


@require_POST
def withdraw(request: Request, forum: str, place: int) -> HttpResponse:
    """Take a proposal back, with its paper."""

    def change(row: ProposedVersion, hat: ActingOffice) -> str:
        typed = cleaned_or_refuse(forms.Withdraw(request.POST))
        proposing.withdraw(row, reason=typed["reason"], by=hat, at=request.now)
        return __("The proposal has been withdrawn.")

    return _changed(request, place, change)


@require_POST
def enter(request: Request, forum: str, place: int) -> HttpResponse:
    """Enter as a version what a decision has adopted; either Party may, for nobody decides here."""
    row, hat = access.proposal(request, place)
    doors.actor(request, Power.RECORD_FACTS)
    try:
        adoption.adopt(row, by=hat, at=request.now)
    except Refused as refused:
        return _proposal(request, row, hat, refusals=refused.refusals, status=422)
    messages.info(
        request, __("The version has been adopted. It takes effect automatically on the day given.")
    )
    return redirect("compliance:versions", forum)


def _changed(
    request: Request, place: int, change: Callable[[ProposedVersion, ActingOffice], str]
) -> HttpResponse:
    row, hat = access.own(request, place)
    try:
        said = change(row, hat)
    except Refused as refused:
        return _proposal(request, row, hat, refusals=refused.refusals, status=422)
    messages.info(request, said)
    return redirect("compliance:proposal", row.forum.slug, place)


def _versions(
    request: Request,
    *,
    begin: forms.Begin | None = None,
    file: forms.File | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = doors.require_reader(request)
    found = doors.forum(request)
    drafts = hat.may(Power.PROPOSE)
    started = begin or (forms.Begin(initial=pages.usual(found, request.now)) if drafts else None)
    return render(
        request,
        "compliance/review/versions.html",
        {
            "here": HERE,
            "versions": pages.versions(found, request.now),
            "proposals": pages.proposals(found, hat, request.now),
            "meetings": queries.reviewing(found, request.now),
            "begin": started,
            "file": file,
            "shown_form": begin or file or forms.Begin(),
            "drafts": drafts,
            "megabytes": drafting.LARGEST // 1_000_000,
            "refusals": refusals,
        },
        status=status,
    )


def _proposal(
    request: Request,
    row: ProposedVersion,
    hat: ActingOffice,
    *,
    rule: str = "",
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "compliance/review/proposal.html",
        {
            "here": HERE,
            "refusals": refusals,
            **pages.proposal(row, hat, request.now, rule=rule, language=language_now()),
        },
        status=status,
    )

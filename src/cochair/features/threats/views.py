"""The chain from findings of threat assessments to results: the page, and a page for each finding."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.commitments.models import Finding
from cochair.features.measures import codes
from cochair.features.measures import queries as measures
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.registers import queries as registers
from cochair.features.threats import actions, chain, forms, picture, presenters, queries
from cochair.procedure.refusal import Refusal, Refused

HERE = "commitments"


@require_http_methods(["GET", "HEAD", "POST"])
def threats(request: Request, forum: str) -> HttpResponse:
    """The chain as a table and a picture with its gaps, and entering a finding."""
    hat = doors.require_reader(request)
    if request.method != "POST":
        return _page(request, hat, forms.Finding())
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Finding(request.POST)
    if not form.is_valid():
        return _page(request, hat, form, status=422)
    typed = form.cleaned_data
    assessment = registers.threat_assessment(doors.forum(request), typed["assessment"])
    if assessment is None:
        form.add_error("assessment", __("Select a threat assessment"))
        return _page(request, hat, form, status=422)
    found = actions.Found(form.title, typed["areas"], typed["region"], typed["place"])
    try:
        made = actions.enter(assessment, found, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, hat, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The finding has been added. Say which commitments answer it."))
    return redirect("commitments:finding", forum, made.number)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: Request, forum: str, number: int) -> HttpResponse:
    """One finding with its part of the chain, and saying what answers it."""
    hat, row = doors.require_reader(request), _found(request, number)
    if request.method != "POST":
        return _finding(request, hat, row)
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Answers(request.POST)
    if not form.is_valid():
        return _finding(request, hat, row, status=422)
    try:
        actions.answer(
            row,
            commitments=form.cleaned_data["commitments"],
            actions=form.numbers("actions"),
            indicators=form.numbers("indicators"),
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _finding(request, hat, row, refusals=refused.refusals, status=422)
    messages.info(request, __("Saved. The table shows what is still missing."))
    return redirect("commitments:finding", forum, number)


@require_POST
def correction(request: Request, forum: str, number: int) -> HttpResponse:
    """Correct what a finding says, with a reason."""
    row = _found(request, number)
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Correction(request.POST)
    if not form.is_valid():
        return _finding(request, hat, row, correction=form, status=422)
    typed = form.cleaned_data
    found = actions.Found(form.title, typed["areas"], typed["region"], typed["place"])
    try:
        actions.correct(
            row, found, reason=typed["reason"], seen=typed["seen"], by=hat, at=request.now
        )
    except Refused as refused:
        return _finding(request, hat, row, correction=form, refusals=refused.refusals, status=422)
    messages.info(request, __("Corrected. What it said before stays on this page."))
    return redirect("commitments:finding", forum, number)


@require_POST
def withdrawal(request: Request, forum: str, number: int) -> HttpResponse:
    """Withdraw a finding, with a reason."""
    row = _found(request, number)
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Withdrawal(request.POST)
    if not form.is_valid():
        return _finding(request, hat, row, withdrawal=form, status=422)
    try:
        actions.withdraw(row, reason=form.cleaned_data["reason"], by=hat, at=request.now)
    except Refused as refused:
        return _finding(request, hat, row, withdrawal=form, refusals=refused.refusals, status=422)
    messages.info(request, __("Withdrawn. Nothing answers it any longer."))
    return redirect("commitments:finding", forum, number)


def _found(request: Request, number: int) -> Finding:
    doors.require_reader(request)
    row = queries.finding(doors.forum(request), number)
    if row is None:
        raise Http404
    return row


def _initial(row: Finding) -> dict[str, object]:
    return {
        **{f"title_{code}": said for code, said in row.title.items()},
        "areas": row.areas,
        "region": row.region,
        "place": row.place,
        "seen": len(row.earlier),
    }


def _page(
    request: Request,
    hat: ActingOffice,
    form: forms.Finding,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    forum = doors.forum(request)
    book, found = parties.book(forum, request.now), chain.of(forum)
    lacking, whole = presenters.split(presenters.rows(found.threads, found, forum, book))
    context = {
        "here": HERE,
        "chain": found,
        "rows": lacking,
        "whole": whole,
        "answered": len({row.thread.number for row in whole}),
        "gaps": presenters.gaps(found, forum),
        "picture": picture.drawn(found),
        "assessments": registers.assessments(forum),
        "areas": book.taxonomy,
        "regions": codes.regions(forum).items(),
        "records": hat.may(Power.RECORD_FACTS),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/threats/threats.html", context, status=status)


def _finding(
    request: Request,
    hat: ActingOffice,
    row: Finding,
    *,
    correction: forms.Correction | None = None,
    withdrawal: forms.Withdrawal | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    forum, book = row.forum, parties.book(row.forum, request.now)
    found = chain.of(forum)
    threads = [one for one in found.threads if one.number == row.number]
    slugs = {link.commitment for one in threads for link in one.links}
    near: list[tuple[str, object]] = []
    far: list[tuple[str, object]] = []
    for one in measures.in_force(forum):
        fits = set(one.areas) & set(row.areas) or one.slug in slugs
        (near if fits else far).append((one.slug, one.text))
    answers = queries.standing(row)
    context = {
        "here": HERE,
        "row": row,
        "chain": found,
        "rows": presenters.rows(threads, found, forum, book),
        "gaps": presenters.gaps(chain.Chain(found.levels, tuple(threads)), forum),
        "areas": [words for code, words in book.taxonomy if code in row.areas],
        "region": codes.regions(forum).get(row.region, row.region),
        "records": hat.may(Power.RECORD_FACTS) and row.withdrawn_at is None,
        "correction": correction or forms.Correction(initial=_initial(row)),
        "withdrawal": withdrawal or forms.Withdrawal(),
        "opened": correction or withdrawal,
        "taxonomy": book.taxonomy,
        "regions": codes.regions(forum).items(),
        "earlier": [
            (one, datetime.fromisoformat(one["at"]), codes.regions(forum).get(one["region"], ""))
            for one in reversed(row.earlier)
        ],
        "near": near,
        "far": far,
        "answering": sorted(slugs),
        "actions": queries.actions_for(forum, slugs),
        "acting": [str(one.action.number) for one in answers if one.action is not None],
        "indicators": queries.indicators_for(forum, slugs),
        "measuring": [str(one.indicator.number) for one in answers if one.indicator is not None],
        "refusals": refusals,
    }
    return render(request, "commitments/threats/finding.html", context, status=status)

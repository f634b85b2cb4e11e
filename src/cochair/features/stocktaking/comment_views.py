"""The page on which owners and delegations comment, and on which comments are answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.commitments.models import Commitment, StocktakingReport
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.stocktaking import (
    access,
    actions,
    authors,
    forms,
    presenters,
    queries,
    refusals,
)
from cochair.features.stocktaking.states import MARKS, state_of
from cochair.features.stocktaking.views import HERE
from cochair.procedure.refusal import Refusal, Refused

type Lines = tuple[Commitment, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: Request, forum: str, number: int) -> HttpResponse:
    """Everything that was said of a report, and saying something of it."""
    if request.method != "POST":
        row, hat, lines = access.commented(request, number)
        initial = {"line": request.GET.get("line", "")[:64]}
        return _page(request, row, hat, lines, forms.Comment(initial=initial))
    row, hat, lines = access.commenter(request, number)
    form = forms.Comment(request.POST)
    if not form.is_valid():
        return _page(request, row, hat, lines, form, status=422)
    wanted = form.cleaned_data["line"]
    line = next((one for one in lines if one.slug == wanted), None)
    if line is None and (wanted or not access.sees_all(hat)):
        form.add_error("line", __("Select a line"))
        return _page(request, row, hat, lines, form, status=422)
    try:
        actions.comment(
            row,
            commitment=line,
            words=form.cleaned_data["words"],
            language=get_language() or "en",
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _page(request, row, hat, lines, form, refusals=refused.refusals, status=422)
    messages.info(
        request,
        __("Your comment has been sent. It will be answered before both Parties close the report."),
    )
    return redirect("commitments:stocktaking_comments", forum, number)


@require_POST
def answer(request: Request, forum: str, number: int, which: int) -> HttpResponse:
    """Answer a comment."""
    one, hat = access.comment(request, number, which)
    form = forms.Answer(request.POST)
    if not form.is_valid():
        row, _hat, lines = access.commented(request, number)
        return _page(request, row, hat, lines, forms.Comment(), answer=form, of=which, status=422)
    actions.answer(
        one,
        words=form.cleaned_data["words"],
        language=get_language() or "en",
        by=hat,
        at=request.now,
    )
    messages.info(request, __("The comment has been answered."))
    return redirect("commitments:stocktaking_comments", forum, number)


def _page(
    request: Request,
    row: StocktakingReport,
    hat: ActingOffice,
    lines: Lines,
    form: forms.Comment,
    *,
    answer: forms.Answer | None = None,
    of: int = 0,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    sees_all, known = access.sees_all(hat), {one.pk for one in lines}
    found = [one for one in queries.comments(row) if sees_all or one.commitment_id in known]
    context = {
        "here": HERE,
        "row": row,
        "mark": MARKS[state_of(row)],
        "sees_all": sees_all,
        "comments": [
            (one, answer if one.row.pk == of else None)
            for one in presenters.said(found, parties.roster(row.forum))
        ],
        "lines": lines,
        "comments_now": _takes(row, hat, request),
        "answers": hat.may(Power.RECORD_FACTS) and row.final_at is None,
        "form": form,
        "shown_form": answer or form,
        "refusals": refusals,
    }
    return render(request, "commitments/stocktaking/comments.html", context, status=status)


def _takes(row: StocktakingReport, hat: ActingOffice, request: Request) -> bool:
    return bool(authors.author_of(hat)) and refusals.takes_comments(row, request.now) is None

"""Counts of exchanges: the page with sums over time, a table that is sent, and a page for each count."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from cochair.features.commitments.models import ExchangeCount
from cochair.features.delegations import tables
from cochair.features.exchange import actions, export, forms, plan, presenters, queries
from cochair.features.exchange.codes import KINDS
from cochair.features.exchange.plan import Plan, Typed
from cochair.features.extraction.forms import Table, table_of
from cochair.features.measures import queries as measures
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused

HERE = "commitments"
ON_A_PAGE = 50
TYPE = "information_exchange"


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: Request, forum: str) -> HttpResponse:
    """Sums over time as a picture and a table, every count, and entering one of the own Party."""
    hat = doors.require_reader(request)
    if request.method != "POST":
        return _page(request, hat, forms.Count())
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Count(request.POST)
    if not form.is_valid():
        return _page(request, hat, form, status=422)
    typed = Typed(party=hat.party, **form.cleaned_data)
    try:
        actions.enter(doors.forum(request), typed, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, hat, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The count has been saved."))
    return redirect("commitments:exchange", forum)


@require_safe
def count(request: Request, forum: str, number: int) -> HttpResponse:
    """One count, and what was counted of the same exchanges before."""
    hat, row = doors.require_reader(request), _found(request, number)
    return _count(request, hat, row, forms.Withdrawal())


@require_POST
def withdrawal(request: Request, forum: str, number: int) -> HttpResponse:
    """Withdraw a count of the own Party, with a reason."""
    row = _found(request, number)
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Withdrawal(request.POST)
    if not form.is_valid():
        return _count(request, hat, row, form, status=422)
    try:
        actions.withdraw(row, reason=form.cleaned_data["reason"], by=hat, at=request.now)
    except Refused as refused:
        return _count(request, hat, row, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Withdrawn. It counts no longer, and stays on this page."))
    return redirect("commitments:exchange_count", forum, number)


@require_POST
def total(request: Request, forum: str) -> HttpResponse:
    """Record the sum of a period as a value of an indicator."""
    doors.require_reader(request)
    hat, found = doors.actor(request, Power.RECORD_FACTS), doors.forum(request)
    form = forms.Total(request.POST)
    if not form.is_valid():
        return _page(request, hat, forms.Count(), total=form, status=422)
    period = form.cleaned_data["period"]
    indicator = measures.indicator(found, form.cleaned_data["indicator"])
    if indicator is None or indicator.type != TYPE:
        form.add_error("indicator", __("Select an indicator"))
        return _page(request, hat, forms.Count(), total=form, status=422)
    codes = parties.roster(found).party_codes
    rows = [one for one in queries.standing(found) if period.overlaps(queries.period(one))]
    sums = presenters.over_time(rows, codes, period.months)
    said = __("Counts of exchanges of information, {period}: {figures}").format(
        period=period.label,
        figures=presenters.in_figures(sums[0], codes) if sums else "",
    )
    try:
        actions.record_total(indicator, period, source=said, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, hat, forms.Count(), total=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The value has been recorded."))
    return redirect("commitments:indicators", forum)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request, forum: str) -> HttpResponse:
    """Read a table of counts and say row by row what it would do; save it when that was read."""
    hat = doors.actor(request, Power.RECORD_FACTS)
    if request.method != "POST":
        return _bring_in(request, Table())
    form = Table(request.POST, request.FILES)
    if not form.is_valid():
        return _bring_in(request, form, status=422)
    found, seen = doors.forum(request), form.cleaned_data["seen"]
    try:
        read = plan.of_table(found, table_of(form), party=hat.party, at=request.now)
        if not seen:
            return _bring_in(request, form, read=read, status=422 if read.wrong else 200)
        made = actions.enter_table(found, read, seen=seen, by=hat, at=request.now)
    except Refused as refused:
        return _bring_in(request, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Counts saved: {number}.").format(number=len(made)))
    return redirect("commitments:exchange", forum)


@require_GET
def take_away(request: Request, forum: str, kind: str) -> HttpResponse:
    """Every count that stands, as CSV or XLSX, fit to be brought in again."""
    doors.require_reader(request)
    if kind not in tables.KINDS:
        raise Http404
    content = export.as_file(kind, queries.standing(doors.forum(request)))
    answer = HttpResponse(content, content_type=tables.KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{forum}-exchange.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _found(request: Request, number: int) -> ExchangeCount:
    doors.require_reader(request)
    row = queries.count(doors.forum(request), number)
    if row is None:
        raise Http404
    return row


def _page(
    request: Request,
    hat: ActingOffice,
    form: forms.Count,
    *,
    total: forms.Total | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    forum = doors.forum(request)
    roster = parties.roster(forum)
    codes, names = roster.party_codes, roster.names()
    every = list(queries.standing(forum))
    asked = presenters.Wanted(request.GET.get("channel", "")[:64], request.GET.get("kind", "")[:16])
    rows = [one for one in every if asked.fits(one)]
    over_time = presenters.over_time(rows, codes, presenters.step(rows))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    records = hat.may(Power.RECORD_FACTS)
    context = {
        "here": HERE,
        "all": len(every),
        "over_time": over_time,
        "picture": presenters.drawn(over_time),
        "legend": presenters.legend(codes, names),
        "by_channel": presenters.by_channel(rows, codes),
        "page": page,
        "rows": [(one, queries.period(one).label, KINDS.get(one.kind, one.kind)) for one in page],
        "wanted": asked,
        "channels": sorted({one.channel for one in every}, key=str.casefold),
        "kinds": KINDS.items(),
        "records": records,
        "own": names.get(hat.party, hat.party),
        "indicators": [one for one in measures.indicators(forum) if one.type == TYPE],
        "periods": [one.label for one in reversed(over_time)],
        "form": form,
        "total": total or forms.Total(),
        "shown_form": total or form,
        "refusals": refusals,
    }
    return render(request, "commitments/exchange/exchange.html", context, status=status)


def _count(
    request: Request,
    hat: ActingOffice,
    row: ExchangeCount,
    form: forms.Withdrawal,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    own = hat.may(Power.RECORD_FACTS) and hat.party == row.party
    context = {
        "here": HERE,
        "row": row,
        "period": queries.period(row),
        "kind": KINDS.get(row.kind, row.kind),
        "earlier": queries.earlier(row),
        "records": own and row.ended_at is None,
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/exchange/count.html", context, status=status)


def _bring_in(
    request: Request,
    form: Table,
    *,
    read: Plan | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    doing = read.doing(plan.ADDED, plan.CORRECTED) if read else ()
    text = read.table.text if read and read.table else ""
    context = {
        "here": HERE,
        "form": form,
        "plan": read,
        "doing": doing,
        "same": len(read.doing(plan.SAME)) if read else 0,
        "text": text,
        # What is to be corrected stays as it was sent, from a file too.
        "kept": form["text"].value() if read is None else text if read.wrong else "",
        "ready": bool(read and doing and not read.wrong),
        "columns": plan.COLUMNS,
        "kinds": KINDS.items(),
        "refusals": refusals,
    }
    return render(request, "commitments/exchange/table.html", context, status=status)

"""Lists of people in and out: bring one in after reading what it would do, take one away."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_GET, require_http_methods

from cochair.features.delegations import (
    access,
    export,
    forms,
    import_plan,
    importer,
    queries,
    tables,
)
from cochair.features.delegations.access import MeetingContext
from cochair.features.delegations.import_plan import Plan
from cochair.features.delegations.tables import Table
from cochair.features.delegations.views import HERE, page
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class _Sent:
    """A table that was sent, and the delegation that it may write (empty: every one)."""

    table: Table
    own: str


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request, forum: str, slug: str) -> HttpResponse:
    """Read a list and say row by row what it would do; do it when that was read."""
    seat = access.own_seat(request, slug)
    company = access.own(seat)
    if not seat.runs and company is None:
        raise Http404
    own = "" if seat.runs or company is None else company.code
    if request.method != "POST":
        return _page(request, seat, forms.Table())
    form = forms.Table(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seat, form, status=422)
    try:
        sent = _Sent(_table(form), own)
        if form.cleaned_data["seen"]:
            return _do(request, seat, sent, form.cleaned_data["seen"])
        return _page(request, seat, form, plan=_plan(request, seat, sent), text=sent.table.text)
    except Refused as refused:
        return _page(request, seat, form, refusals=refused.refusals, status=422)


@require_GET
def take_away(request: Request, forum: str, slug: str, kind: str) -> HttpResponse:
    """The list as CSV or XLSX: all of it for whoever reads all, else one's own delegation.

    Addresses are in it for the secretariats, and for a focal point in its own list.
    """
    seat = access.seat(request, slug)
    if kind not in export.KINDS:
        raise Http404
    book = parties.book(seat.meeting.forum, request.now)
    every = queries.sides(seat.meeting, get_language() or "en")
    companies = [one for side in every for one in side.delegations if seat.runs or seat.is_own(one)]
    if not seat.runs and not companies:
        raise Http404
    write = export.as_csv if kind == export.CSV else export.as_xlsx
    answer = HttpResponse(write(companies, book, with_email=True), content_type=export.KINDS[kind])
    name = f"{seat.meeting.slug}-participants.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _table(form: forms.Table) -> Table:
    file = form.cleaned_data["file"]
    if file is None:
        return tables.read_text(form.cleaned_data["text"])
    # One more than is allowed is enough to know that it is too much.
    return tables.read_file(file.read(tables.MOST_BYTES + 1))


def _plan(request: Request, seat: MeetingContext, sent: _Sent) -> Plan:
    return import_plan.plan(
        seat.meeting,
        sent.table,
        own=sent.own,
        serves=seat.hat.party,
        language=get_language() or "en",
        book=parties.book(seat.meeting.forum, request.now),
    )


def _do(request: Request, seat: MeetingContext, sent: _Sent, seen: str) -> HttpResponse:
    made = importer.bring_in(
        seat.meeting,
        sent.table,
        own=sent.own,
        language=get_language() or "en",
        seen=seen,
        by=seat.hat,
        at=request.now,
    )
    said = __("Added: {added}. Changed: {changed}. Unchanged: {same}.").format(
        added=len(made.doing(import_plan.ADDED)),
        changed=len(made.doing(import_plan.CHANGED)),
        same=len(made.doing(import_plan.SAME)),
    )
    messages.info(request, said)
    forum, slug = seat.meeting.forum.slug, seat.meeting.slug
    if seat.bearer is not None:
        return redirect("meetings:delegation", forum, slug, sent.own.lower())
    return redirect(HERE, forum, slug)


def _page(
    request: Request,
    seat: MeetingContext,
    form: forms.Table,
    *,
    plan: Plan | None = None,
    text: str = "",
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        **page(request, seat, HERE),
        "form": form,
        "plan": plan,
        "groups": _groups(plan) if plan else (),
        "text": text,
        # What is to be corrected stays as it was sent, from a file too.
        "kept": form["text"].value() if plan is None else text if plan.wrong else "",
        "refusals": refusals,
        "most": {"rows": tables.MOST_ROWS, "megabytes": tables.MOST_BYTES // 1024**2},
    }
    if plan is not None and plan.wrong:
        status = 422
    return render(request, "meetings/people/import.html", context, status=status)


def _groups(plan: Plan) -> list[tuple[str, tuple[import_plan.Row, ...]]]:
    """What the list would do, kind by kind, with the rows of each."""
    return [
        (__("To be added"), plan.doing(import_plan.ADDED)),
        (__("To be changed"), plan.doing(import_plan.CHANGED)),
        (__("Unchanged"), plan.doing(import_plan.SAME)),
    ]

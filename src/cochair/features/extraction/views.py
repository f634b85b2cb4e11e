"""Take commitments from a document, bring a table in, take one away."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cochair.features.documents import access as documents
from cochair.features.documents import queries as register
from cochair.features.documents.models import Document
from cochair.features.extraction import (
    actions,
    export,
    import_plan,
    on_documents,
    paragraphs,
    refusals,
)
from cochair.features.extraction.actions import Chosen
from cochair.features.extraction.candidates import CODES
from cochair.features.extraction.forms import Table, table_of
from cochair.features.extraction.import_plan import Plan
from cochair.features.follow_up import queries
from cochair.features.measures.codes import LEVELS
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused

# What a person may choose of a document, or send as a table.
MOST_CODES = 40
SET_APART = str.maketrans(",;", "  ")


class Taking(forms.Form):
    """What kind of instrument it is, and the civil day on which it was adopted."""

    kind = forms.CharField(max_length=32, error_messages={"required": _("Select the type")})
    day = forms.DateField(
        error_messages={
            "required": _("Enter the date"),
            "invalid": _("This date does not exist"),
        }
    )


def chosen(posted: QueryDict) -> list[Chosen]:
    """The paragraphs that were ticked, in the order of the page, with their codes."""
    return [
        Chosen(id[:64], *(_codes(posted, f"{name}-{id}") for name in CODES))
        for id in dict.fromkeys(posted.getlist("paragraph"))
    ]


def _codes(posted: QueryDict, name: str) -> tuple[str, ...]:
    said = posted.get(name, "")[:400].translate(SET_APART).split()
    return tuple(dict.fromkeys(said))[:MOST_CODES]


HERE = "commitments"


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Request, forum: str, slug: str) -> HttpResponse:
    """The paragraphs of a document in every language, and proposing some as commitments."""
    found, _hat = documents.document(request, slug)
    hat = doors.actor(request, Power.PROPOSE)
    if not on_documents.may_hold(found):
        raise Http404
    if request.method != "POST":
        known = [day.isoformat() for day in actions.adopted_on(found)]
        return _take(request, found, Taking(initial={"day": known[0]} if known else None))
    form = Taking(request.POST)
    if not form.is_valid():
        return _take(request, found, form, status=422)
    try:
        act = actions.propose_from_document(
            found,
            chosen(request.POST),
            kind=form.cleaned_data["kind"],
            day=form.cleaned_data["day"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _take(request, found, form, refused=refused.refusals, status=422)
    messages.info(
        request, __("The commitments have been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request, forum: str) -> HttpResponse:
    """Read a table and say row by row what it would do; propose it when that was read."""
    hat = doors.actor(request, Power.PROPOSE)
    if request.method != "POST":
        return _bring_in(request, Table())
    form = Table(request.POST, request.FILES)
    if not form.is_valid():
        return _bring_in(request, form, status=422)
    found = doors.forum(request)
    try:
        plan = import_plan.plan(found, table_of(form))
        refused = (plan.refusal,) if plan.refusal else ()
        if not form.cleaned_data["seen"]:
            status = 422 if plan.wrong or refused else 200
            return _bring_in(request, form, plan=plan, refused=refused, status=status)
        act = actions.propose_table(
            found, plan, seen=form.cleaned_data["seen"], by=hat, at=request.now
        )
    except Refused as refused:
        return _bring_in(request, form, refused=refused.refusals, status=422)
    messages.info(
        request, __("The commitments have been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_GET
def take_away(request: Request, forum: str, kind: str) -> HttpResponse:
    """Every commitment with its latest status, as CSV or XLSX."""
    doors.require_reader(request)
    if kind not in export.KINDS:
        raise Http404
    lines = queries.lines(doors.forum(request), request.now)
    write = export.as_csv if kind == export.CSV else export.as_xlsx
    answer = HttpResponse(write(lines), content_type=export.KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{forum}-commitments.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _take(
    request: Request,
    found: Document,
    form: Taking,
    *,
    refused: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    revision = paragraphs.revision_of(found)
    ticked = {one.paragraph: one for one in chosen(request.POST)}
    rows = [
        (one, ticked.get(one.id))
        for one in (paragraphs.aligned(revision) if revision is not None else ())
    ]
    context = {
        "here": HERE,
        "document": found,
        "symbol": register.name_of(found),
        "rows": rows,
        "kinds": refusals.KINDS.items(),
        "areas": parties.book(found.forum, request.now).taxonomy,
        "purposes": refusals.purposes(found.forum),
        "levels": LEVELS.items(),
        "form": form,
        "refusals": refused,
    }
    return render(request, "commitments/extraction/take.html", context, status=status)


def _bring_in(
    request: Request,
    form: Table,
    *,
    plan: Plan | None = None,
    refused: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "here": HERE,
        "form": form,
        "plan": plan,
        "added": plan.doing(import_plan.ADDED) if plan else (),
        "same": plan.doing(import_plan.SAME) if plan else (),
        "text": plan.table.text if plan else "",
        # What is to be corrected stays as it was sent, from a file too.
        "kept": form["text"].value() if plan is None else plan.table.text if plan.wrong else "",
        "ready": bool(plan and plan.doing(import_plan.ADDED) and not plan.wrong and not refused),
        "columns": import_plan.columns(),
        "refusals": refused,
    }
    return render(request, "commitments/extraction/table.html", context, status=status)

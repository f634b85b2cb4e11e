"""The registers of good practices, areas to improve and new areas, on one page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.commitments.models import Contribution
from cochair.features.follow_up import owners
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.registers import actions, forms, queries
from cochair.features.threats import queries as threats
from cochair.procedure.refusal import Refusal, Refused, _
from cochair.web.numbers import whole

HERE = "commitments"
MAY_NOT = _("Only heads of delegation and presidencies in office may submit a contribution here.")


@require_http_methods(["GET", "HEAD", "POST"])
def registers(request: Request, forum: str) -> HttpResponse:
    """The three registers, and bringing something before a meeting."""
    hat = doors.require_reader(request)
    if request.method != "POST":
        return _page(request, hat, forms.Brought())
    if not owners.speaks_for(hat):
        raise PermissionDenied(Refusal("practice", MAY_NOT))
    form = forms.Brought(request.POST)
    if not form.is_valid():
        return _page(request, hat, form, status=422)
    typed = form.cleaned_data
    wanted = {one.slug: one for one in queries.meetings(doors.forum(request))}
    meeting = wanted.get(typed["meeting"])
    if meeting is None:
        form.add_error("meeting", __("Choose a meeting that has not ended"))
        return _page(request, hat, form, status=422)
    brought = actions.Brought(
        kind=typed["kind"],
        title=typed["title"],
        words=typed["words"],
        language=get_language() or "en",
        dimension=typed["dimension"],
        findings=_numbers(request, "finding"),
        not_relevant_reason=typed["not_relevant_reason"],
    )
    try:
        actions.bring(meeting, brought, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, hat, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Added to the register."))
    return redirect("commitments:registers", forum)


@require_POST
def withdraw(request: Request, forum: str, number: int) -> HttpResponse:
    """Take back what one brought."""
    hat = doors.require_reader(request)
    found = _found(request, number)
    if not actions.may_withdraw(found, hat):
        raise PermissionDenied(
            Refusal(
                "practice",
                _(
                    "Only whoever submitted it, or whoever keeps the registers of that "
                    "Party, may withdraw it."
                ),
            )
        )
    actions.withdraw(found, by=hat, at=request.now)
    messages.info(request, __("Withdrawn. The activity shows that it was submitted."))
    return redirect("commitments:registers", forum)


@require_POST
def enter_assessment(request: Request, forum: str) -> HttpResponse:
    """Enter an edition of an assessment of threats."""
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = forms.Assessment(request.POST)
    if not form.is_valid():
        return _page(request, hat, forms.Brought(), assessment=form, status=422)
    typed = form.cleaned_data
    actions.enter_assessment(
        doors.forum(request),
        series=typed["series"],
        edition=typed["edition"],
        url=typed["url"],
        by=hat,
        at=request.now,
    )
    messages.info(
        request,
        __("The assessment has been added. Enter its findings: a new area cites one of them."),
    )
    return redirect("commitments:registers", forum)


def _numbers(request: Request, name: str) -> list[int]:
    """The numbers that were ticked; what is no number names nothing and is refused as such."""
    said = request.POST.getlist(name)[:50]
    return [whole(one) or 0 for one in said]


def _found(request: Request, number: int) -> Contribution:
    row = queries.contribution(doors.forum(request), number)
    if row is None:
        raise Http404
    return row


def _page(
    request: Request,
    hat: ActingOffice,
    form: forms.Brought,
    *,
    assessment: forms.Assessment | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    forum = doors.forum(request)
    book, language = parties.book(forum, request.now), get_language() or "en"
    rows = list(queries.contributions(forum))
    titles = {one.meeting.pk: one.meeting for one in rows}
    named = {pk: meeting_title(one, book, language) for pk, one in titles.items()}
    context = {
        "here": HERE,
        "registers": [
            (
                kind,
                head,
                [
                    (one, named[one.meeting.pk], actions.may_withdraw(one, hat))
                    for one in rows
                    if one.kind == kind
                ],
            )
            for kind, head in queries.HEADS.items()
            if kind != queries.NO_NEW_AREA or any(one.kind == kind for one in rows)
        ],
        "brings": bool(owners.speaks_for(hat)),
        "records": hat.may(Power.RECORD_FACTS),
        "kinds": [
            (kind, said)
            for kind, said in queries.KINDS.items()
            if kind != queries.NO_NEW_AREA or hat.may(Power.SIGN)
        ],
        "dimensions": queries.DIMENSIONS.items(),
        "meetings": [
            (one.slug, meeting_title(one, book, language)) for one in queries.meetings(forum)
        ],
        "threats": queries.assessments(forum),
        "findings": list(threats.findings(forum)),
        "ticked_findings": _numbers(request, "finding"),
        "form": form,
        "assessment": assessment or forms.Assessment(),
        "shown_form": assessment or form,
        "refusals": refusals,
    }
    return render(request, "commitments/registers/registers.html", context, status=status)

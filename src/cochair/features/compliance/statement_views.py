"""The compliance statement of a cycle: as it stands, as it was signed, taken away, and the closing."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.compliance import (
    actions,
    closure,
    places,
    presenters,
    queries,
    statement_pdf,
    visibility,
)
from cochair.features.compliance import statement as stating
from cochair.features.compliance.models import Statement
from cochair.features.compliance.names import names_of
from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import Cycle
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused
from cochair.procedure.result import Outcome
from cochair.web import as_at
from cochair.web.localize import language_now


@require_safe
def statement(request: Request, forum: str, number: int) -> HttpResponse:
    """The compliance statement of a cycle: every clause, one outcome each, for print."""
    return _statement(request, number)


@require_POST
def state(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose to sign the statement as it stands."""
    hat = access.actor(request, Power.PROPOSE)
    try:
        act = actions.propose_statement(
            access.forum(request), cycle=_cycle(request, number), by=hat, at=request.now
        )
    except Refused as refused:
        return _statement(request, number, refusals=refused.refusals, status=422)
    messages.info(request, __("The statement has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


@require_POST
def publish(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose to show one outcome per clause to the public."""
    hat = access.actor(request, Power.PROPOSE)
    found = access.forum(request)
    try:
        act = actions.propose_publication(
            found,
            cycle=number,
            body=stating.to_publish(found, _cycle(request, number), request.now),
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _statement(request, number, refusals=refused.refusals, status=422)
    messages.info(
        request, __("The publication has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_POST
def close(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose to close the cycle on the statement that was signed last."""
    hat = access.actor(request, Power.PROPOSE)
    try:
        act = closure.propose_closing(
            access.forum(request), cycle=_cycle(request, number), by=hat, at=request.now
        )
    except Refused as refused:
        return _statement(request, number, refusals=refused.refusals, status=422)
    messages.info(request, __("The closing has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


@require_safe
def as_json(request: Request, forum: str, number: int, which: int) -> HttpResponse:
    """A signed statement for programs, as it was frozen."""
    signed, hat = _signed(request, number, which)
    told = stating.as_json(access.forum(request), signed)
    return JsonResponse(
        stating.seen(told, _hidden(request, hat)),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@require_safe
def as_pdf(request: Request, forum: str, number: int, which: int, language: str) -> HttpResponse:
    """A signed statement for print, in one of the languages, as it was frozen."""
    signed, hat = _signed(request, number, which)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    found, hidden = access.forum(request), _hidden(request, hat)
    departures = stating.in_language(found, stating.of_statement(signed, hidden), language)
    made = statement_pdf.of_statement(found, signed, departures, names_of(found), language)
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"{found.slug}-cycle-{number}-statement-{which}-{language}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _statement(
    request: Request, number: int, *, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponse:
    hat = access.require_reader(request)
    found, cycle = access.forum(request), _cycle(request, number)
    moment = as_at.read(request, found.zone)
    judged = visibility.results(found, hat, moment.instant, now=request.now)
    results = queries.of_cycle(judged, number)
    everything = queries.of_cycle(queries.results(found, moment.instant), number)
    book, books = queries.book_of_cycle(found, cycle, moment.instant), queries.books(found)
    withheld = visibility.withheld(everything, results, found, hat, request.now)
    shown = presenters.sections(book, results.by_clause, books=books, withheld=withheld)
    signed = queries.statements(cycle)
    now = dict(results.outcomes)
    since: tuple[stating.Difference, ...] = ()
    if signed and moment.is_now:
        rows = stating.readable(signed[-1].results, _hidden(request, hat))
        since = _since(rows, now, presenters.judged_by(results.by_clause))
    ended = queries.today(found, request.now) > cycle.end
    proposes = hat.may(Power.PROPOSE) and moment.is_now
    may_close = proposes and ended and cycle.closed_at is None and cycle.abandoned_at is None
    unfinished = (
        [one for one in closure.refusals(found, cycle, request.now) if one] if may_close else []
    )
    return render(
        request,
        "compliance/statement.html",
        {
            "here": "cycle",
            "cycle": cycle,
            "book": book,
            "sections": shown,
            "tally": presenters.tally(shown),
            "rows": len(results),
            "left_out": sum(one.rule not in withheld for one in everything) - len(results),
            "as_at": moment,
            "signed": stating.with_differences(signed),
            "since": since,
            "meetings": presenters.by_meeting(
                everything, results, places.filled(found, moment.instant, everything)
            ),
            "departures": stating.in_language(
                found,
                stating.departures(queries.facts_at(found, moment.instant), results),
                language_now(),
            ),
            "printed_in": settings.LANGUAGES,
            "ended": ended,
            "proposes": proposes,
            "closable": may_close and not unfinished,
            "unfinished": unfinished,
            "publication": queries.publication_of(found, number),
            "language": language_now(),
            "refusals": refusals,
        },
        status=status,
    )


def _since(
    signed: Sequence[stating.Row], now: dict[str, Outcome], judged_by: dict[str, str]
) -> tuple[stating.Difference, ...]:
    """What is computed now and was signed otherwise, of the rows that the reader may read."""
    said = {**stating.versions(signed), **judged_by}
    return stating.differences(stating.outcomes(signed), now, said)


def _signed(request: Request, number: int, which: int) -> tuple[Statement, ActingOffice]:
    """A statement that both signed; 404 for all that there is none of."""
    hat = access.require_reader(request)
    for one in queries.statements(_cycle(request, number)):
        if one.number == which:
            return one, hat
    raise Http404


def _hidden(request: Request, hat: ActingOffice) -> frozenset[str]:
    """The ids, as facts, of what this reader may not read."""
    return visibility.closed(access.forum(request), hat, request.now)


def _cycle(request: Request, number: int) -> Cycle:
    access.require_reader(request)
    found = cycles.cycle(access.forum(request), number)
    if found is None:
        raise Http404
    return found

"""The procedures as pages: every clause with its live result, and options."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.acts import visibility as walls
from cochair.features.acts.presenters import shown as act_shown
from cochair.features.acts.queries import about
from cochair.features.compliance import actions, forms, places, presenters, queries, visibility
from cochair.features.compliance.names import names_of
from cochair.features.compliance.options import parsed
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.review import access as versions
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, Refused
from cochair.procedure.result import Outcome, Result, rolled_up
from cochair.web import as_at
from cochair.web.cleaning import wrong
from cochair.web.code_labels import MARKS
from cochair.web.localize import translated
from cochair.web.numbers import whole

MOST_TARGETS = 24


@require_safe
def current(request: Request, forum: str) -> HttpResponse:
    """Lead to the version in force."""
    book = parties.book(access.forum(request), request.now)
    return redirect("compliance:version", forum, book.version)


@require_safe
def procedures(request: Request, forum: str, version: str) -> HttpResponse:
    """Every clause; for a reader of what the Parties share, with its result."""
    found, book = access.forum(request), _book(request, version)
    moment = as_at.read(request, found.zone)
    form = forms.Filter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"target": "", "outcome": "", "party": ""}
    results, withheld = _results(request, found, moment, asked["target"])
    text = queries.source_text(found)
    grouped = results.by_clause if results is not None else None
    shown = presenters.sections(
        book,
        grouped,
        outcome=asked["outcome"] if grouped is not None else "",
        party=asked["party"],
        passages=queries.passages(text) if text and access.reads_shared(request) else None,
        published=queries.published(found),
        withheld=withheld,
    )
    everything = presenters.sections(book, grouped, party=asked["party"], withheld=withheld)
    return render(
        request,
        "compliance/procedures.html",
        {
            "here": "procedures",
            "book": book,
            "sections": shown,
            "judged": results is not None,
            "tally": presenters.tally(everything),
            "as_at": moment,
            "asked": asked,
            "targets": _targets(found, moment) if results is not None else (),
            "outcomes": [(one.value, __(MARKS[one.value].word)) for one in Outcome],
            "parties": parties.roster(found).parties,
            "source_text": text,
            "publication": queries.publication(found),
        },
    )


@require_safe
def clause(request: Request, forum: str, version: str, rule: str) -> HttpResponse:
    """One clause: our words, the official words, every result, what would change it."""
    return _clause(request, version, rule)


@require_http_methods(["POST"])
def depart(request: Request, forum: str, version: str, rule: str) -> HttpResponse:
    """Propose to depart from a clause, with a reason."""
    hat = access.actor(request, Power.PROPOSE)
    form = forms.Departure(request.POST)
    if not form.is_valid():
        return _clause(request, version, rule, refusals=wrong(form, rule), typed=form, status=422)
    typed = form.cleaned_data
    try:
        act = actions.propose_departure(
            access.forum(request),
            rule=rule,
            target=(typed["target_kind"], typed["target_id"]),
            reason=typed["reason"],
            reasons=form.reasons,
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _clause(request, version, rule, refusals=refused.refusals, typed=form, status=422)
    messages.info(
        request, __("The agreed exception has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_safe
def options(request: Request, forum: str, version: str) -> HttpResponse:
    """Every choice that the procedures leave open, with the reading taken."""
    return _options(request, version)


@require_POST
def option(request: Request, forum: str, version: str, key: str) -> HttpResponse:
    """Propose another value of an option."""
    hat = access.actor(request, Power.PROPOSE)
    book = _book(request, version)
    if key not in book.options:
        raise Http404
    value = parsed(book.options[key], request.POST.getlist("value"))
    form = forms.Change(request.POST)
    if not form.is_valid():
        return _options(request, version, refusals=wrong(form), status=422)
    try:
        act = actions.propose_option(
            access.forum(request),
            key=key,
            value=value,
            by=hat,
            at=request.now,
            reason=form.cleaned_data["reason"],
        )
    except Refused as refused:
        return _options(request, version, refusals=refused.refusals, status=422)
    messages.info(request, __("The change has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


def _clause(
    request: Request,
    version: str,
    rule: str,
    *,
    refusals: tuple[Refusal, ...] = (),
    typed: forms.Departure | None = None,
    status: int = 200,
) -> HttpResponse:
    found, book = access.forum(request), _book(request, version)
    if rule not in book.by_id:
        raise Http404
    moment = as_at.read(request, found.zone)
    results, _withheld = _results(request, found, moment, "")
    own, why = queries.NO_RESULTS, ""
    if results is not None:
        own = results.by_clause.get(rule, own)
        every = queries.results(found, moment.instant).by_clause.get(rule, own)
        why = visibility.why_fewer(every, own, found, request.hat, request.now)
    text = queries.source_text(found) if access.reads_shared(request) else None
    people = parties.roster(found)
    acts = about(found, "departure", [f"{rule}:{r.target.id}" for r in own]) if own else ()
    departures = walls.seen(acts, found, request.hat, request.now) if request.hat else ()
    return render(
        request,
        "compliance/clause.html",
        {
            "here": "procedures",
            "book": book,
            "clause": book.by_id[rule],
            "results": _asked_first(request, found, moment, own),
            "withheld": presenters.REASONS.get(why, ""),
            "judged": results is not None,
            "can_change": not own or any(map(presenters.may_change, own)),
            "outcome": rolled_up(r.outcome for r in own) if own else None,
            "ambiguities": [book.ambiguities[a] for a in book.by_id[rule].ambiguities],
            "passage": queries.passages(text).get(rule) if text else None,
            "as_at": moment,
            "departures": [act_shown(act, people, request.hat) for act in departures],
            "departable": bool(
                request.hat and request.hat.may(Power.PROPOSE) and moment.is_now and own
            ),
            "refusals": refusals,
            "form": typed or forms.Departure(),
            "published": queries.published(found).get(rule, ""),
        },
        status=status,
    )


def _asked_first(
    request: Request, found: Forum, moment: as_at.AsAt, own: Sequence[Result]
) -> list[Result]:
    """The results of a clause, the newest first, but before all those of the meeting or cycle that the
    address names, if one is named."""
    form = forms.Filter(request.GET)
    target = form.cleaned_data["target"] if form.is_valid() else ""
    known, _withheld = _results(request, found, moment, target) if target else (None, {})
    asked = {result.target.id for result in known} if known is not None else frozenset()
    newest = own[::-1]
    return [
        *(one for one in newest if one.target.id in asked),
        *(one for one in newest if one.target.id not in asked),
    ]


def _options(
    request: Request, version: str, *, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponse:
    hat = access.require_reader(request)
    found, book = access.forum(request), _book(request, version)
    values = queries.option_values_of(book, queries.facts_at(found, request.now))
    in_force = parties.book(found, request.now)
    rows = [
        (option, values[key], book.ambiguities.get(option.ambiguity or ""))
        for key, option in book.options.items()
    ]
    return render(
        request,
        "compliance/options.html",
        {
            "here": "procedures",
            "book": book,
            "rows": rows,
            "gaps": book.gaps,
            # What is over or still to come says how its options stand, and both change what is in force.
            "proposes": hat.may(Power.PROPOSE) and book.version == in_force.version,
            "refusals": refusals,
        },
        status=status,
    )


def _book(request: Request, version: str) -> Book:
    return versions.version(request, version)


def _results(
    request: Request, found: Forum, moment: as_at.AsAt, target: str
) -> tuple[queries.Results | None, Mapping[str, str]]:
    """The results that this reader sees, None for those who see none; and the clauses of which it sees
    none, each with the reason why."""
    hat, at = request.hat, moment.instant
    if hat is None or not hat.may(Power.READ_SHARED):
        return None, {}
    read, every = visibility.results(found, hat, at, now=request.now), queries.results(found, at)
    prefix = f"{found.slug}-cycle-"
    number = whole(target.removeprefix(prefix)) if target.startswith(prefix) else None
    if number is not None:
        read, every = queries.of_cycle(read, number), queries.of_cycle(every, number)
    elif target:
        # Of a meeting every reader knows that it exists; of what else is judged, nothing is told.
        known = target in queries.meeting_ids(found, at)
        read, every = (places.of_meeting(found, at, one, target) for one in (read, every))
        every = every if known else read
    return read, visibility.withheld(every, read, found, hat, request.now)


def _targets(found: Forum, moment: as_at.AsAt) -> list[tuple[str, object]]:
    """What one may filter by: the newest cycles, then the newest meetings; an address finds all."""
    known, named = queries.facts_at(found, moment.instant), names_of(found)
    cycles, meetings = (rows[: -MOST_TARGETS - 1 : -1] for rows in (known.cycles, known.meetings))
    return [(one.id, translated(named.get(one.id, one.id))) for one in (*cycles, *meetings)]

"""The page on which each Party keeps the facts of its own side up to date."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.features.accounts import reauthentication
from cochair.features.parties import access, queries, upkeep
from cochair.features.parties.models import PresidencyTerm
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.procedure.calendar import start_of_day, zone_named
from cochair.procedure.presidency import END_OF_TIME
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import Hour, instant

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class Named(forms.Form):
    """What has a code, a name in every language, and a source."""

    code = forms.CharField(max_length=64)
    source = forms.CharField(max_length=1000, required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for language in LANGUAGES:
            self.fields[f"name_{language}"] = forms.CharField(max_length=200, required=False)

    @property
    def name(self) -> dict[str, str]:
        """The name as typed, by language."""
        return {language: self.cleaned_data[f"name_{language}"] for language in LANGUAGES}

    @property
    def names(self) -> list[tuple[str, forms.BoundField]]:
        """The fields of the name, by language."""
        return [(language, self[f"name_{language}"]) for language in LANGUAGES]


class OfMember(Named):
    """Since when, and until when, a State is a member."""

    zone = forms.CharField(max_length=64, required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)


class OfOrganisation(Named):
    """An institution, agency or programme."""

    acronym = forms.CharField(max_length=32, required=False)


class OfTerm(forms.Form):
    """From when to when a term lasts, in its own zone."""

    start = forms.DateField(required=False)
    start_hour = Hour(required=False)
    end = forms.DateField(required=False)
    end_hour = Hour(required=False)
    source = forms.CharField(max_length=1000, required=False)


class LookedUp(forms.Form):
    """Until which day public sources were looked up."""

    until = forms.DateField()
    source = forms.CharField(max_length=1000, required=False)


FORMS: Mapping[str, type[forms.Form]] = {
    "member": OfMember,
    "term": OfTerm,
    "organisation": OfOrganisation,
    "looked_up": LookedUp,
}
# Who presides is for the presidency itself to say; the other facts the secretariat enters too.
POWERS = {"term": Power.RECORD_PRESIDENCY}


@require_http_methods(["GET", "HEAD", "POST"])
def upkeep_of(request: Request, forum: str) -> HttpResponse:
    """What the Party of the reader may correct; one fact at a time, each with its source."""
    access.actor(request, Power.RECORD_FACTS)
    if request.method != "POST":
        return _page(request)
    what = request.POST.get("what", "")
    if what not in FORMS:
        raise Http404
    hat = access.actor(request, POWERS.get(what, Power.RECORD_FACTS))
    if what in POWERS:
        reauthentication.require_recent_auth(request)
    form = FORMS[what](request.POST, prefix=request.POST.get("term") or what)
    if not form.is_valid():
        return _page(request, {what: form}, status=422)
    try:
        ACTS[what](request, form, hat)
    except Refused as refused:
        return _page(request, {what: form}, refused.refusals, status=422)
    messages.info(
        request, __("Recorded, with its source. The files of the forum no longer change it.")
    )
    return redirect("parties:members", forum)


def _member(request: Request, form: OfMember, by: ActingOffice) -> None:
    typed, forum = form.cleaned_data, access.forum(request)
    code = typed["code"].strip().upper()
    known = queries.member_of(forum, code)
    upkeep.record_member(
        forum,
        code=code,
        name=form.name,
        zone=typed["zone"].strip(),
        since=typed["since"],
        # What is left empty stays as it is.
        until=typed["until"] or (known.member_to if known else None),
        source=typed["source"],
        by=by,
        at=request.now,
    )


def _term(request: Request, form: OfTerm, by: ActingOffice) -> None:
    typed, row = form.cleaned_data, access.term(request, request.POST.get("term", ""))
    start, end = (_edge(typed[one], typed[f"{one}_hour"], row.zone) for one in ("start", "end"))
    upkeep.correct_term(row, start=start, end=end, source=typed["source"], by=by, at=request.now)


def _edge(day: date | None, hour: time | None, zone: str) -> datetime | None:
    """An instant of the zone; a day alone begins at its midnight."""
    if day is None:
        return None
    return instant(day, hour, zone) if hour else start_of_day(day, zone)


def _organisation(request: Request, form: OfOrganisation, by: ActingOffice) -> None:
    typed = form.cleaned_data
    upkeep.record_organisation(
        access.forum(request),
        code=typed["code"].strip(),
        name=form.name,
        acronym=typed["acronym"],
        source=typed["source"],
        by=by,
        at=request.now,
    )


def _looked_up(request: Request, form: LookedUp, by: ActingOffice) -> None:
    typed = form.cleaned_data
    forum = access.forum(request)
    upkeep.look_up(forum, until=typed["until"], source=typed["source"], by=by, at=request.now)


ACTS: Mapping[str, Callable[[Request, Any, ActingOffice], None]] = {
    "member": _member,
    "term": _term,
    "organisation": _organisation,
    "looked_up": _looked_up,
}


def _page(
    request: Request,
    filled: Mapping[str, forms.Form] | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = access.actor(request, Power.RECORD_FACTS)
    forum = access.forum(request)
    roster = queries.roster(forum)
    filled, typed = filled or {}, request.POST.get("term", "")
    shown = {what: made(prefix=what) for what, made in FORMS.items() if what != "term"}
    terms = [row for row in roster.term_rows if row.party.code == hat.party]
    return render(
        request,
        "parties/upkeep.html",
        {
            "here": "members",
            "forms": shown | dict(filled),
            "party": roster.party(hat.party),
            "own_members": [row for row in roster.members if row.party.code == hat.party],
            "own_organisations": queries.own_organisations(forum, hat.party),
            "terms": [
                (row, filled.get("term") if typed == row.slug else _as_it_stands(row))
                for row in sorted(terms, key=_beginning, reverse=True)
            ],
            "typed": typed,
            "presides": hat.may(Power.RECORD_PRESIDENCY),
            "refusals": refusals,
        },
        status=status,
    )


def _as_it_stands(row: PresidencyTerm) -> OfTerm:
    """The days and hours of a term in its own zone; midnight is not told."""
    found = {}
    for name, edge in (("start", row.start), ("end", row.end)):
        here = edge.astimezone(zone_named(row.zone)) if edge else None
        found[name] = here.date().isoformat() if here else ""
        found[f"{name}_hour"] = f"{here:%H:%M}" if here and here.time() != time() else ""
    return OfTerm(prefix=row.slug, initial=found)


def _beginning(row: PresidencyTerm) -> datetime:
    """Terms by their beginning; one without a day is ahead."""
    return row.start or row.start_not_after or row.start_not_before or END_OF_TIME

"""The handover of one's own Party: what the next presidency gets, and the word of both holders."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.handovers import access, actions, contents, queries, rows
from cochair.features.handovers.models import Pack
from cochair.features.parties import access as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.refusal import Refusal, Refused


# What a person types to accept or to acknowledge a handover.
class Acceptance(forms.Form):
    """The name of the person who accepts."""

    name = forms.CharField(
        max_length=200, error_messages={"required": _("Enter the name of the person who accepts")}
    )


class Acknowledgement(forms.Form):
    """The name of the person who acknowledges."""

    name = forms.CharField(
        max_length=200,
        error_messages={"required": _("Enter the name of the person who acknowledges")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: Request, forum: str) -> HttpResponse:
    """What would be handed over now, the packs that were made, and making one."""
    hat = access.own(request)
    if request.method != "POST":
        return _handover(request, hat)
    hat = access.maker(request)
    try:
        made = actions.make_pack(parties.forum(request), by=hat, at=request.now)
    except Refused as refused:
        return _handover(request, hat, refusals=refused.refusals, status=422)
    messages.info(
        request,
        __("The handover file has been made. The incoming presidency may now read and accept it."),
    )
    return redirect("handovers:pack", forum, made.number)


@require_safe
def pack(request: Request, forum: str, number: int) -> HttpResponse:
    """One pack, as it was made."""
    found, hat = access.pack(request, number)
    found = actions.note_opened(found, by=hat, at=request.now)
    return _pack(request, found, hat)


@require_POST
def acceptance(request: Request, forum: str, number: int) -> HttpResponse:
    """Accept a pack by name."""
    found, hat = access.pack(request, number)
    form = Acceptance(request.POST)
    if not form.is_valid():
        return _pack(request, found, hat, form=form, status=422)
    try:
        actions.accept(found, name=form.cleaned_data["name"], by=hat, at=request.now)
    except Refused as refused:
        return _pack(request, found, hat, form=form, refusals=refused.refusals, status=422)
    messages.info(
        request,
        __("You have accepted the handover. The outgoing presidency can see who accepted it."),
    )
    return redirect("handovers:pack", forum, number)


@require_POST
def acknowledgement(request: Request, forum: str, number: int) -> HttpResponse:
    """Acknowledge by name, for the outgoing presidency, what a pack hands over."""
    found, hat = access.pack(request, number)
    form = Acknowledgement(request.POST)
    if not form.is_valid():
        return _pack(request, found, hat, form=form, status=422)
    try:
        actions.acknowledge(found, name=form.cleaned_data["name"], by=hat, at=request.now)
    except Refused as refused:
        return _pack(request, found, hat, form=form, refusals=refused.refusals, status=422)
    messages.info(
        request,
        __("Acknowledged. The incoming presidency can see who acknowledged the handover file."),
    )
    return redirect("handovers:pack", forum, number)


def _handover(
    request: Request, hat: ActingOffice, *, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponse:
    found = parties.forum(request)
    change = queries.due(found, hat, request.now)
    days = None
    if change.at is not None and not change.is_over:
        days = days_between(civil_day(request.now, found.zone), civil_day(change.at, found.zone))
    # Who left reads no addresses that were entered after its term.
    between = (change.next,) if change.is_over else (change.now, change.next)
    reads = access.reads_addresses(hat, [one.code for one in between if one])
    context = {
        "here": "members",
        "change": change,
        "days": days,
        "packs": queries.packs(found, hat.party),
        "sections": _sections(contents.gather(found, change, hat, request.now), reads),
        "reads_addresses": reads,
        "makes": access.makes(hat, change),
        "refusals": refusals,
    }
    return render(request, "handovers/handover.html", context, status=status)


def _pack(
    request: Request,
    found: Pack,
    hat: ActingOffice,
    *,
    form: Acceptance | Acknowledgement | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    holder = found.term.holder
    in_time = found.term.end is None or found.made_at < found.term.end
    outgoing = [holder.code] if holder and in_time else []
    reads = access.reads_addresses(hat, [found.incoming.code, *outgoing])
    context = {
        "here": "members",
        "pack": found,
        "sections": _sections(rows.readable(found.content, found.forum, hat, request.now), reads),
        "reads_addresses": reads,
        "accepts": actions.is_incoming(found, hat) and found.accepted_at is None,
        "acknowledges": actions.is_outgoing(found, hat, request.now)
        and found.acknowledged_at is None,
        "form": form or Acceptance(),
        "refusals": refusals,
    }
    return render(request, "handovers/pack.html", context, status=status)


def _sections(
    content: Sequence[Mapping[str, object]], reads_addresses: bool
) -> list[Mapping[str, object]]:
    """The sections that hold something, each row with its day and address; then the empty ones.

    Where people are reached is left out for whoever may not read it.
    """
    return sorted(
        (
            {"code": one["code"], "rows": [_row(row) for row in one["rows"]]}  # type: ignore[attr-defined]
            for one in content
            if reads_addresses or one["code"] != contents.CONTACTS
        ),
        key=lambda one: not one["rows"],
    )


def _row(row: Mapping[str, object]) -> Mapping[str, object]:
    where = list(row["where"])  # type: ignore[call-overload]
    return {
        "title": row["title"],
        "note": row["note"],
        "day": date.fromisoformat(str(row["day"])) if row["day"] else None,
        "href": reverse(where[0], args=where[1:]) if where else "",
    }

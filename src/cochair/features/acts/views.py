"""The signature folder and the page of one act."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.accounts import reauthentication
from cochair.features.acts import access, actions, queries, visibility
from cochair.features.acts.kinds import FINGERPRINT, Reader, kind_of
from cochair.features.acts.models import JointAct
from cochair.features.acts.presenters import shown, sorted_for, stands_against, texts_of
from cochair.features.parties import access as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.queries import roster
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refused


# What a person may type about a joint act.
class Key(forms.Form):
    """A key turned on exactly what was shown."""

    seen = forms.CharField(max_length=64)
    understood = forms.BooleanField(label=_("I have read what is agreed, in every language shown."))


class Decline(forms.Form):
    """A refusal with its reason."""

    reason = forms.CharField(label=_("Why"), max_length=4000, widget=forms.Textarea, strip=True)


@require_safe
def folder(request: Request, forum: str) -> HttpResponse:
    """What waits for me, what waits for the other side, and what is done."""
    hat, here = parties.require_reader(request), parties.forum(request)
    people = roster(here)
    rows = visibility.seen(queries.acts(here), here, hat, request.now)
    return render(
        request,
        "acts/folder.html",
        {
            "here": "acts",
            "folder": sorted_for(rows, people, hat, request.now),
            "signs": hat.may(Power.SIGN),
        },
    )


@require_safe
def act(request: Request, forum: str, number: int) -> HttpResponse:
    """One act: exactly what is agreed, who has agreed, and what the next signature would do."""
    return _page(request, access.act(request, number))


@require_http_methods(["POST"])
def key(request: Request, forum: str, number: int) -> HttpResponse:
    """Sign for one's Party."""
    found = access.act(request, number)
    hat = parties.actor(request, Power.SIGN)
    reauthentication.require_recent_auth(request)
    form = Key(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    try:
        turned = actions.turn_key(found, seen=form.cleaned_data["seen"], by=hat, at=request.now)
    except Refused as refused:
        return _page(request, access.act(request, number), refusals=refused.refusals, status=422)
    messages.info(
        request,
        __("Both co-presidencies have signed: the act is in effect.")
        if turned.effective_at
        else __("You have signed; the act waits for the other side."),
    )
    return redirect("acts:act", forum, number)


@require_POST
def refusal(request: Request, forum: str, number: int) -> HttpResponse:
    """Decline on behalf of one's Party, with a reason."""
    found = access.act(request, number)
    hat = parties.actor(request, Power.SIGN)
    form = Decline(request.POST)
    if not form.is_valid():
        return _page(request, found, decline=form, status=422)
    try:
        actions.decline(found, reason=form.cleaned_data["reason"], by=hat, at=request.now)
    except Refused as refused:
        return _page(request, found, refusals=refused.refusals, status=422)
    messages.info(request, __("The act is declined; the other side reads why."))
    return redirect("acts:act", forum, number)


@require_POST
def withdrawal(request: Request, forum: str, number: int) -> HttpResponse:
    """Take one's own proposal back."""
    found = access.act(request, number)
    hat = parties.actor(request, Power.PROPOSE)
    try:
        actions.withdraw(found, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, found, refusals=refused.refusals, status=422)
    messages.info(request, __("The proposal is withdrawn."))
    return redirect("acts:folder", forum)


def _page(
    request: Request,
    found: JointAct,
    *,
    form: Key | None = None,
    decline: Decline | None = None,
    refusals: tuple[object, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat, people = parties.require_reader(request), roster(found.forum)
    lines = kind_of(found).describe(found, Reader(hat, request.now))
    is_open = found.state in queries.OPEN
    asked = is_open and hat.may(Power.PROPOSE)
    against = stands_against(found, request.now) if asked else ()
    unable = queries.without_signer(found.forum, request.now) if is_open else ()
    return render(
        request,
        "acts/act.html",
        {
            "here": "acts",
            "shown": shown(found, people, hat, against, unable),
            "lines": [line for line in lines if line[0] != FINGERPRINT],
            "fingerprints": [says for label, says in lines if label == FINGERPRINT],
            "texts": texts_of(found),
            "until": kind_of(found).until(found, request.now) if is_open else None,
            "cautions": kind_of(found).cautions(found, request.now) if is_open else (),
            "party": people.party(hat.party) if hat.party else None,
            "member": people.member(hat.member) if hat.member else None,
            "form": form or Key(),
            "decline": decline or Decline(),
            "refusals": refusals,
        },
        status=status,
    )

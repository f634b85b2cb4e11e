"""The signature folder, the page of one act, and several acts signed in one go."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.accounts import reauthentication
from cochair.features.acts import access, actions, page, queries, rivals, visibility
from cochair.features.acts.models import JointAct
from cochair.features.acts.presenters import Shown, shown, signable, sorted_for, stands_against
from cochair.features.parties import access as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.queries import roster
from cochair.features.parties.request import Request
from cochair.features.reading.sheet import wish
from cochair.procedure.refusal import Refused

# The least that a reason to decline says: the other side works on with it.
LEAST_REASON = 20


# What a person types about a joint act.
class Signature(forms.Form):
    """A signature on exactly what was shown."""

    seen = forms.CharField(max_length=64)


class Decline(forms.Form):
    """A refusal with its reason."""

    reason = forms.CharField(
        min_length=LEAST_REASON, max_length=4000, widget=forms.Textarea, strip=True
    )


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
            "folder": {
                part: [rivals.told(one, hat, request.now) for one in found]
                for part, found in sorted_for(rows, people, hat, request.now).items()
            },
            "signs": hat.may(Power.SIGN),
        },
    )


@require_safe
def act(request: Request, forum: str, number: int) -> HttpResponse:
    """One act: exactly what is agreed, who has agreed, and what the next signature would do."""
    return _page(request, access.act(request, number))


@require_http_methods(["POST"])
def key(request: Request, forum: str, number: int) -> HttpResponse:
    """Sign for one's Party; the page of the act says at its foot what became of it."""
    asked = access.act(request, number)
    hat = parties.actor(request, Power.SIGN)
    reauthentication.require_recent_auth(request)
    form = Signature(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    try:
        actions.turn_key(asked, seen=seen, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, access.act(request, number), refusals=refused.refusals, status=422)
    return redirect("acts:act", forum, number)


@require_POST
def refusal(request: Request, forum: str, number: int) -> HttpResponse:
    """Decline on behalf of one's Party, with a reason."""
    asked = access.act(request, number)
    hat = parties.actor(request, Power.SIGN)
    form = Decline(request.POST)
    if not form.is_valid():
        return _page(request, asked, decline=form, status=422)
    try:
        actions.decline(asked, reason=form.cleaned_data["reason"], by=hat, at=request.now)
    except Refused as refused:
        return _page(request, asked, refusals=refused.refusals, status=422)
    messages.info(request, __("The act has been declined. The other Party can read the reason."))
    return redirect("acts:act", forum, number)


@require_POST
def withdrawal(request: Request, forum: str, number: int) -> HttpResponse:
    """Take one's own proposal back."""
    asked = access.act(request, number)
    hat = parties.actor(request, Power.PROPOSE)
    try:
        actions.withdraw(asked, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, asked, refusals=refused.refusals, status=422)
    messages.info(request, __("The act has been withdrawn."))
    return redirect("acts:folder", forum)


@require_POST
def reminder(request: Request, forum: str, number: int) -> HttpResponse:
    """Remind the other Party of what one's own has signed."""
    asked = access.act(request, number)
    hat = parties.actor(request, Power.PROPOSE)
    try:
        actions.remind(asked, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, asked, refusals=refused.refusals, status=422)
    messages.info(request, __("The other Party is reminded."))
    return redirect("desk:home", forum)


def _page(
    request: Request,
    asked: JointAct,
    *,
    decline: Decline | None = None,
    refusals: tuple[object, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat, people = parties.require_reader(request), roster(asked.forum)
    is_open = asked.state in queries.OPEN
    against = stands_against(asked, request.now) if is_open and hat.may(Power.PROPOSE) else ()
    unable = queries.without_signer(asked.forum, request.now) if is_open else ()
    row = rivals.told(shown(asked, people, hat, against, unable), hat, request.now)
    return render(
        request,
        "acts/act.html",
        {
            "here": "acts",
            "shown": row,
            "bound": page.bound(asked, hat, request.now, wish(request.GET)),
            "bar": page.bar(
                row,
                people,
                hat,
                request.now,
                more=_others(request, asked),
                instead=queries.in_place_of(asked),
            ),
            "party": people.party(hat.party) if hat.party else None,
            "member": people.member(hat.member) if hat.member else None,
            "decline": decline or Decline(),
            "least": LEAST_REASON,
            "refusals": refusals,
        },
        status=status,
    )


def _others(request: Request, asked: JointAct) -> list[Shown]:
    """The other acts that this office can sign now; none for whoever signs nothing."""
    hat = parties.require_reader(request)
    if not hat.may(Power.SIGN):
        return []
    rows = queries.open_acts(asked.forum).exclude(pk=asked.pk)
    seen = visibility.seen(rows, asked.forum, hat, request.now)
    return signable(seen, roster(asked.forum), hat, request.now)

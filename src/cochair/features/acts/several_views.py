"""Several joint acts on one page, one under the other, signed in one go.

Each act keeps its own record: where one cannot be signed, the others stand, and the page says which.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.features.accounts import reauthentication
from cochair.features.acts import access, actions, page, queries, rivals, visibility
from cochair.features.acts.models import JointAct
from cochair.features.acts.presenters import Shown, shown, signable
from cochair.features.parties import access as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.queries import roster
from cochair.features.parties.request import Request
from cochair.features.reading.sheet import wish
from cochair.procedure.refusal import Refusal, Refused, _
from cochair.web.numbers import whole

# As many as one reads at a sitting; the rest stands in the folder.
MOST = 12
# No act has a number of more digits.
GONE = _("You can no longer open this act. It was not signed.")


@dataclass(frozen=True, slots=True)
class Part:
    """An act on the page with what it binds."""

    shown: Shown
    bound: page.Bound
    bar: page.Bar


@dataclass(frozen=True, slots=True)
class Missed:
    """An act that was ticked and not signed, and why; one that this reader cannot open any more has
    no address."""

    title: str
    href: str
    refusals: tuple[Refusal, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def several(request: Request, forum: str) -> HttpResponse:
    """Everything that waits for one's signature, and a signature on what is ticked."""
    hat = parties.actor(request, Power.SIGN)
    if request.method != "POST":
        return _page(request, _waiting(request))
    reauthentication.require_recent_auth(request)
    named = map(whole, request.POST.getlist("act"))
    ticked = [number for number in named if number is not None][:MOST]
    refused: dict[int, tuple[Refusal, ...]] = {}
    signed: list[JointAct] = []
    for number in dict.fromkeys(ticked):
        asked = _open(request, number)
        if asked is None:
            refused[number] = (Refusal(queries.CLAUSE, GONE),)
            continue
        try:
            seen = request.POST.get(f"seen-{number}", "")
            actions.turn_key(asked, seen=seen, by=hat, at=request.now)
            signed.append(_open(request, number) or asked)
        except Refused as why:
            refused[number] = why.refusals
    status = 422 if refused or not ticked else 200
    return _page(
        request, _waiting(request), signed=signed, refused=refused, sent=True, status=status
    )


def _open(request: Request, number: int) -> JointAct | None:
    """An act that this reader may open; None where there is none, or none any more."""
    try:
        return access.act(request, number)
    except Http404:
        return None


def _waiting(request: Request) -> list[JointAct]:
    """What this office can sign now, what waits longest first."""
    hat, forum = parties.require_reader(request), parties.forum(request)
    rows = visibility.seen(queries.open_acts(forum), forum, hat, request.now)
    found = signable(rows, roster(forum), hat, request.now)
    return sorted((row.act for row in found), key=lambda act: act.number)


def _page(
    request: Request,
    acts: Sequence[JointAct],
    *,
    signed: Sequence[JointAct] = (),
    refused: dict[int, tuple[Refusal, ...]] | None = None,
    sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    hat, forum = parties.require_reader(request), parties.forum(request)
    people = roster(forum)
    rows = []
    for act in acts[:MOST]:
        row = rivals.told(shown(act, people, hat), hat, request.now)
        bar = page.bar(row, people, hat, request.now)
        asked = replace(wish(request.GET), prefix=f"a{act.number}-")
        binds = page.bound(act, hat, request.now, asked)
        rows.append(Part(row, binds, bar))
    here = {part.shown.act.number for part in rows}
    return render(
        request,
        "acts/several.html",
        {
            "here": "acts",
            "rows": rows,
            "left": max(0, len(acts) - MOST),
            "signed": [shown(act, people, hat) for act in signed],
            "failed": [_missed(request, *one, here) for one in (refused or {}).items()],
            "nothing_ticked": sent and not signed and not refused,
            "party": people.party(hat.party) if hat.party else None,
            "member": people.member(hat.member) if hat.member else None,
        },
        status=status,
    )


def _missed(
    request: Request, number: int, refusals: tuple[Refusal, ...], here: Collection[int]
) -> Missed:
    """What the page says of an act that was not signed; `here` are those that stand on it."""
    act = _open(request, number)
    if act is None:
        return Missed(__("Act {number}").format(number=number), "", refusals)
    own = reverse("acts:act", args=[act.forum.slug, number])
    href = f"#a{number}" if number in here else own
    return Missed(act.title[get_language() or "en"], href, refusals)

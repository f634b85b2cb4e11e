"""What was noticed about the ledger or the clock, and how both Parties go on."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.acts import queries as acts
from cochair.features.decisions import doubts as deciding
from cochair.features.decisions import receipts
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.decisions.receipts import Presented
from cochair.features.parties import access
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.silence import queries as silences
from cochair.journal import doubts as noticed
from cochair.journal import queries as journal
from cochair.journal.models import Doubt
from cochair.procedure.refusal import Sentence, _

LONGEST = 100_000
SAYS = {
    Presented.NO_RECEIPT: _(
        "This is no receipt of this installation, or something in it was changed."
    ),
    Presented.OTHER_FORUM: _("This receipt is genuine, and belongs to another forum."),
    Presented.KNOWN: _(
        "This receipt is genuine. What it confirms was received on {at} and is known here."
    ),
    Presented.LOST: _(
        "This receipt is genuine: what it confirms was received on {at}, and is missing "
        "here. The secretariat of its Party enters it in the procedure again, with this "
        "receipt as the proof."
    ),
}


@require_safe
def doubts(request: Request, forum: str) -> HttpResponse:
    """What was noticed, which time is concerned, what is suspended, and the joint act that ends it."""
    return _page(request)


@require_POST
def confirm(request: Request, forum: str) -> HttpResponse:
    """Send the confirmation to both co-presidencies for signature."""
    hat = access.actor(request, Power.PROPOSE)
    act = deciding.propose(access.forum(request), by=hat, at=request.now)
    messages.info(request, __("The confirmation waits for both signatures."))
    return redirect("acts:act", forum, act.number)


@require_POST
def receipt(request: Request, forum: str) -> HttpResponse:
    """Say of a receipt that somebody shows whether it is genuine, and whether it is known here."""
    access.require_reader(request)
    text = request.POST.get("receipt", "")[:LONGEST]
    found, at = receipts.presented(text, access.forum(request).slug)
    facts = {"at": datetime.fromisoformat(at)} if "{at}" in SAYS[found] else {}
    return _page(request, Sentence(SAYS[found], facts))


def _page(request: Request, said: Sentence | None = None) -> HttpResponse:
    hat, found = access.require_reader(request), access.forum(request)
    standing = journal.in_doubt(found.slug)
    held = [one for one in silences.visible(found, hat, request.now) if one.settled_at is None]
    return render(
        request,
        "desk/doubts.html",
        {
            "here": "journal",
            "standing": [(one, noticed.says(one)) for one in standing],
            "acts": acts.open_acts(found).filter(kind=noticed.KIND),
            "proposes": hat.may(Power.PROPOSE),
            "silences": [(one, _known(one, standing)) for one in held] if standing else [],
            "said": said,
        },
    )


def _known(row: SilenceProcedure, standing: tuple[Doubt, ...]) -> int:
    """How many receipts with a stamp in the time of a doubt are known here."""
    return sum(
        any(one.start <= message.received_at <= one.end for one in standing)
        for message in row.messages.all()
    )

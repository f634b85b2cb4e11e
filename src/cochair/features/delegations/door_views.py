"""The page at the door: who comes in, who leaves; made for a thumb."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.features.delegations import access, forms, presenters, queries
from cochair.features.delegations import check_in as attending
from cochair.features.delegations.presenters import PersonShown
from cochair.features.delegations.queries import DelegationView
from cochair.features.delegations.refusals import ACCEPTED
from cochair.features.delegations.views import page
from cochair.features.meetings import chairs
from cochair.features.meetings.models import Participant
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.sessions.opening_hours import too_early_to_come
from cochair.procedure.refusal import Refusal, Refused, _

HERE = "meetings:check-in"
OUT, UNDO = "out", "undo"
NO_SUCH_STEP = _("There is no such step.")
NOT_ACCEPTED = _("The delegation had not been accepted. The check-in record states this.")


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: Request, forum: str, slug: str) -> HttpResponse:
    """Find somebody by badge or name and check them in or out; the page then shows it."""
    seat = access.running(request, slug)
    if request.method == "POST":
        return _step(request, forum, seat)
    asked = request.GET.get("q", "")[:200]
    language = get_language() or "en"
    book = parties.book(seat.meeting.forum, request.now)
    known = queries.delegations(seat.meeting, also_struck=True)
    every = queries.arranged(known, seat.meeting, language)
    of_whom = {one.pk: company for company in known for one in company.people}
    everybody = [one for company in known for one in company.people]
    expected = [one for side in every for one in side.people]

    def shown(people: Iterable[Participant]) -> list[tuple[PersonShown, DelegationView]]:
        return [(presenters.person(one, book, with_email=False), of_whom[one.pk]) for one in people]

    context = {
        **page(request, seat, "meetings:delegations"),
        "asked": asked,
        "early": too_early_to_come(seat.meeting, request.now),
        "found": shown(queries.matching(everybody, asked)),
        "latest": shown(queries.came_last(expected)),
        "seated": chairs.seated(seat.meeting),
        "roll": [presenters.roll(one) for one in every],
    }
    return render(request, "meetings/people/check_in.html", context)


def _step(request: Request, forum: str, seat: access.MeetingContext) -> HttpResponse:
    badge = forms.number(request.POST.get("badge", ""))
    what = request.POST.get("what", "")
    by, at = seat.hat, request.now
    if what == OUT:
        one = attending.check_out(seat.meeting, badge, by=by, at=at)
        said = __("{name} has been checked out.")
    elif what == UNDO:
        one = attending.undo_check_in(seat.meeting, badge, by=by, at=at)
        said = __("The check-in of {name} has been undone.")
    elif what in queries.MODES:
        one = attending.check_in(seat.meeting, badge, mode=what, by=by, at=at)
        said = __("{name} has been checked in.")
        if one.delegation.state != ACCEPTED:
            messages.warning(request, __(NOT_ACCEPTED))
    else:
        raise Refused(Refusal("practice", NO_SUCH_STEP))
    messages.info(request, said.format(name=one.name))
    back = reverse(HERE, args=[forum, seat.meeting.slug])
    asked = request.POST.get("q", "")[:200] if what in {OUT, UNDO} else ""
    return redirect(f"{back}?{urlencode({'q': asked})}" if asked else back)

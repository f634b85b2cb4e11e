"""Which forum an address is in, and which hat the signed-in person wears in it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import Resolver404, resolve

from cochair.features.parties import ledger_watch, queries
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.journal import doubts
from cochair.web import errors
from cochair.web.clock import clock
from cochair.web.middleware import READS
from cochair.web.request_cache import while_reading

type Next = Callable[[Request], HttpResponse]

CHOSEN = "office"
# What is still sent while a forum is only read: the ledger refuses every other act than that by
# which both confirm, and every office but those that somebody needs in order to sign it.
STILL_DONE = frozenset(
    {
        "desk:confirm-doubts",
        "desk:known-receipt",
        "acts:key",
        "acts:refusal",
        "acts:withdrawal",
        "parties:hat",
        "parties:grant",
        "parties:end",
        "parties:designate",
        "parties:settle",
        "parties:acknowledge",
    }
)
NO_SUCH_METHOD, OPEN_TO_ALL = 405, "public"


def hat(get_response: Next) -> Next:
    """Set `request.forum`, `request.hats` and `request.hat` for every request.

    The chosen hat is kept in the session; without a choice, the first office that can act
    is worn.  An office that has ended is no hat.  While a forum is only read (`journal.doubts`),
    nothing reaches a view but what both need in order to confirm.
    Whoever may not read what the Parties share learns of no address that it takes another method.
    """

    def answer(request: Request) -> HttpResponse:
        with while_reading():
            _look_up(request)
        if request.forum is not None and request.method not in READS:
            ledger_watch.look_at_clock(clock.now)
            why = doubts.refusals(request.forum.slug)
            if why and resolve(request.path_info).view_name not in STILL_DONE:
                return errors.refused(request, why)
        response = get_response(request)
        if response.status_code == NO_SUCH_METHOD and _is_hidden(request):
            return errors.not_found(request)
        return response

    return answer


def _look_up(request: Request) -> None:
    request.forum = _forum(request)
    request.hats, request.hat = (), None
    if request.forum is None:
        return
    request.now = queries.instant(request.forum, request.now)
    if request.user.is_authenticated:
        request.hats = queries.hats(request.forum, request.user, request.now)
        request.hat = _worn(request)


def _forum(request: Request) -> queries.Forum | None:
    try:
        slug = resolve(request.path_info).kwargs.get("forum")
    except Resolver404:
        return None
    return queries.forum(slug) if slug else None


def _is_hidden(request: Request) -> bool:
    """Whether an address of a forum is none that this reader knows of."""
    match, hat = request.resolver_match, request.hat
    if request.forum is None or match is None or match.namespace == OPEN_TO_ALL:
        return False
    return hat is None or not hat.may(Power.READ_SHARED)


def _worn(request: Request) -> queries.ActingOffice | None:
    chosen = request.session.get(CHOSEN)
    for worn in request.hats:
        if worn.office == chosen:
            return worn
    return request.hats[0] if request.hats else None

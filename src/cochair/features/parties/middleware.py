"""Which forum an address is in, and which hat the signed-in person wears in it."""

from collections.abc import Callable
from functools import lru_cache, partial

from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

from cochair.features.parties import ledger_watch, queries
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.journal import doubts
from cochair.procedure.refusal import Refusal
from cochair.web import errors, formats
from cochair.web.clock import clock
from cochair.web.middleware import READS
from cochair.web.request_cache import while_reading

type Next = Callable[[Request], HttpResponse]

CHOSEN = "office"
# What a browser says that opens a page; in the path of a forum alone there are so many strokes.
NAVIGATE, SLASHES_OF_A_FORUM = "navigate", 3
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
NO_SUCH_METHOD, NOT_FOUND = 405, 404
OPEN_TO_ALL, FOR_PROGRAMS = "public", "api"
# Addresses that end like a page and answer with a file, or open by a secret of their own: a stranger
# is not led to sign in from them.
NO_PAGES = frozenset(
    {
        "desk:export",
        "desk:room-live",
        "desk:room-screen-live",
        "documents:file",
        "documents:original-file",
        "documents:stored",
        "documents:xliff",
        "meetings:link",
        "meetings:people-export",
    }
)


def hat(get_response: Next) -> Next:
    """Set `request.forum`, `request.hats` and `request.hat` for every request.

    The chosen hat is kept in the session; without a choice, the first office that can act
    is worn.  An office that has ended is no hat.  While a forum is only read (`journal.doubts`),
    nothing reaches a view but what both need in order to confirm.
    Whoever may not read what the Parties share learns of no address that it takes another method.
    Whoever has not signed in is led from every page that is not there to where one signs in, whether
    it exists or not.
    """

    def answer(request: Request) -> HttpResponse:
        with while_reading():
            _look_up(request)
            why = _only_read(request)
        if why and resolve(request.path_info).view_name not in STILL_DONE:
            return errors.refused(request, why)
        response = _answered(get_response, request)
        if response.status_code == NO_SUCH_METHOD and _is_hidden(request):
            response = errors.not_found(request)
        if response.status_code == NOT_FOUND and _is_closed_to_strangers(request):
            return errors.sign_in_first(request)
        return response

    return answer


def _answered(get_response: Next, request: Request) -> HttpResponse:
    """What a view answers; in a forum, hours are told with its cities."""
    if request.forum is None:
        return get_response(request)
    with formats.cities_from(partial(queries.cities, request.forum)):
        return get_response(request)


def _look_up(request: Request) -> None:
    request.forum = _forum(request)
    request.hats, request.hat = (), None
    if request.forum is None:
        return
    request.now = queries.instant(request.forum, request.now)
    if request.user.is_authenticated:
        request.hats = queries.hats(request.forum, request.user, request.now)
        request.hat = _worn(request)


def _only_read(request: Request) -> tuple[Refusal, ...]:
    """Why nothing is done in the forum of a request that may change something; none when it may."""
    if request.forum is None or request.method in READS:
        return ()
    ledger_watch.look_at_clock(clock.now)
    return doubts.refusals(request.forum.slug)


def _forum(request: Request) -> queries.Forum | None:
    slug = _named(request.path_info, get_language())
    return queries.forum(slug) if slug else None


# What an address names hangs on nothing else.
@lru_cache(maxsize=1024)
def _named(path: str, _language: str | None) -> str:
    """The forum that an address names, by slug, in the language of the interface; or none."""
    try:
        return str(resolve(path).kwargs.get("forum", ""))
    except Resolver404:
        return ""


def _is_hidden(request: Request) -> bool:
    """Whether an address of a forum is none that this reader knows of."""
    match, hat = request.resolver_match, request.hat
    if request.forum is None or match is None or match.namespace == OPEN_TO_ALL:
        return False
    return hat is None or not hat.may(Power.READ_SHARED)


def _is_closed_to_strangers(request: Request) -> bool:
    """Whether somebody who has not signed in asked for a page of a forum: of whatever exists or not,
    by the shape of its address alone; not for what is public, a file, or what a script asks for."""
    if request.method not in {"GET", "HEAD"} or request.user.is_authenticated:
        return False
    path = request.path_info
    if not path.endswith("/") or request.headers.get("Sec-Fetch-Mode", NAVIGATE) != NAVIGATE:
        return False
    try:
        match = resolve(path)
    except Resolver404:
        _before, _language, slug, *_rest = path.split("/")
        return path.count("/") > SLASHES_OF_A_FORUM and queries.forum(slug) is not None
    if match.namespace in {OPEN_TO_ALL, FOR_PROGRAMS} or match.view_name in NO_PAGES:
        return False
    return request.forum is not None


def _worn(request: Request) -> queries.ActingOffice | None:
    chosen = request.session.get(CHOSEN)
    for worn in request.hats:
        if worn.office == chosen:
            return worn
    return request.hats[0] if request.hats else None

"""The instant of a request, and the answer when somebody says no."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cochair.front import arrival
from cochair.procedure.refusal import Refused
from cochair.web import errors, varieties
from cochair.web.cleaning import HourUnclear
from cochair.web.clock import clock as the_clock
from cochair.web.clock import true_now
from cochair.web.inflight import arrived, let_go
from cochair.web.request_cache import while_reading

# What no page here ever asks a browser for.
UNUSED = ", ".join(
    f"{power}=()" for power in ("camera", "microphone", "geolocation", "payment", "usb")
)
READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

type Next = Callable[[HttpRequest], HttpResponse]


def clock(get_response: Next) -> Next:
    """Stamp every request once: `request.now`, aware and in UTC.

    What may change something has the instant at which it reached the machine, and is on the way
    until it is answered.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        came = arrival.told(request.META, settings.FRONT_SECRET)
        if came is not None:
            request.META["REMOTE_ADDR"] = came.client
        if request.method in READS:
            request.now = the_clock.now()  # type: ignore[attr-defined]
            return get_response(request)
        with arrived(request.path_info, _since(came)) as stamp:
            request.now = stamp  # type: ignore[attr-defined]
            request.was_sent_for = _sent_for(came)  # type: ignore[attr-defined]
            return get_response(request)

    return answer


def whole_at(request: HttpRequest) -> datetime:
    """The instant at which a request had reached the machine whole, where that is what counts."""
    at: datetime = request.now  # type: ignore[attr-defined]
    return at + getattr(request, "was_sent_for", timedelta(0))


def _sent_for(came: arrival.Arrival | None) -> timedelta:
    """How long after the instant by which a request counts its last byte came."""
    return timedelta(seconds=came.last - arrival.counts_from(came)) if came else timedelta(0)


def _since(came: arrival.Arrival | None) -> timedelta:
    """How long ago a request arrived; nothing when no front told."""
    if came is None:
        return timedelta(0)
    at = datetime.fromtimestamp(arrival.counts_from(came), UTC)
    return max(true_now() - at, timedelta(0))


def strangers(get_response: Next) -> Next:
    """What nobody known has sent is on the way no longer, before a word of it is read.

    It can be no objection; and whoever sends slowly, without an account, holds nothing up.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        if request.method not in READS and not (user and user.is_authenticated):
            let_go(request.now, request.path_info)  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def unkept(get_response: Next) -> Next:
    """Tell browsers that no page uses what it does not need, and that nobody keeps what somebody
    signed in reads; what says otherwise for itself stays.

    Source: security.md section 8, T31.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", UNUSED)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
            patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def once(get_response: Next) -> Next:
    """While a page is read, what its parts ask for is read once."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        with while_reading():
            return get_response(request)

    return answer


class refusals:
    """Turn what a view raises into its page: 422 and 403 with the clauses, 409 with both texts.

    All are answers and no failures, so no trace of them reaches the log.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of an exception that is an answer, as its reader reads; None for all others."""
        with varieties.reading(getattr(request.user, "variety", "")):
            return self._page(request, exception)

    def _page(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match exception:
            case Refused():
                return errors.refused(request, exception.refusals)
            case PermissionDenied():
                return errors.not_allowed(request, exception)
            case HourUnclear():
                return errors.unclear(request, exception)
            case errors.ReauthenticationRequired():
                return errors.prove_first(request)
            case errors.TooOften():
                return errors.slowed(exception.wait)
            case errors.StaleVersion():
                return errors.stale(request, exception)
            case errors.ObjectionsStand():
                return errors.standing(request, exception)
        return None

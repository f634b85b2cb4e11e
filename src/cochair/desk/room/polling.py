"""Two hundred screens that ask once a second: most answers are "nothing changed", at no cost.

A screen sends the digest of what it shows.  Once the full way (session, office, rights) has led to
that digest, the same question from the same browser is answered here for a few seconds, while the
ledger has no new entry: 304, without a body, and without a query but one for the ledger, which all
screens share.  A 304 tells nobody anything that was not sent to them before.

Whoever loses an office or signs out therefore learns of it a few seconds later, and sees nothing
new until then.  Source: corrections.md section 4, "Room screens".
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from cochair.journal import queries as journal

type Next = Callable[[HttpRequest], HttpResponse]

# For how long, in seconds, rights that were found are not looked up again.
TRUSTED = 5.0
# How old, in seconds, the shared look at the ledger may be.
FRESH = 0.2
MOST = 4096
# By what clock a turn is counted on every screen.
CLOCK = "Cochair-Now"


class _Known:
    """What was found for whom, until when; and the version of each ledger, just now."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: OrderedDict[str, tuple[str, str, float]] = OrderedDict()
        self._versions: dict[str, tuple[str, float]] = {}

    def keep(self, key: str, forum: str, version: str, until: float) -> None:
        with self._lock:
            self._answers[key] = (forum, version, until)
            self._answers.move_to_end(key)
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)

    def holds(self, key: str, now: float) -> bool:
        with self._lock:
            found = self._answers.get(key)
        return found is not None and now < found[2] and self.version(found[0], now) == found[1]

    def version(self, forum: str, now: float) -> str:
        with self._lock:
            found = self._versions.get(forum)
        if found is not None and now - found[1] < FRESH:
            return found[0]
        version = journal.version(forum)
        with self._lock:
            self._versions[forum] = (version, now)
        return version

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._versions.clear()


_KNOWN = _Known()


def unchanged(get_response: Next) -> Next:
    """Answer 304 before anything else is asked, where that is known to be the answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        etag = asked(request)
        if etag and request.method == "GET":
            key = _key(request, etag)
            if key and _KNOWN.holds(key, time.monotonic()):
                return _not_modified(request, etag)
        return get_response(request)

    return answer


def respond(request: HttpRequest, forum: str, body: str, etag: str, version: str) -> HttpResponse:
    """The body for one who has another, or 304; and remember for a while that it is the answer.

    `version` is that of the ledger from which the body was made.
    """
    key = _key(request, etag)
    if key:
        _KNOWN.keep(key, forum, version, time.monotonic() + TRUSTED)
    if has(request, etag):
        return _not_modified(request, etag)
    return _told(request, HttpResponse(body), etag)


def has(request: HttpRequest, etag: str) -> bool:
    """Whether a screen shows this already."""
    return asked(request) == etag


def asked(request: HttpRequest) -> str:
    """The digest that a screen says it shows; a proxy that packed the answer calls it weak, and it
    is the same all the same (RFC 9110, 13.1.2)."""
    return request.headers.get("If-None-Match", "").strip().removeprefix("W/")


def forget() -> None:
    """Know nothing; tests do so between two steps of a story."""
    _KNOWN.clear()


def _key(request: HttpRequest, etag: str) -> str:
    """The same browser, session, address and digest; empty for one who is not signed in."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not session:
        return ""
    told = "\n".join((session, request.get_full_path(), etag))
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _not_modified(request: HttpRequest, etag: str) -> HttpResponse:
    return _told(request, HttpResponseNotModified(), etag)


def _told(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    response[CLOCK] = request.now.isoformat()  # type: ignore[attr-defined]
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response

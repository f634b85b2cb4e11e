"""What happened to accounts and rights, one structured event each, for whoever watches over a server.

One line of JSON each: to standard output while a request is answered, and to the file that
COCHAIR_SECURITY_LOG names always.  No line holds an e-mail address, a password, a code or a key.
Source: OWASP ASVS 5.0, 16.2 and 16.3; security.md section (b), "Security log"; docs/decisions/0053.
"""

import json
import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.crypto import salted_hmac

logger = logging.getLogger("cochair.security")

type Next = Callable[[HttpRequest], HttpResponse]

_REQUEST: ContextVar[HttpRequest | None] = ContextVar("request", default=None)
# What the address of a page may carry that is a secret: it stands in no line.
SECRETS = frozenset({"token", "key", "uidb36", "secret"})
# The status with which a page refuses whoever asks.
REFUSALS = frozenset({403, 404})


def event(name: str, /, **facts: object) -> None:
    """Write an event of the request that is being answered, if any; facts are JSON's own types.

    `account` is whom the event is about: by default whoever is signed in.
    """
    request = _REQUEST.get()
    user = getattr(request, "user", None)
    told = {"account": user.pk if user is not None and user.is_authenticated else None, **facts}
    hat = getattr(request, "hat", None)
    if hat is not None:
        told.setdefault("office", hat.office)
    if request is not None:
        told["address"] = request.META.get("REMOTE_ADDR", "")
    logger.info(name, extra={"facts": told})


def pseudonym(name: str) -> str:
    """What stands for a name that somebody typed and that may be anybody's: the same for the same name,
    and nothing from which it could be read."""
    return salted_hmac("cochair.security", name.strip().lower(), algorithm="sha256").hexdigest()[
        :16
    ]


def numbered(get_response: Next) -> Next:
    """Give each request a number of its own, which its log lines carry, and tell of refused access.

    What a client says of a number is not believed.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        request.number = secrets.token_hex(8)  # type: ignore[attr-defined]
        held = _REQUEST.set(request)
        try:
            response = get_response(request)
            match = request.resolver_match
            if match is not None and (name := _of(request, response)):
                page, status = match.view_name, response.status_code
                event(name, status=status, method=request.method, page=page, where=about(match))
            return response
        finally:
            _REQUEST.reset(held)

    return answer


def about(match: ResolverMatch) -> dict[str, str]:
    """What the address of a page says of its subject, without what is secret in it."""
    return {key: str(value) for key, value in match.kwargs.items() if key not in SECRETS}


def _of(request: HttpRequest, response: HttpResponse) -> str:
    """Which event an answer is: access was refused, or something was taken away; empty for others."""
    if response.status_code in REFUSALS:
        return "access.refused"
    is_taken = response.headers.get("Content-Disposition", "").startswith("attachment")
    user = getattr(request, "user", None)
    return "export" if is_taken and user is not None and user.is_authenticated else ""


def number() -> str:
    """The number of the request that is being answered; empty outside of one."""
    return getattr(_REQUEST.get(), "number", "")


class Numbered(logging.Filter):
    """Lets every line carry the number of its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_number = number() or "-"
        return True


class Answering(logging.Filter):
    """Lets through what happens while a request is answered: what a command prints is its answer."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(number())


class Lines(logging.Formatter):
    """An event as one line of JSON, its time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """Line breaks and steering signs in a fact are escaped by JSON."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"time": at, "event": record.getMessage(), "request": number() or None}
        return json.dumps({**told, **getattr(record, "facts", {})}, default=str)

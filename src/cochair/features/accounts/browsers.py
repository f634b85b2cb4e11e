"""The cookie by which a browser is known again: a random mark, and nothing else.

Source: domain.md C.5 (N33); docs/decisions/0025.
"""

import secrets
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cochair.features.accounts import devices
from cochair.features.accounts.models import Account, Device

# Taken from this host alone where that can be told (`__Host-`): no neighbour sets it.
COOKIE = f"{settings.COOKIE_PREFIX}cochair-known"
OCTETS, LONGEST = 24, 64


def mark(request: HttpRequest, response: HttpResponse, account: Account, at: datetime) -> Device:
    """Note that somebody signed in from this browser, and let the browser be known by its mark."""
    token = _said(request) or secrets.token_urlsafe(OCTETS)
    response.set_cookie(
        COOKIE,
        token,
        max_age=devices.KEPT,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return devices.seen(account, token, at)


def known(request: HttpRequest, email: str, at: datetime) -> str:
    """The digest of this browser's mark, if the account of an address knows it; else empty."""
    token = _said(request)
    return devices.known(email, token, at) if token else ""


def _said(request: HttpRequest) -> str:
    """The mark that a browser brings; empty where it brings none, or what is none."""
    said = request.COOKIES.get(COOKIE, "")
    return said if len(said) <= LONGEST else ""

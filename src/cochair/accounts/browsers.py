"""The cookie by which a browser is known again: a random mark, and nothing else.

Source: domain.md C.5 (N33); docs/decisions/0025.
"""

import secrets
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cochair.accounts import devices
from cochair.accounts.models import Account, Device

COOKIE = "cochair-known"
OCTETS, LONGEST = 24, 64


def mark(request: HttpRequest, response: HttpResponse, account: Account, at: datetime) -> Device:
    """Note that somebody signed in from this browser, and let the browser be known by its mark."""
    said = request.COOKIES.get(COOKIE, "")
    token = said if 0 < len(said) <= LONGEST else secrets.token_urlsafe(OCTETS)
    response.set_cookie(
        COOKIE,
        token,
        max_age=devices.KEPT,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return devices.seen(account, token, at)

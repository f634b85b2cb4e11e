"""Whether an account is opened from a browser that it was opened from before.

A browser is known by a random mark in a cookie, and by nothing else: neither its name, nor its
address, nor how it looks.  What is kept is a digest of the mark with the number of the account, so
that nobody can tell from the rows that two accounts share a browser.
Source: domain.md C.5 (N33); docs/decisions/0025.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cochair.accounts.models import Account, Device

COOKIE = "cochair-known"
OCTETS, LONGEST = 24, 64
# A browser that was not used for as long is a new one again.
KEPT = timedelta(days=365)


def mark(request: HttpRequest, response: HttpResponse, account: Account, at: datetime) -> Device:
    """Note that somebody signed in from this browser, and let the browser be known by its mark."""
    said = request.COOKIES.get(COOKIE, "")
    token = said if 0 < len(said) <= LONGEST else secrets.token_urlsafe(OCTETS)
    response.set_cookie(
        COOKIE,
        token,
        max_age=KEPT,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return seen(account, token, at)


@transaction.atomic
def seen(account: Account, token: str, at: datetime) -> Device:
    """The row of a mark for an account, made when the mark is new to it.

    The very first one of an account is nothing new to its holder, who set the password there.
    """
    owner = Account.objects.select_for_update().get(pk=account.pk)
    digest = sha256(f"{owner.pk}:{token}".encode()).hexdigest()
    rows = Device.objects.filter(account=owner)
    found = rows.filter(digest=digest, last_seen_at__gt=at - KEPT).first()
    if found is None:
        is_first = not rows.exists()
        rows.filter(digest=digest).delete()
        found = Device(account=owner, digest=digest, first_seen_at=at, is_first=is_first)
    found.last_seen_at = at
    found.save()
    return found

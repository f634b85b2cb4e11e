"""Whether an account is opened from a browser that it was opened from before.

A browser is known by a random mark in a cookie, and by nothing else: neither its name, nor its
address, nor how it looks.  What is kept is a digest of the mark with the number of the account, so
that nobody can tell from the rows that two accounts share a browser.
Source: domain.md C.5 (N33); docs/decisions/0025.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from cochair.features.accounts.models import Account, Device

# A browser that was not used for as long is a new one again.
KEPT = timedelta(days=365)


@transaction.atomic
def seen(account: Account, token: str, at: datetime) -> Device:
    """The row of a mark for an account, made when the mark is new to it.

    The very first one of an account is nothing new to its holder, who set the password there.
    """
    owner = Account.objects.select_for_update().get(pk=account.pk)
    digest = _digest(owner.pk, token)
    rows = Device.objects.filter(account=owner)
    found = rows.filter(digest=digest, last_seen_at__gt=at - KEPT).first()
    if found is None:
        is_first = not rows.exists()
        rows.filter(digest=digest).delete()
        found = Device(account=owner, digest=digest, first_seen_at=at, is_first=is_first)
    found.last_seen_at = at
    found.save()
    return found


def known(email: str, token: str, at: datetime) -> str:
    """The digest of a mark where the account of an address knows it; else empty.

    Where there is no account, as much is asked for: nobody learns of it by the time that it takes.
    No address holds a NUL, which PostgreSQL does not look for.
    """
    if "\0" in email:
        return ""
    accounts = Account.objects.filter(email__iexact=email.strip(), is_active=True)
    digest = _digest(accounts.values_list("pk", flat=True).first() or 0, token)
    is_known = Device.objects.filter(digest=digest, last_seen_at__gt=at - KEPT).exists()
    return digest if is_known else ""


def _digest(account: int, token: str) -> str:
    return sha256(f"{account}:{token}".encode()).hexdigest()

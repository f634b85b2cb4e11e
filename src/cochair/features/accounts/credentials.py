"""Changes of what lets a person in: password, second factor, address.  Apps above tell the holder.

In `apps.ready()`:

    credentials.listen(notices.of_a_change)

What sets an account up for the first time changes nothing, and is told to nobody.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.db import transaction

from cochair.features.accounts.models import Account

logger = logging.getLogger(__name__)


class Change(StrEnum):
    """What was changed."""

    PASSWORD = "password"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    CODES = "codes"
    ADDRESS = "address"


type Listener = Callable[[Account, Change, str, datetime], None]
_LISTENERS: list[Listener] = []


def listen(listener: Listener) -> None:
    """Tell an app above of changes: of which account, what, at which address it was reached until
    then, and when (aware UTC)."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def changed(account: Account, change: Change, at: datetime, *, former: str = "") -> None:
    """Tell that something was changed; `former` is the address before, where that is what changed.

    What cannot be told is logged, and undoes no change.  An account of the demo is shared, and
    nobody is told of it.
    """
    if account.is_demo:
        return
    for listener in _LISTENERS:
        try:
            with transaction.atomic():
                listener(account, change, former or account.email, at)
        except Exception:
            logger.exception("A change of account %s could not be told", account.pk)


def is_set_up(account: Account) -> bool:
    """Whether somebody has signed in with an account wholly, or set up a second factor before."""
    return account.devices.exists() or factors(account) > 0


def factors(account: Account) -> int:
    """How many second factors an account has, recovery codes not counted."""
    rows = Authenticator.objects.filter(user=account)
    number: int = rows.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    return number

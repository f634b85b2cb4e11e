"""The address by which a person stops messages that only inform, without signing in (RFC 8058).

The token is the number of an account with a signature of it and of its present e-mail address.  It
is kept nowhere, works as long as the address stays, and opens nothing else: whoever has it can stop
these messages and learns nothing.
"""

from django.core import signing
from django.utils.crypto import constant_time_compare

from cochair.features.accounts.models import Account
from cochair.web.numbers import whole

SALT = "cochair.features.mail.subscriptions"


def token(account: int, email: str) -> str:
    """What stands in the address for an account (its number) that is written to at an e-mail address."""
    return f"{account}-{_signature(account, email)}"


def account_of(token: str) -> Account | None:
    """The account of a token; None for one that is forged, of another account or address, or whose
    account is closed."""
    number, _dash, signed = token.partition("-")
    account = Account.objects.filter(pk=whole(number) or 0, is_active=True).first()
    if account is None:
        return None
    expected = _signature(account.pk, account.email)
    return account if constant_time_compare(signed, expected) else None


def _signature(account: int, email: str) -> str:
    told = f"{account}\n{email.strip().lower()}"
    return signing.Signer(salt=SALT).signature(told)

"""Open and close accounts.  Who may do so is decided by the app that knows offices."""

from datetime import datetime
from unicodedata import category

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from cochair.features.accounts.models import Account
from cochair.procedure.alphabets import plain_to_see
from cochair.procedure.refusal import Refusal, _, require
from cochair.web import varieties

# A domain that no mail ever reaches (RFC 2606).
NOWHERE = "erased.invalid"
LONGEST_NAME = 200


@transaction.atomic
def open_account(
    email: str, *, name: str, at: datetime, language: str = "", zone: str = ""
) -> Account:
    """The account of an e-mail address, opened without a password when there is none yet.

    Language (a code) and zone (an IANA name) are those of a new account, where they are known.
    The address is kept in small letters: in these it is looked for when somebody signs in.
    Raises Refused for what is no address.
    """
    address = email.strip().lower()
    require(_no_address(address))
    found = Account.objects.select_for_update().filter(email__iexact=address).first()
    if found is not None:
        return found
    account = Account(email=address, name=name.strip(), opened_at=at)
    account.language, account.zone = language or account.language, zone or account.zone
    account.set_unusable_password()
    account.save()
    return account


@transaction.atomic
def choose_language(account: Account, *, language: str) -> Account:
    """Remember the language in which a person reads, or the regional variety of one (es-419)."""
    row = Account.objects.select_for_update().get(pk=account.pk)
    row.language = varieties.base_of(language)
    row.variety = language if language != row.language else ""
    row.save(update_fields=["language", "variety"])
    return row


@transaction.atomic
def rename(account: Account, *, name: str) -> Account:
    """Call a person as they say that they are called.

    Raises Refused for a name that is longer than is kept, or holds signs that steer.
    """
    name = " ".join(name.split())
    require(_no_name(name))
    row = Account.objects.select_for_update().get(pk=account.pk)
    row.name = name
    row.save(update_fields=["name"])
    return row


@transaction.atomic
def erase(account: Account, *, at: datetime) -> Account:
    """Take everything of a person away but the number that their acts carry, and the way in.

    Who may ask for it, and when, is decided by the app that knows offices.  Done twice, it is
    done once.
    """
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.erased_at is not None:
        return row
    EmailAddress.objects.filter(user=row).delete()
    Authenticator.objects.filter(user=row).delete()
    row.devices.all().delete()
    row.sessions.all().delete()
    fresh = Account(email=f"{row.pk}@{NOWHERE}")
    row.email, row.name, row.language, row.zone = fresh.email, "", fresh.language, fresh.zone
    row.variety = ""
    row.is_active, row.last_login, row.erased_at = False, None, at
    row.set_unusable_password()
    row.save()
    return row


def invitation_path(account: Account) -> str:
    """The path at which the holder of an account sets a password, once and for a few days."""
    key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
    uid, _dash, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})


def _no_address(address: str) -> Refusal | None:
    try:
        validate_email(address)
        # No longer than the database keeps.
        Account._meta.get_field("email").run_validators(address)
    except ValidationError:
        return Refusal(
            "practice", _("{address} is not an e-mail address."), {"address": address or "–"}
        )
    return None


def _no_name(name: str) -> Refusal | None:
    if len(name) > LONGEST_NAME:
        return Refusal("practice", _("The name is too long."))
    if any(category(sign)[0] == "C" for sign in name):
        return Refusal("practice", _("The name contains a character that cannot be displayed."))
    return plain_to_see(name)

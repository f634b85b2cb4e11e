"""People who sign in.  What they may do is an office, kept by `parties`; never by the account."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from cochair.web.clock import true_now

# How long somebody stays signed in: without any use, and at most.
UNUSED, AT_MOST = timedelta(hours=2), timedelta(hours=12)
# So long somebody who has not signed in may take for it; a request without an account writes a row.
SIGNING_IN = timedelta(minutes=30)
BEGAN = "began"


class Accounts(BaseUserManager["Account"]):
    """Accounts are found by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of an e-mail address."""
        return self.get(email__iexact=username or "")


class Account(AbstractBaseUser):
    """One person's way in: an address, a language, a zone.

    The journal keeps the number of an account and never its name, so that a name can go
    (corrections.md section 4, "Erasure") while the ledger still verifies.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="en")
    # The regional variety in which the person reads one of the languages; empty for none.
    variety = models.CharField(max_length=8, blank=True, default="")
    zone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    # A demo account has no second factor and works only where the demo is on.
    is_demo = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    # When everything but its number was taken away.
    erased_at = models.DateTimeField(null=True, blank=True)
    # How far each office of the person has read: by its number, that of an entry of the journal.
    seen = models.JSONField(null=True, blank=True)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


class Device(models.Model):
    """A browser from which somebody signed in, known by the digest of a random mark alone."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64)
    # The first of its account: it is told to nobody.
    is_first = models.BooleanField(default=False)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        ordering = ["first_seen_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="device_once"),
        ]
        indexes = [models.Index(fields=["first_seen_at"], name="device_by_first_seen")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.first_seen_at}"


class Tries(models.Model):
    """How far the tries of one kind are spent: of an account, of a browser, from an address.

    The key is a digest from which none of these can be read.
    """

    key = models.CharField(max_length=64, primary_key=True)
    # When nothing is spent any more, in seconds of the epoch by the machine's clock.
    spent_until = models.FloatField()

    def __str__(self) -> str:
        return self.key


class SignedIn(AbstractBaseSession):
    """A session of a browser; whose it is, once somebody has signed in, and since when.

    No address and no name of a browser is kept with it (docs/decisions/0025).
    """

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    began_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField()

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """What reads and writes these rows."""
        return SessionStore

    def __str__(self) -> str:
        return f"{self.account_id} {self.began_at}"


class SessionStore(db.SessionStore):
    """Django's own, with rows that say whose they are and end when they are not used."""

    @classmethod
    def get_model_class(cls) -> type[SignedIn]:
        """The rows of this app."""
        return SignedIn

    def create_model_instance(self, data: Mapping[str, Any]) -> SignedIn:
        """The row of a session as it is kept now."""
        row: SignedIn = super().create_model_instance(data)  # type: ignore[assignment,arg-type]
        row.used_at = now = true_now()
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        if row.account_id is not None:
            row.began_at = datetime.fromtimestamp(data.get(BEGAN, now.timestamp()), UTC)
            row.expire_date = min(now + UNUSED, row.began_at + AT_MOST)
        else:
            row.expire_date = now + SIGNING_IN
        return row

    def save(self, must_create: bool = False) -> None:
        """Keep it; a new one of somebody who has not signed in clears those of others that are over,
        so that a flood of them does not grow."""
        super().save(must_create)
        if must_create and SESSION_KEY not in self:
            SignedIn.objects.filter(account=None, expire_date__lt=true_now()).delete()

"""The outbox: what is to be told to whom, how far it has come; and how far the journal was read.

A message is rendered once, in its reader's language, in the transaction that queues it, and is
sent after that by the worker.  `space` is `shared` or `party:` and a Party's code: what belongs
to one Party does not exist for the other.
Source: architecture section 4; domain.md C.5; style.md 5.4.
"""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q

from cochair.features.parties.models import Forum

# How the name of every message of a forum ends, after the forum's own.
OF_FORUM = ".cochair>"


class State(models.TextChoices):
    """How far a message has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    FOLDED = "folded"
    NO_ADDRESS = "no_address"


class Hold(models.TextChoices):
    """What a held message waits for."""

    NOTHING = ""
    QUIET = "quiet"
    DIGEST = "digest"


class Failure(models.TextChoices):
    """Why a message was not sent: a class of error, never the words of another's server."""

    NONE = ""
    REFUSED_ADDRESS = "refused_address"
    REFUSED = "refused_message"
    NOT_SIGNED_IN = "mail_sign_in"
    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"
    BROKEN_OFF = "broken_off"
    UNKNOWN = "unknown_error"


class Message(models.Model):
    """One mail to one reader, in the reader's language."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    # Whom the key is unique with: the account, else the address, else the office.
    recipient = models.CharField(max_length=300)
    event = models.CharField(max_length=8)
    about_kind = models.CharField(max_length=64, blank=True)
    about_id = models.CharField(max_length=200, blank=True)
    space = models.CharField(max_length=64, default="shared")
    urgent = models.BooleanField(default=False)
    # It only informs: its reader may choose to get no such message.
    informs = models.BooleanField(default=False)

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=200, blank=True)
    # The office and the Party of the reader, as codes; empty for whoever is outside both.
    office = models.CharField(max_length=200, blank=True)
    party = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=8)
    zone = models.CharField(max_length=64)

    subject = models.CharField(max_length=255)
    body = models.TextField()
    # The link that is put in when it is sent, as `ways` knows it; its secret is kept nowhere.
    way_in = models.CharField(max_length=200, blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=16, blank=True)
    message_id = models.CharField(max_length=255, unique=True)

    state = models.CharField(max_length=16, choices=State.choices)
    hold = models.CharField(max_length=16, choices=Hold.choices, blank=True)
    folded_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=32, choices=Failure.choices, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "key", "recipient"], name="one_letter_per_reader"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="mail_due", condition=Q(state__in=["queued", "sending"])
            ),
            models.Index(fields=["forum", "state"], name="mail_state"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.key} {self.state}"

    @property
    def slug(self) -> str:
        """Its name in addresses: no number, for a gap in numbers would tell of hidden letters."""
        return self.message_id.strip("<").partition("@")[0]


JOURNAL = "journal"


class Cursor(models.Model):
    """How far the worker has come in one forum: in its journal, or with one kind of reminder.

    `source` is `journal` or the code of a reminder.  A teller that fails leaves the cursor where
    it is, so that nothing is passed over; that it stands still is an alarm.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=64, default=JOURNAL)
    seq = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField()
    stuck_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forum", "source"], name="one_cursor_per_source"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.source} {self.seq}"


class Preference(models.Model):
    """How a person wants to be written to: at once or in one weekly digest, and at which hours.

    The hours are local to the zone of the account; equal hours mean that no hour is quiet.
    `informed` is whether messages that only inform are written too.
    `digest_due` is when the next digest is due (UTC), as the worker reckons it; empty until it has.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.BooleanField(default=False)
    informed = models.BooleanField(default=True)
    digest_due = models.DateTimeField(null=True, blank=True)
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(7))

    def __str__(self) -> str:
        return f"{self.account_id} {self.quiet_from}-{self.quiet_until}"


class Caught(models.Model):
    """A mail that the demo kept instead of sending it, octet for octet."""

    at = models.DateTimeField()
    to = models.CharField(max_length=400)
    subject = models.CharField(max_length=400)
    language = models.CharField(max_length=8, blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    octets = models.BinaryField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def forum_slug(self) -> str:
        """The forum that wrote it, as its name says; nothing for a mail of the installation itself."""
        place = self.message_id.rpartition("@")[2]
        return place.removesuffix(OF_FORUM) if place.endswith(OF_FORUM) else ""

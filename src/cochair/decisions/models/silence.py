"""A silence as it is kept: what both opened, and everything that came in since, with its stamp.

No column says where a silence stands: that is worked out from the entries (security.md, section 7).
"""

from django.db import models

from cochair.acts.models import JointAct
from cochair.documents.models import Revision
from cochair.parties.models import Forum, Office


class SilenceProcedure(models.Model):
    """One revision of a document under silence, as both co-presidencies opened it.

    `terms` is what they signed, `expires_at` the UTC instant in it, and `zone` where it was told.
    `settled_at` says only that the clock need not look again; it decides nothing.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")
    terms = models.JSONField()
    expires_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    withdrawal = models.OneToOneField(
        JointAct, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="silence_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"


class Extension(models.Model):
    """A later expiry, by both keys."""

    procedure = models.ForeignKey(
        SilenceProcedure, on_delete=models.PROTECT, related_name="extensions"
    )
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.procedure} {self.expires_at}"


class Message(models.Model):
    """What a delegation wrote: an objection, an amendment or a statement, in time or not.

    `received_at` is the stamp of the request at the door, set before any lock or work.  `sent`
    is the digest of form and words, so that what is sent twice is kept once.
    """

    procedure = models.ForeignKey(
        SilenceProcedure, on_delete=models.PROTECT, related_name="messages"
    )
    form = models.CharField(max_length=16)
    party = models.CharField(max_length=32)
    voice = models.CharField(max_length=32)
    words = models.TextField()
    language = models.CharField(max_length=8)
    received_at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    sent = models.CharField(max_length=64)
    receipt = models.CharField(max_length=64)

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "voice", "sent"], name="silence_message_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.voice}"

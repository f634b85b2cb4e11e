"""A silence as it is kept: what both opened, and everything that came in since, with its stamp.

No column says where a silence stands: that is worked out from the entries (security.md, section 7).
"""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.documents.models import Document, Revision
from cochair.features.parties.models import Forum, Office, Party


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
    letter = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="silence_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"


class Extension(models.Model):
    """Another expiry, by both keys: a later one, or the one after a suspension (`resumes`)."""

    procedure = models.ForeignKey(
        SilenceProcedure, on_delete=models.PROTECT, related_name="extensions"
    )
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    resumes = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.procedure} {self.expires_at}"


class Outage(models.Model):
    """From `start` to `end` nobody could reach the platform; `end` is None while it lasts.

    Without `by` the platform noticed it.  Otherwise somebody entered it, with `evidence`.
    `told_at` is when it was said that this suspends the silence.  `in_doubt`: since `start` nobody
    knows whether all that was written is here (`journal.doubts`); until both have confirmed.
    """

    procedure = models.ForeignKey(
        SilenceProcedure, on_delete=models.PROTECT, related_name="outages"
    )
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    by = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    in_doubt = models.BooleanField(default=False)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "start"], name="silence_outage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.start}"


class Pulse(models.Model):
    """When the pages of a running server last answered; one row each.

    What reached that server before `clear_until` has been answered.
    """

    server = models.CharField(max_length=32, blank=True, default="", unique=True)
    at = models.DateTimeField()
    clear_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.at)


class Message(models.Model):
    """What a delegation wrote: an objection, an amendment or a statement, in time or not.

    `received_at` is the stamp of the request at the door, set before any lock or work.  `sent`
    is the digest of form and words, so that what is sent twice is kept once.  Of what came by
    mail or on paper `channel` and `evidence` tell, `arrived_at` is when it is said to have
    arrived, and `by` who entered it; `counted_at` stands only where that decides.  From
    `recognised_at` on it counts from its arrival, since both recognised that.  Its delegation
    contests it or confirms it, once.
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
    signature = models.CharField(max_length=128, blank=True)
    key = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=16, default="page")
    arrived_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    recognised_at = models.DateTimeField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    contested_at = models.DateTimeField(null=True, blank=True)
    contested_why = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "voice", "sent"], name="silence_message_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.voice}"


class Clearance(models.Model):
    """What a Party says of a revision after asking within itself; the last counts (I.2.4).

    For what was negotiated the clearance is that of the text.  Nobody of another Party reads it.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.revision} {self.party} {self.said}"

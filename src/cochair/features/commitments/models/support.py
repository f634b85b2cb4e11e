"""What a Party asks a programme for, for which commitments, and what came of it."""

from django.db import models

from cochair.features.commitments.models.instrument import Commitment
from cochair.features.parties.models import Forum, Office, Organisation


class SupportRequest(models.Model):
    """A request of a Party to a programme for support with commitments; days are civil days.

    `party` is the code of the Party that asked on `asked_on`; the support is needed by `needed_by`.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    party = models.CharField(max_length=32)
    programme = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    commitments = models.ManyToManyField(Commitment, related_name="support_requests")
    title = models.JSONField()
    asked_on = models.DateField()
    needed_by = models.DateField()
    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="support_request_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"


class SupportOutcome(models.Model):
    """What became of a request for support on a civil day; the last one counts, the earlier ones stay."""

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="outcomes")
    state = models.CharField(max_length=16)
    day = models.DateField()
    words = models.CharField(max_length=1000)
    language = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.request} {self.state}"

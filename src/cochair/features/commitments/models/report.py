"""What is said of a commitment: reports by its owners, and the assessment of each Party.

Both are entries that are added and never written over; where it stands is what was said last.
"""

from django.db import models

from cochair.features.commitments.models.instrument import Commitment
from cochair.features.parties.models import Office, Party


class Report(models.Model):
    """What a report says: a status, words of the reporter and a line of evidence.

    `author` is the code of the member, organisation or Party that it speaks for (domain.md CB-50).
    """

    author = models.CharField(max_length=64)
    status = models.CharField(max_length=16)
    words = models.TextField()
    evidence = models.CharField(max_length=300)
    language = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class ProgressReport(Report):
    """What an owner says of a commitment."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reports")

    class Meta(Report.Meta):
        indexes = [models.Index(fields=["commitment", "at"], name="report_by_commitment")]

    def __str__(self) -> str:
        return f"{self.commitment} {self.author} {self.status}"


class ReportDraft(Report):
    """A report that a member of a delegation prepares, for its head to enter; nobody else reads it.

    Each save is a row of its own.  The last one stands until a report of its author is entered.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="drafts")

    def __str__(self) -> str:
        return f"{self.commitment} {self.author}"


class PartyAssessment(models.Model):
    """What one Party thinks of the progress; it stands beside the other's and replaces neither."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="assessments")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    language = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment} {self.party}"

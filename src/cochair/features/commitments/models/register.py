"""What delegations bring to a meeting beside commitments, and the assessments that they cite."""

from django.db import models

from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum, Office


class ThreatAssessment(models.Model):
    """An edition of a public assessment of threats; only what may be known by all is entered."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=64)
    edition = models.CharField(max_length=64)
    url = models.URLField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["series", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "series", "edition"], name="threat_assessment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.edition}"


class Contribution(models.Model):
    """A good practice, an area to improve, or a proposal for a new area, before a meeting.

    `proposer` is the code of a member, an organisation or a Party.  A proposal for a new area is
    strategic, operational or technical, and cites findings of assessments or says why none is relevant.
    That there is no new area is concluded by both co-presidencies, each with a row.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    words = models.TextField()
    language = models.CharField(max_length=8)
    proposer = models.CharField(max_length=64)
    dimension = models.CharField(max_length=16, blank=True)
    threats = models.ManyToManyField(ThreatAssessment, related_name="+")
    not_relevant_reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="contribution_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.kind} {self.number}"

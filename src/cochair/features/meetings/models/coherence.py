"""Events of initiatives beside the forum, and what was noted for a meeting (I.2.1.b)."""

from django.db import models

from cochair.features.meetings.models.meeting import Meeting
from cochair.features.parties.models import Organisation, Sourced


class InitiativeEvent(Sourced):
    """A dated event of an initiative beside the forum (civil days), to be seen beside our own."""

    initiative = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.JSONField()
    start = models.DateField()
    end = models.DateField()
    place = models.CharField(max_length=128, blank=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.initiative} {self.start}"


class CoherenceNote(models.Model):
    """What was found about other initiatives for a meeting, as of a civil day.

    `findings` is a list of {initiative, overlap, action}: a code, and words in the languages
    that were given.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="coherence_notes")
    day = models.DateField()
    text = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.day}"

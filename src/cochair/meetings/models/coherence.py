"""Initiatives beside the forum, and what was noted about them for a meeting (I.2.1.b)."""

from django.db import models

from cochair.meetings.models.meeting import Meeting
from cochair.parties.models import Forum, Sourced


class RelatedInitiative(Sourced):
    """An initiative with which the forum's work should be coherent."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=64)
    title = models.JSONField()
    about = models.JSONField(default=dict)
    url = models.URLField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    # Codes of the forum's crime areas that the initiative also covers.
    areas = models.JSONField(default=list)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["forum", "code"], name="initiative_once")]

    def __str__(self) -> str:
        return self.code


class InitiativeEvent(Sourced):
    """A dated event of a related initiative (civil days), to be seen beside our own."""

    initiative = models.ForeignKey(
        RelatedInitiative, on_delete=models.PROTECT, related_name="events"
    )
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
    """What the co-chairs found about related initiatives for a meeting, on a civil day.

    `findings` is a list of {initiative, overlap, action}; `unrelated` are the commitments that
    were looked at and have no related initiative.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="coherence_notes")
    day = models.DateField()
    text = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    unrelated = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.day}"

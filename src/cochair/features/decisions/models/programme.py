"""The programme of a coming meeting as another meeting prepares and endorses it."""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Office


class ProgrammeRevision(models.Model):
    """One revision of the programme that a meeting prepares; none is ever written over.

    `entries` are items of the draft agenda, topics and documents, in their order.  Both submit a
    revision to the meeting, with the `document` that holds the same in words where there is one;
    both presidencies endorse it where they alone have a say, else the room adopts that document.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="programmes")
    number = models.PositiveIntegerField()
    entries = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submission = models.OneToOneField(
        JointAct, on_delete=models.PROTECT, null=True, related_name="+"
    )
    endorsed_at = models.DateTimeField(null=True, blank=True)
    endorsement = models.OneToOneField(
        JointAct, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="programme_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"

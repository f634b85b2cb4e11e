"""What both Parties decide where a commitment and an initiative beside the forum overlap."""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.commitments.models.instrument import Commitment
from cochair.features.parties.models import Organisation


class OverlapDecision(models.Model):
    """What both decided of a commitment and an initiative that overlap: the last one counts.

    `words` say in every language why, and who does what from then on.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="overlaps")
    initiative = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=16)
    words = models.JSONField()
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment} {self.initiative} {self.decision}"

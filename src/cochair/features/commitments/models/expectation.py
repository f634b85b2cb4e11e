"""What is expected of a commitment, and what came of it as both Parties assess it."""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.commitments.models.instrument import Commitment
from cochair.features.commitments.models.stocktaking import EffectivenessAssessment
from cochair.features.parties.models import Forum, Office


class Expectation(models.Model):
    """The result that is expected of a commitment, and how it is measured.

    It is a draft until both agreed to it at `agreed_at`; then nothing changes it, and a later one
    takes its place.  `target` is an exact decimal in text, `until` a civil day.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="expectations"
    )
    expected = models.JSONField()
    measured = models.JSONField()
    target = models.CharField(max_length=32, blank=True)
    until = models.DateField()
    # At which levels it is to be carried out: each needs an action.
    levels = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    # Counts up with every change of the draft; a form says on which it was filled in.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="expectation_number_once"),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=models.Q(agreed_at=None),
                name="expectation_draft_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} {self.number}"


class AssessedResult(models.Model):
    """A line of a joint assessment: the result of a commitment beside what was expected of it.

    `view` says whether the Parties see it alike or differently, `why` where and for which reason;
    `follows` what comes of it, `follows_words` in which words.  Texts are by language.
    """

    assessment = models.ForeignKey(
        EffectivenessAssessment, on_delete=models.PROTECT, related_name="results"
    )
    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="results")
    result = models.JSONField(default=dict)
    view = models.CharField(max_length=16, blank=True)
    why = models.JSONField(default=dict)
    follows = models.CharField(max_length=16, blank=True)
    follows_words = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["expectation"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "expectation"], name="assessed_result_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.expectation}"

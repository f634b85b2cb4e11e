"""What threat assessments find, and which commitments, actions and indicators answer a finding."""

from django.db import models
from django.db.models import Q

from cochair.features.commitments.models.instrument import Commitment
from cochair.features.commitments.models.measure import Action, Indicator
from cochair.features.commitments.models.register import Contribution, ThreatAssessment
from cochair.features.parties.models import Forum, Office


class Finding(models.Model):
    """A finding of a threat assessment, in our own words, by crime area and region.

    `areas` are codes of the areas of the procedures; `region` is the code of a Party, or `both`.
    `place` says where the assessment says so: a chapter or a page.  `earlier` has what it said before
    each correction, with the reason; one that was withdrawn keeps its row and the reason.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    assessment = models.ForeignKey(
        ThreatAssessment, on_delete=models.PROTECT, related_name="findings"
    )
    title = models.JSONField()
    areas = models.JSONField(default=list)
    region = models.CharField(max_length=32)
    place = models.CharField(max_length=120)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    # The proposals for new areas that cite it.
    cited_by = models.ManyToManyField(Contribution, related_name="findings")
    earlier = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="finding_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"


class Answer(models.Model):
    """That a commitment, an action or an indicator answers a finding, until `ended_at`."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="answers")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, related_name="answers"
    )
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, related_name="answers")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, related_name="answers"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_of_one_thing",
                condition=(
                    Q(commitment__isnull=False, action__isnull=True, indicator__isnull=True)
                    | Q(commitment__isnull=True, action__isnull=False, indicator__isnull=True)
                    | Q(commitment__isnull=True, action__isnull=True, indicator__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.commitment or self.action or self.indicator}"

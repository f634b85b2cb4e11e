"""The stock-taking report of a cycle, what was said of its lines, and the joint assessment."""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.commitments.models.instrument import Commitment
from cochair.features.cycles.models import Cycle
from cochair.features.documents.models import Circulation, Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum, Office


class StocktakingReport(models.Model):
    """The report on the progress of one cycle: a draft, then out for comments, then final.

    Its state is derived from the instants below.  Until it is final its lines are those of the
    register; `content` is what both signed, and is written once.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="+")
    # Words before the lines, in every language or in none.
    foreword = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    # Comments are asked for from one instant until another, which is announced.
    comments_from = models.DateTimeField(null=True, blank=True)
    comments_until = models.DateTimeField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.JSONField(default=dict)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")
    # The following meeting to which the outcome is reported, and how it got there.
    reported_to = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    circulation = models.OneToOneField(
        Circulation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Counts up with every change of the foreword; a form says on which it was filled in.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["cycle"]

    def __str__(self) -> str:
        return f"stocktaking-{self.cycle}"


class LineComment(models.Model):
    """What an owner or a delegation says of a line (or of the whole), and how it was answered.

    `author` is the code of the member, organisation or Party that it speaks for.
    """

    report = models.ForeignKey(StocktakingReport, on_delete=models.PROTECT, related_name="comments")
    # Empty: the whole report.
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author = models.CharField(max_length=64)
    words = models.TextField()
    language = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answer_language = models.CharField(max_length=8, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.report} {self.author}"


class EffectivenessAssessment(models.Model):
    """The joint assessment of a cycle, criterion by criterion, in every language.

    Both sign what `sections` says; after that nothing changes it.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="+")
    sections = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["cycle"]

    def __str__(self) -> str:
        return f"assessment-{self.cycle}"

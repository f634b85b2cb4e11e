"""What is done for commitments and how it is measured: actions, milestones, indicators."""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.commitments.models.instrument import Commitment
from cochair.features.parties.models import Forum, Office


class Action(models.Model):
    """An action for some commitments, with who leads it; both endorse what is written here.

    `region` is the code of a Party, or `both`; `lead` and `partners` are codes of members,
    organisations or Parties; `start` and `end` are civil days, inclusive.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    commitments = models.ManyToManyField(Commitment, related_name="actions")
    title = models.JSONField()
    level = models.CharField(max_length=16)
    region = models.CharField(max_length=32)
    lead = models.CharField(max_length=64)
    partners = models.JSONField(default=list)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    funding = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=16, default="proposed")
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="action_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"


class Milestone(models.Model):
    """A step of an action with the day it is due; done on a day, with a line of evidence."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    title = models.JSONField()
    due = models.DateField()
    at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.due}"


class Indicator(models.Model):
    """A measure of a commitment, with the value it began at; figures are exact decimals in text."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, related_name="indicators"
    )
    title = models.JSONField()
    type = models.CharField(max_length=32)
    # Words by language; empty where there is none.
    unit = models.JSONField(default=dict)
    baseline = models.CharField(max_length=32)
    baseline_day = models.DateField()
    baseline_source = models.CharField(max_length=300)
    target = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="indicator_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"


class IndicatorValue(models.Model):
    """A value of an indicator on a civil day, with where it is known from."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    value = models.CharField(max_length=32)
    day = models.DateField()
    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.day}"


class Trend(models.Model):
    """What both attest of an indicator: a rise, a fall, or neither."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="trends")
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"

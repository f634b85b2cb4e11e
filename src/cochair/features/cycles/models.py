"""Cycles, and the plan that an institutional meeting makes for the next one."""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.parties.models import Forum, Sourced


class Cycle(Sourced):
    """A cycle of the forum: civil days, both inclusive, in the forum's zone.

    Semesters and the state are derived; nothing overwrites them.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    start = models.DateField()
    end = models.DateField()
    imported = models.BooleanField(default=False)
    known_at = models.DateTimeField(null=True, blank=True)
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    abandoned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="cycle_once"),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="cycle_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum}-cycle-{self.number}"


class SlotPlan(models.Model):
    """Venue and date of one slot of a coming cycle, as determined at `at`.

    A change is a new row: the latest in force counts, and the history stays.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    # The cycle whose institutional meeting determines the plan, and the one that is planned.
    made_in = models.PositiveSmallIntegerField()
    cycle = models.PositiveSmallIntegerField()
    configuration = models.CharField(max_length=32)
    place = models.CharField(max_length=64, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    virtual = models.BooleanField(default=False)
    at = models.DateTimeField()
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["cycle", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.forum}-cycle-{self.cycle}-{self.configuration}"

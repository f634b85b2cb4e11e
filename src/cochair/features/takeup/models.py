"""What both Parties attest of the time before they kept their meetings here, prepared line by line."""

from django.conf import settings
from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.parties.models import Forum, Office, Party


class TakeUp(models.Model):
    """One list of facts of the time before, which both co-presidencies attest by one joint act.

    While it is open either secretariat writes in it; a further one adds to what was attested.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    attested_at = models.DateTimeField(null=True, blank=True)
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="take_up_once"),
            models.UniqueConstraint(
                fields=["forum"],
                condition=models.Q(attested_at=None, set_aside_at=None),
                name="one_open_take_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum}-take-up-{self.number}"


class Line(models.Model):
    """What is said of one meeting that was to be held before, or of what it left to be done: by whom,
    and from which source.

    `name` is the slug of the meeting, or of the place in a cycle that has none yet, or begins with
    `extra-` or `owed-`; `body` is what is said, as `lines.Said` or `owed.Owed` reads it.
    """

    take_up = models.ForeignKey(TakeUp, on_delete=models.PROTECT, related_name="lines")
    name = models.CharField(max_length=128)
    answer = models.CharField(max_length=16)
    body = models.JSONField(default=dict)
    source = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    # Empty for what an administrator loaded from a file.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["take_up", "name"]
        constraints = [
            models.UniqueConstraint(fields=["take_up", "name"], name="take_up_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.take_up} {self.name}"

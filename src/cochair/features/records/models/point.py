"""What a meeting asked somebody to do (domain.md C.2, ActionPoint)."""

from django.db import models

from cochair.features.meetings.models import Meeting, OpenPoint
from cochair.features.parties.models import Office


class ActionPoint(models.Model):
    """Something to be done by one owner until a civil day in the zone of the forum.

    `owner` is the code of a member, an organisation or a Party; for a Party, its presidency is
    meant.  `language` is that in which it was said first; `text` has it in this and, as they are
    translated, in other languages.  `carried_to` is the point as the next meeting deals with it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="action_points")
    number = models.PositiveIntegerField()
    # The key of the item of the agenda under which it was noted; empty for the whole meeting.
    item_key = models.CharField(max_length=32, blank=True)
    text = models.JSONField()
    language = models.CharField(max_length=8)
    owner = models.CharField(max_length=64)
    due = models.DateField()
    # open, done, dropped or carried.
    state = models.CharField(max_length=16, default="open")
    # Why both dropped it, or put it off.
    reason = models.CharField(max_length=1000, blank=True)
    # What shows that it is done, in one line.
    evidence = models.CharField(max_length=300, blank=True)
    carried_to = models.ForeignKey(
        OpenPoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The slugs of all meetings to which it was carried or at which it was put off, in their order.
    carried_through = models.JSONField(default=list)
    # Counts changes of words, owner and day, so that a form opened before one is noticed.
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    # When it was done or dropped.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="action_point_number_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "carried"])
                | models.Q(settled_at__isnull=False),
                name="action_point_settled_when_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"

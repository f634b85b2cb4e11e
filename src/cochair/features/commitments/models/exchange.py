"""How much information the Parties exchange: counts, and never what was exchanged."""

from django.db import models
from django.db.models import Q

from cochair.features.parties.models import Forum, Office


class ExchangeCount(models.Model):
    """How many exchanges of one kind a Party sent through a channel in a period that is over.

    `start` and `end` are civil days, inclusive: a month, a quarter, a half-year or a year.  `party` is
    the code of the Party that sent, which counts them itself.  A count that was corrected or withdrawn
    keeps its row until `ended_at`; a withdrawn one has a reason.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    start = models.DateField()
    end = models.DateField()
    channel = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    party = models.CharField(max_length=32)
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["start", "number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="exchange_count_number_once"),
            models.UniqueConstraint(
                fields=["forum", "start", "end", "channel", "kind", "party"],
                condition=Q(ended_at=None),
                name="exchange_count_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"

"""Machine translations that were asked of an outside provider, and what became of each."""

from django.db import models
from django.db.models import Q

from cochair.features.documents.models.versions import Expression, Revision
from cochair.features.parties.models import Office


class MachineTranslation(models.Model):
    """A text on its way to a provider and back; what comes back is a courtesy and no more.

    `key` is known to nobody but the provider, which sends it back in the address it answers to.
    `state` and `failure` are codes of `machine.states`.
    """

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="machine_translations"
    )
    language = models.CharField(max_length=8)
    # The edition that goes out.
    source = models.ForeignKey(Expression, on_delete=models.PROTECT, related_name="+")
    provider = models.CharField(max_length=32)
    key = models.CharField(max_length=64, unique=True)
    # What the provider calls it.
    reference = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16)
    failure = models.CharField(max_length=24, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    # The courtesy that came of it.
    edition = models.ForeignKey(Expression, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "language"],
                condition=Q(settled_at=None),
                name="machine_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(settled_at=None), name="machine_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.language} {self.state}"

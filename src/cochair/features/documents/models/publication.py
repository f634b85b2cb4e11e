"""What both Parties published: one revision, in named languages, by one joint act."""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.documents.models.versions import Revision


class Publication(models.Model):
    """A revision that anyone may read since `at`, in the editions that the act bound.

    `editions` maps a language to the number of its edition, `title` to what the document is
    called before anyone; nothing else of it is public, and a newer publication does not take an
    older one away.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="publications")
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")
    editions = models.JSONField()
    title = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.revision} {self.at}"

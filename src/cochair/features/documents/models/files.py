"""Files as they came: found safe, kept once by their digest, held where a marking asks for it."""

from django.db import models

from cochair.features.parties.models import Forum, Office, Party


class StoredFile(models.Model):
    """A file that was inspected and kept; its bytes are found by its SHA-256.

    A file in which a marking was found that the joint space does not carry is held: nobody but
    the Party that brought it sees it, until that Party releases it (who, when, on what basis).
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=96)
    name = models.CharField(max_length=200)
    # What inspection found: codes of markings, and of what was taken out or looks odd.
    markings = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    held = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    release_basis = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["digest"], name="file_by_digest")]

    def __str__(self) -> str:
        return self.digest[:12]

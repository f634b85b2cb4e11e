"""Who received which revision and opened it, and what they said of it, paragraph by paragraph."""

from django.conf import settings
from django.db import models

from cochair.features.documents.models.register import Document
from cochair.features.documents.models.versions import Expression, Revision
from cochair.features.parties.models import Office


class Circulation(models.Model):
    """A revision sent to those who may read it, for their information, comment or decision."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="circulations")
    purpose = models.CharField(max_length=16)
    # Until when comments are asked for; an announced instant.
    until = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.revision} {self.purpose}"


class Receipt(models.Model):
    """That somebody opened an edition, and took its file away; once for each office."""

    expression = models.ForeignKey(Expression, on_delete=models.PROTECT, related_name="receipts")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    downloaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["expression", "office"], name="receipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.expression} {self.office}"


class Comment(models.Model):
    """What somebody says of one paragraph of an edition, to whom, and what became of it.

    `space` is `shared`, or the space of one Party; a comment there never leaves it.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="comments")
    expression = models.ForeignKey(Expression, on_delete=models.PROTECT, related_name="comments")
    # The id of the paragraph; empty: the whole.
    paragraph = models.CharField(max_length=32, blank=True)
    text = models.TextField()
    space = models.CharField(max_length=48)
    state = models.CharField(max_length=16, default="open")
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

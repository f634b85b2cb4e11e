"""Revisions of a document, and each revision in each language."""

from django.db import models

from cochair.features.documents.models.files import StoredFile
from cochair.features.documents.models.register import Document
from cochair.features.parties.models import Office, Party


class Revision(models.Model):
    """One revision of a work (INIT is 0): whoever issues it owes all its languages."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    # The language in which it was written.
    source = models.CharField(max_length=8)
    # The Party that issued it; empty when it is nobody's of a Party.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    summary = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    circulated_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"


class Expression(models.Model):
    """One edition of a revision in one language (FRBR Expression); the last edition counts.

    An edition is never written over: a correction within the same revision is the next one, and
    says whether it is editorial.  A released edition goes stale when the words of another
    language change in substance; `stale_paragraphs` are the ids in question.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="expressions")
    language = models.CharField(max_length=8)
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=16)
    origin = models.CharField(max_length=16)
    # Machine output that nobody revised: shown as a courtesy, counted by no clause.
    courtesy = models.BooleanField(default=False)
    editorial = models.BooleanField(default=False)
    title = models.CharField(max_length=500, blank=True)
    text = models.JSONField(default=list)
    words = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    stale_at = models.DateTimeField(null=True, blank=True)
    stale_paragraphs = models.JSONField(default=list)
    replaced_at = models.DateTimeField(null=True, blank=True)
    # The corrigendum by which these words were put right; it leaves the other languages alone.
    corrigendum = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    # Where the words depart from the glossary, and the digest of the glossary that was asked.
    breaches = models.PositiveSmallIntegerField(default=0)
    glossary = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["revision", "language", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "language", "edition"], name="expression_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.language} {self.edition}"

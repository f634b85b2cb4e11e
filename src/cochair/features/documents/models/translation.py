"""The translation memory and the glossary, which grow from the register."""

from django.db import models
from django.db.models import Q

from cochair.features.documents.models.register import Document
from cochair.features.documents.models.versions import Expression
from cochair.features.parties.models import Forum, Office, Party


class Unit(models.Model):
    """A pair of paragraphs that say the same in two languages: the translation memory.

    `key` is the SHA-256 of the source in its plainest form, by which an exact match is found.
    A pair that grew from the register is read by whoever reads its document; one that was brought
    in as a file by its Party alone (`party`), or by all.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    source_language = models.CharField(max_length=8)
    target_language = models.CharField(max_length=8)
    source = models.TextField()
    target = models.TextField()
    key = models.CharField(max_length=64)
    # The document and edition it was taken from; empty for one that was brought in as a file.
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    expression = models.ForeignKey(
        Expression, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "forum",
                    "party",
                    "source_language",
                    "target_language",
                    "key",
                    "document",
                ],
                name="unit_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["forum", "source_language", "target_language"], name="unit_by_pair"
            )
        ]

    def __str__(self) -> str:
        return self.source[:60]


class Term(models.Model):
    """A concept of the glossary: how it is called in each language, and what it is not called.

    `words` and `avoid` map a language to a list of names, the preferred one first (an older row
    may hold a name alone).  What every Party confirmed is agreed.  Names on which another Party
    stands are not written over: a row that `replaces` this one ends it once it is agreed itself.
    `version` counts up with every change.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    words = models.JSONField()
    avoid = models.JSONField(default=dict)
    definition = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="successors"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.words)[:60]


class Confirmation(models.Model):
    """That a Party agrees to the names of a term as they stand."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="confirmations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # When the names changed, or the Party took it back.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "party"], condition=Q(ended_at=None), name="confirmation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.party}"

"""The text itself: its paragraphs in every language, every wording they had, and its rounds."""

from django.db import models

from cochair.features.documents.models import Document, Revision
from cochair.features.parties.models import Forum, Office


class NegotiatedText(models.Model):
    """A document under negotiation, from the revision that it began with.

    `languages` are those in which it is owed, in order, and `negotiation_language` the one in
    which brackets are set.  Whoever changes anything that hangs on it locks this row first.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    began_from = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    negotiation_language = models.CharField(max_length=8)
    languages = models.JSONField()
    attribution = models.CharField(max_length=16)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return str(self.document)


class Paragraph(models.Model):
    """A paragraph as it stands in every language; one that was taken out keeps its place.

    `words`, `numbers` (of the last edition) and `senses` are by language, as in the core.
    """

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="paragraphs")
    stable_id = models.CharField(max_length=32)
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    words = models.JSONField()
    numbers = models.JSONField()
    senses = models.JSONField()
    sense = models.PositiveIntegerField(default=1)
    mark = models.CharField(max_length=16)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["text", "stable_id"], name="text_paragraph_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.stable_id}"


class Edition(models.Model):
    """A wording that was written, of a paragraph or a proposal; nothing ever replaces it.

    `by` is a member, a Party or an office, as the core keeps it, and is shown by attribution.
    """

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="editions")
    of = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    words = models.TextField()
    by = models.CharField(max_length=128)
    at = models.DateTimeField()
    made_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "of", "language", "number"], name="text_edition_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.of} {self.language} {self.number}"


class Round(models.Model):
    """A round of negotiation, with figures and paragraphs as they were at its end."""

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    figures = models.JSONField(null=True, blank=True)
    paragraphs = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="text_round_once")]

    def __str__(self) -> str:
        return f"{self.text} {self.number}"


class Issue(models.Model):
    """A revision of the document that was issued from the text, and which words it was made of."""

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="issues")
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    languages = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.text} {self.revision}"

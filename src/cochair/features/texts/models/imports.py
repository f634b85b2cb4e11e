"""Word files that a delegation or a Party brought in, until it has proposed what is in them."""

from django.db import models

from cochair.features.texts.models.contributions import ByAuthor
from cochair.features.texts.models.negotiated import NegotiatedText


class WordFile(ByAuthor):
    """A file as it was read, seen by its own author alone; `made` are the proposals it became.

    `reading` is emptied when they are made.  `names` are those that the file gives for its
    changes: a note for whoever brought it, and in nobody's name.
    """

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="word_files")
    name = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)
    markings = models.JSONField(default=list)
    reading = models.JSONField(default=dict)
    names = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True, blank=True)
    made = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.text} {self.name}"

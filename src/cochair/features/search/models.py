"""The index: one row for each paragraph that may be found, and how far the journal was read.

The words of a row, as they are asked for, lie where the database finds them: in a table of its
own on SQLite, in a column on PostgreSQL (migration 0002; `index`).  All of it can be made anew
from what it was made of (`cochair search rebuild`).
"""

from django.db import models

from cochair.features.parties.models import Forum

HEAD = ""


class Passage(models.Model):
    """A paragraph of something in one language, or its head: its title and its numbers.

    `kind` and `item` name what it belongs to, in the words of the source that is registered for
    it; `in_house` is what those may find who may read the thing, `is_public` what anyone may.
    """

    # Not indexed: most forums are most of the rows.
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, db_index=False, related_name="+")
    kind = models.CharField(max_length=32)
    item = models.BigIntegerField()
    language = models.CharField(max_length=8)
    # The id of the paragraph, the same in every language; empty for the head.
    paragraph = models.CharField(max_length=64, default=HEAD)
    # As it is printed before the paragraph: 12., a).
    number = models.CharField(max_length=32, blank=True)
    place = models.PositiveIntegerField()
    # A code of what its reader must know: stale, courtesy.
    state = models.CharField(max_length=16, blank=True)
    text = models.TextField()
    # Its words without accents, by which what is found is ranked.
    words = models.TextField()
    in_house = models.BooleanField()
    is_public = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["item", "kind", "place"], name="passage_by_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.item} {self.paragraph} {self.language}"


class Cursor(models.Model):
    """The last entry of a forum's journal after which what it speaks of was indexed."""

    forum = models.OneToOneField(Forum, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.forum} {self.seq}"

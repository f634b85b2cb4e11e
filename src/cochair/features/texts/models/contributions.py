"""What hangs on a text: proposals, positions and reservations, each by an author.

An author is a delegation (`member` of `party`), a Party, or the co-chairs (neither); `by` is the
office that wrote.  What readers see of an author is decided by the attribution of the text.
"""

from django.db import models

from cochair.features.parties.models import Office
from cochair.features.texts.models.negotiated import NegotiatedText


class ByAuthor(models.Model):
    """In whose name something is written, when, and in which office."""

    author_kind = models.CharField(max_length=16)
    party = models.CharField(max_length=32, blank=True)
    member = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Proposal(ByAuthor):
    """What an author would change; `state` says only what became of it.

    `paragraph`, `on`, `after` and `into` are stable ids; a span without ends is the whole.
    """

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="proposals")
    stable_id = models.CharField(max_length=32)
    operation = models.CharField(max_length=16)
    paragraph = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    words = models.JSONField(default=dict)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    on = models.CharField(max_length=32, blank=True)
    after = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=16)
    settled_at = models.DateTimeField(null=True, blank=True)
    into = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["text", "stable_id"], name="text_proposal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.stable_id}"


class Position(ByAuthor):
    """What an author says of a proposal or a paragraph; the latest counts, the others stay."""

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="positions")
    on = models.CharField(max_length=32)
    value = models.CharField(max_length=16)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.text} {self.on} {self.value}"


class Reservation(ByAuthor):
    """A delegation holds back on a paragraph, or with an empty one on the whole."""

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="reservations")
    stable_id = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    paragraph = models.CharField(max_length=32, blank=True)
    until = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    statement = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["text", "stable_id"], name="text_reservation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.stable_id}"

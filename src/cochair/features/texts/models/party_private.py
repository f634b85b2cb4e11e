"""What stays within a Party, or within one delegation of it."""

from django.db import models

from cochair.features.parties.models import Member, Office, Party
from cochair.features.texts.models.negotiated import NegotiatedText


class Clearance(models.Model):
    """What a Party says of the words with this digest after asking within itself; the last counts.

    Nobody of another Party reads the note, nor that there is one.
    """

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="clearances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.text} {self.party} {self.state}"


class Followed(models.Model):
    """The digest of cleared words after a language that was behind had followed: they stay cleared.

    Whoever cleared the words knew which languages were behind, and what they were to say.
    """

    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="followed")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["clearance", "digest"], name="text_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.clearance} {self.at}"


class PrivateNote(models.Model):
    """What a delegation writes for its own capital beside a paragraph; nobody else reads it."""

    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, related_name="notes")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    paragraph = models.CharField(max_length=32)
    words = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.text} {self.paragraph}"

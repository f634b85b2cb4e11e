"""How far a story was played."""

from django.db import models

from cochair.features.parties.models import Forum


class Course(models.Model):
    """The event that was played last in a story's forum, by its code; empty before the first.

    `plays_until` is the instant (UTC) up to which a command was asked to play it, for its readers.
    """

    forum = models.OneToOneField(Forum, on_delete=models.PROTECT, related_name="+")
    played = models.CharField(max_length=128, blank=True)
    plays_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.forum}: {self.played or '–'}"

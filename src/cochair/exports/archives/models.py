"""Which archives were made, and which answers: for whom, when, by whom, and their digests."""

from django.db import models

from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum, Office, Party


class Archive(models.Model):
    """An archive of a cycle as a Party took it away; the files themselves are not kept here.

    `digest` is the SHA-256 of its manifest, which holds that of every file.  It belongs to its
    Party alone: the other neither reads it nor learns that it was made.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    # Empty where it was made on the command line.
    made_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    octets = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.cycle} {self.party}"


class Answer(models.Model):
    """An answer to a question from outside, frozen as it was made: only what anyone may know.

    `content` is a list of sections with their rows in every interface language, `digest` the
    SHA-256 of it.  Who asked and who answered is its Party's own; the other does not learn of it.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    # Empty once its time is over (`answers.retention`).
    audience = models.CharField(max_length=200)
    topics = models.JSONField()
    languages = models.JSONField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            # Counted for each Party: the other does not learn by a gap that there is one.
            models.UniqueConstraint(
                fields=["forum", "party", "number"], name="answer_number_of_party_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"

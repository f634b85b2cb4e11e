"""What happens in the room: entries on the items of the agenda, and who asked for the floor."""

from django.db import models

from cochair.features.meetings.models.meeting import Meeting
from cochair.features.parties.models import Office


class FloorEntry(models.Model):
    """One entry on an item of the agenda, written once; which item is on the floor follows.

    `step` is opened, concluded, deferred, discussed, reopened, limited or observers_heard.
    `words` is a conclusion by language; `kind` what kind of conclusion it is, or empty; `target`
    the slug of the meeting to which the item was put off, or empty for a later one; `seconds` the
    time that a speaker has on the item, 0 for no limit.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="floor_entries")
    number = models.PositiveIntegerField()
    item_key = models.CharField(max_length=32)
    step = models.CharField(max_length=16)
    words = models.JSONField(default=dict)
    kind = models.CharField(max_length=16, blank=True)
    target = models.CharField(max_length=96, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="floor_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number} {self.step}"


class SpeakerRequest(models.Model):
    """Somebody asks for the floor on an item: the order is that of the numbers.

    `kind` is delegation, institution, observer or co_chair; `voice` the code of the member, the
    organisation or, for a co-chair, the Party.  Each instant is written once.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="speakers")
    number = models.PositiveIntegerField()
    item_key = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    voice = models.CharField(max_length=64)
    # The code of the Party it belongs to; empty for an institution or an observer.
    party = models.CharField(max_length=32, blank=True)
    reply = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="speaker_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number} {self.voice}"

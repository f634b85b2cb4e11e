"""Sessions of a meeting, the events that host it, days that are taken, and calendar feeds."""

from django.conf import settings
from django.db import models

from cochair.features.meetings.models.meeting import Meeting
from cochair.features.parties.models import Forum, Party, Sourced


class Session(models.Model):
    """One session: plenary, working_lunch, restricted or co_chairs, with its language regime.

    `spoken` and `interpreted` are language codes: what may be spoken, and into what it is
    interpreted.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, default="plenary")
    title = models.JSONField(default=dict)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    spoken = models.JSONField(default=list)
    interpreted = models.JSONField(default=list)
    observers_admitted = models.BooleanField(default=False)
    remote_link = models.URLField(blank=True)
    # How often it was changed since it was planned.
    changes = models.PositiveIntegerField(default=0)
    # When it was planned or changed last: calendars are stamped with it.
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="session_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"


class HostEvent(Sourced):
    """An event of somebody else at which a meeting may be held, such as a sitting of a council."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    title = models.JSONField()
    start = models.DateField()
    end = models.DateField()
    place = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.start} {self.place}"


class MeetingHost(models.Model):
    """The host event of a meeting, and how many minutes of it the meeting has."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="host")
    event = models.ForeignKey(HostEvent, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.meeting} {self.event}"


class BlockedDays(models.Model):
    """Civil days on which one Party cannot meet.  The days are shared; the reason is its own."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()
    # A required day off stands against a plan; any other day only costs.
    required = models.BooleanField(default=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.party} {self.start}"


class Feed(models.Model):
    """A person's calendar address for one forum; the secret in it is kept as a digest only."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.forum} {self.account_id}"

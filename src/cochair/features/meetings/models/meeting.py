"""Meetings of the cycle: what they are, when and where, who chairs, how they were prepared."""

from typing import Any

from django.conf import settings
from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum, Member, Party, PresidencyTerm, Sourced

# The joint note by which a meeting is public.
PUBLISHED = "publish"


class Meeting(Sourced):
    """A meeting of one configuration.  Its state is derived from the instants below."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=96)
    configuration = models.CharField(max_length=32)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, default="meeting")
    counts_as_meeting = models.BooleanField(null=True)
    imported = models.BooleanField(default=False)
    known_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # The notice took effect; the final agenda was published.
    convened_at = models.DateTimeField(null=True, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Pauses between opening and closing: pairs of instants (ISO 8601, UTC), the second None
    # while the meeting is suspended.
    suspensions = models.JSONField(default=list)
    completed_at = models.DateTimeField(null=True, blank=True)
    # When the meeting was turned into a virtual contact, by a declaration of both.
    converted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # When both closed its cycle: from then on it is only read.
    shut_at = models.DateTimeField(null=True, blank=True)
    # Frozen at the opening: a closed meeting is judged by what was then in force (INV-10).
    procedure_version = models.CharField(max_length=16, blank=True)
    options = models.JSONField(null=True, blank=True)
    # What public sources say of a meeting that was loaded as history.
    reported = models.CharField(max_length=16, blank=True)
    outcomes = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    participation = models.JSONField(null=True, blank=True)
    confidence_detail = models.JSONField(null=True, blank=True)
    # When both first attested that it was held before they kept it here, or that it was not; the
    # act that said so last, and what it said: the source, adopted texts, how many came.
    attested_at = models.DateTimeField(null=True, blank=True)
    attestation = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    attested = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["forum", "slug"], name="meeting_slug_once")]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_published(self) -> bool:
        """Whether both Parties have published that there is such a meeting, when and where."""
        return any(note.kind == PUBLISHED for note in self.joint_notes.all())

    @property
    def is_attested(self) -> bool:
        """Whether both attested what is known of it: nothing of that was done here."""
        return self.attested_at is not None

    @property
    def is_only_loaded(self) -> bool:
        """Whether only sources tell of it: it came with the files, and both have fixed no day here."""
        return self.imported and self.confirmed_at is None

    @property
    def was_prepared_here(self) -> bool:
        """Whether both had fixed its day here, and it was then held without this software."""
        return self.confirmed_at is not None

    @property
    def adopted_texts(self) -> list[dict[str, Any]]:
        """What came of it: the texts that both attested, else those that sources name; nothing of one
        that did not take place."""
        if self.is_attested and self.attested.get("held") is False:
            return []
        found: list[dict[str, Any]] = self.attested.get("texts") or self.outcomes
        return found


class Schedule(models.Model):
    """When, where and how, as known from `at`; the latest counts and the history stays."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="schedules")
    at = models.DateTimeField(null=True, blank=True)
    starts = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    precision = models.CharField(max_length=16, default="day")
    zone = models.CharField(max_length=64)
    place = models.CharField(max_length=64, blank=True)
    country = models.CharField(max_length=8, blank=True)
    format = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    # Both attested at `at` that the meeting was held then, before they kept it here.
    attested = models.BooleanField(default=False)

    class Meta:
        # What has always been known comes first; PostgreSQL would put it last.
        ordering = ["meeting_id", models.F("at").asc(nulls_first=True), "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.starts}"


class CoChair(models.Model):
    """A Party's co-chair of a meeting, appointed by that Party alone."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="chairs")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey(PresidencyTerm, on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    deputy = models.BooleanField(default=False)
    certainty = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "party"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.party}"


class Preparation(models.Model):
    """A preparatory meeting of the co-chairs: planned, then held or cancelled, or only held.

    Of a planned one the hour, zone, length and link are known; of one that was held, who was
    there, which Parties by a deputy, which topics, and a note.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="preparations")
    planned_for = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    # The zone in which the hour was said.
    zone = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=200, blank=True)
    # How often its day, hour or form was changed since it was planned.
    changes = models.PositiveSmallIntegerField(default=0)
    # When it was changed last: calendars are stamped with it.
    changed_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    format = models.CharField(max_length=16)
    parties_present = models.JSONField(default=list)
    # The Parties whose deputy co-chair was there instead of the co-chair.
    deputies = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["held_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.held_at or self.planned_for}"


class FollowUp(models.Model):
    """What a preparatory meeting left to be done: by whom, until which civil day."""

    preparation = models.ForeignKey(
        Preparation, on_delete=models.PROTECT, related_name="follow_ups"
    )
    text = models.CharField(max_length=500)
    # The Party that owes it; empty: both.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class JointNote(models.Model):
    """Something both Parties said of a meeting with two keys: format, circumstances, a choice."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="joint_notes")
    kind = models.CharField(max_length=32)
    value = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.kind}"


class RelatedEvent(Sourced):
    """An event of the wider world that the forum's history names, and that is no meeting of it."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=96)
    kind = models.CharField(max_length=32)
    title = models.JSONField()
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=16, default="day")
    # Its name by language; empty where the file names none.
    place = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["forum", "slug"], name="event_once")]

    def __str__(self) -> str:
        return self.slug

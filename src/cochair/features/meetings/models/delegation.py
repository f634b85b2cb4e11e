"""Who comes to a meeting: a delegation of each member or organisation, and its people."""

from django.db import models

from cochair.features.meetings.models.meeting import Meeting
from cochair.features.parties.models import Member, Organisation


class Delegation(models.Model):
    """The delegation of a member, institution, agency or observer to one meeting.

    `state` is open, submitted, accepted or returned (domain.md C.4).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="delegations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=16, default="open")
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField(max_length=500, blank=True)
    # A head who is not of the level replaces the one who is: declared, and by whom replaced.
    replacement_declared_at = models.DateTimeField(null=True, blank=True)
    replaces = models.CharField(max_length=200, blank=True)
    # The reference of the note verbale or letter that names the delegation.
    credentials = models.CharField(max_length=200, blank=True)
    credentials_at = models.DateTimeField(null=True, blank=True)
    # The reference of the note or letter by which it asked its secretariat to write for it, and
    # when that was recorded.
    request = models.CharField(max_length=200, blank=True)
    requested_at = models.DateTimeField(null=True, blank=True)
    # Counted up by every change, so that two people do not overwrite each other.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="delegation_of_member_once"),
            models.UniqueConstraint(
                fields=["meeting", "organisation"], name="delegation_of_organisation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.member or self.organisation}"


class Participant(models.Model):
    """A person in a delegation: only name, function, contact and attendance are kept.

    `function` holds the words in every language that were given; `rank` is a code of the
    procedures' ranks; `capacity` is head, alternate, adviser, interpreter or secretariat;
    `mode` is physical or remote.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="people")
    # The number on the badge: unique within the meeting, never given twice.
    badge = models.PositiveIntegerField()
    order = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    function = models.JSONField(default=dict)
    rank = models.CharField(max_length=32, blank=True)
    capacity = models.CharField(max_length=16, default="adviser")
    mode = models.CharField(max_length=16, default="physical")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["delegation_id", "order", "pk"]
        indexes = [models.Index(fields=["badge"], name="participant_badge")]

    def __str__(self) -> str:
        return self.name

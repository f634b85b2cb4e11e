"""Observers: who asked to come, what each Party answered, and what was granted."""

from django.conf import settings
from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.meetings.models.meeting import Meeting
from cochair.features.parties.models import Office, Organisation, Party


class ObserverRequest(models.Model):
    """A request to attend one meeting as an observer.

    `sessions` and `documents` are what is wished for; `granted_sessions` (numbers of sessions)
    and `granted_documents` are what the invitation grants, and nothing else is visible.
    `invited_outside` marks an invitation that was made elsewhere and registered afterwards.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="observer_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    sessions = models.JSONField(default=list)
    documents = models.CharField(max_length=16, default="public")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(null=True, blank=True)
    invited_outside = models.BooleanField(default=False)
    invitation_act = models.ForeignKey(
        JointAct, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_sessions = models.JSONField(default=list)
    granted_documents = models.CharField(max_length=16, default="public")
    admitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["submitted_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.organisation}"


class ObserverAnswer(models.Model):
    """What one Party said of a request, with its own date: agreed, declined or withdrawn.

    The answers of a Party are a history; its latest counts.
    """

    request = models.ForeignKey(ObserverRequest, on_delete=models.PROTECT, related_name="answers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=16)
    at = models.DateTimeField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.request} {self.party} {self.answer}"

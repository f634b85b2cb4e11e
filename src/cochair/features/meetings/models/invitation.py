"""The notice of a meeting, and who is invited to it on which ground."""

from django.conf import settings
from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.meetings.models.meeting import Meeting
from cochair.features.parties.models import Forum, Member, Office, Organisation, Party


class ContactPoint(models.Model):
    """Where a delegation is reached: the address that invitations and reminders go to."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    language = models.CharField(max_length=8, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.email


class Notice(models.Model):
    """The notice of a meeting; in effect with the last key of its act.

    `text` holds what the notice says in every language.  One that is issued anew, because the
    meeting moved or was convened again, leaves the earlier rows as they were.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notices")
    text = models.JSONField()
    issued_at = models.DateTimeField()
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["issued_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.issued_at}"


class NoticeConfirmation(models.Model):
    """A holder who took office after the notice went out stands by it."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="confirmations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "party", "member"], name="confirmed_once_by_a_holder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.member}"


class Invitation(models.Model):
    """An invitation to a member, or to an institution, agency or observer.

    `group` is the code of the procedures' group on which it rests (`COM`, `EU_AGENCIES`, an
    incoming presidency), empty for a member or an observer; `basis` is composition,
    also_invited, incoming, support or observer; `clause` says where that is written.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    group = models.CharField(max_length=32, blank=True)
    basis = models.CharField(max_length=16, default="composition")
    clause = models.CharField(max_length=64, blank=True)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    # How often what was sent has changed: the SEQUENCE of RFC 5545.
    sequence = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=16, default="none")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_reason = models.CharField(max_length=500, blank=True)
    # The office that recorded an answer on behalf of the invitee, and the reference of its letter;
    # empty for an answer of its own.
    answered_for = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer_reference = models.CharField(max_length=200, blank=True)
    # An absence that both Parties accept has the effect of a departure.
    excused_at = models.DateTimeField(null=True, blank=True)
    excuse_act = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.member or self.organisation}"


class ContactLink(models.Model):
    """A personal link that lets a contact point in, for one meeting and for a while.

    The secret in it is kept as a digest only.  One letter makes one link; `entered_at` is when
    somebody first went in by it.
    """

    contact = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, related_name="links")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.meeting}"


class Receipt(models.Model):
    """Who opened the invitation, and when first; without an account it was a contact point.

    It counts for the notice by which the invitation was then sent: a later one is opened anew.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="receipts")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "account", "notice"], name="opened_once_by_a_notice"
            ),
            models.UniqueConstraint(
                fields=["invitation", "account"],
                condition=models.Q(notice=None),
                name="opened_once_without_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation} {self.opened_at}"


class RelevanceList(models.Model):
    """Which entries of an agency group matter for one meeting, as both approved it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="relevance_lists")
    group = models.CharField(max_length=32)
    entries = models.JSONField(default=list)
    empty_reason = models.TextField(blank=True)
    at = models.DateTimeField()
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.group}"

"""A decision in the room as it is kept: what both put, who objected, what was declared.

No column says where a decision stands or how it ended: both are worked out from the entries, so
that nobody writes "adopted" beside an objection (domain.md C.11, INV-1).
"""

from django.db import models
from django.db.models import Q

from cochair.features.acts.models import JointAct
from cochair.features.documents.models import Document, Revision
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Office
from cochair.features.texts.models import NegotiatedText


class RoomDecision(models.Model):
    """One text before the room of one meeting, as both co-chairs put it.

    `number` counts in the meeting; `item` is the key of the item of its agenda, or empty.  What is
    put is a text under negotiation (`text`) or a revision that went out (`revision`); `terms` is what both signed with the digest of every language, and `paragraphs` the words themselves as
    they were put, by language.  `claim` is what the act `declaration`
    says that the room has come to: consensus, not_agreed, summary or replaced.  It is a claim, and
    beside an objection that stands it makes no agreement.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="room_decisions")
    number = models.PositiveIntegerField()
    item = models.CharField(max_length=32, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.ForeignKey(NegotiatedText, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=32)
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")
    terms = models.JSONField()
    paragraphs = models.JSONField()
    declaration = models.OneToOneField(
        JointAct, on_delete=models.PROTECT, null=True, related_name="+"
    )
    claim = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="room_decision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"


class Objection(models.Model):
    """A formal objection of one voice; it stands until whoever made it takes it back.

    `received_at` is the stamp of the request at the door, set before any lock or work; `sent` the
    digest of what was sent; `receipt`, `signature` and `key` make up the signed receipt.  A voice has one objection that stands, and no second.
    """

    decision = models.ForeignKey(RoomDecision, on_delete=models.PROTECT, related_name="objections")
    voice = models.CharField(max_length=32)
    party = models.CharField(max_length=32)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    paragraphs = models.JSONField(default=list)
    received_at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    sent = models.CharField(max_length=64)
    receipt = models.CharField(max_length=64)
    signature = models.CharField(max_length=128, blank=True)
    key = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    converted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "voice"],
                condition=Q(withdrawn_at=None, converted_at=None),
                name="objection_of_a_voice_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.voice}"


class Suspension(models.Model):
    """A pause over objections, by both co-chairs; it is over when none stands any more."""

    decision = models.ForeignKey(RoomDecision, on_delete=models.PROTECT, related_name="suspensions")
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.decision} {self.act}"


class RoomStatement(models.Model):
    """What a delegation says beside a text that it lets pass, in one language or more.

    `printed` is how it stands beside the text: footnote_named, footnote_unnamed, annex or
    record_only.  `instead_of` is the objection that it replaces.
    """

    decision = models.ForeignKey(RoomDecision, on_delete=models.PROTECT, related_name="statements")
    voice = models.CharField(max_length=32)
    party = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    paragraphs = models.JSONField(default=list)
    words = models.JSONField()
    printed = models.CharField(max_length=16)
    instead_of = models.OneToOneField(
        Objection, on_delete=models.PROTECT, null=True, related_name="became"
    )
    received_at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    sent = models.CharField(max_length=64)

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "voice", "sent"], name="room_statement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.voice}"

"""The agenda of a meeting as versions, and what delegations asked to have on it."""

from django.conf import settings
from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.meetings.models.meeting import Meeting
from cochair.features.parties.models import Office


class Agenda(models.Model):
    """One version of a meeting's agenda: programme, working, provisional or adopted.

    A version is written once; a change makes the next revision.  It is published when both
    keys have turned on it, in all languages at once.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agendas")
    stage = models.CharField(max_length=16)
    revision = models.PositiveSmallIntegerField()
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # The slug of the institutional meeting whose programme it was taken from, or empty.
    programme_of = models.CharField(max_length=96, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    # The slug of the document of the register that says the same, once it is published as one.
    document = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "stage", "revision"], name="agenda_revision_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.stage} {self.revision}"


class AgendaItem(models.Model):
    """An item of one version; `key` stays the same from version to version.

    `type` is adoption_without_debate, decision, discussion, information or other_business;
    `tags` are the functions it serves; `origin` says where it came from (`programme`,
    `request:7`, `point:3`, or empty).  `papers` are slugs of the register of documents, `documents`
    titles of what is in no register, `commitments` ids.
    """

    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="items")
    key = models.CharField(max_length=32)
    number = models.PositiveSmallIntegerField()
    title = models.JSONField()
    type = models.CharField(max_length=32, default="discussion")
    tags = models.JSONField(default=list)
    cross_reason = models.CharField(max_length=1000, blank=True)
    proposer = models.CharField(max_length=64, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    papers = models.JSONField(default=list)
    documents = models.JSONField(default=list)
    # Why the co-chairs admit it without a document, or empty.
    no_document_reason = models.CharField(max_length=1000, blank=True)
    commitments = models.JSONField(default=list)
    links = models.JSONField(default=list)
    origin = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["agenda_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "key"], name="agenda_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agenda} {self.number}"


class Discussion(models.Model):
    """A delegation wants an item discussed that was to be adopted without debate.

    It concerns the item of this key in every version, from its instant on; nobody has to agree.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="discussions")
    item_key = models.CharField(max_length=32)
    # The member whose delegation asked, by code.
    member = models.CharField(max_length=64)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item_key", "member"], name="item_discussion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.item_key} {self.member}"


class ItemRequest(models.Model):
    """What a delegation asks to have on the agenda, and what became of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="item_requests")
    number = models.PositiveIntegerField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # The member or organisation that asks, by code.
    proposer = models.CharField(max_length=64)
    title = models.JSONField()
    text = models.TextField(blank=True)
    type = models.CharField(max_length=32, default="discussion")
    documents = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    # received, placed, declined, deferred or withdrawn.
    state = models.CharField(max_length=16, default="received")
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    item_key = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="item_request_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"


class Omission(models.Model):
    """A function that both Parties leave out of a meeting's agenda, with their reason."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="omissions")
    tag = models.CharField(max_length=64)
    reason = models.TextField()
    at = models.DateTimeField()
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.tag}"


class OpenPoint(models.Model):
    """A point that an earlier meeting left open and that this one must place or defer."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="open_points")
    origin = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.JSONField()
    owner = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    # Placed on the item of this key in the published agenda, or deferred with a reason.
    item_key = models.CharField(max_length=32, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True)
    deferral_reason = models.CharField(max_length=1000, blank=True)
    deferred_at = models.DateTimeField(null=True, blank=True)
    # Since when nobody has to do it any more: it was done, or both dropped it.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.pk}"

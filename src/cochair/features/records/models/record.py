"""The record of a meeting as it is kept: drafts by paragraph, comments with answers, the approval.

No column says where a record stands: that is worked out from these rows, from the document and from
the silences on it (procedure/record.py).  Words are never written over: what stood before is kept.
"""

from django.db import models
from django.db.models import Q

from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import Message
from cochair.features.documents.models import Document, Revision
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Office, Party


class RecordDraft(models.Model):
    """A draft of the record of a meeting: of one Party, in its own space, or the common one.

    A Party's draft is closed to the other until it is put forward (`offered_at`).  Where each
    Party keeps a record of its own, `kept_at` says since when it keeps this one.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="record_drafts")
    # The Party in whose space it is; empty: the common draft.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    offered_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    # The member that presided when it was kept.
    kept_member = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "party"], name="record_draft_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(party=None), name="record_common_draft_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.party or ''}".strip()


class RecordParagraph(models.Model):
    """One paragraph of a draft, the same `key` in every draft of the meeting.

    `words` are by language: a language that is not there needs a translation.  In the common draft
    `variants` holds what each Party had, by its code, and `is_open` that nobody has chosen yet.
    `version` counts up with every change.  `drafted` are the words as they came from the room; None
    where they came from people.
    """

    draft = models.ForeignKey(RecordDraft, on_delete=models.PROTECT, related_name="paragraphs")
    key = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    level = models.PositiveSmallIntegerField(default=0)
    words = models.JSONField(default=dict)
    drafted = models.JSONField(null=True)
    variants = models.JSONField(default=dict)
    is_open = models.BooleanField(default=False)
    left_out = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["draft", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="record_paragraph_once"),
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.key}"


class EarlierWords(models.Model):
    """What a paragraph said until `at`, and who wrote something else; only ever added."""

    paragraph = models.ForeignKey(RecordParagraph, on_delete=models.PROTECT, related_name="earlier")
    version = models.PositiveIntegerField()
    words = models.JSONField()
    left_out = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["paragraph", "version"]
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "version"], name="earlier_words_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} {self.version}"


class MeetingRecord(models.Model):
    """The joint record of a meeting: its common draft, and the document that goes out.

    `approval` is the act by which both approved `approved`, one revision of the document.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="record")
    draft = models.OneToOneField(RecordDraft, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, related_name="record_of"
    )
    approval = models.OneToOneField(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    approved = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.meeting)


class CommentRound(models.Model):
    """A time for comments on one revision, that is no silence."""

    record = models.ForeignKey(MeetingRecord, on_delete=models.PROTECT, related_name="rounds")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.record} {self.until}"


class RecordComment(models.Model):
    """What a delegation or an institution says of one paragraph of the record, or of the whole.

    `sent` is the digest of revision, paragraph and words, so that what is sent twice is kept once;
    `late` says that it came when no time for comments ran.
    """

    record = models.ForeignKey(MeetingRecord, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    paragraph = models.CharField(max_length=64, blank=True)
    voice = models.CharField(max_length=64)
    # The code of the Party it belongs to; empty for an institution.
    party = models.CharField(max_length=32, blank=True)
    words = models.TextField()
    language = models.CharField(max_length=8)
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    sent = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["record", "number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="record_comment_number_once"),
            models.UniqueConstraint(
                fields=["record", "voice", "sent"],
                condition=Q(withdrawn_at=None),
                name="record_comment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.number}"


class RecordAnswer(models.Model):
    """What the secretariats answer to a comment, or to what was written under a silence on the record:
    taken up, or not, and then why.

    The last one counts; the earlier ones stay.  `reason` is in `language`; `others` says the same in
    further languages.
    """

    record = models.ForeignKey(MeetingRecord, on_delete=models.PROTECT, related_name="answers")
    comment = models.ForeignKey(
        RecordComment, on_delete=models.PROTECT, null=True, related_name="answers"
    )
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    taken_up = models.BooleanField()
    reason = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    others = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(comment=None, message__isnull=False)
                | Q(comment__isnull=False, message=None),
                name="record_answer_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.taken_up}"

    @property
    def reasons(self) -> dict[str, str]:
        """The reason in each language in which it was given."""
        return {self.language: self.reason, **self.others} if self.reason else {}

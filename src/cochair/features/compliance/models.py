"""Departures, options set by both, statements, the official text, and the review of procedures."""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum, Office, Party, ProcedureText


class Departure(models.Model):
    """A departure from a clause for one target, in force with the last key of `act`."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=64)
    target_kind = models.CharField(max_length=32)
    target_id = models.CharField(max_length=128)
    reason = models.TextField()
    at = models.DateTimeField()
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.rule} {self.target_id}"


class OptionChange(models.Model):
    """An option of the procedures as both co-presidencies set it."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    value = models.JSONField()
    at = models.DateTimeField()
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.key


class Statement(models.Model):
    """The compliance statement of a cycle, frozen as both signed it; later ones are addenda.

    `departures` are what was departed from with its reason, as both signed it too; None in
    statements of before these were part of it, whose digest is that of the results alone.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    results = models.JSONField()
    departures = models.JSONField(null=True)
    computed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["cycle", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="statement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.number}"


class Publication(models.Model):
    """What both agreed to show to the public, and only that."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    subject_id = models.CharField(max_length=128)
    body = models.JSONField()
    at = models.DateTimeField()
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class SourceText(models.Model):
    """The official text, as a holder of it attached it, aligned clause by clause."""

    procedures = models.ForeignKey(ProcedureText, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["-attached_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class SourcePassage(models.Model):
    """The official words behind one clause."""

    text = models.ForeignKey(SourceText, on_delete=models.PROTECT, related_name="passages")
    rule = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    words = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "rule"], name="passage_once")]

    def __str__(self) -> str:
        return self.rule


class Told(models.Model):
    """What the clauses of a forum were last seen to say that needs somebody; no fact.

    The worker's own memory, so that each turn of an outcome is told once: `states` is
    `rule target-kind:target-id` -> [`not_met`, `at_risk` or empty, how many turns there were].
    """

    forum = models.OneToOneField(Forum, on_delete=models.PROTECT, related_name="+")
    states = models.JSONField(default=dict)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.forum)


class ProposedVersion(models.Model):
    """A version of the procedures that is being reviewed, with the whole text of its file.

    A draft belongs to the Party that writes it.  Once it is proposed to a meeting, `document`
    carries it to all delegations, `languages` are the digests of that paper by language, and the
    text changes no more.  No column says that it was adopted by anybody's wish: `adopted` is the
    version that a decision of the meeting made of it, `decision` the id of that decision.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=16)
    base = models.ForeignKey(ProcedureText, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    effective_from = models.DateField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")
    languages = models.JSONField(default=dict)
    proposed_at = models.DateTimeField(null=True, blank=True)
    adopted = models.OneToOneField(
        ProcedureText, on_delete=models.PROTECT, null=True, related_name="+"
    )
    method = models.CharField(max_length=16, blank=True)
    decision = models.CharField(max_length=128, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-place"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "place"], name="proposed_version_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number} ({self.place})"


class ProcedureReview(models.Model):
    """With what a meeting's review of the procedures ended, as both noted it; the latest counts."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16)
    proposal = models.ForeignKey(
        ProposedVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    act = models.OneToOneField(JointAct, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.outcome}"

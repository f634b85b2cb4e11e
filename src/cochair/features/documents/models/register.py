"""The register: works with their numbers, other numbers of the same, and references."""

from django.db import models

from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum, Member, Office, Organisation, Party


class Counter(models.Model):
    """The number given last in a series and year; locked while the next one is given."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forum", "series", "year"], name="counter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series}/{self.year}"


class Document(models.Model):
    """A work: what is cited by one symbol in all its revisions and languages (FRBR Work).

    A non-paper has no number and a slug of its own.  `key` names it where a symbol would tell
    too much: in the journal, which more people read than may read the document.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=64)
    key = models.CharField(max_length=16)
    series = models.CharField(max_length=32, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    # An addendum or a corrigendum of another work, with its own number behind that one's.
    of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    suffix = models.CharField(max_length=8, blank=True)
    suffix_number = models.PositiveSmallIntegerField(default=0)
    # The language that a corrigendum corrects; empty for all.
    corrects = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=32)
    title = models.JSONField()
    # Shown in public lists instead of the title, where the title itself says too much.
    public_title = models.JSONField(default=dict)
    originator = models.CharField(max_length=32)
    marking = models.CharField(max_length=16)
    # Who registered it: its draft is theirs alone, and so is an internal paper for ever.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Organisations that a Party lets read its internal paper.
    readers = models.ManyToManyField(Organisation, related_name="+")
    # Whether observers who were granted the set for observers see it.
    for_observers = models.BooleanField(default=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    phase = models.CharField(max_length=8, default="pre")
    subject_codes = models.JSONField(default=list)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    circulated_at = models.DateTimeField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="supersedes"
    )
    imported = models.BooleanField(default=False)
    # Counts up with every change; what a form was filled in on is compared with it.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["series", "year", "number", "suffix", "suffix_number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "slug"], name="document_slug_once"),
            models.UniqueConstraint(fields=["forum", "key"], name="document_key_once"),
            models.UniqueConstraint(
                fields=["forum", "series", "year", "number", "suffix", "suffix_number"],
                name="document_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["forum", "circulated_at"], name="document_by_circulation"),
            models.Index(fields=["meeting"], name="document_by_meeting"),
        ]

    def __str__(self) -> str:
        return self.slug


class Alias(models.Model):
    """The number that a Party or somebody else gives to the same work."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="aliases")
    # The Party in whose register it is; empty: another one.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    symbol = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "party", "symbol"], name="alias_once"),
        ]
        indexes = [models.Index(fields=["symbol"], name="alias_by_symbol")]

    def __str__(self) -> str:
        return self.symbol


class Reference(models.Model):
    """What a document refers to: a work of this register, or a symbol of another."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="references")
    to = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="cited_by")
    symbol = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "symbol", "kind"], name="reference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.kind} {self.symbol}"

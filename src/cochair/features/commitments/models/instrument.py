"""Instruments the Parties adopted, and what they committed to in them."""

from django.db import models

from cochair.features.acts.models import JointAct
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum, Organisation, Sourced


class Instrument(Sourced):
    """A declaration, roadmap or other text that was adopted."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=96)
    kind = models.CharField(max_length=32)
    day = models.DateField()
    title = models.JSONField()
    symbol = models.CharField(max_length=64, blank=True)
    url = models.URLField(blank=True)
    languages = models.JSONField(default=list)
    status = models.CharField(max_length=16, default="adopted")
    meeting_slug = models.CharField(max_length=96, blank=True)
    imported = models.BooleanField(default=False)
    # The document of the register that it is, where it is one.
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    # The act by which both attested that it was adopted before they kept it here.
    attestation = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["day", "slug"]
        constraints = [models.UniqueConstraint(fields=["forum", "slug"], name="instrument_once")]

    def __str__(self) -> str:
        return self.slug


class Commitment(Sourced):
    """One commitment of an instrument, in our own words in every language."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="commitments")
    slug = models.CharField(max_length=64)
    kind = models.CharField(max_length=64, blank=True)
    text = models.JSONField()
    areas = models.JSONField(default=list)
    # At which levels it is to be carried out, as the forum's file reads it; empty: none in particular.
    levels = models.JSONField(default=list)
    # The ids of the paragraphs that it was taken from: the same in every language (CB-51).
    paragraphs = models.JSONField(default=list)
    # From when both agreed to it here; empty for history, which counts from its instrument.
    at = models.DateTimeField(null=True, blank=True)
    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, null=True, related_name="+")
    # Why it was undertaken: codes of Parties (within each) and `between`.
    purposes = models.JSONField(default=list)
    # Who reports on it: codes of members, organisations or Parties; empty while nobody is named.
    owners = models.JSONField(default=list)
    state = models.CharField(max_length=16, default="in_force")
    # When both found that it is in force no longer, and what came in its place.
    settled_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaces"
    )

    class Meta:
        ordering = ["instrument", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "slug"], name="commitment_once"),
        ]

    def __str__(self) -> str:
        return self.slug


class Relation(models.Model):
    """What a comparison of one commitment with other initiatives found: one of them, or none.

    A later comparison ends the rows of the earlier one.  A commitment without a row has never
    been compared (I.2.1.b).
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="relations")
    # Empty: compared, and no related initiative was found.
    initiative = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["commitment", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment} {self.initiative or '–'}"

"""A handover pack as it was made, and who accepted and acknowledged it."""

from django.conf import settings
from django.db import models

from cochair.features.parties.models import Forum, Member, Office, Party, PresidencyTerm


class Pack(models.Model):
    """What one presidency hands to the next, frozen when it was made.

    `content` is a list of sections, each with its rows in every interface language; `digest`
    is the SHA-256 of it, so that what was accepted can be told from what is shown.  It belongs
    to its Party alone: the other Party neither reads it nor learns that it exists.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey(PresidencyTerm, on_delete=models.PROTECT, related_name="+")
    incoming = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    # When somebody of the incoming presidency opened it first.
    opened_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The name under which the person accepted, as typed; it can go, the office stays.
    accepted_name = models.CharField(max_length=200, blank=True)
    # The outgoing presidency says that this is what it hands over.
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    acknowledged_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, related_name="+"
    )
    acknowledged_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            # Counted for each Party: the other does not learn by a gap that there is one.
            models.UniqueConstraint(
                fields=["forum", "party", "number"], name="pack_number_of_party_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"

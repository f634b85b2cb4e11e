"""The joint act: one thing, one digest, one key of each Party."""

from django.conf import settings
from django.db import models

from cochair.features.parties.models import Forum, Member, Office, Party
from cochair.procedure.consent import ConsentState


class JointAct(models.Model):
    """An act in the name of all Parties, bound to the digest of exactly what is agreed.

    `body` holds what is agreed, in every language where words are concerned; `subject` names
    the thing it is about, and `digest` covers both, with what the kind of act binds besides.
    `reason` is as it was written; `body["reasons"]` has it by language where it was given in several.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.CharField(max_length=128)
    title = models.JSONField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    clause = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    state = models.CharField(
        max_length=16,
        choices=[(s.value, s.value) for s in ConsentState],
        default=ConsentState.DRAFT.value,
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    effective_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="joint_act_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"

    def reason_in(self, language: str) -> str:
        """The reason in a language in which it was given; else as it was written."""
        return str(self.body.get("reasons", {}).get(language) or self.reason)

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """The reason as it was written, without a code, and in each language in which it was given
        besides, with its code; the same words once."""
        by_language: dict[str, str] = self.body.get("reasons", {})
        whole = {"": self.reason} if self.reason not in ("", *by_language.values()) else {}
        return tuple({**whole, **by_language}.items())


class Key(models.Model):
    """One Party's key on a joint act, turned by one person for the member in office."""

    act = models.ForeignKey(JointAct, on_delete=models.PROTECT, related_name="keys")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["act", "party"], name="one_key_of_each_party"),
            models.UniqueConstraint(fields=["act", "account"], name="one_key_of_each_person"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.party}"

"""Originals that the presidencies sign, their signatures, and the certificates that count for them."""

from django.db import models

from cochair.features.documents.models.files import StoredFile
from cochair.features.documents.models.versions import Expression
from cochair.features.parties.models import Forum, Office, Party


class Certificate(models.Model):
    """A certificate that a Party registered: its own act, which the other Party only sees.

    An `anchor` is an authority whose certificates the Party believes, a `stamp` one whose time
    stamps it believes, a `holder` what the person in a co-presidency's office signs with.  The
    certificate is public; no private key is ever kept.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    # The office that signs with it; empty for an authority.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    pem = models.TextField()
    # The SHA-256 of the certificate in DER.
    fingerprint = models.CharField(max_length=64)
    subject = models.CharField(max_length=500)
    issuer = models.CharField(max_length=500)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    # Made by the test authority of a demo: it says nothing about anybody.
    is_test = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "kind", "fingerprint"],
                condition=models.Q(ended_at=None),
                name="certificate_once",
            ),
        ]

    def __str__(self) -> str:
        return self.fingerprint[:12]


class Original(models.Model):
    """One language of a final revision as the file that both Parties sign, kept once.

    It is sealed with the last signature, and nothing changes it from then on.  One that is not
    sealed may be taken back; its file and its signatures stay where they are.
    """

    expression = models.ForeignKey(Expression, on_delete=models.PROTECT, related_name="originals")
    # What was given out, with an empty field for each Party.
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_reason = models.TextField(blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expression"],
                condition=models.Q(dropped_at=None),
                name="original_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expression} {self.file}"


class Signature(models.Model):
    """A Party's signature on an original, with the whole file as it stood after it."""

    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    # When the file arrived, by our clock: the instant at which all was examined.
    at = models.DateTimeField()
    by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    # What the signer's machine says of the time, and what an authority for time says of it.
    claimed_at = models.DateTimeField(null=True, blank=True)
    stamped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["original", "number"]
        constraints = [
            models.UniqueConstraint(fields=["original", "party"], name="signature_once"),
            models.UniqueConstraint(fields=["original", "number"], name="signature_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.original} {self.number}"

"""The forum, its Parties, their members over time, presidency terms, and offices."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from cochair.procedure.presidency import TermStatus

Words = models.JSONField


class Forum(models.Model):
    """A meeting cycle between Parties, as its folder of files describes it."""

    slug = models.SlugField(unique=True)
    title = Words()
    short_title = Words()
    about = Words()
    zone = models.CharField(max_length=64)
    opened_at = models.DateTimeField(null=True, blank=True)
    known_until = models.DateField(null=True, blank=True)
    # The last day until which people here looked public sources up; the files never change it.
    looked_up_until = models.DateField(null=True, blank=True)
    # Only a demo, story or test forum may be shown under another clock.
    clock_may_be_set = models.BooleanField(default=False)
    # Where the clock of this forum alone stands; empty: it is that of the installation.
    clock_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(clock_at=None) | models.Q(clock_may_be_set=True),
                name="only_some_clocks_are_set",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def facts_until(self) -> date | None:
        """The last civil day until which public facts are known: by its files, or by people here."""
        return max(filter(None, (self.known_until, self.looked_up_until)), default=None)


class ProcedureText(models.Model):
    """One version of the procedures, as the text of its file; once it is there it never changes."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=16)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    effective_from = models.DateField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="procedure_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"

    def save(self, *args: Any, **named: Any) -> None:
        """Keep a new version; raises TypeError for one that is there."""
        if self.pk is not None:
            raise TypeError("A version of the procedures is not changed: a review makes a new one.")
        super().save(*args, **named)

    def delete(self, *args: Any, **named: Any) -> tuple[int, dict[str, int]]:
        """Raises TypeError: meetings are judged by it for ever (INV-10)."""
        raise TypeError("A version of the procedures is never removed.")


class Party(models.Model):
    """One of the equal Parties."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=32)
    name = Words()
    short = Words()
    presidency_title = Words()
    model = models.CharField(max_length=32)
    seat_zone = models.CharField(max_length=64)
    tone = models.CharField(max_length=16, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["forum", "code"], name="party_once")]

    def __str__(self) -> str:
        return self.code


class Sourced(models.Model):
    """A fact of the world with where it comes from and how sure it is."""

    source = models.JSONField(default=list)
    confidence = models.CharField(max_length=32, blank=True)
    certainty = models.CharField(max_length=32, blank=True)
    note = Words(null=True, blank=True)

    class Meta:
        abstract = True


class KeptUp(Sourced):
    """A fact of the world that people keep up to date: then the files of the forum no longer do."""

    # Since when people here answer for it; empty for what only the files say.
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Member(KeptUp):
    """A State of a Party, from one civil day (inclusive) to another (exclusive).

    An institution that presides its Party stands here too: it signs like a State that presides,
    and is no member that is counted, invited as a State or asked for its consent.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=8)
    name = Words()
    capital = Words(null=True)
    zone = models.CharField(max_length=64)
    # Its place in the protocol order of its Party, by language; none where that is the alphabet.
    order = models.JSONField(default=dict, blank=True)
    is_institution = models.BooleanField(default=False)
    member_from = models.DateField(null=True, blank=True)
    from_precision = models.CharField(max_length=16, default="day")
    from_not_before = models.DateField(null=True, blank=True)
    from_not_after = models.DateField(null=True, blank=True)
    member_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "code"], name="member_once")]

    def __str__(self) -> str:
        return self.code


class PresidencyTerm(KeptUp):
    """A term of office: half-open instants; an unknown edge lies between two known ones.

    With `start` empty, the start lies between `start_not_before` and `start_not_after`; without
    bounds either, the term is designated without a date. An `end` without bounds is open.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField()
    holder = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    start = models.DateTimeField(null=True, blank=True)
    start_not_before = models.DateTimeField(null=True, blank=True)
    start_not_after = models.DateTimeField(null=True, blank=True)
    end = models.DateTimeField(null=True, blank=True)
    end_not_before = models.DateTimeField(null=True, blank=True)
    end_not_after = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64)
    status = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in TermStatus], default="designated"
    )
    # From when the fact is known; empty for history, which is known from its own date.
    known_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["party", "start", "pk"]

    def __str__(self) -> str:
        return self.slug


class Organisation(KeptUp):
    """An institution, agency or programme named by the forum's files."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=64)
    name = Words()
    acronym = models.CharField(max_length=32, blank=True)
    side = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=32)
    role = Words(null=True, blank=True)

    class Meta:
        ordering = ["side", "code"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "code"], name="organisation_once"),
        ]

    def __str__(self) -> str:
        return self.code


class Office(models.Model):
    """What a person is, for whom, and from when to when: half-open instants.

    A co-presidency's office carries rights only while its member holds the presidency,
    to the instant (INV-6); the office itself may be granted before and outlive the term.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=32)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.role} {self.party or self.organisation or ''} {self.member or ''}".strip()

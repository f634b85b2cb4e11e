"""The journal: who did what, when, in which office; and what makes it hold still.

Nothing here is ever changed or removed.  Python refuses, and so does the database itself
(migration 0002), because Python is not the only way in.
Source: architecture section 3, law 4; domain.md C.11, INV-9; security.md section 6.
"""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models

from cochair.journal import entry_hashing
from cochair.journal.merkle import Peaks

ONLY_RECORDED = "The journal is only added to, and only by cochair.journal.actions."


class Kept(models.QuerySet[Any]):
    """Rows that can be read and added one by one, and nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused: what is written stays as it is."""
        raise TypeError(ONLY_RECORDED)

    def delete(self) -> NoReturn:
        """Refused: nothing is deleted."""
        raise TypeError(ONLY_RECORDED)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: each row has its own place in the ledger."""
        raise TypeError(ONLY_RECORDED)

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: what is written stays as it is."""
        raise TypeError(ONLY_RECORDED)


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = Kept.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; raises TypeError for one that exists."""
        if not self._state.adding:
            raise TypeError(ONLY_RECORDED)
        super().save(*args, force_insert=True)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: nothing is deleted."""
        raise TypeError(ONLY_RECORDED)


class Ledger(models.Model):
    """How far a forum's ledger has come: the row that every append locks.

    `seq` is counted here, and never by a sequence of the database, which leaves a gap
    whenever a transaction is undone.
    """

    forum = models.SlugField(unique=True)
    size = models.PositiveBigIntegerField(default=0)
    # The peaks of the tree in hexadecimal, largest first.
    peaks = models.JSONField(default=list)
    # The leaf of the last entry that may have changed a Party, a member, an organisation or a term.
    people = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.forum}: {self.size}"

    @property
    def tree(self) -> Peaks:
        """The tree so far."""
        return Peaks(self.size, tuple(map(bytes.fromhex, self.peaks)))


class Stamp(models.Model):
    """Which entry of a forum was the last whose transaction wrote a table: the beginning of its leaf.

    By these words pages are kept (`journal.table_cache`); nothing is proved with them.
    """

    forum = models.SlugField(db_index=False)
    table = models.CharField(max_length=64)
    word = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forum", "table"], name="one_stamp_for_each_table"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.table} {self.word}"


class Entry(AppendOnly):
    """One act: codes and numbers only, rendered in the reader's language when read.

    `account` is a number that means nothing once the person's data are gone, so that an
    erasure leaves the ledger whole (corrections.md section 4, "Erasure").
    """

    forum = models.SlugField(db_index=False)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=64)
    about_kind = models.CharField(max_length=64)
    about_id = models.CharField(max_length=200)
    account = models.BigIntegerField(null=True, blank=True)
    office = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.CharField(max_length=32, blank=True)
    clause = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    space = models.CharField(max_length=64)
    # Chance, hashed with the rest: without it the other Party could find a hidden entry by
    # hashing what it guesses, for an entry is short and made of known codes.
    salt = models.CharField(max_length=32)
    leaf = models.CharField(max_length=64)

    class Meta:
        ordering = ["forum", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "seq"], name="one_entry_per_place"),
        ]
        indexes = [
            models.Index(fields=["forum", "about_kind", "about_id", "seq"], name="entry_about"),
            models.Index(fields=["forum", "verb", "seq"], name="entry_verb"),
            models.Index(fields=["forum", "at"], name="entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.seq} {self.verb}"

    @property
    def body(self) -> dict[str, object]:
        """What is hashed: every field but the leaf itself (docs/reference/ledger.md)."""
        return {
            "forum": self.forum,
            "seq": self.seq,
            "at": entry_hashing.instant(self.at),
            "verb": self.verb,
            "about_kind": self.about_kind,
            "about_id": self.about_id,
            "account": self.account,
            "office": self.office,
            "on_behalf_of": self.on_behalf_of,
            "clause": self.clause,
            "facts": self.facts,
            "space": self.space,
            "salt": self.salt,
        }


class Checkpoint(AppendOnly):
    """The root over the first `size` entries: whoever holds one can tell if these change."""

    forum = models.SlugField(db_index=False)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["forum", "size"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "size"], name="one_checkpoint_per_size"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.size} {self.root}"

    @property
    def body(self) -> dict[str, object]:
        """What a Party takes home: forum, size, root and instant."""
        return {
            "forum": self.forum,
            "size": self.size,
            "root": self.root,
            "at": entry_hashing.instant(self.at),
        }


class Witness(AppendOnly):
    """A Party holds a checkpoint, in its own hands and out of ours."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="witnesses")
    party = models.CharField(max_length=32)
    account = models.BigIntegerField()
    office = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["checkpoint", "party"]
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "party"], name="one_witness_per_party"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.checkpoint}"

    @property
    def body(self) -> dict[str, object]:
        """The witness as it is exported."""
        return {
            "size": self.checkpoint.size,
            "party": self.party,
            "account": self.account,
            "office": self.office,
            "at": entry_hashing.instant(self.at),
        }


class InstalledKey(models.Model):
    """A key with which this installation works: its fingerprint, and never the key.

    Of the key that signs receipts the fingerprint is the public half, so that what a former key
    signed is still known for genuine.  `until` is None for the key that stands.
    """

    name = models.CharField(max_length=32)
    fingerprint = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(until=None), name="one_key_of_a_name_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.fingerprint[:12]}"


class Doubt(models.Model):
    """Why nobody can be sure that the ledger of a forum holds all that was done, until both confirm.

    `cause` is one of `journal.doubts.Cause`.  What was done from `start` to `end` (UTC) may be
    missing, or carry a wrong hour.  `size` and `root` are those of the witness that the ledger
    contradicts, where there is one; `seen` is how many entries the ledger had when this was noticed.
    While `confirmed_at` is None the forum is only read.
    """

    forum = models.SlugField()
    cause = models.CharField(max_length=16)
    start = models.DateTimeField()
    end = models.DateTimeField()
    size = models.PositiveBigIntegerField(default=0)
    root = models.CharField(max_length=64, blank=True)
    seen = models.PositiveBigIntegerField(default=0)
    noticed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.forum} {self.cause}"


class Place(models.Model):
    """Where a Party wants its witnesses: an address of its own, and the name of a folder.

    The folder lies in the storage for witnesses, which the operator of the machine chose.
    """

    forum = models.SlugField()
    party = models.CharField(max_length=32)
    email = models.CharField(max_length=254, blank=True)
    folder = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=8, default="en")
    # The last checkpoint that went there.
    size = models.PositiveBigIntegerField(default=0)
    given_at = models.DateTimeField(null=True, blank=True)
    # Why the folder could not be written or read, when that failed last; a code.
    trouble = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forum", "party"], name="one_place_for_each_party"),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.party}"

"""Reads of the journal.  Rights come first: what a reader may not see is not counted either."""

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import QuerySet

from cochair.journal import merkle
from cochair.journal.models import Checkpoint, Doubt, Entry, Ledger, Place, Witness
from cochair.procedure.calendar import start_of_day
from cochair.web import statements, tables
from cochair.web.request_cache import once

PAGE = 50
# In the words of the database: whatever is asked begins with this, and to put it into words anew
# would take nine times as long as to ask it.
STANDING = """
SELECT id, forum, size, peaks, people, EXISTS (
    SELECT 1 FROM journal_doubt WHERE journal_doubt.forum = journal_ledger.forum AND confirmed_at IS NULL
) AS doubted, (
    SELECT {together}("table", word) FROM journal_stamp WHERE journal_stamp.forum = journal_ledger.forum
) AS stamps
FROM journal_ledger WHERE forum = %s
"""
TOGETHER = {"sqlite": "json_group_object", "postgresql": "json_object_agg"}


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest first; `older` is the number to ask for the next ones, or None."""

    entries: tuple[Entry, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a ledger has come: a word that is another one after every entry, another for people
    (`version_of_people`), and for each table the word of the last entry whose transaction wrote it."""

    version: str
    people: str
    stamps: Mapping[str, str]


def standing(forum: str) -> Standing | None:
    """How far the ledger of a forum has come, read once for each page; None before its first entry."""
    return once(("standing", forum), lambda: _standing(forum))


def _standing(forum: str) -> Standing | None:
    ledger = _ledger(forum)
    if ledger is None or not ledger.size:
        return None
    version = f"{ledger.size}-{ledger.tree.root.hex()[:32]}"
    stamps = getattr(ledger, "stamps", None) or {}
    return Standing(
        version, ledger.people, json.loads(stamps) if isinstance(stamps, str) else stamps
    )


def version(forum: str) -> str:
    """A word that is another one after every entry: what caches are named by.

    It holds the root and not the size alone, so that two ledgers of the same length (one
    restored from a copy, or of another test) are never taken for each other.  Before the first
    entry it is new at every call: nothing that was never recorded may be kept.
    """
    tables.note((tables.ANY,))
    found = standing(forum)
    return found.version if found is not None else f"0-{secrets.token_hex(8)}"


def version_of_people(forum: str) -> str:
    """A word that is another one after every entry that may change a Party, a member, an
    organisation or a term; the same after an objection, so that it need not read them anew."""
    tables.note((tables.ANY,))
    found = standing(forum)
    return found.people if found is not None else f"0-{secrets.token_hex(8)}"


def in_doubt(forum: str) -> tuple[Doubt, ...]:
    """What was noticed about a forum that waits for both Parties; asks nothing more of the
    database than `version` does, where there is nothing."""
    tables.note((Doubt._meta.db_table,))
    ledger = _ledger(forum)
    if ledger is None or not getattr(ledger, "doubted", False):
        return ()
    return tuple(Doubt.objects.filter(forum=forum, confirmed_at=None))


def _ledger(forum: str) -> Ledger | None:
    """The ledger of a forum, and whether it is in doubt, read once for each page."""
    return once(("ledger", forum), lambda: _read(forum))


def _read(forum: str) -> Ledger | None:
    statements.begin()
    # What is made of it says itself what it hangs on.
    with tables.unnoticed():
        asked = STANDING.format(together=TOGETHER[connection.vendor])
        return next(iter(Ledger.objects.raw(asked, [forum])), None)


def place(forum: str, party: str) -> Place | None:
    """Where a Party wants its witnesses, or None."""
    return Place.objects.filter(forum=forum, party=party).first()


def size(forum: str) -> int:
    """How many entries a forum's ledger has, hidden ones among them: for checkpoints only."""
    return Ledger.objects.filter(forum=forum).values_list("size", flat=True).first() or 0


def visible(forum: str, spaces: Collection[str]) -> QuerySet[Entry]:
    """The entries of a forum in the spaces that a reader may read, by number.

    `spaces` holds `public`, `shared` for whoever holds an office, and at most the reader's own
    `party:` space; nobody is ever given two of these (architecture section 3, law 5).
    """
    return Entry.objects.filter(forum=forum, space__in=spaces).order_by("seq")


def matching(
    forum: str,
    spaces: Collection[str],
    *,
    verb: str = "",
    about: tuple[str, str] | None = None,
    day: date | None = None,
    zone: str = "UTC",
) -> QuerySet[Entry]:
    """The visible entries of one verb, about one thing, or of one civil day in a zone.

    A verb without its second half (`meeting`) finds all that begin with it.
    """
    found = visible(forum, spaces)
    if verb:
        found = (
            found.filter(verb=verb) if "." in verb else found.filter(verb__startswith=f"{verb}.")
        )
    if about is not None:
        found = found.filter(about_kind=about[0], about_id=about[1])
    if day is not None:
        found = found.filter(
            at__gte=start_of_day(day, zone), at__lt=start_of_day(day + timedelta(days=1), zone)
        )
    return found


def page(found: QuerySet[Entry], *, before: int | None = None, length: int = PAGE) -> Page:
    """The newest entries of a selection, or those with numbers smaller than `before`."""
    if before is not None:
        found = found.filter(seq__lt=before)
    rows = tuple(found.order_by("-seq")[: length + 1])
    shown = rows[:length]
    return Page(shown, older=shown[-1].seq if len(rows) > length else None)


def history(forum: str, about: tuple[str, str], spaces: Collection[str]) -> tuple[Entry, ...]:
    """Everything visible that was done about one thing, oldest first."""
    return tuple(matching(forum, spaces, about=about))


def verbs(forum: str, spaces: Collection[str]) -> tuple[str, ...]:
    """The verbs among the visible entries, in alphabetical order."""
    return tuple(visible(forum, spaces).order_by("verb").values_list("verb", flat=True).distinct())


def checkpoints(forum: str) -> tuple[Checkpoint, ...]:
    """Every checkpoint with its witnesses, smallest first; two queries."""
    return tuple(Checkpoint.objects.filter(forum=forum).prefetch_related("witnesses"))


def last_checkpoint(forum: str) -> Checkpoint | None:
    """The checkpoint over the most entries, or None."""
    return Checkpoint.objects.filter(forum=forum).order_by("-size").first()


def checkpoint(forum: str, size: int) -> Checkpoint | None:
    """The checkpoint over exactly the first `size` entries, or None."""
    return Checkpoint.objects.filter(forum=forum, size=size).first()


def last_witness(forum: str, party: str) -> Witness | None:
    """The largest checkpoint that a Party said it holds, with it; or None."""
    return (
        Witness.objects.filter(checkpoint__forum=forum, party=party)
        .select_related("checkpoint")
        .order_by("-checkpoint__size")
        .first()
    )


def inclusion(forum: str, seq: int, size: int) -> tuple[str, ...]:
    """The proof, in hexadecimal, that entry `seq` lies in the tree of the first `size`."""
    return _hexadecimal(merkle.inclusion_proof(_leaves(forum, size), seq - 1))


def consistency(forum: str, old: int, new: int) -> tuple[str, ...]:
    """The proof, in hexadecimal, that the first `old` of the first `new` entries are unchanged."""
    return _hexadecimal(merkle.consistency_proof(_leaves(forum, new), old))


def _leaves(forum: str, size: int) -> list[bytes]:
    found = Entry.objects.filter(forum=forum, seq__lte=size).order_by("seq")
    return [bytes.fromhex(leaf) for leaf in found.values_list("leaf", flat=True)]


def _hexadecimal(proof: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(hash_.hex() for hash_ in proof)

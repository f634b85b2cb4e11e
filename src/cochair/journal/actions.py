"""Write an entry; fix a checkpoint; note that a Party holds one."""

import logging
import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction

from cochair.journal import doubts, entry_hashing, write_guards
from cochair.journal.merkle import Peaks
from cochair.journal.models import Checkpoint, Entry, Ledger, Stamp, Witness
from cochair.procedure.refusal import Refusal, _, require
from cochair.web import request_cache, tables

logger = logging.getLogger(__name__)

VERB = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
SPACE = re.compile(r"shared|public|party:[^\s:]+")
# So much of a leaf tells one entry from another.
STAMP = 12
# How many entries are in memory at once while they are read again.
CHUNK = 2000
WITNESSED = "checkpoint.witnessed"
# Kinds of things whose entries come by the dozen and change no Party, member, organisation or term:
# an office is held by an account, and is read with it.
BESIDE_PEOPLE = frozenset(
    {"act", "decision", "document", "meeting", "message", "office", "silence", "text"}
)


class LedgerBroken(Exception):
    """The entries in the database are not those that were written: somebody changed them.

    Nothing more is fixed or witnessed until people have looked.
    """


def record(
    forum: str,
    *,
    verb: str,
    about: tuple[str, str],
    by: int | None,
    at: datetime,
    clause: str = "",
    facts: Mapping[str, object] | None = None,
    space: str = "shared",
    on_behalf_of: str = "",
    office: str = "",
) -> Entry:
    """Write that something was done, in the transaction in which it was done.

    `forum` is a slug; `verb` a dotted past tense (`meeting.scheduled`); `about` the kind and
    the name of a thing; `by` the number of an account, None for the system; `at` an instant;
    `facts` codes only; `space` is `shared`, `public` or `party:` and a Party's code.
    Raises TransactionManagementError outside a transaction, ValueError or TypeError for what
    cannot be written, Refused for what a person may no longer do.  Source: architecture section 3, law 4; domain.md C.11, INV-9.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "An entry is written in the transaction of its act; open one with transaction.atomic."
        )
    written = dict(facts or {})
    _can_be_written(verb, about, at, space)
    entry_hashing.checked(written)
    ledger = _locked(forum)
    # Nobody else writes from here on: what was closed while this waited is known to the gates.
    require(*doubts.refusals(forum, verb, written))
    if by is not None:
        require(*write_guards.refusals(write_guards.Intended(forum, verb, about, written)))
    entry = Entry(
        forum=forum,
        seq=ledger.size + 1,
        at=at.astimezone(UTC),
        verb=verb,
        about_kind=about[0],
        about_id=about[1],
        account=by,
        office=office,
        on_behalf_of=on_behalf_of,
        clause=clause,
        facts=written,
        space=space,
        salt=secrets.token_hex(16),
    )
    _fits(entry)
    entry.leaf = entry_hashing.leaf(entry.body)
    grown = _grown_from(ledger, entry).append(bytes.fromhex(entry.leaf))
    entry.save()
    ledger.size, ledger.peaks = grown.size, [peak.hex() for peak in grown.hashes]
    if about[0] not in BESIDE_PEOPLE:
        ledger.people = entry.leaf
    stamp = entry.leaf[:STAMP]
    ledger.save(update_fields=["size", "peaks", "people"])
    _stamp(forum, stamp, tables.take_pending())
    # What is written after the entry of its transaction is stamped when it is: this still holds the ledger.
    tables.name_later(lambda table: _stamp(forum, stamp, [table]))
    request_cache.forget()
    logger.info("%s %s", verb, about, extra={"entry": entry.pk, "clause": clause})
    return entry


def checkpoint(forum: str, *, at: datetime) -> Checkpoint:
    """Fix the root over all entries of a forum so far; where nothing was added, the last one.

    The entries are read again from the first, and must still give the root that was kept
    while they were written, and that of the last checkpoint: we fix nothing that contradicts
    what we fixed before, since both last confirmed that the ledger is another.  Whoever writes waits
    only while those are read that came meanwhile.
    Raises Refused for an empty journal and where one of another ledger has so many entries,
    LedgerBroken when they do not.
    """
    last = _last_checkpoint(forum)
    before = _read_on(forum, Peaks(), last.size if last is not None else 0)
    if last is not None and before.root.hex() != last.root:
        raise LedgerBroken(f"The entries of {forum} contradict checkpoint {last.size}.")
    size = Ledger.objects.filter(forum=forum).values_list("size", flat=True).first() or 0
    return _fixed(forum, _read_on(forum, before, size), at)


@transaction.atomic
def _fixed(forum: str, before: Peaks, at: datetime) -> Checkpoint:
    """The checkpoint over all entries, of which some were read before anybody had to wait."""
    ledger = _locked(forum)
    require(*doubts.refusals(forum), _something_to_hold(ledger))
    tree = _read_on(forum, before)
    if tree.size != ledger.size or tree.root != ledger.tree.root:
        raise LedgerBroken(f"The entries of {forum} are not those that were written.")
    size, root = ledger.size, ledger.tree.root.hex()
    found: Checkpoint | None = Checkpoint.objects.filter(forum=forum, size=size, root=root).first()
    if found is not None:
        return found
    require(_only_one(forum, size))
    made: Checkpoint = Checkpoint.objects.create(forum=forum, size=size, root=root, at=_in_utc(at))
    return made


def _last_checkpoint(forum: str) -> Checkpoint | None:
    """The last checkpoint that the entries must still give; None where both have confirmed since that
    they go on from another ledger."""
    rows, after = Checkpoint.objects.filter(forum=forum), doubts.last_other_ledger(forum)
    if after is not None and after.confirmed_at is not None:
        rows = rows.filter(at__gte=after.confirmed_at)
    last: Checkpoint | None = rows.order_by("-size").first()
    return last


@transaction.atomic
def witness(checkpoint: Checkpoint, party: str, *, by: int, office: str, at: datetime) -> Witness:
    """Note that a Party holds a checkpoint; the first note stands, a second changes nothing.

    `party` is its code, `by` the number of an account.  The note is an entry too, so that it
    lies in the tree that the next checkpoint covers.
    """
    _locked(checkpoint.forum)
    found: Witness | None = Witness.objects.filter(checkpoint=checkpoint, party=party).first()
    if found is not None:
        return found
    made: Witness = Witness.objects.create(
        checkpoint=checkpoint, party=party, account=by, office=office, at=_in_utc(at)
    )
    record(
        checkpoint.forum,
        verb=WITNESSED,
        about=("checkpoint", str(checkpoint.size)),
        by=by,
        office=office,
        on_behalf_of=party,
        at=at,
        facts={"root": checkpoint.root},
    )
    return made


def _locked(forum: str) -> Ledger:
    found: Ledger = Ledger.objects.select_for_update().get_or_create(forum=forum)[0]
    # What was read before may have been changed while this waited.
    request_cache.forget()
    return found


def _grown_from(ledger: Ledger, entry: Entry) -> Peaks:
    """The tree to which an entry is added: where both confirm that they go on from the entries as these
    are, that of the entries, if none is missing, and not the one that was kept beside them."""
    confirms = entry.verb == doubts.CONFIRMED
    if confirms and doubts.takes_entries_as_they_are(ledger.forum, entry.at):
        found = _read_on(ledger.forum, Peaks(), ledger.size)
        if found.size == ledger.size:
            return found
    return ledger.tree


def _stamp(forum: str, word: str, written: Iterable[str]) -> None:
    """The transaction of an entry wrote some tables; one query."""
    Stamp.objects.bulk_create(
        [Stamp(forum=forum, table=table, word=word) for table in sorted(written)],
        update_conflicts=True,
        unique_fields=["forum", "table"],
        update_fields=["word"],
    )


def _something_to_hold(ledger: Ledger) -> Refusal | None:
    if ledger.size:
        return None
    return Refusal("practice", _("The activity has no entries yet, so there is nothing to keep."))


def _only_one(forum: str, size: int) -> Refusal | None:
    """Of so many entries there is one checkpoint; the one of the ledger that is no more stays, too."""
    if not Checkpoint.objects.filter(forum=forum, size=size).exists():
        return None
    return Refusal(
        "practice",
        _(
            "There is already a checkpoint at {size} entries, from before both co-presidencies "
            "confirmed the ledger. Create the next one when more has been done."
        ),
        {"size": size},
    )


def _read_on(forum: str, tree: Peaks, size: int | None = None) -> Peaks:
    """The tree after the entries that follow it, up to a number or the last; a few are in memory at once."""
    rows = Entry.objects.filter(forum=forum, seq__gt=tree.size).order_by("seq")
    if size is not None:
        rows = rows.filter(seq__lte=size)
    for leaf in rows.values_list("leaf", flat=True).iterator(CHUNK):
        tree = tree.append(bytes.fromhex(leaf))
    return tree


def _can_be_written(verb: str, about: tuple[str, str], at: datetime, space: str) -> None:
    if not VERB.fullmatch(verb):
        raise ValueError(f"{verb!r} is not a verb. Write one such as meeting.scheduled.")
    if not SPACE.fullmatch(space):
        raise ValueError(f"{space!r} is not a space. Write shared, public or party:CODE.")
    if not all(about):
        raise ValueError("An entry must name its subject: give the kind and the name.")
    _in_utc(at)


def _fits(entry: Entry) -> None:
    """SQLite would keep a longer text and PostgreSQL not: refuse it on both, before hashing."""
    for name in ("forum", "verb", "about_kind", "about_id", "office", "on_behalf_of", "clause"):
        text = getattr(entry, name)
        entry_hashing.checked(text, where=name)
        limit = getattr(Entry._meta.get_field(name), "max_length", None)
        if limit is not None and len(text) > limit:
            raise ValueError(f"{name}: {text!r} is longer than {limit} characters.")


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone. Give an aware datetime.")
    return at.astimezone(UTC)

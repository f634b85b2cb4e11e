"""Write an entry; fix a checkpoint; note that a Party holds one."""

import logging
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from cochair.journal import doubts, entry_hashing, merkle, write_guards
from cochair.journal.models import Checkpoint, Entry, Ledger, Witness
from cochair.procedure.refusal import Refusal, _, require
from cochair.web import request_cache

logger = logging.getLogger(__name__)

VERB = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
SPACE = re.compile(r"shared|public|party:[^\s:]+")
WITNESSED = "checkpoint.witnessed"
# Kinds of things whose entries come by the dozen and change no Party, member, organisation or term.
BESIDE_PEOPLE = frozenset({"silence", "decision", "document", "text", "message"})


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
    entry.save()
    grown = ledger.tree.append(bytes.fromhex(entry.leaf))
    ledger.size, ledger.peaks = grown.size, [peak.hex() for peak in grown.hashes]
    if about[0] not in BESIDE_PEOPLE:
        ledger.people = entry.leaf
    ledger.save(update_fields=["size", "peaks", "people"])
    request_cache.forget()
    logger.info("%s %s", verb, about, extra={"entry": entry.pk, "clause": clause})
    return entry


@transaction.atomic
def checkpoint(forum: str, *, at: datetime) -> Checkpoint:
    """Fix the root over all entries of a forum so far; where nothing was added, the last one.

    The entries are read again from the first, and must still give the root that was kept
    while they were written, and that of the last checkpoint: we fix nothing that contradicts
    what we fixed before.  Raises Refused for an empty journal, LedgerBroken when they do not.
    """
    ledger = _locked(forum)
    require(*doubts.refusals(forum), _something_to_hold(ledger))
    last: Checkpoint | None = Checkpoint.objects.filter(forum=forum).order_by("-size").first()
    root = ledger.tree.root
    _still_as_written(ledger, last)
    if last is not None and last.size == ledger.size:
        return last
    made: Checkpoint = Checkpoint.objects.create(
        forum=forum, size=ledger.size, root=root.hex(), at=_in_utc(at)
    )
    return made


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
    return Ledger.objects.select_for_update().get_or_create(forum=forum)[0]


def _something_to_hold(ledger: Ledger) -> Refusal | None:
    if ledger.size:
        return None
    return Refusal("practice", _("The journal has no entries yet, so there is nothing to hold."))


def _still_as_written(ledger: Ledger, last: Checkpoint | None) -> None:
    rows = Entry.objects.filter(forum=ledger.forum).order_by("seq").values_list("leaf", flat=True)
    kept = [bytes.fromhex(leaf) for leaf in rows]
    if len(kept) != ledger.size or merkle.root(kept) != ledger.tree.root:
        raise LedgerBroken(f"The entries of {ledger.forum} are not those that were written.")
    if last is not None and merkle.root(kept[: last.size]).hex() != last.root:
        raise LedgerBroken(f"The entries of {ledger.forum} contradict checkpoint {last.size}.")


def _can_be_written(verb: str, about: tuple[str, str], at: datetime, space: str) -> None:
    if not VERB.fullmatch(verb):
        raise ValueError(f"{verb!r} is no verb; write one such as meeting.scheduled.")
    if not SPACE.fullmatch(space):
        raise ValueError(f"{space!r} is no space; write shared, public or party: and its code.")
    if not all(about):
        raise ValueError("An entry is about a thing: give its kind and its name.")
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
        raise ValueError(f"{at.isoformat()} names no instant; give it a zone.")
    return at.astimezone(UTC)

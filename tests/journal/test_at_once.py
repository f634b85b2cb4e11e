"""Many offices act at the same moment, and the journal still has no gap (INV-9)."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain

import pytest

from cochair.journal import entry_hashing, queries
from cochair.journal.actions import checkpoint, witness
from cochair.journal.models import Checkpoint, Entry, Ledger, Witness

MORNING = datetime(2026, 7, 1, 9, tzinfo=UTC)
THREADS, EACH = 8, 25


@pytest.mark.usefixtures("shared_database")
def test_inv9_eight_offices_that_act_at_once_leave_no_gap(
    forum: str, write: Callable[..., Entry], threads: Callable[..., list[list[int]]]
) -> None:
    def act(office: int) -> list[int]:
        return [write(forum, by=office, facts={"n": number}).seq for number in range(EACH)]

    def look(_number: int) -> tuple[list[int], list[str], Ledger, Checkpoint]:
        kept = list(Entry.objects.filter(forum=forum).order_by("seq"))
        assert all(entry_hashing.leaf(entry.body) == entry.leaf for entry in kept)
        fixed = checkpoint(forum, at=MORNING)
        numbers = [entry.seq for entry in kept]
        return numbers, [entry.leaf for entry in kept], Ledger.objects.get(forum=forum), fixed

    given = threads(THREADS, act)
    ((numbers, kept, ledger, fixed),) = threads(1, look)
    assert numbers == list(range(1, THREADS * EACH + 1))
    assert sorted(chain.from_iterable(given)) == numbers
    assert all(seqs == sorted(seqs) for seqs in given)
    assert len(set(kept)) == len(kept)
    assert (ledger.size, ledger.tree.root.hex()) == (fixed.size, fixed.root)


@pytest.mark.usefixtures("shared_database")
def test_a_party_that_witnesses_twice_at_once_is_one_witness(
    forum: str, write: Callable[..., Entry], threads: Callable[..., list[object]]
) -> None:
    def fix(_number: int) -> Checkpoint:
        write(forum)
        return checkpoint(forum, at=MORNING)

    (fixed,) = threads(1, fix)

    def note(number: int) -> Witness:
        return witness(fixed, "N", by=number, office="secretariat N", at=MORNING)

    assert len({noted.pk for noted in threads(6, note)}) == 1
    assert threads(1, lambda _number: queries.size(forum)) == [2]

"""Both confirm, and the forum is worked in again; a second doubt suspends as the first one did (S2, S3)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

import restored
import signing
from cochair.features.decisions import doubts as deciding
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.mail import worker
from cochair.features.parties.models import Forum
from cochair.features.silence import acts
from cochair.journal import actions as journal
from cochair.journal import doubts
from cochair.journal.models import Checkpoint, Entry
from restored import Machine, begin, look, noticed
from silences import EXPIRY, opened, stage
from world import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TUESDAY = EXPIRY + timedelta(days=5)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """The machine on which the installation runs, without a mark from another test."""
    yield from restored.machine(monkeypatch)


@pytest.fixture
def running(small_forum: Forum, machine: Machine) -> SilenceProcedure:
    """A silence that runs until Thursday, watched since it was opened."""
    row = opened(small_forum)
    look(NOW)
    return row


def forge(forum: Forum, seq: int) -> None:
    """Whoever owns the database changes an entry and every hash."""

    def change(entry: Entry) -> Entry:
        entry.about_id = f"forged-{seq}" if entry.seq == seq else entry.about_id
        return entry

    restored.rewrite(forum.slug, change)


def spoil(forum: Forum, seq: int) -> None:
    """Whoever owns the database changes one hash, and not the tree that is kept beside it."""
    with restored.unguarded(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET leaf = %s WHERE forum = %s AND seq = %s",
            ["0" * 64, forum.slug, seq],
        )


def confirmed(forum: Forum, at) -> None:
    """Both sign that they go on."""
    act = deciding.propose(forum, by=signing.secretariat(forum, at), at=at)
    signing.both_sign(forum, act, at)


def test_a_second_doubt_from_the_same_instant_suspends_what_ran_again(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum = running.forum
    forge(forum, 3)
    begin(NOW + MINUTE)
    confirmed(forum, NOW + MINUTE)
    by = signing.secretariat(forum, NOW + MINUTE)
    act = acts.RESUME.propose(running, TUESDAY, by=by, at=NOW + MINUTE)
    signing.both_sign(forum, act, NOW + MINUTE)
    machine.goes_on(MINUTE)
    look(NOW + 2 * MINUTE)
    assert stage(running, NOW + 2 * MINUTE) == "running"

    forge(forum, 2)
    machine.goes_on(MINUTE)
    begin(NOW + 3 * MINUTE)
    assert noticed(forum.slug) == ["rewritten"]
    assert stage(running, NOW + 3 * MINUTE) == "suspended"

    confirmed(forum, NOW + 4 * MINUTE)
    worker.tick(TUESDAY + HOUR)
    assert stage(running, TUESDAY + HOUR) == "suspended"


def test_once_both_confirmed_the_checkpoints_of_before_are_held_against_nothing(
    running: SilenceProcedure,
) -> None:
    """They stay, and contradict the ledger for ever: else every next one would be a doubt again."""
    forum = running.forum
    kept = journal.checkpoint(forum.slug, at=NOW)
    forge(forum, 3)
    with pytest.raises(journal.LedgerBroken):
        journal.checkpoint(forum.slug, at=NOW + MINUTE)
    begin(NOW + MINUTE)
    confirmed(forum, NOW + 2 * MINUTE)

    made = journal.checkpoint(forum.slug, at=NOW + HOUR)

    assert made.size > kept.size and journal.checkpoint(forum.slug, at=NOW + HOUR) == made
    assert Checkpoint.objects.filter(pk=kept.pk).exists()
    forge(forum, 2)
    with pytest.raises(journal.LedgerBroken):
        journal.checkpoint(forum.slug, at=NOW + 2 * HOUR)


def test_once_both_confirmed_a_tree_that_was_not_that_of_the_entries_is_theirs(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum = running.forum
    spoil(forum, 2)
    begin(NOW + MINUTE)
    assert noticed(forum.slug) == ["rewritten"]
    confirmed(forum, NOW + 2 * MINUTE)

    machine.goes_on(MINUTE)
    begin(NOW + 2 * MINUTE)

    assert not noticed(forum.slug)
    assert journal.checkpoint(forum.slug, at=NOW + HOUR).size == Entry.objects.count()


def test_who_confirms_a_wrong_clock_confirms_no_other_entries(
    running: SilenceProcedure, machine: Machine
) -> None:
    """Both sign what was noticed: the clock.  What somebody changed meanwhile is still noticed later."""
    forum = running.forum
    look(NOW + HOUR)
    assert noticed(forum.slug) == ["clock_forward"]
    spoil(forum, 2)
    confirmed(forum, NOW + HOUR + MINUTE)

    machine.goes_on(2 * MINUTE)
    begin(NOW + HOUR + 2 * MINUTE)

    assert noticed(forum.slug) == ["rewritten"]


def test_who_confirms_a_wrong_clock_lets_go_of_no_checkpoint(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum = running.forum
    journal.checkpoint(forum.slug, at=NOW)
    look(NOW + HOUR)
    assert noticed(forum.slug) == ["clock_forward"]
    forge(forum, 2)
    confirmed(forum, NOW + HOUR + MINUTE)

    with pytest.raises(journal.LedgerBroken):
        journal.checkpoint(forum.slug, at=NOW + 2 * HOUR)


def test_words_that_were_changed_before_a_wrong_clock_are_still_noticed_after_it(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum = running.forum
    look(NOW + HOUR)
    with restored.unguarded(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET about_id = 'forged' WHERE forum = %s AND seq = 2",
            [forum.slug],
        )
    confirmed(forum, NOW + HOUR + MINUTE)

    machine.goes_on(2 * MINUTE)
    begin(NOW + HOUR + 2 * MINUTE)

    assert noticed(forum.slug) == ["rewritten"]


def test_what_is_noticed_while_the_last_key_is_turned_waits_for_both(
    running: SilenceProcedure, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process notices something after the digest was compared: nobody has signed that."""
    forum, confirm = running.forum, doubts.confirm
    look(NOW + HOUR)
    assert noticed(forum.slug) == ["clock_forward"]
    later = NOW + HOUR + MINUTE

    def noticed_before(*given: object) -> None:
        doubts.note(forum.slug, doubts.Cause.REWRITTEN, start=NOW, end=later, at=later)
        confirm(*given)

    monkeypatch.setattr(doubts, "confirm", noticed_before)
    confirmed(forum, later)

    assert noticed(forum.slug) == ["rewritten"]
    assert doubts.refusals(forum.slug)
    row = running.outages.get(start=NOW)
    assert row.end is None
    monkeypatch.undo()
    confirmed(forum, later + MINUTE)
    assert not noticed(forum.slug)
    row.refresh_from_db()
    assert row.end == later + MINUTE

"""Letters that take long to write hold up neither whoever writes in the forum nor the end of a worker."""

import pytest
from django.db import connection

from cochair.features.accounts.models import Account
from cochair.features.mail import collector, notifications, worker
from cochair.features.mail.models import Cursor, Message
from cochair.features.parties.models import Forum
from cochair.journal import actions as journal
from mail.posting import letter
from world import NOW

pytestmark = pytest.mark.usefixtures("silent")


def scheduled(forum: Forum) -> None:
    journal.record(forum.slug, verb="meeting.scheduled", about=("meeting", "m"), by=None, at=NOW)


def test_while_letters_are_written_nothing_is_locked(small_forum: Forum, anna: Account) -> None:
    """G14: an objection in the last second waits for no letter about those before it."""
    # The test itself is in one transaction; what is locked lies deeper.
    depth, found = len(connection.savepoint_ids), []

    def told(_one: object, _at: object) -> list[object]:
        found.append(len(connection.savepoint_ids) - depth)
        return [letter(small_forum, anna, key=f"day:{len(found)}")]

    notifications.register("meeting.scheduled", told)  # type: ignore[arg-type]
    notifications.every("due", told)  # type: ignore[arg-type]
    scheduled(small_forum)
    worker.tick(NOW)

    assert found == [0, 0]
    assert Message.objects.count() == 2


def test_what_takes_long_is_told_in_several_turns_and_is_no_alarm(
    small_forum: Forum, anna: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    notifications.register(
        "meeting.scheduled", lambda entry, at: [letter(small_forum, anna, key=f"day:{entry.seq}")]
    )
    collector.read_journal(small_forum, NOW)
    for _one in range(3):
        scheduled(small_forum)

    monkeypatch.setattr(collector, "LONGEST", 0.0)
    turns = []
    for _turn in range(4):
        read = collector.read_journal(small_forum, NOW)
        turns.append((read, Cursor.objects.get(source="journal").stuck_since))

    assert turns == [(1, None), (1, None), (1, None), (0, None)]
    assert Message.objects.count() == 3

"""Several workers at the same moment: each letter is queued once and sent once."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail

from at_once import a_database_for_threads, in_threads
from cochair.features.mail import collector, notifications, worker
from cochair.features.mail.models import Cursor, Message
from cochair.features.parties.models import Forum
from cochair.journal import actions as journal
from mail.posting import letter, outside
from world import NOW, small_forum

WORKERS, READERS = 4, 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("silent")
def test_four_workers_tell_each_reader_once(tmp_path: Path) -> None:
    def told(entry: object, at: object) -> list[object]:
        forum = Forum.objects.get()
        return [letter(forum, outside(f"r{n}@example.org"), urgent=True) for n in range(READERS)]

    notifications.register("meeting.scheduled", told)  # type: ignore[arg-type]
    notifications.every("due", lambda forum, at: [letter(forum, outside(), key="due", urgent=True)])
    with a_database_for_threads(tmp_path):

        def prepare(_number: int) -> None:
            from django.db import transaction

            forum = small_forum()
            with transaction.atomic():
                journal.record(
                    forum.slug, verb="meeting.scheduled", about=("meeting", "m"), by=None, at=NOW
                )

        in_threads(1, prepare)
        in_threads(WORKERS, lambda _number: worker.tick(NOW))
        in_threads(1, lambda _number: worker.tick(NOW + timedelta(seconds=2)))

        def states(_number: int) -> tuple[Counter[str], int]:
            return (
                Counter(Message.objects.values_list("state", flat=True)),
                Cursor.objects.filter(source=collector.JOURNAL).count(),
            )

        ((found, cursors),) = in_threads(1, states)

    assert found == {"sent": READERS + 1} and cursors == 1
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        [f"r{n}@example.org" for n in range(READERS)] + ["desk@example.org"]
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("silent")
def test_what_is_done_once_in_a_time_is_done_by_one_worker_although_their_clocks_differ(
    tmp_path: Path,
) -> None:
    minute, second = timedelta(minutes=1), timedelta(seconds=1)
    with a_database_for_threads(tmp_path):

        def turns(times: int, late: timedelta = timedelta(0)) -> list[bool]:
            forum = Forum.objects.get()
            return [
                collector.takes_turn(forum, f"job-{n}", NOW + late, minute) for n in range(times)
            ]

        in_threads(1, lambda _number: small_forum() and None)
        came = in_threads(WORKERS, lambda _number: turns(READERS))
        assert [sum(one) for one in zip(*came, strict=True)] == [1] * READERS

        ((behind, later),) = in_threads(1, lambda _number: (turns(1, -second), turns(1, minute)))
        assert behind == [False] and later == [True]

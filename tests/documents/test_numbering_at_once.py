"""Joint numbering under concurrency: no gap, no duplicate, whoever registers at once (CB-42).

A thousand registrations by sixteen writers in the suite, ten thousand in the soak; refused and
broken-off ones among them take no number.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

import papers
import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.compliance import queries as results
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import entry as entering
from cochair.procedure.refusal import Refused
from world import NOW, small_forum

WRITERS = 16


class BrokenOff(Exception):
    """Something that fails after the number was given."""


@pytest.fixture
def writers(transactional_db: None, tmp_path: Path) -> Iterator[tuple[ActingOffice, ActingOffice]]:
    """The secretariat of the League and the presidency of the Concert, in a database for threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> tuple[ActingOffice, ActingOffice]:
            forum = small_forum()
            return signing.secretariat(forum), signing.concert(forum)

        yield in_threads(1, load)[0]
    results.forget()


def registered(writers: tuple[ActingOffice, ActingOffice], each: int) -> None:
    """Sixteen writers of both Parties register so many documents each, some of them in vain."""

    def register(number: int) -> None:
        forum, by = Forum.objects.get(), writers[number % 2]
        entry = papers.entry(forum)
        for step in range(each):
            entering.register(forum, entry, by=by, at=NOW)
            if step % 21 == number:
                with pytest.raises(Refused):
                    entering.register(forum, papers.entry(forum, kind="novel"), by=by, at=NOW)
            if step % 21 == number + 3:
                with pytest.raises(BrokenOff), transaction.atomic():
                    entering.register(forum, entry, by=by, at=NOW)
                    raise BrokenOff

    in_threads(WRITERS, register)


def numbers(_thread: int = 0) -> list[int]:
    """The numbers that were given, in order."""
    return sorted(Document.objects.values_list("number", flat=True))  # type: ignore[arg-type]


def test_a_thousand_registrations_by_sixteen_writers_leave_no_gap_and_no_duplicate(
    writers: tuple[ActingOffice, ActingOffice],
) -> None:
    registered(writers, 63)

    assert in_threads(1, numbers) == [list(range(1, 63 * WRITERS + 1))]


@pytest.mark.soak
def test_ten_thousand_registrations_leave_no_gap_and_no_duplicate(
    writers: tuple[ActingOffice, ActingOffice],
) -> None:
    registered(writers, 625)

    assert in_threads(1, numbers) == [list(range(1, 625 * WRITERS + 1))]

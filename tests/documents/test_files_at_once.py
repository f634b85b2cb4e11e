"""Several people of one side who release the same file at the same moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import filed
import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.documents.models import StoredFile
from cochair.features.files import actions
from cochair.features.parties.offices import ActingOffice
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from world import NOW, small_forum


@pytest.fixture
def waiting(transactional_db: None, tmp_path: Path) -> Iterator[tuple[StoredFile, ActingOffice]]:
    """A file that is held, and who may release it, in a database that stands several threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> tuple[StoredFile, ActingOffice]:
            forum = small_forum()
            return filed.kept(forum, signing.secretariat(forum), "limite"), signing.league(forum)

        yield in_threads(1, load)[0]


def test_four_who_release_at_once_release_once(waiting: tuple[StoredFile, ActingOffice]) -> None:
    file, ours = waiting

    def release(number: int) -> bool:
        try:
            actions.release_file(file, basis=f"Letter {number}.", by=ours, at=NOW)
        except Refused:
            return False
        return True

    done = in_threads(4, release)

    assert sorted(done) == [False, False, False, True]
    told = in_threads(1, lambda _number: Entry.objects.filter(verb="file.released").count())
    assert told == [1]

"""One comment, sent by several clicks that arrive together."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import papers
import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.circulation import actions
from cochair.features.compliance import queries as results
from cochair.features.documents.models import Comment, Expression
from cochair.features.parties.offices import ActingOffice
from cochair.journal.models import Entry
from papers import words
from world import NOW, small_forum


@pytest.fixture
def reader(transactional_db: None, tmp_path: Path) -> Iterator[ActingOffice]:
    """A presidency that reads a paper of the other Party, in a database for threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> ActingOffice:
            forum = small_forum()
            papers.circulated(forum, {"en": words("One.")})
            return signing.concert(forum)

        yield in_threads(1, load)[0]
    results.forget()


def test_the_same_comment_sent_by_many_clicks_is_one(reader: ActingOffice) -> None:
    def click(_number: int) -> int:
        edition = Expression.objects.get(language="en")
        said = {"paragraph": "p-1", "text": "Why?", "own_party": False}
        return actions.comment(edition, by=reader, at=NOW, **said).pk

    assert len(set(in_threads(6, click))) == 1

    def found(_number: int) -> tuple[int, int]:
        told = Entry.objects.filter(verb="document.commented")
        return Comment.objects.count(), told.count()

    assert in_threads(1, found) == [(1, 1)]

"""Several people search at the same moment, and one of them indexes.

In a file of its own: a forum that is kept for a module would be waited for without end.
"""

from pathlib import Path

import pytest

import papers
import world
from at_once import a_database_for_threads, in_threads
from cochair.features.parties.models import Forum
from cochair.features.search import indexer
from cochair.features.search.models import Passage
from papers import words
from world import NOW

WHO = 8


@pytest.mark.django_db(transaction=True)
def test_several_who_search_at_once_index_once(tmp_path: Path) -> None:
    def prepared(_number: int) -> None:
        papers.circulated(world.small_forum(), {"en": words("Once.")})

    def searches(_number: int) -> bool:
        indexer.catch_up(Forum.objects.get(), NOW)
        return True

    def counted(_number: int) -> int:
        indexer.catch_up(Forum.objects.get(), NOW)
        return Passage.objects.filter(text="Once.").count()

    with a_database_for_threads(tmp_path):
        in_threads(1, prepared)
        assert all(in_threads(WHO, searches))
        assert in_threads(1, counted) == [1]

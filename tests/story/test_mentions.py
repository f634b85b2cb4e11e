"""What the page of a thing refuses to an office, nothing else in the played story tells it.

The whole walk, every page and file that an office reaches; the ordinary suite walks the lists
(`mentions`).  domain.md C.8; architecture section 3, law 5; docs/decisions/0039.
"""

import pytest

from story import walk
from story.conftest import Told
from story.mentions import OFFICES

EVERYBODY = (*OFFICES, "gr", "bo", "it", "secretariat", "comjib", "administrator", "head-mx")


@pytest.mark.soak
@pytest.mark.parametrize("name", EVERYBODY)
def test_no_page_feed_file_or_message_tells_what_the_page_of_the_thing_refuses(
    told: Told, name: str, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    walker = walk.walker(told.forum, name, told.forum.clock_at)

    known = walk.things(told.forum)

    paths = list(walk.everywhere(walker))

    assert list(walk.faults(walker, known, paths)) == []
    assert list(walk.messages(walker, known)) == []

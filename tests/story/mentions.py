"""What the page of a thing refuses to an office, no list, count or message of the story tells it.

These tests belong to the module that plays the story.  domain.md C.8; docs/decisions/0039.
"""

import pytest

from story import walk
from story.conftest import Told

# Inside and outside the composition of each meeting, of either Party; invited, and over.
OFFICES = ("es", "py", "head-gr", "co", "lt", "secretariat-clasi", "europol", "interpol")


class Mentions:
    """The lists of everything, as offices with different rights read them."""

    @pytest.mark.parametrize("name", OFFICES)
    def test_no_list_or_message_tells_what_the_page_of_the_thing_refuses(
        self, told: Told, name: str, settings: object
    ) -> None:
        settings.DEMO = True  # type: ignore[attr-defined]
        walker = walk.walker(told.forum, name, told.forum.clock_at)
        known = walk.things(told.forum)

        faults = list(walk.faults(walker, known, walk.lists(walker)))

        assert faults == []
        assert list(walk.messages(walker, known)) == []

    def test_the_walk_notices_what_is_told(self, told: Told, settings: object) -> None:
        """A delegation outside a meeting, and the page of somebody who was inside."""
        settings.DEMO = True  # type: ignore[attr-defined]
        outside = walk.walker(told.forum, "es", told.forum.clock_at)
        inside = walk.walker(told.forum, "secretariat", told.forum.clock_at)
        mixed = walk.Walker(told.forum, "es", outside.hat, inside.client, told.forum.clock_at)

        faults = list(walk.faults(mixed, walk.things(told.forum), walk.lists(outside)))

        assert any("/acts/ names" in one for one in faults)
        assert any("/procedures/" in one and "names" in one for one in faults)
        assert any("answers 200, and everything else hides it" in one for one in faults)

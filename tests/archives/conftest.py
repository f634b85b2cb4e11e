"""Monday morning in the small forum: somebody in every office, and a meeting without a day."""

from collections.abc import Iterator

import pytest

from matrix import Scene, scene


@pytest.fixture(scope="module")
def scene_kept(small_forum_kept: object, django_db_blocker: object) -> Scene:
    """The scene, set once for the module."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return scene(small_forum_kept)


@pytest.fixture
def at_work(scene_kept: Scene, db: None) -> Iterator[Scene]:
    """Monday morning in the small forum; the clock stands still."""
    from cochair.web.clock import clock
    from world import NOW

    with clock.at(NOW):
        yield scene_kept

"""The story of a whole cycle: begun once for a module, or played once up to an instant."""

from collections.abc import Iterator

import pytest

from conftest import for_a_module

PASSWORD = "a-password-of-the-stories"


@pytest.fixture(scope="module")
def begun_kept(django_db_setup: None, django_db_blocker: object) -> Iterator[object]:
    """The story's forum, its clock the day before the first event."""
    from cochair.story import actions, shelf

    with for_a_module(django_db_blocker):
        yield actions.begin(shelf.story_of("eu-clasi-story"), password=PASSWORD)


@pytest.fixture
def begun(begun_kept: object, db: None) -> object:
    """The same; what a test plays is undone after the test."""
    from cochair.parties.models import Forum

    return Forum.objects.get(pk=begun_kept.pk)

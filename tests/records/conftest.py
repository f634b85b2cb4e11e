"""The Council after it closed, for the module; and somebody in every office."""

from collections.abc import Iterator

import pytest

import minuted
from cochair.features.meetings.models import Meeting


@pytest.fixture(scope="module")
def over_kept(small_forum_kept: object, django_db_blocker: object) -> Meeting:
    """The Council, closed once for the module."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return minuted.closed(small_forum_kept)  # type: ignore[arg-type]


@pytest.fixture
def over(over_kept: Meeting, db: None) -> Iterator[Meeting]:
    """The Council after it closed; what a test changes is undone."""
    yield Meeting.objects.select_related("forum").get(pk=over_kept.pk)

"""The stories that can be told, by the forum in which they play."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cochair.features.parties.folder import Folder
from cochair.story.events import Event


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the story: an office, never a person's name."""

    role: str
    party: str = ""
    member: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A forum that begins at an instant (aware, UTC), who acts in it, and what happens.

    `cast` says who acts by the name with which somebody signs in; `chapters` what each of the stories is
    about, in their order: a few English words, marked for translation.  A new demonstration is played
    to `shown_at` (aware, UTC), a moment at which there is much to see and something to do.
    """

    forum: str
    folder: Callable[[], Folder]
    begins: datetime
    shown_at: datetime
    cast: Mapping[str, Character]
    events: tuple[Event, ...]
    chapters: Mapping[str, str] = field(default_factory=dict)


_STORIES: dict[str, Story] = {}


def keep(story: Story) -> None:
    """Put a story on the shelf; in `apps.ready()`."""
    _STORIES[story.forum] = story


def story_of(forum: str) -> Story | None:
    """The story that plays in the forum of this slug, or None."""
    return _STORIES.get(forum)


def stories() -> tuple[Story, ...]:
    """Every story, by forum."""
    return tuple(_STORIES[slug] for slug in sorted(_STORIES))

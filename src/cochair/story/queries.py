"""Where a story stands."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.parties.models import Forum
from cochair.story.events import Event
from cochair.story.models import Course
from cochair.story.shelf import Story, story_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A story with what was played of it and what is to come."""

    story: Story
    past: tuple[Event, ...]
    to_come: tuple[Event, ...]
    plays_until: datetime | None = None

    @property
    def next(self) -> Event | None:
        """The next event; None at the end."""
        return self.to_come[0] if self.to_come else None

    @property
    def last(self) -> Event | None:
        """The event that was played last; None before the first."""
        return self.past[-1] if self.past else None

    @property
    def count(self) -> int:
        """How many events the story has."""
        return len(self.past) + len(self.to_come)


def standing(forum: Forum) -> Standing | None:
    """Where the story of a forum stands; None for a forum in which none is played.

    An event that this version of the software does not know counts as the beginning: the first
    event is then offered, and refused by what is there already.
    """
    if forum.clock_at is None:
        return None
    told = story_of(forum.slug)
    course = Course.objects.filter(forum=forum).first()
    return stood(told, course) if told and course else None


def stood(told: Story, course: Course) -> Standing:
    """A story as far as its course has come."""
    codes = [event.code for event in told.events]
    done = codes.index(course.played) + 1 if course.played in codes else 0
    return Standing(told, told.events[:done], told.events[done:], course.plays_until)


def due(found: Standing, until: datetime) -> tuple[Event, ...]:
    """The events to come until an instant, which belongs to them."""
    return tuple(event for event in found.to_come if event.at <= until)

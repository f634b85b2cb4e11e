"""How a meeting of the stories goes on: both open and close it, items come on the floor and are concluded."""

from collections.abc import Mapping
from dataclasses import dataclass

from cochair.features.conduct import actions as conduct
from cochair.features.conduct import queries as floors
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.story.eu_clasi.forum import meeting
from cochair.story.events import Stage


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting by its slug, the names of both co-chairs, and who of the cast works the room."""

    slug: str
    chairs: tuple[str, str]
    worked_by: str

    def meeting(self, stage: Stage) -> Meeting:
        """The meeting as it now stands."""
        return meeting(stage.forum, self.slug)

    def step(self, stage: Stage, kind: str) -> None:
        """Both open, suspend, resume, close or publish it."""
        by, at = stage.by(self.worked_by)
        act = meetings.propose_step(self.meeting(stage), kind=kind, reason="", by=by, at=at)
        stage.sign(act, *self.chairs)

    def discuss(self, stage: Stage, key: str) -> None:
        """An item is on the floor."""
        by, at = stage.by(self.worked_by)
        found = self.meeting(stage)
        conduct.open_item(found, key, seen=_last(found), by=by, at=at)

    def conclude(self, stage: Stage, key: str, kind: str, words: Mapping[str, str]) -> None:
        """An item is concluded: the kind of its conclusion, and its words by language."""
        by, at = stage.by(self.worked_by)
        found = self.meeting(stage)
        conduct.conclude_item(found, key, words=words, kind=kind, seen=_last(found), by=by, at=at)


def _last(found: Meeting) -> int:
    return int(floors.floor(found).last)

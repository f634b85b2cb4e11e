"""Load and play the stories of a demonstration, with a line for each event."""

import sys
from datetime import datetime

from cochair.cli.status import COULD_NOT, NOT_SOUND
from cochair.features.parties.folder import Faults
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.story import actions, queries, shelf
from cochair.story.events import Event, StoryBroken


def prepare(password: str, *, to_the_end: bool) -> int:
    """Load every story that is not there yet; play each to its end where that is asked for."""
    for told in shelf.stories():
        try:
            forum = actions.begin(told, password=password)
        except Faults as faults:
            for fault in faults.faults:
                print(f"  {fault}", file=sys.stderr)
            return COULD_NOT
        print(f"{told.forum}: a story of {len(told.events)} events", flush=True)
        if to_the_end:
            status = play(forum, None)
            if status:
                return status
    return 0


def play(forum: Forum, until: datetime | None) -> int:
    """Play a forum's story up to an instant (aware), or to its end; exit status 1 where it stops
    before, with what refused the event."""
    found = queries.standing(forum)
    if found is None:
        print(f"No story is played in {forum.slug}.", file=sys.stderr)
        return COULD_NOT
    due = found.to_come if until is None else queries.due(found, until)
    for at, event in enumerate(due, start=len(found.past) + 1):
        try:
            actions.play_next(forum, seen=event.code)
        except (Refused, StoryBroken) as problem:
            print(f"The story stopped before {_line(event)}\n  {problem}", file=sys.stderr)
            return NOT_SOUND
        print(f"{at:4} of {found.count}  {_line(event)}", flush=True)
    if until is not None:
        try:
            actions.go_on(Forum.objects.get(pk=forum.pk), until)
        except Refused as refused:
            print(refused, file=sys.stderr)
            return COULD_NOT
    return 0


def _line(event: Event) -> str:
    return f"{event.at:%Y-%m-%d %H:%M:%SZ}  {event.story}  {event.title}"

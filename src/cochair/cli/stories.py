"""Load and play the stories of a demonstration, with a line for each event."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from cochair.cli.status import COULD_NOT, NOT_SOUND
from cochair.features.parties.folder import Faults
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.story import actions, queries, shelf
from cochair.story.events import Event, StoryBroken

# The command line, wherever it is installed.
COMMAND = ("-c", "import sys; from cochair.cli import main; sys.exit(main())")


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


@contextmanager
def played_beside() -> Iterator[Callable[[], None]]:
    """Gives a function that begins to play each story to where a demonstration shows it first.

    It is played by a process of its own, so that pages answer meanwhile; when this ends before it
    does, the next demonstration goes on.  What was played further already stays.
    """
    running: list[subprocess.Popen[bytes]] = []

    def begin() -> None:
        for told in shelf.stories():
            forum = Forum.objects.get(slug=told.forum)
            found = queries.standing(forum)
            due = queries.due(found, told.shown_at) if found else ()
            if not due or forum.clock_at is None or forum.clock_at >= told.shown_at:
                continue
            print(
                f"{told.forum}: {len(due)} events are being played, up to"
                f" {told.shown_at:%d %B %Y, %H:%M} UTC. Its pages show how far it has come.",
                flush=True,
            )
            command = ("story", told.forum, "--to", told.shown_at.isoformat())
            made = subprocess.Popen([sys.executable, *COMMAND, *command], stdout=subprocess.DEVNULL)
            running.append(made)
            threading.Thread(target=_say_the_end, args=(told.forum, made), daemon=True).start()

    try:
        yield begin
    finally:
        for one in running:
            one.terminate()
            one.wait()


def _say_the_end(forum: str, playing: subprocess.Popen[bytes]) -> None:
    if playing.wait() == 0:
        print(f"{forum}: all of it was played.", flush=True)


def play(forum: Forum, until: datetime | None) -> int:
    """Play a forum's story up to an instant (aware), or to its end; exit status 1 where it stops
    before, with what refused the event."""
    found = queries.standing(forum)
    if found is None:
        print(f"No story is played in {forum.slug}.", file=sys.stderr)
        return COULD_NOT
    actions.plays(forum, until)
    try:
        return _played(forum, found, until)
    finally:
        actions.plays(forum, None)


def _played(forum: Forum, found: queries.Standing, until: datetime | None) -> int:
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

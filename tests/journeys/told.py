"""A home in which the story is played up to just before one of its events, for the last journeys.

Run as a program it prepares a home, or goes on in one.  Events named after the first were done by
people in a browser, in this home or in the one that is made: they are not played again.

    python tests/journeys/told.py HOME CODE [BY_HAND ...]
"""

import secrets
import sys
from pathlib import Path

from journeys import story


def main(home: Path, until: str, *by_hand: str) -> None:
    """Play everything before the event of this code, and let the clock stand at its instant."""
    key = home / "secret_key"
    if not key.exists():
        key.write_text(secrets.token_urlsafe(50))
    story.reopen(home)
    from cochair.story import actions, queries, shelf
    from cochair.story.models import Course

    forum = actions.begin(shelf.story_of(story.FORUM), password=story.PASSWORD)
    while (event := queries.standing(forum).next) is not None and event.code != until:
        if event.code in by_hand:
            Course.objects.filter(forum=forum).update(played=event.code)
        else:
            actions.play_next(forum, tells=False)
        forum.refresh_from_db()
    assert event is not None, f"No event is called {until}."
    forum.clock_at = event.at
    forum.save(update_fields=["clock_at"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

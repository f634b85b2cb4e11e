"""A home in which the story of a whole cycle is begun, and nothing of it played.

python tests/journeys/begun.py HOME
"""

import secrets
import sys
from pathlib import Path

from journeys import story


def prepare(home: Path) -> None:
    """The story's forum with its whole cast; its clock is its own."""
    (home / "secret_key").write_text(secrets.token_urlsafe(50))
    story.reopen(home)
    from cochair.story import actions, shelf

    actions.begin(shelf.story_of(story.FORUM), password=story.PASSWORD)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))

"""Keys of the test authority for both co-presidencies in office, in a home of the story.

Their certificates are registered; the keys lie in the home as those of the demo do.

    python tests/journeys/keys.py HOME
"""

import sys
from pathlib import Path

from journeys import story


def of(home: Path, party: str, member: str) -> bytes:
    """The key file of a co-presidency."""
    from cochair.features.signatures.authority import FOLDER

    return (home / FOLDER / f"{story.FORUM}-{party}-{member}.p12").read_bytes()


def main(home: Path) -> None:
    """Issue them as of the story's clock."""
    story.reopen(home)
    from cochair.features.parties.models import Forum
    from cochair.features.signatures import demo_certificates

    forum = Forum.objects.get(slug=story.FORUM)
    assert forum.clock_at is not None, "A story has a clock."
    demo_certificates.issue(forum, home, at=forum.clock_at)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

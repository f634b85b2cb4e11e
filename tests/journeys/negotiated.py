"""The joint declaration of the stories as it went out on 10 September: 24 paragraphs, three languages.

Six papers were registered before it, so that it is the seventh.  Run as a program it prepares a
home on that day; with the name of a step it does in a home what delegations did between two
visits of the journey.

    python tests/journeys/negotiated.py HOME [round | narrowed | settled]
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from journeys import prepared, story
from journeys.prepared import instant

PAPER = "ec-min-2026-7"
SYMBOL = "EC-MIN/2026/7"
TENTH = instant(9, 10, 8)
LANGUAGES = ("en", "es", "pt")
TITLES = ("Joint declaration", "Declaración conjunta", "Declaração conjunta")


def entered(forum: Any) -> None:
    """The declaration in the register, after six notes, and its text under negotiation."""
    from cochair.story.eu_clasi import declaration

    for number in range(1, 7):
        prepared._entered(forum, "note", f"Note {number}", TENTH)
    declaration.begun(story.stage(forum, TENTH))


def first_round(forum: Any) -> None:
    """By 17 September: a round, and eleven paragraphs in brackets."""
    from cochair.features.texts import chairs
    from cochair.story.eu_clasi import declaration

    at = story.stage(forum, instant(9, 14))
    chairs.open_round(negotiated(forum), **prepared._by(forum, "secretariat", TENTH))
    declaration.proposed(at, "es")
    declaration.proposed(at, "py")


def narrowed(forum: Any) -> None:
    """By 28 September: all but three of them are in the text, in three languages; both co-chairs
    agreed to write six more paragraphs anew."""
    from cochair.story.eu_clasi import us05

    us05.narrowed(story.stage(forum, instant(9, 25)))


def settled(forum: Any) -> None:
    """By 5 October: none is left."""
    from cochair.story.eu_clasi import us05

    us05.settled(story.stage(forum, instant(10, 2, 15)))


def negotiated(forum: Any) -> Any:
    """The row of the text."""
    from cochair.features.texts import queries

    return queries.on_document(forum, PAPER)


def now(row: Any) -> Any:
    """The text as it stands."""
    from cochair.features.texts import queries

    return queries.negotiated(queries.on_document(row.forum, PAPER))


STEPS: dict[str, Callable[[Any], None]] = {
    "round": first_round,
    "narrowed": narrowed,
    "settled": settled,
}


def main(home: Path, step: str = "") -> None:
    """Prepare a home, or take one step in it."""
    if not step:
        story.prepare(home, planned=True, confirmed=True)
    else:
        story.reopen(home)
    from cochair.features.parties.models import Forum

    forum = Forum.objects.get(slug=story.FORUM)
    (STEPS[step] if step else entered)(forum)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])

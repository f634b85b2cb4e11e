"""The meeting of the senior officials of the stories, from its preparation to the silence it mandated.

It plays the events of the stories on which the journey rests, and leaves out all others.  Run as a program it prepares a home on 10 May 2027, when the air traffic is closed; with the name of a step it
does in a home what was done between two visits of the journey.

    python tests/journeys/senior_officials.py HOME [met | silent]
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from journeys import story

MEETING = f"{story.FORUM}-som-3"
# Who presides, who is invited, and what is on the agenda.
BEFORE = (
    "us-01.senior_officials_fixed",
    "us-09.dominican_republic_designated",
    "us-09.notice_signed",
    "us-09.notice_confirmed",
    "us-10.first_preparation",
    "us-10.sessions_planned",
    "us-10.provisional_agenda",
    "us-10.final_agenda",
    "us-10.air_traffic_closed",
)
# The sessions, but for what the review of the procedures ends with.
MET = (
    "us-10.hours_fixed",
    "us-10.fair_hours",
    "us-10.version_proposed",
    "us-10.checked_in",
    "us-10.opened",
)


def play(forum: Any, codes: Iterable[str]) -> None:
    """The events of these codes in their order, each at its own instant."""
    from cochair.story import shelf

    told = shelf.story_of(story.FORUM)
    assert told is not None
    for event in told.events:
        if event.code in codes:
            event.play(story.stage(forum, event.at))


def prepared(forum: Any) -> None:
    """Everything until the secretariat proposes the declaration."""
    play(forum, BEFORE)


def met(forum: Any) -> None:
    """The contact is open, and a version of the procedures is proposed to it."""
    from cochair.story.eu_clasi import senior, us10_meeting

    play(forum, MET)
    senior.discuss(
        story.stage(forum, us10_meeting.story.instant("2027-05-19T15:30")), "procedures_review"
    )


def silent(forum: Any) -> None:
    """The contact is closed, and the silence that it mandated has ended unbroken."""
    from cochair.story.eu_clasi import senior, us10_meeting

    senior.conclude(
        story.stage(forum, us10_meeting.story.instant("2027-05-20T17:50")), "procedures_review"
    )
    play(forum, ("us-10.closed", "us-10.version_under_silence", "us-10.silence_passed"))


STEPS: dict[str, Callable[[Any], None]] = {"met": met, "silent": silent}


def main(home: Path, step: str = "") -> None:
    """Prepare a home, or take one step in it."""
    if not step:
        story.prepare(home, planned=True)
    else:
        story.reopen(home)
    from cochair.features.parties.models import Forum

    forum = Forum.objects.get(slug=story.FORUM)
    (STEPS[step] if step else prepared)(forum)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])

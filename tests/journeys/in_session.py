"""The ministerial meeting of the stories on its day: open since ten in Brussels, its second item on the floor.

Most delegations have come, Spain and Paraguay among them.  Run as a program it prepares a home.

    python tests/journeys/in_session.py HOME
"""

import sys
from pathlib import Path
from typing import Any

from journeys import prepared, story

MEETING = story.MINISTERIAL
COMES = prepared.instant(10, 8, 7, 30)
OPENS = prepared.instant(10, 8, 8)
NOW = prepared.instant(10, 8, 8, 30)
SURE = ("ES", "PY")


def sit(forum: Any) -> None:
    """Check in who was named, open the meeting, and put its second item on the floor."""
    from cochair.meetings import actions as meetings
    from cochair.meetings.conduct import actions, queries
    from cochair.meetings.models import Delegation, Participant
    from cochair.meetings.people import actions as people
    from cochair.meetings.people import attending
    from cochair.meetings.people.person import Person

    meeting = prepared.ministerial(forum)
    by = story.hat(forum, "secretariat", COMES)
    for row in Delegation.objects.filter(meeting=meeting, member__code__in=SURE):
        if not row.people.filter(removed_at=None).exists():
            head = story.hat(forum, row.member.code.lower(), COMES)
            lead = Person(name=f"Delegate {row.member.code} I", capacity="head", rank="minister")
            people.nominate(row, [lead], seen=row.version, by=head, at=COMES)
    for one in Participant.objects.filter(
        delegation__meeting=meeting, capacity="head", removed_at=None
    ):
        attending.check_in(meeting, one.badge, mode="physical", by=by, at=COMES)
    act = meetings.propose_step(
        meeting, kind="meeting.open", by=story.hat(forum, "ie", OPENS), at=OPENS, reason=REASON
    )
    story.both_sign(forum, act, OPENS, "ie", "bo")
    meeting = prepared.ministerial(forum)
    seen = queries.floor(meeting).last
    chair = story.hat(forum, "ie", OPENS)
    actions.open_item(meeting, "i2", seen=seen, by=chair, at=OPENS)


REASON = "The meeting opens with those who are here, as both co-chairs said beforehand."


def main(home: Path) -> None:
    """A home with the meeting in it, half an hour after it opened."""
    prepared.main(home)
    from cochair.parties.models import Forum
    from journeys import server

    sit(Forum.objects.get(slug=story.FORUM))
    server.House("", home).set_clock(NOW)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The ministerial meeting of the stories on its day: open since ten in Brussels, its second item on the floor.

Most delegations have come, Spain and Paraguay among them, and a text is on the table.  Run as a program it prepares a home.

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
    from cochair.features.conduct import actions, queries
    from cochair.features.delegations import actions as people
    from cochair.features.delegations import check_in
    from cochair.features.delegations.person import Person
    from cochair.features.meetings import actions as meetings
    from cochair.features.meetings.models import Delegation, Participant

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
        check_in.check_in(meeting, one.badge, mode="physical", by=by, at=COMES)
    here = Delegation.objects.filter(meeting=meeting, people__checked_in_at__isnull=False)
    here.update(state="accepted", accepted_at=COMES)
    act = meetings.propose_step(
        meeting, kind="meeting.open", by=story.hat(forum, "ie", OPENS), at=OPENS, reason=REASON
    )
    story.both_sign(forum, act, OPENS, "ie", "bo")
    meeting = prepared.ministerial(forum)
    seen = queries.floor(meeting).last
    chair = story.hat(forum, "ie", OPENS)
    actions.open_item(meeting, "i2", seen=seen, by=chair, at=OPENS)


def put(forum: Any) -> None:
    """The declaration on the table, put by both co-chairs twenty minutes after the opening."""
    from cochair.features.room import actions
    from cochair.features.room.terms import Wish

    made = prepared._entered(
        forum, "draft_final_document", "Joint declaration of the day", WRITTEN, "11112/26"
    )
    for language, words in PARAGRAPHS.items():
        prepared._written(made, language, words, WRITTEN)
    prepared._sent(made, WRITTEN)
    wish = Wish(
        made,
        kind="final_document",
        form="joint_declaration",
        item="i4",
        reasons={"clearance": REASON},
    )
    for name in ("ie", "bo"):
        by = story.hat(forum, name, PUT)
        actions.put(prepared.ministerial(forum), wish, by=by, at=PUT)


WRITTEN = prepared.instant(9, 20)
PUT = prepared.instant(10, 8, 8, 20)
PARAGRAPHS = {
    "en": ("Joint declaration", "1. We meet every 18 months.", "2. We share what we know."),
    "es": (
        "Declaración conjunta",
        "1. Nos reunimos cada 18 meses.",
        "2. Compartimos lo que sabemos.",
    ),
    "pt": (
        "Declaração conjunta",
        "1. Reunimo-nos a cada 18 meses.",
        "2. Partilhamos o que sabemos.",
    ),
}
REASON = "The meeting opens with those who are here, as both co-chairs said beforehand."


def main(home: Path) -> None:
    """A home with the meeting in it, half an hour after it opened."""
    prepared.main(home)
    from cochair.features.parties.models import Forum
    from journeys import server

    forum = Forum.objects.get(slug=story.FORUM)
    sit(forum)
    put(forum)
    server.House("", home).set_clock(NOW)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

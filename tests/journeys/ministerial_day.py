"""The ministerial meeting of the stories on its day, at twenty to four: two items are concluded, the declaration is on the floor.

Forty-one delegations came, 27 and 14 of 16; the declaration is clean in three languages, cleared by
both Parties, and Paraguay agreed its paragraph 14 ad referendum.  Run as a program it prepares a
home; with the name of a step it does in a home what the co-chairs and Paraguay did before a visit.

    python tests/journeys/ministerial_day.py HOME [objected]
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from journeys import negotiated, prepared, story
from journeys.prepared import instant

MEETING = story.MINISTERIAL
PAPER = negotiated.PAPER
SYMBOL = negotiated.SYMBOL
CAME = instant(10, 8, 7, 30)
OPENS = instant(10, 8, 8)
NOW = instant(10, 8, 13, 35)
PUT = instant(10, 8, 13, 40)
OBJECTED = instant(10, 8, 13, 42)
PARAGRAPH = "p-14"
WHY = "Paragraph 14 goes further than our mandate."
COMMITMENT = "JD23-01"
# The rest of CLASI, and how many ministers each Party sends; the others send replacements.
STAYED_AWAY = ("HN", "CR")
MINISTERS = {"EU": 20, "CLASI": 9}
# A delegation that looks on, and an agency that has no say.
ALSO = {
    "fr": ("delegation_head", "EU", "FR", ""),
    "europol": ("institution", "", "", "EUROPOL"),
}
CONCLUDED = {
    "i1": ("exchange", "Views were exchanged on ports, waterways and what comes through them."),
    "i2": ("note", "The ministers took note of how far the commitments have come."),
}


def prepare(forum: Any) -> None:
    """Everything until the declaration is on the floor, in the order in which it happens."""
    story.appoint(forum, ALSO)
    _preparation(forum)
    prepared._sessions(forum)
    prepared._notice(forum)
    _agendas(forum)
    _declaration(forum)
    _delegations(forum)
    _morning(forum)


def _preparation(forum: Any) -> None:
    from cochair.meetings.preparing import actions

    for held, topics in (
        (instant(7, 10, 14), ["discussions", "working_agenda"]),
        (instant(9, 21, 14), ["consensus"]),
    ):
        actions.record_preparation(
            prepared.ministerial(forum),
            held_at=held,
            format="virtual",
            present=["EU", "CLASI"],
            topics=topics,
            note="Both said what they expect of the declaration.",
            **prepared._by(forum, "secretariat", held),
        )


def _agendas(forum: Any) -> None:
    """Three items, the first of them linked to a commitment: provisional, by both."""
    from cochair.meetings.agendas.actions import Typed

    items = [
        Typed(
            title={"en": en, "es": es, "pt": pt},
            type=kind,
            tags=(tag,),
            minutes=minutes,
            commitments=(COMMITMENT,) if tag == "exchange_views" else (),
        )
        for en, es, pt, kind, tag, minutes in prepared.ITEMS[1:]
    ]
    prepared.published(forum, "provisional", items, instant(9, 8))


def _declaration(forum: Any) -> None:
    """Negotiated to the end, as in US-05: cleared by both, and its fourth revision issued."""
    from cochair.procedure import text as core
    from cochair.procedure.obstacle import Cleared
    from cochair.texts import actions, chairs, queries, within

    negotiated.entered(forum)
    issued(forum, 1, instant(9, 11))
    negotiated.first_round(forum)
    row, by = negotiated.negotiated(forum), prepared._by(forum, "py", instant(9, 17))
    actions.reserve(row, core.ReservationKind.AD_REFERENDUM, paragraph=PARAGRAPH, **by)
    negotiated.narrowed(forum)
    issued(forum, 2, instant(9, 28))
    negotiated.settled(forum)
    issued(forum, 3, instant(10, 5))
    by = prepared._by(forum, "secretariat", instant(10, 5))
    said = negotiated.now(row).paragraph(PARAGRAPH)
    words = said.words["en"].replace("stolen goods", "stolen and hidden goods")
    read = said.numbers["en"]
    chairs.edit(row, PARAGRAPH, "en", words, read=read, editorial=False, instructed=True, **by)
    negotiated.follow(
        row,
        PARAGRAPH,
        {"es": ("robados", "robados y ocultos"), "pt": ("roubados", "roubados e ocultos")},
        by,
    )
    chairs.agree(row, PARAGRAPH, instructed=True, **by)
    seen = queries.digest(negotiated.negotiated(forum))
    for name in ("ie", "bo"):
        by = prepared._by(forum, name, instant(10, 5, 10))
        within.clear(negotiated.negotiated(forum), Cleared.GIVEN, seen=seen, **by)
    issued(forum, 4, instant(10, 7))


def issued(forum: Any, number: int, at: datetime) -> None:
    """The words as they stand, sent to everybody as the next revision."""
    from cochair.texts import issuing

    row = negotiated.negotiated(forum)
    issuing.issue(
        row,
        summary=f"The words of revision {number}",
        purpose="comment",
        seen=row.document.version,
        **prepared._by(forum, "secretariat", at),
    )


def _delegations(forum: Any) -> None:
    """Each Party's office writes for its own, as it was asked to, and accepts it; all come."""
    from cochair.meetings.models import Delegation
    from cochair.meetings.people import actions, attending
    from cochair.meetings.people.person import Person

    at, left = instant(9, 24), dict(MINISTERS)
    meeting = prepared.ministerial(forum)
    rows = Delegation.objects.filter(meeting=meeting, member__isnull=False)
    for row in rows.exclude(member__code__in=STAYED_AWAY).select_related("member__party"):
        party = row.member.party.code
        by = prepared._by(forum, "secretariat" if party == "EU" else "bo", at)
        rank = "minister" if left[party] else "vice_minister"
        left[party] -= rank == "minister"
        row = actions.record_request(row, reference="Note verbale", seen=row.version, **by)
        lead = Person(name=f"Delegate {row.member.code} I", capacity="head", rank=rank)
        (one,) = actions.nominate(row, [lead], seen=row.version, **by)
        row.refresh_from_db()
        if rank != "minister":
            row = actions.declare_replacement(
                row, replaces="Minister of the Interior", seen=row.version, **by
            )
        row = actions.submit(row, seen=row.version, **by)
        actions.accept(row, seen=row.version, **by)
        door = prepared._by(forum, "secretariat", CAME)
        attending.check_in(meeting, one.badge, mode="physical", **door)


def _morning(forum: Any) -> None:
    """Opened by both at ten in Brussels; two items concluded, the third on the floor."""
    from cochair.meetings import actions as meetings
    from cochair.meetings import chairing
    from cochair.meetings.conduct import actions, queries

    for name in ("ie", "bo"):
        by = prepared._by(forum, name, CAME)
        chair = chairing.appoint_chair(
            prepared.ministerial(forum), member=name.upper(), deputy=False, **by
        )
        chairing.check_in(prepared.ministerial(forum), chair.pk, **by)
    act = meetings.propose_step(
        prepared.ministerial(forum),
        kind="meeting.open",
        reason="",
        **prepared._by(forum, "ie", OPENS),
    )
    story.both_sign(forum, act, OPENS, "ie", "bo")
    meeting = prepared.ministerial(forum)

    def last() -> int:
        return int(queries.floor(meeting).last)

    for key, opened, ended in (("i1", OPENS, instant(10, 8, 10)), ("i2", instant(10, 8, 13), NOW)):
        actions.open_item(meeting, key, seen=last(), **prepared._by(forum, "ie", opened))
        kind, said = CONCLUDED[key]
        by = prepared._by(forum, "ie", ended)
        actions.conclude_item(meeting, key, words={"en": said}, kind=kind, seen=last(), **by)
    actions.open_item(meeting, "i3", seen=last(), **prepared._by(forum, "ie", NOW))


def objected(forum: Any) -> None:
    """Both put the declaration, and two minutes later Paraguay objects to paragraph 14."""
    from cochair.decisions.room import actions, queries
    from cochair.decisions.room.putting import Wish
    from cochair.documents.models import Document

    paper = Document.objects.get(forum=forum, slug=PAPER)
    wish = Wish(paper, kind="final_document", form="joint_declaration", item="i3")
    for name in ("ie", "bo"):
        actions.put(prepared.ministerial(forum), wish, **prepared._by(forum, name, PUT))
    row = queries.decisions(forum).get()
    actions.object_to(
        row,
        words=WHY,
        paragraphs=(PARAGRAPH,),
        language="en",
        by=story.hat(forum, "py", OBJECTED),
        received_at=OBJECTED,
    )


def main(home: Path, step: str = "") -> None:
    """A home at the instant before the declaration is put, or a step in it."""
    if step:
        story.reopen(home)
    else:
        story.prepare(home, planned=True, confirmed=True)
    from cochair.parties.models import Forum

    forum = Forum.objects.get(slug=story.FORUM)
    (objected if step == "objected" else prepare)(forum)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])

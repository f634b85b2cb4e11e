"""The ministerial meeting of the stories on its day, at twenty to four: two items are concluded, the declaration is on the floor.

Forty-one delegations came, 27 and 14 of 16; the declaration is clean in three languages, cleared by
both Parties, and Paraguay agreed its paragraph 9 ad referendum.  Run as a program it prepares a
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
WHY = "Paragraph 9 goes further than our mandate."
# What Paraguay says of it where the story tells it.
TOLD = "Nuestro mandato se limita a los bienes robados"
COMMITMENT = "JD23-01"
# A delegation that looks on, and an agency that has no say.
ALSO = {
    "fr": ("delegation_head", "EU", "FR", ""),
    "europol": ("institution", "", "", "EUROPOL"),
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
    from cochair.features.preparations import actions

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
    from cochair.features.agendas.actions import Typed

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
    from cochair.story.eu_clasi import us05

    negotiated.entered(forum)
    issued(forum, 1, instant(9, 11))
    negotiated.first_round(forum)
    us05.paraguay_asks_its_capital(story.stage(forum, instant(9, 17)))
    negotiated.narrowed(forum)
    issued(forum, 2, instant(9, 28))
    negotiated.settled(forum)
    us05.third_issue(story.stage(forum, instant(10, 5)))
    us05.eu_clears(story.stage(forum, instant(10, 5, 10)))
    us05.clasi_clears(story.stage(forum, instant(10, 5, 10)))
    us05.fourth_issue(story.stage(forum, instant(10, 7)))


def issued(forum: Any, number: int, at: datetime) -> None:
    """The words as they stand, sent to everybody as the next revision."""
    from cochair.story.eu_clasi import declaration

    declaration.issued(story.stage(forum, at), number)


def _delegations(forum: Any) -> None:
    """Each Party's office writes for its own, as it was asked to, and accepts it."""
    from cochair.story.eu_clasi import us06

    us06.delegations_named(story.stage(forum, instant(9, 24)))


def _morning(forum: Any) -> None:
    """All come; opened by both at ten in Brussels; two items concluded, the third on the floor."""
    from cochair.story.eu_clasi import us06

    us06.delegations_come(story.stage(forum, CAME))
    us06.opened(story.stage(forum, OPENS))
    us06.views_exchanged(story.stage(forum, instant(10, 8, 10)))
    us06.review_opened(story.stage(forum, instant(10, 8, 13)))
    us06.review_concluded(story.stage(forum, NOW))


def objected(forum: Any) -> None:
    """Both put the declaration, and two minutes later Paraguay objects to paragraph 9."""
    from cochair.story.eu_clasi import us06

    us06.put(story.stage(forum, PUT))
    us06.paraguay_objects(story.stage(forum, OBJECTED))


def main(home: Path, step: str = "") -> None:
    """A home at the instant before the declaration is put, or a step in it."""
    if step:
        story.reopen(home)
    else:
        story.prepare(home, planned=True, confirmed=True)
    from cochair.features.parties.models import Forum

    forum = Forum.objects.get(slug=story.FORUM)
    (objected if step == "objected" else prepare)(forum)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])

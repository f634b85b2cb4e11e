"""What is under way when a presidency ends: texts, silences, decisions, records, stock-taking, requests.

Each as far as the office reads it for which a handover file is gathered.  Source: domain.md B.11.
"""

from collections.abc import Iterable
from datetime import datetime

from cochair.commitments.stocktaking import queries as stocktaking
from cochair.kernel.handover import Names, Row, handed
from cochair.meetings.observing import queries as observing
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.texts import deciding
from cochair.texts import queries as negotiated


def texts(forum: Forum, hat: Hat, at: datetime) -> Iterable[Row]:
    """The texts that are still negotiated."""
    for one in negotiated.visible(forum, hat, at):
        if not deciding.is_over(one, deciding.on(one)):
            yield handed(one.document.title, where=("texts:text", forum.slug, one.document.slug))


def reports_open(forum: Forum, named: Names) -> Iterable[Row]:
    """The stock-taking reports that are not final, by their cycles."""
    for one in stocktaking.reports(forum):
        if one.final_at is None:
            number = one.cycle.number
            yield handed(
                named.get(f"{forum.slug}-cycle-{number}", {}),
                where=("commitments:stocktaking", forum.slug, str(number)),
            )


def requests(forum: Forum, named: Names, party: str, at: datetime) -> Iterable[Row]:
    """The requests to attend as an observer that the Party has not answered."""
    for one in observing.unanswered(forum, party, parties.book(forum, at)):
        yield handed(
            one.organisation.name,
            note=named.get(one.meeting.slug, {}),
            where=("meetings:observer", forum.slug, one.meeting.slug, str(one.pk)),
        )

"""What is under way when a presidency ends: texts, silences, decisions, records, stock-taking, requests.

Each as far as the office reads it for which a handover file is gathered.  Source: domain.md B.11.
"""

from collections.abc import Iterable
from datetime import datetime

from cochair.commitments.stocktaking import queries as stocktaking
from cochair.decisions.room import queries as room
from cochair.decisions.silence import queries as silences
from cochair.handovers.rows import Names, Row, row
from cochair.meetings.observing import queries as observing
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.procedure import consensus
from cochair.procedure.calendar import civil_day
from cochair.procedure.consensus.stages import ON_THE_TABLE
from cochair.records.record import queries as records
from cochair.texts import deciding
from cochair.texts import queries as negotiated


def texts(forum: Forum, hat: Hat, at: datetime) -> Iterable[Row]:
    """The texts that are still negotiated."""
    for one in negotiated.visible(forum, hat, at):
        if not deciding.is_over(one, deciding.on(one)):
            yield row(one.document.title, where=("texts:text", forum.slug, one.document.slug))


def silences_running(forum: Forum, hat: Hat, at: datetime) -> Iterable[Row]:
    """The silence procedures that have not ended, by the day on which they do."""
    for one in silences.visible(forum, hat, at).filter(settled_at=None, withdrawal=None):
        yield row(
            one.revision.document.title,
            day=civil_day(one.expires_at, one.zone),
            where=("decisions:decision", forum.slug, str(one.number)),
        )


def submitted(forum: Forum, named: Names, hat: Hat, at: datetime) -> Iterable[Row]:
    """The texts submitted for adoption of which nothing is declared yet, with their meetings."""
    for one in room.visible(forum, hat, at).order_by("meeting__slug", "number"):
        if consensus.stage(room.decision(one)) in ON_THE_TABLE:
            yield row(
                one.document.title,
                note=named.get(one.meeting.slug, {}),
                where=("decisions:in-room", forum.slug, one.meeting.slug, str(one.number)),
            )


def records_open(forum: Forum, named: Names) -> Iterable[Row]:
    """The records of meetings that both have not approved."""
    for one in records.records(forum).filter(approval=None):
        yield row(
            named.get(one.meeting.slug, {}), where=("records:record", forum.slug, one.meeting.slug)
        )


def reports_open(forum: Forum, named: Names) -> Iterable[Row]:
    """The stock-taking reports that are not final, by their cycles."""
    for one in stocktaking.reports(forum):
        if one.final_at is None:
            number = one.cycle.number
            yield row(
                named.get(f"{forum.slug}-cycle-{number}", {}),
                where=("commitments:stocktaking", forum.slug, str(number)),
            )


def requests(forum: Forum, named: Names, party: str, at: datetime) -> Iterable[Row]:
    """The requests to attend as an observer that the Party has not answered."""
    for one in observing.unanswered(forum, party, parties.book(forum, at)):
        yield row(
            one.organisation.name,
            note=named.get(one.meeting.slug, {}),
            where=("meetings:observer", forum.slug, one.meeting.slug, str(one.pk)),
        )

"""What is under way when a presidency ends: texts, silences, decisions, records.

Each as far as the office reads it for which a handover file is gathered.  Source: domain.md B.11.
"""

from collections.abc import Iterable
from datetime import datetime

from cochair.decisions.room import queries as room
from cochair.decisions.room.obstacles import ON_THE_TABLE
from cochair.decisions.silence import queries as silences
from cochair.kernel.handover import Names, Row, handed
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.procedure import consensus
from cochair.procedure.calendar import civil_day
from cochair.records.record import queries as records


def silences_running(forum: Forum, hat: Hat, at: datetime) -> Iterable[Row]:
    """The silence procedures that have not ended, by the day on which they do."""
    for one in silences.visible(forum, hat, at).filter(settled_at=None, withdrawal=None):
        yield handed(
            one.revision.document.title,
            day=civil_day(one.expires_at, one.zone),
            where=("decisions:decision", forum.slug, str(one.number)),
        )


def submitted(forum: Forum, named: Names, hat: Hat, at: datetime) -> Iterable[Row]:
    """The texts submitted for adoption of which nothing is declared yet, with their meetings."""
    for one in room.visible(forum, hat, at).order_by("meeting__slug", "number"):
        if consensus.stage(room.decision(one)) in ON_THE_TABLE:
            yield handed(
                one.document.title,
                note=named.get(one.meeting.slug, {}),
                where=("decisions:in-room", forum.slug, one.meeting.slug, str(one.number)),
            )


def records_open(forum: Forum, named: Names) -> Iterable[Row]:
    """The records of meetings that both have not approved."""
    for one in records.records(forum).filter(approval=None):
        yield handed(
            named.get(one.meeting.slug, {}), where=("records:record", forum.slug, one.meeting.slug)
        )

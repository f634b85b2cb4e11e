"""Whose turn it is on an action for some commitments, and on its milestones."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from cochair.commitments.measures import codes, queries
from cochair.commitments.models import Action
from cochair.kernel.kind import Turn
from cochair.parties import queries as parties
from cochair.parties.turns import signed
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import _
from cochair.records.points.queries import kind_of
from cochair.records.points.turns import OF_OWNER

AHEAD = timedelta(days=14)
ENDORSE = _("Endorse action {n}")
BEGAN = _("Say that it began: action {n}")
ENDED = _("Say how it ended: action {n}")
REACHED = _("Report the milestone: {title}")


def turns(row: Action, at: datetime) -> Iterable[Turn]:
    """Both endorse it; then its lead says that it began, which milestones are reached (from two
    weeks before they are due), and how it ended; nobody acts on one that is over."""
    if row.ended_at is not None:
        return
    number, today = str(row.number), civil_day(at, row.forum.zone)
    page = ("commitments:action", number)
    if row.state == codes.PROPOSED:
        if not queries.waiting(row.forum, queries.SUBJECT, row.number):
            until = end_of_day(row.start, row.forum.zone)
            for party in parties.roster(row.forum).party_codes:
                yield from signed(party, ENDORSE, {"n": number}, page, until, "fixed")
        return
    if row.state == codes.ENDORSED and row.start <= today:
        yield from _of_lead(row, BEGAN, {"n": number}, page, row.start)
    if row.state == codes.IN_PROGRESS and row.end is not None and row.end < today:
        yield from _of_lead(row, ENDED, {"n": number}, page, row.end)
    for one in row.milestones.all():
        if one.done_on is None and one.due <= civil_day(at + AHEAD, row.forum.zone):
            where = (*page, "#milestones")
            yield from _of_lead(row, REACHED, {"title": one.title}, where, one.due)


def _of_lead(
    row: Action, says: str, facts: Mapping[str, object], where: tuple[str, ...], due: date
) -> Iterable[Turn]:
    """The offices that speak for whoever leads an action, by the end of a civil day."""
    until = end_of_day(due, row.forum.zone)
    for role in OF_OWNER[kind_of(row.lead, parties.roster(row.forum))]:
        yield Turn(role.value, row.lead, says, facts, until, "fixed", where)

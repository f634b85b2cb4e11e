"""Versions that meetings adopted, and with what their reviews ended, as the core's facts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from cochair.features.compliance.models import ProposedVersion
from cochair.features.parties.models import Forum
from cochair.features.review import queries
from cochair.procedure import facts
from cochair.procedure.calendar import civil_day


def adopted(forum: Forum) -> tuple[facts.ProcedureVersion, ...]:
    """The versions that were adopted here: how, where and when is read from the decision."""
    rows = ProposedVersion.objects.filter(forum=forum, adopted__isnull=False)
    return tuple(_version(row) for row in rows.select_related("forum", "meeting"))


def with_reviews(forum: Forum, meetings: Iterable[facts.Meeting]) -> tuple[facts.Meeting, ...]:
    """The meetings, their items linked to the outcome of the review that was noted there."""
    found: dict[str, tuple[datetime, str]] = {
        row.meeting.slug: (row.at, f"outcome:{row.outcome}") for row in queries.reviews(forum)
    }
    return tuple(_with(one, found.get(one.id)) for one in meetings)


def _with(meeting: facts.Meeting, noted: tuple[datetime, str] | None) -> facts.Meeting:
    if noted is None:
        return meeting
    links = frozenset({noted[1]})
    agendas = tuple(
        replace(
            agenda, items=tuple(replace(item, links=item.links | links) for item in agenda.items)
        )
        for agenda in meeting.agendas
    )
    return replace(meeting, agendas=agendas)


def _version(row: ProposedVersion) -> facts.ProcedureVersion:
    assert row.decided_at is not None and row.meeting is not None
    return facts.ProcedureVersion(
        number=row.number,
        at=row.decided_at,
        method=row.method,
        configuration=row.meeting.configuration,
        adopted_on=civil_day(row.decided_at, row.forum.zone),
        effective_from=row.effective_from,
    )

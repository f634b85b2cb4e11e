"""Observers as the core's facts: each Party's answers with their own instants."""

from datetime import datetime

from cochair.features.meetings.facts.by_meeting import By, Keys, grouped
from cochair.features.meetings.models import ObserverRequest
from cochair.procedure import facts

AGREED, DECLINED, WITHDRAWN = "agreed", "declined", "withdrawn"


def observers(meetings: Keys, came: dict[tuple[int, str], datetime]) -> By[facts.Observer]:
    """Every request that the applicant did not take back before anything came of it."""
    rows = (
        ObserverRequest.objects.filter(meeting__in=meetings)
        .exclude(withdrawn_at__isnull=False, invited_at=None)
        .select_related("organisation")
        .prefetch_related("answers__party")
    )
    return grouped((row.meeting_id, _observer(row, came)) for row in rows)


def _observer(row: ObserverRequest, came: dict[tuple[int, str], datetime]) -> facts.Observer:
    agreements: dict[str, datetime] = {}
    withdrawn: dict[str, datetime] = {}
    for answer in row.answers.all():
        party = answer.party.code
        if answer.answer == AGREED:
            # An agreement that was taken back and given anew counts from the new one.
            if party not in agreements or party in withdrawn:
                agreements[party] = answer.at
            withdrawn.pop(party, None)
        elif party in agreements:
            withdrawn[party] = answer.at
    arrived = came.get((row.meeting_id, row.organisation.code))
    return facts.Observer(
        id=f"observer-{row.pk}",
        at=row.submitted_at,
        organisation=row.organisation.code,
        agreements=agreements,
        withdrawn=withdrawn,
        invited_at=row.invited_at,
        admitted_at=row.admitted_at or arrived,
    )

"""Requests as they stand, from their rows; used also by the door to a meeting."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.meetings.models import ObserverAnswer, ObserverRequest
from cochair.features.observers.states import Answer, Said, Standing


def standing(
    row: ObserverRequest, needed: tuple[str, ...], came: Mapping[int, datetime] | None = None
) -> Standing:
    """A request as it stands.

    `row` has its answers at hand with their Parties, `needed` are the codes of the Parties that
    must agree, `came` holds the first check-in (UTC) by the key of an organisation.
    """
    return Standing(
        needed=needed,
        answers=_by_party(row.answers.all()),
        invited_at=row.invited_at,
        outside=row.invited_outside,
        admitted_at=row.admitted_at or (came or {}).get(row.organisation_id),
        withdrawn_at=row.withdrawn_at,
        too_late_from=row.meeting.opened_at or row.meeting.cancelled_at or row.meeting.shut_at,
    )


def _by_party(answers: Iterable[ObserverAnswer]) -> Mapping[str, tuple[Said, ...]]:
    found: dict[str, list[Said]] = {}
    for one in answers:
        found.setdefault(one.party.code, []).append(Said(Answer(one.answer), one.at))
    return {party: tuple(said) for party, said in found.items()}

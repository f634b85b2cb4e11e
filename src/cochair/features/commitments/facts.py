"""Instruments and commitments as the core's facts, in a fixed number of queries."""

from dataclasses import replace
from datetime import datetime

from cochair.features.commitments.models import Commitment, Instrument, ProgressReport, Relation
from cochair.features.parties.models import Forum
from cochair.procedure import facts
from cochair.procedure.calendar import start_of_day

IN_FORCE = "in_force"


def instruments(forum: Forum) -> tuple[facts.Instrument, ...]:
    """Every instrument of the forum; history counts from the day it was adopted."""
    return tuple(
        facts.Instrument(
            id=row.slug,
            at=start_of_day(row.day, forum.zone),
            kind=row.kind,
            day=row.day,
            status=row.status,
            languages=frozenset(row.languages),
            imported=row.imported or row.attestation_id is not None,
        )
        for row in Instrument.objects.filter(forum=forum)
    )


def commitments(forum: Forum) -> tuple[facts.Commitment, ...]:
    """Every commitment of the forum, known from the day of its instrument or from when both
    agreed to it here, with its reports."""
    reported: dict[int, tuple[datetime, ...]] = {}
    rows = ProgressReport.objects.filter(commitment__instrument__forum=forum).order_by("at")
    for pk, at in rows.values_list("commitment", "at"):
        reported[pk] = (*reported.get(pk, ()), at)
    return tuple(
        facts.Commitment(
            id=row.slug,
            at=row.at or start_of_day(row.instrument.day, forum.zone),
            instrument=row.instrument.slug,
            # What both ended was in force until then, and is told with the instant.
            state=IN_FORCE if row.settled_at else row.state,
            statuses=reported.get(row.pk, ()),
            imported=row.instrument.imported or row.instrument.attestation_id is not None,
            settled_at=row.settled_at,
        )
        for row in Commitment.objects.filter(instrument__forum=forum).select_related("instrument")
    )


def compared(forum: Forum) -> frozenset[str]:
    """The commitments that were compared with other initiatives, by id."""
    rows = Relation.objects.filter(commitment__instrument__forum=forum, ended_at=None)
    return frozenset(rows.values_list("commitment__slug", flat=True))


def with_comparisons(
    meetings: tuple[facts.Meeting, ...],
    known: tuple[facts.Commitment, ...],
    compared: frozenset[str],
) -> tuple[facts.Meeting, ...]:
    """The meetings, their coherence notes saying which commitments were never compared.

    Only commitments in force that were there before the meeting opened are asked for.
    """
    return tuple(_with_comparisons(one, known, compared) for one in meetings)


def _with_comparisons(
    meeting: facts.Meeting, known: tuple[facts.Commitment, ...], compared: frozenset[str]
) -> facts.Meeting:
    if not meeting.coherence_notes:
        return meeting
    opened = meeting.opened_at
    left = frozenset(
        one.id
        for one in known
        if (one.is_in_force if opened is None else one.was_in_force(opened))
        and one.id not in compared
    )
    notes = tuple(replace(note, unknown_relations=left) for note in meeting.coherence_notes)
    return replace(meeting, coherence_notes=notes)

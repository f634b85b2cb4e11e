"""Instruments and commitments as the core's facts, in two queries."""

from cochair.commitments.models import Commitment, Instrument
from cochair.parties.models import Forum
from cochair.procedure import facts
from cochair.procedure.calendar import start_of_day


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
            imported=row.imported,
        )
        for row in Instrument.objects.filter(forum=forum)
    )


def commitments(forum: Forum) -> tuple[facts.Commitment, ...]:
    """Every commitment of the forum, known from the day of its instrument."""
    return tuple(
        facts.Commitment(
            id=row.slug,
            at=start_of_day(row.instrument.day, forum.zone),
            instrument=row.instrument.slug,
            state=row.state,
            imported=row.instrument.imported,
        )
        for row in Commitment.objects.filter(instrument__forum=forum).select_related("instrument")
    )

"""Who presides a meeting for each Party, as every page says it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.meetings.facts.own import NOT_ESTABLISHED
from cochair.features.meetings.models import CoChair
from cochair.procedure.calendar import told_in
from cochair.procedure.presidency import Term, holder

DAY = "day"


def named(rows: Iterable[CoChair]) -> dict[str, str]:
    """The co-chairs that a source names, a Party appointed or both attested, as members by Party (codes);
    no deputy, and none that is only taken from the rota."""
    return {
        one.party.code: one.member.code
        for one in rows
        if not one.deputy and one.ended_at is None and one.certainty not in NOT_ESTABLISHED
    }


def presiding(
    chairs: Mapping[str, str], parties: Iterable[str], terms: Iterable[Term], first: datetime | None
) -> dict[str, str | None]:
    """The member that presides for each Party (codes): the co-chair that is named, else whoever holds the
    presidency on the first day; None where neither is known.

    `first` is the first day as an instant (aware UTC); None while no exact day is known.
    """
    held = tuple(terms)
    return {
        party: chairs.get(party) or (holder(held, party, first).holder if first else None)
        for party in parties
    }


def first_instant(
    starts: datetime | None, precision: str, zone: str, elsewhere: str
) -> datetime | None:
    """The first day of a meeting as an instant (aware UTC) for whoever counts days in the zone `elsewhere`;
    None while no exact day is known."""
    return told_in(starts, zone, elsewhere) if starts is not None and precision == DAY else None

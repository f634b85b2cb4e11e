"""Who presides a meeting for each Party, as every page says it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.meetings.facts.own import NOT_ESTABLISHED
from cochair.features.meetings.models import CoChair
from cochair.procedure.calendar import told_in
from cochair.procedure.presidency import Term, holder
from cochair.procedure.view import A_MOMENT

DAY = "day"


def stands(row: CoChair) -> bool:
    """Whether somebody chairs a meeting, or is its deputy: named by a source, appointed, or attested by
    both, and not ended; whom the rota alone would give is nobody yet."""
    return row.ended_at is None and row.certainty not in NOT_ESTABLISHED


def named(rows: Iterable[CoChair]) -> dict[str, str]:
    """The co-chairs that a source names, a Party appointed or both attested, as members by Party (codes);
    no deputy, and none that is only taken from the rota."""
    return {one.party.code: one.member.code for one in rows if not one.deputy and stands(one)}


def presiding(
    chairs: Mapping[str, str],
    parties: Iterable[str],
    terms: Iterable[Term],
    begins: tuple[datetime, datetime] | None,
) -> dict[str, str | None]:
    """The member that presides for each Party (codes): the co-chair that is named, else whoever holds the
    presidency all the time in which the meeting may begin; None where that is nobody.

    `begins` are the first and last instant (aware UTC) of that time; None while it is not known.
    """
    held = tuple(terms)
    return {party: chairs.get(party) or _holds(held, party, begins) for party in parties}


def may_begin(
    starts: datetime | None, ends: datetime | None, precision: str, zone: str, elsewhere: str
) -> tuple[datetime, datetime] | None:
    """The first and last instant (aware UTC) at which a meeting may begin, for whoever counts days in the
    zone `elsewhere`: of one with a day the same; None while one of them is not known."""
    if starts is None:
        return None
    first = told_in(starts, zone, elsewhere)
    if precision == DAY:
        return first, first
    return (first, told_in(ends, zone, elsewhere) - A_MOMENT) if ends is not None else None


def _holds(
    terms: tuple[Term, ...], party: str, begins: tuple[datetime, datetime] | None
) -> str | None:
    if begins is None:
        return None
    first, last = (holder(terms, party, at) for at in begins)
    return first.holder if first.term == last.term else None

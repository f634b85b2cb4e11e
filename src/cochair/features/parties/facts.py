"""Members and presidency terms as the core's facts."""

from datetime import datetime

from cochair.features.parties.models import Member, PresidencyTerm
from cochair.procedure.calendar import end_of_day
from cochair.procedure.facts import Membership
from cochair.procedure.presidency import Edge, Term, TermStatus, Unknown

FIXED_ORDER = "calendar_half_year"


def membership(row: Member) -> Membership:
    """A membership; a start that is not known to the day counts from its latest possible day."""
    return Membership(
        party=row.party.code,
        member=row.code,
        start=row.member_from or row.from_not_after,
        end=row.member_to,
    )


def term(row: PresidencyTerm) -> Term:
    """A term of office with its edges, known or between two instants."""
    return Term(
        id=row.slug,
        party=row.party.code,
        holder=row.holder.code if row.holder else None,
        start=_edge(row.start, row.start_not_before, row.start_not_after),
        end=_edge(row.end, row.end_not_before, row.end_not_after),
        status=TermStatus(row.status),
        certainty=row.certainty,
        at=row.known_at or _from_its_own_date(row),
    )


def _from_its_own_date(row: PresidencyTerm) -> datetime | None:
    """From when a term of history is known: always, where the order is fixed for years ahead.

    A Party that hands over at an event knows of a term from its beginning; a designation
    without a date counts from the last day that the history knows (corrections.md section 1).
    """
    if row.party.model == FIXED_ORDER:
        return None
    began = row.start or row.start_not_before
    last = row.party.forum.known_until
    if began is None and last is not None:
        return end_of_day(last, row.party.forum.zone)
    return began


def is_disputed(term: PresidencyTerm) -> bool:
    """Whether another claims the same office, here or in the sources that were loaded."""
    return TermStatus.DISPUTED in {term.status, term.certainty}


def _edge(
    at: datetime | None, not_before: datetime | None, not_after: datetime | None
) -> Edge | None:
    """An instant, two bounds, or None: a start without a date, an end that is open."""
    if at is None and (not_before or not_after):
        return Unknown(not_before, not_after)
    return at

"""Whose turn it is while one presidency of a Party hands over to the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cochair.handovers.models import Pack
from cochair.kernel.kind import Turn
from cochair.parties import queries as parties
from cochair.parties.models import Forum, PresidencyTerm
from cochair.parties.offices import WIND_DOWN, Role
from cochair.parties.turns import signed_by
from cochair.procedure.presidency import HoldingKind, holder, incoming
from cochair.procedure.refusal import _

AHEAD = timedelta(days=30)
MAKE = _("Make the handover file")
ACCEPT = _("Read and accept the handover file")
ACKNOWLEDGE = _("Acknowledge the handover file")
WHERE = ("handovers:handover",)


@dataclass(frozen=True, slots=True)
class Handing:
    """A term of a forum that ends at an instant (aware UTC), with its newest file, if one was made."""

    forum: Forum
    term: PresidencyTerm
    end: datetime
    file: Pack | None


def handings(forum: Forum) -> tuple[Handing, ...]:
    """The terms whose last instant is known and whose file is not accepted and acknowledged; in a
    fixed number of queries."""
    rows = Pack.objects.filter(forum=forum).select_related("party", "incoming", "term__holder")
    newest = {pack.term_id: pack for pack in rows.order_by("number")}
    roster = parties.roster(forum)
    ends = {one.id: one.end for one in roster.terms if isinstance(one.end, datetime)}
    found = (
        Handing(forum, row, ends[row.slug], newest.get(row.pk))
        for row in roster.term_rows
        if row.slug in ends and row.holder is not None
    )
    return tuple(one for one in found if not _is_complete(one.file))


def turns(one: Handing, at: datetime) -> Iterable[Turn]:
    """Who makes the file of a handover, then who accepts and who acknowledges it, at an instant (UTC)."""
    if one.file is None:
        yield from _making(one, at)
        return
    where = ("handovers:pack", str(one.file.number), "#state")
    if one.file.accepted_at is None:
        role = Role.INCOMING if at < one.end else Role.CO_PRESIDENCY
        yield _turn(role, one.file.incoming.code, ACCEPT, one, where)
    if one.file.acknowledged_at is None and one.term.holder is not None:
        if at < one.end + WIND_DOWN:
            yield _turn(Role.CO_PRESIDENCY, one.term.holder.code, ACKNOWLEDGE, one, where)
        else:
            yield _turn(Role.SECRETARIAT, one.file.party.code, ACKNOWLEDGE, one, where)


def _making(one: Handing, at: datetime) -> Iterator[Turn]:
    """From 30 days before the end of the term; for 90 days after it whoever left makes it, or the
    secretariat."""
    party, terms = one.term.party.code, parties.roster(one.forum).terms
    if one.end - AHEAD <= at < one.end:
        after = incoming(terms, party, at)
        if after and after[0].kind is HoldingKind.HELD:
            yield from signed_by((party,), MAKE, {}, one.end, "fixed", WHERE)
        return
    still = one.end <= at < one.end + WIND_DOWN and _is_last(one, at)
    if still and holder(terms, party, at).holder is not None and one.term.holder is not None:
        yield _turn(Role.CO_PRESIDENCY, one.term.holder.code, MAKE, one, WHERE)
        yield _turn(Role.SECRETARIAT, party, MAKE, one, WHERE)


def _is_last(one: Handing, at: datetime) -> bool:
    """Whether no other term of the Party has ended since."""
    return not any(
        other.party == one.term.party.code
        and isinstance(other.end, datetime)
        and one.end < other.end <= at
        for other in parties.roster(one.forum).terms
    )


def _turn(role: Role, of: str, says: str, one: Handing, where: tuple[str, ...]) -> Turn:
    return Turn(role.value, of, says, {}, one.end, "fixed", where)


def _is_complete(file: Pack | None) -> bool:
    return file is not None and None not in (file.accepted_at, file.acknowledged_at)

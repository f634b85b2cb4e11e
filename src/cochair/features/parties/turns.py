"""Whose turn it is while it is not settled who presides a Party; and turns of a presidency or a
secretariat, for all kinds."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from cochair.features.parties import queries
from cochair.features.parties.models import Forum, Party
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Turn
from cochair.procedure.calendar import civil_day
from cochair.procedure.presidency import HoldingKind, holder, incoming
from cochair.procedure.refusal import _

AHEAD = timedelta(days=90)
NEXT = _("Record the next presidency of {party}")
SETTLE = _("Settle the presidency of {party}")
SETTLE_NEXT = _("Settle the next presidency of {party}")
SETTLE_FROM = _("Settle the presidency of {party} from {day} on")
WHERE = ("parties:members",)
THERE = ("parties:members", "#designate")


def signed(
    party: str,
    says: str,
    facts: Mapping[str, object],
    address: tuple[str, ...],
    until: datetime | None = None,
    firm: str = "",
) -> Iterator[Turn]:
    """What the presidency of a Party does, and its secretariat prepares; `until` as in `Turn`."""
    for role in (Role.CO_PRESIDENCY, Role.SECRETARIAT):
        prepares = role is Role.SECRETARIAT
        yield Turn(role.value, party, says, facts, until, firm, address, prepares)


def of_secretariat(
    party: str,
    says: str,
    facts: Mapping[str, object],
    address: tuple[str, ...],
    until: datetime | None = None,
    firm: str = "",
) -> Turn:
    """What the secretariat of a Party does by itself; `until` as in `Turn`."""
    return Turn(Role.SECRETARIAT.value, party, says, facts, until, firm, address)


def signed_by(
    parties: Iterable[str],
    says: str,
    facts: Mapping[str, object],
    until: datetime | None,
    firm: str,
    address: tuple[str, ...],
) -> Iterator[Turn]:
    """What the presidency of each of some Parties does, and its secretariat prepares."""
    for party in parties:
        yield from signed(party, says, facts, address, until, firm)


def presided(forum: Forum) -> tuple[Party, ...]:
    """The Parties of a forum: one that nobody presides has no term that could be asked."""
    return queries.roster(forum).parties


def turns(party: Party, at: datetime) -> Iterable[Turn]:
    """A Party says who presides it next, from 90 days before the end of a term, and settles a dispute.

    While nobody is known to preside, its secretariat does, at an instant (UTC).
    """
    terms, facts = queries.roster(party.forum).terms, {"party": party.short}
    now, after = holder(terms, party.code, at), incoming(terms, party.code, at)
    if now.holder is None:
        disputed = now.kind is HoldingKind.DISPUTED
        says, where = (SETTLE, WHERE) if disputed else (NEXT, THERE)
        yield Turn(Role.SECRETARIAT.value, party.code, says, facts, None, "", where)
        return
    end = now.term.end if now.term is not None else None
    until = end if isinstance(end, datetime) else None
    firm = "fixed" if until is not None else ""
    if any(one.kind is HoldingKind.DISPUTED for one in after):
        says = SETTLE_NEXT if until is None else SETTLE_FROM
        if until is not None:
            facts = {**facts, "day": civil_day(until, party.forum.zone)}
        yield Turn(Role.CO_PRESIDENCY.value, party.code, says, facts, until, firm, WHERE)
    elif not after and until is not None and until - at <= AHEAD:
        yield from signed_by((party.code,), NEXT, facts, until, firm, THERE)

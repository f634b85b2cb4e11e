"""Turns that both Parties have alike: of their co-presidencies, and of their secretariats."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Turn


def of_both(
    forum: Forum,
    says: str,
    facts: Mapping[str, object],
    address: tuple[str, ...],
    *,
    until: datetime | None = None,
    firm: str = "",
    signed: bool = True,
    prepared: bool = True,
) -> Iterable[Turn]:
    """The same turn for each Party: its co-presidency signs, its secretariat prepares.

    Without `prepared` the co-presidency acts alone; what is not `signed` the secretariat does itself.
    """
    for party in parties.roster(forum).party_codes:
        if signed:
            role = Role.CO_PRESIDENCY.value
            yield Turn(role, party, says, facts, until, firm, address)
        if prepared:
            role = Role.SECRETARIAT.value
            yield Turn(role, party, says, facts, until, firm, address, prepares=signed)

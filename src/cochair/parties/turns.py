"""Whose turn it is where a presidency or a delegation acts for its Party, member or organisation."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cochair.kernel.kind import Turn
from cochair.parties.offices import Role


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

"""To which closed cycle a thing belongs, by what the journal calls it.

Each kind says it of its things (`ends_with`).  Source: domain.md C.4 (Cycle).
"""

from cochair.kernel import kind as kinds
from cochair.parties import queries as parties


def closed_cycle_of(forum: str, kind: str, name: str) -> int | None:
    """The number of the closed cycle to which a thing of a forum (a slug) belongs, or None."""
    declared = kinds.of(kind)
    found = parties.forum(forum)
    if declared is None or found is None:
        return None
    if isinstance(declared.find, kinds.No) or isinstance(declared.ends_with, kinds.No):
        return None
    row = declared.find(found, name)
    cycle = declared.ends_with(row) if row is not None else None
    return cycle.number if cycle is not None and cycle.closed_at is not None else None

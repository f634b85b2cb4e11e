"""Whose turn it is to take the archive of a closed cycle away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cochair.archives.models import Archive
from cochair.cycles.models import Cycle
from cochair.kernel.kind import Turn
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Role
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import _

TAKEN = timedelta(days=30)
DOWNLOAD = _("Download the archive: cycle {n}")


@dataclass(frozen=True, slots=True)
class Untaken:
    """A closed cycle of which a Party (by code) took no archive since."""

    cycle: Cycle
    party: str


def untaken(forum: Forum) -> tuple[Untaken, ...]:
    """The archives of closed cycles that a Party of a forum has not taken; in a fixed number of queries."""
    cycles = Cycle.objects.filter(forum=forum, closed_at__isnull=False).select_related("forum")
    made = Archive.objects.filter(forum=forum, cycle__closed_at__isnull=False)
    taken = {
        (one.cycle_id, one.party.code)
        for one in made.select_related("party", "cycle")
        if one.cycle.closed_at is not None and one.made_at >= one.cycle.closed_at
    }
    return tuple(
        Untaken(cycle, party)
        for cycle in cycles
        for party in parties.roster(forum).party_codes
        if (cycle.pk, party) not in taken
    )


def turns(one: Untaken, at: datetime) -> Iterable[Turn]:
    """The co-presidency or the secretariat of each Party takes it, usually within 30 days."""
    cycle = one.cycle
    if cycle.closed_at is None or at < cycle.closed_at:
        return
    zone = cycle.forum.zone
    until = end_of_day(civil_day(cycle.closed_at, zone) + TAKEN, zone)
    where = ("archives:archive", str(cycle.number))
    for role in (Role.CO_PRESIDENCY, Role.SECRETARIAT):
        facts = {"n": str(cycle.number)}
        yield Turn(role.value, one.party, DOWNLOAD, facts, until, "practice", where)

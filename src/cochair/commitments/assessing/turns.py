"""Whose turn it is on the joint assessment of a cycle."""

from collections.abc import Iterable
from datetime import datetime

from cochair.commitments.assessing import queries, refusals
from cochair.commitments.models import EffectivenessAssessment
from cochair.kernel.kind import Turn
from cochair.parties import queries as parties
from cochair.parties.offices import Role
from cochair.parties.turns import of_secretariat
from cochair.procedure.calendar import end_of_day
from cochair.procedure.refusal import _

WRITE = _("Write the joint assessment: cycle {n}")
SIGN = _("Sign the joint assessment: cycle {n}")


def turns(row: EffectivenessAssessment, at: datetime) -> Iterable[Turn]:
    """The secretariats write it in every language, then both sign, by the end of its cycle; nobody
    acts on one that was signed, or in a closed cycle."""
    if row.signed_at is not None or row.cycle.closed_at is not None:
        return
    languages = parties.book(row.forum, at).languages
    incomplete = refusals.whole(row.sections, languages) is not None
    if not incomplete and queries.waiting(row):
        return
    facts, until = {"n": str(row.cycle.number)}, end_of_day(row.cycle.end, row.forum.zone)
    where = ("commitments:assessment", str(row.cycle.number))
    for party in parties.roster(row.forum).party_codes:
        if incomplete:
            yield of_secretariat(party, WRITE, facts, where, until, "rule")
        else:
            yield Turn(Role.CO_PRESIDENCY.value, party, SIGN, facts, until, "rule", where)

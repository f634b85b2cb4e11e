"""The reports of a cycle, as several predicates look them up."""

from cochair.procedure.facts import Cycle, Report

STOCKTAKING = "stocktaking"


def final_report(cycle: Cycle | None, kind: str) -> Report | None:
    """The first final report of a kind in a cycle; a report is known only once it is final."""
    own = [one for one in (cycle.reports if cycle else ()) if one.kind == kind]
    return min(own, key=lambda one: (one.at, one.id), default=None)

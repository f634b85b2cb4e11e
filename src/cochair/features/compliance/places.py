"""The places of meetings in a cycle, each with the meeting that is to fill it, while it is empty."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain

from cochair.features.compliance import queries
from cochair.features.compliance.queries import Results
from cochair.features.parties.models import Forum
from cochair.procedure.result import Result, Target
from cochair.procedure.targets import slot_id
from cochair.web.code_labels import WITHHELD

SLOT, MEETING = "slot", "meeting"


def filled(forum: Forum, at: datetime, results: Iterable[Result]) -> Mapping[str, Target]:
    """By the id of each empty place among some results of an instant (aware UTC): the meeting that is
    to fill it, as clauses are judged on it.  Where none is to come, the place stands alone."""
    cases = queries.judged(forum, at).made.cases.by_name
    found = {}
    for id in dict.fromkeys(one.target.id for one in results if one.target.kind == SLOT):
        case = cases.get((SLOT, id))
        if case is not None and case.planned is not None:
            found[id] = Target(MEETING, case.planned.id, case.planned.cycle)
    return found


def of_meeting(forum: Forum, at: datetime, results: Results, meeting: str) -> Results:
    """Of some results of an instant (aware UTC), those on a meeting and on the empty place that it is
    to fill; of a place by its id, its own."""
    cases = queries.judged(forum, at).made.cases.by_name
    ids = [meeting]
    case = cases.get((MEETING, meeting))
    if case is not None and case.cycle is not None and case.configuration is not None:
        place = slot_id(forum.slug, case.cycle.number, case.configuration)
        empty = cases.get((SLOT, place))
        if empty is not None and empty.planned is not None and empty.planned.id == meeting:
            ids.append(place)
    rows = results.by_clause.values()
    return Results(chain.from_iterable(one.by_own_target.get(id, ()) for one in rows for id in ids))


def tally(
    forum: Forum, at: datetime, meeting: str, *, read: Results, every: Results
) -> Counter[str]:
    """How many clauses of a meeting have which outcome at an instant (aware UTC).

    Of the results that there are (`every`), those that the reader may not read (`read` are the others)
    are a group of their own.
    """
    shown, whole = (of_meeting(forum, at, one, meeting) for one in (read, every))
    return Counter(shown.tally) + Counter({WITHHELD: len(whole) - len(shown)})

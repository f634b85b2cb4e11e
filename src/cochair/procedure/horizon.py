"""Until when results hold, if no fact is added: the next instant at which one may change.

Results depend on the clock only through instants: those of the facts, those that are due, the
beginning of the last days before, and the ends of civil days.  At the latest, results are
computed anew when the forum's day ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta

from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.facts import Facts
from cochair.procedure.result import Result

BEFORE_DUE = timedelta(days=7)
AFTER_PLANNED_END = timedelta(hours=24)


def next_change(facts: Facts, now: datetime, results: Iterable[Result]) -> datetime:
    """The first UTC instant after `now` at which a result may differ, all facts being equal."""
    candidates = [end_of_day(civil_day(now, facts.zone), facts.zone)]
    for moment in _instants(facts):
        candidates += (moment, moment + AFTER_PLANNED_END)
    for result in results:
        if result.due is not None:
            candidates += (
                result.due,
                result.due + timedelta(microseconds=1),
                result.due - BEFORE_DUE,
            )
    return min(moment for moment in candidates if moment > now)


def _instants(value: object) -> Iterator[datetime]:
    """Every instant anywhere in the facts."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from _instants(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _instants(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for spec in fields(value):
            yield from _instants(getattr(value, spec.name))

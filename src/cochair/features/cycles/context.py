"""Which cycle and semester it is, for the head of every page of a forum."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import lazy
from django.utils.translation import gettext as __

from cochair.features.cycles import queries
from cochair.features.cycles.models import Cycle
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.journal.table_cache import TableCache, reached
from cochair.procedure.calendar import civil_day, semesters_from

# The cycle that runs on a day, by version of the ledger.
_RUNNING: TableCache[Cycle | None] = TableCache(16)


def cycle(request: Request) -> Mapping[str, object]:
    """`cycle_line`: the cycle that runs and its semester, for those who read what is shared."""
    forum = getattr(request, "forum", None)
    hat = getattr(request, "hat", None)
    if forum is None or hat is None or not hat.may(Power.READ_SHARED):
        return {}
    return {"cycle_line": lazy(_line, str)(forum, request.now)}


def _line(forum: Forum, at: datetime) -> str:
    """The cycle that runs and its semester, in words; read where a page shows it."""
    today = civil_day(at, forum.zone)
    running = _RUNNING.get(
        forum.slug, today, lambda: queries.running(forum, today), also=reached(Cycle)
    )
    pattern = parties.book(forum, at).pattern
    if running is None or pattern is None or not pattern.semesters:
        return ""
    semesters = semesters_from(running.start, pattern.semesters)
    while semesters[-1].end < today:
        # The cycle was extended.
        semesters = semesters_from(running.start, len(semesters) + 1)
    index = next((n for n, one in enumerate(semesters, 1) if today in one), len(semesters))
    return __("Cycle {number}, semester {index} of {count}").format(
        number=running.number, index=index, count=len(semesters)
    )

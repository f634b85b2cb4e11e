"""The day until which delegations comment on a record: that of the window that was opened, if any.

The date of practice in the timetable stands only until the record has a window of its own.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from cochair.decisions.models import SilenceProcedure
from cochair.journal import queries as journal
from cochair.parties.models import Forum
from cochair.procedure.book import TimetableEntry
from cochair.procedure.calendar import civil_day
from cochair.records.models import CommentRound, MeetingRecord
from cochair.records.record import queries
from cochair.web.formats import A_MOMENT


def stored(forum: str, entry: TimetableEntry, meeting: str) -> date | None:
    """The civil day (in the forum's zone) on which the latest window of a meeting's record ends.

    None for every other entry of the timetable, and while no window was opened.
    """
    if entry.owner != queries.COMMENTERS or entry.anchor != queries.CLOSING:
        return None
    return _days(forum, journal.version(forum)).get(meeting)


@lru_cache(maxsize=8)
def _days(forum: str, _version: str) -> Mapping[str, date]:
    ends: dict[str, datetime] = {}
    rounds = CommentRound.objects.filter(record__meeting__forum__slug=forum).order_by("until")
    ends.update(rounds.values_list("record__meeting__slug", "until"))
    records = MeetingRecord.objects.filter(meeting__forum__slug=forum).exclude(document=None)
    meetings = dict(records.values_list("document", "meeting__slug"))
    hushed = SilenceProcedure.objects.filter(
        revision__document__in=meetings, withdrawal=None
    ).prefetch_related("extensions")
    for row in hushed.select_related("revision"):
        extended = [one.expires_at for one in row.extensions.all()]
        slug = meetings[row.revision.document_id]
        ends[slug] = max(filter(None, (ends.get(slug), row.expires_at, *extended)))
    if not ends:
        return {}
    zone = Forum.objects.values_list("zone", flat=True).get(slug=forum)
    return {slug: civil_day(until - A_MOMENT, zone) for slug, until in ends.items()}


def forget() -> None:
    """Read the windows anew, whatever the ledger says; for tests."""
    _days.cache_clear()

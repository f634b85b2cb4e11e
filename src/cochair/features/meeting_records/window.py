"""Until when delegations comment on a record: the end of the window that was opened, if any.

The date of practice in the timetable stands only until the record has a window of its own.
"""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.decisions.models import SilenceProcedure
from cochair.features.meeting_records import queries
from cochair.features.records.models import CommentRound, MeetingRecord
from cochair.journal.table_cache import TableCache
from cochair.procedure.book import TimetableEntry


def stored(forum: str, entry: TimetableEntry, meeting: str) -> datetime | None:
    """The instant (aware UTC) at which the latest window of a meeting's record ends.

    None for every other entry of the timetable, and while no window was opened.
    """
    if entry.owner != queries.COMMENTERS or entry.anchor != queries.CLOSING:
        return None
    return _ENDS.get(forum, "windows", lambda: _ends(forum)).get(meeting)


_ENDS: TableCache[Mapping[str, datetime]] = TableCache(8)


def _ends(forum: str) -> Mapping[str, datetime]:
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
    return ends


def forget() -> None:
    """Read the windows anew, whatever the ledger says; for tests."""
    _ENDS.clear()

"""The sessions of a meeting as a timetable in PDF, one table a day."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as __

from cochair.features.meetings.models import Meeting, Session
from cochair.features.meetings.titles import meeting_title
from cochair.features.sessions import labels, presenters
from cochair.features.sheets.pdf import printable
from cochair.features.sheets.sheet_data import when
from cochair.features.sheets.tables import Part, sheet
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.web import formats, localize


def of_sessions(meeting: Meeting, rows: Sequence[Session], book: Book, at: datetime) -> bytes:
    """Some sessions of a meeting, in local time and the reader's language; `at` (aware UTC) is when
    it was asked for."""
    language, latest = localize.language_now(), meeting.schedules.last()
    zone = latest.zone if latest else meeting.forum.zone
    days = groupby(
        sorted(rows, key=lambda row: row.starts), lambda row: civil_day(row.starts, zone)
    )
    parts = [_day(day, list(own), zone, language) for day, own in days]
    lines = (
        meeting_title(meeting, book, language),
        when(meeting, language),
        __("Times are local: %(zone)s.") % {"zone": formats.place(zone, language)},
        __("As of {instant}").format(instant=formats.instant_on_paper(at, zone, language)),
    )
    none: Part = {
        "title": __("Planned sessions"),
        "columns": [],
        "widths": [],
        "none": __("No sessions planned"),
        "rows": [],
    }
    return sheet(meeting.forum, __("Sessions"), lines, "", parts or [none], at)


def _day(day: date, rows: Sequence[Session], zone: str, language: str) -> Part:
    return {
        "title": capfirst(printable(formats.full_day(day, language))),
        "columns": [
            __("Local time"),
            __("Session"),
            __("Languages spoken"),
            __("Interpretation into"),
        ],
        "widths": [3, 6, 4, 4],
        "none": "",
        "rows": [
            [
                f"{formats.time_of(row.starts, zone, language)}–"
                f"{formats.time_of(row.ends, zone, language)}",
                printable(labels.name_of(row)[language]),
                printable(presenters.languages(row.spoken, language)),
                printable(presenters.languages(row.interpreted, language))
                if row.interpreted
                else __("no interpretation"),
            ]
            for row in rows
        ],
    }

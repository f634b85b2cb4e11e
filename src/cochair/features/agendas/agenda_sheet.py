"""A version of the agenda as PDF, as one reader sees it, to be taken away and printed."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.agendas import presenters
from cochair.features.agendas.presenters import Row
from cochair.features.agendas.queries import Version
from cochair.features.meetings.titles import meeting_title
from cochair.features.sheets.pdf import printable
from cochair.features.sheets.sheet_data import when
from cochair.features.sheets.tables import Part, sheet
from cochair.procedure.book import Book
from cochair.web import formats, localize


def of_version(version: Version, rows: Sequence[Row], book: Book, at: datetime) -> bytes:
    """The items of a version in the reader's language: what each is for, how long it takes and its
    papers as far as this reader may read them; `at` (aware UTC) is when it was asked for."""
    meeting, language = version.row.meeting, localize.language_now()
    published = version.row.published_at
    zone = meeting.forum.zone
    state = (
        __("Published by both co-presidencies on {instant}.").format(
            instant=formats.instant_on_paper(published, zone, language)
        )
        if version.is_published and published is not None
        else __("Not published")
    )
    return sheet(
        meeting.forum,
        presenters.name(version),
        (
            meeting_title(meeting, book, language),
            when(meeting, language),
            state,
            __("As of {instant}").format(instant=formats.instant_on_paper(at, zone, language)),
        ),
        "",
        [_items(rows)],
        at,
    )


def _items(rows: Sequence[Row]) -> Part:
    return {
        "title": __("Agenda"),
        "columns": [__("No."), __("Item"), __("For"), __("Documents"), __("Duration")],
        "widths": [1, 7, 3, 4, 2],
        "none": __("This version has no items"),
        "rows": [
            [
                f"{row.number}.",
                printable(row.title or next((words for _code, words in row.others), "")),
                printable(row.type),
                printable(", ".join([*(one.symbol for one in row.papers), *row.item.documents])),
                __("{n} min").format(n=row.item.minutes) if row.item.minutes else "",
            ]
            for row in rows
        ],
    }

"""The lines of a meeting's agenda as they are edited in place, in every language of the forum."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as __

from cochair.features.agendas import items as agenda_items
from cochair.features.agendas import presenters, queries, table
from cochair.features.agendas.items import DISCUSSION
from cochair.features.agendas.merging import Line
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import PREPARING, state_of
from cochair.features.parties import queries as parties
from cochair.procedure.book import Book
from cochair.site.desk.forms import LineForm

# Empty lines at the end.
EMPTY = 2


def context(
    row: Meeting, at: datetime, sent: Sequence[LineForm] | None = None, seen: int | None = None
) -> Mapping[str, object]:
    """The table for whoever prepares the agenda; empty once nobody writes it any more.

    Before the agenda began it holds what the procedures ask of the type of meeting.
    """
    known = queries.versions(row)
    last = queries.latest(known)
    if state_of(row, at) not in PREPARING or queries.published(known, queries.ADOPTED):
        return {}
    book = parties.book(row.forum, at)
    lines = table.of_version(last) if last else table.proposed(row, book)
    rows = list(sent) if sent is not None else _forms(lines, book, last.token if last else 0)
    return {
        "lines": rows,
        "line_count": len(rows),
        "usual_type": DISCUSSION,
        "agenda_languages": book.languages,
        "seen": seen if seen is not None else (last.token if last else 0),
        "version_name": presenters.name(last)
        if last
        else __("Not begun: proposed from the procedures"),
        "is_published": last is not None and last.is_published,
        "minutes": agenda_items.minutes(last.items) if last else 0,
        "available": queries.session_minutes(row),
    }


def as_saved(row: Meeting) -> Mapping[str, object]:
    """The table as it stands, for a page that shows an older one: its name, and each line by cell."""
    last = queries.latest(queries.versions(row))
    if last is None:
        return {"name": "", "seen": 0, "rows": []}
    sums = {
        "minutes": agenda_items.minutes(last.items),
        "available": queries.session_minutes(row),
    }
    said = render_to_string("desk/meeting/parts/agenda_sums.html", {"sums": sums})
    return {
        "name": presenters.name(last),
        "sums": " ".join(said.split()),
        "seen": last.token,
        "rows": [
            {
                **{f"title_{code}": words for code, words in line.title.items()},
                "key": line.key,
                "type": line.type,
                "minutes": "" if line.minutes is None else str(line.minutes),
                "place": str(place),
            }
            for place, line in enumerate(table.of_version(last), start=1)
        ],
    }


def _forms(lines: Sequence[Line], book: Book, token: int) -> list[LineForm]:
    filled = [
        {
            **{f"title_{code}": words for code, words in line.title.items()},
            "key": line.key,
            "seen": token,
            "tags": " ".join(line.tags),
            "place": place,
            "type": line.type,
            "minutes": line.minutes,
        }
        for place, line in enumerate(lines, start=1)
    ]
    empty = [{"place": len(lines) + extra, "seen": token} for extra in range(1, EMPTY + 1)]
    return [
        LineForm(initial=one, prefix=f"r{at}", languages=book.languages)
        for at, one in enumerate([*filled, *empty])
    ]

"""All decisions of a forum in one list: those between meetings and those in the room, newest first."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.room import presenters as rooms
from cochair.features.room import queries as room
from cochair.features.silence import presenters as silences
from cochair.features.silence import queries as silence

ON_A_PAGE = 50
SILENCE, ROOM = "decisions/parts/row.html", "decisions/room/parts/row.html"

type Row = tuple[str, silences.Shown | rooms.Shown]
"""The template that shows a decision, and the decision."""


def page(
    forum: Forum, hat: ActingOffice, at: datetime, number: str | None
) -> tuple[Page[Any], list[Row]]:
    """One page of the list for a reader, in a fixed number of queries; a decision in the room asks
    one more, for who has come."""
    when = ("act__effective_at", "pk")
    found = [
        *((*row, SILENCE) for row in silence.visible(forum, hat, at).values_list(*when)),
        *((*row, ROOM) for row in room.visible(forum, hat, at).values_list(*when)),
    ]
    shown = Paginator(sorted(found, reverse=True), ON_A_PAGE).get_page(number)
    keys = {
        template: [pk for _at, pk, of in shown if of == template] for template in (SILENCE, ROOM)
    }
    by_key: dict[tuple[str, int], silences.Shown | rooms.Shown] = {}
    for one in silence.procedures(forum).filter(pk__in=keys[SILENCE]):
        by_key[SILENCE, one.pk] = silences.shown(one, at)
    for row in room.decisions(forum).filter(pk__in=keys[ROOM]):
        by_key[ROOM, row.pk] = rooms.listed(row)
    return shown, [(of, by_key[of, pk]) for _at, pk, of in shown]

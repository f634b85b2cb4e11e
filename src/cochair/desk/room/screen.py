"""The second screen: for everybody in the room, in every language of the forum at once.

It shows only what the least entitled person in the room may read: the item, the speaker, what is
put.  No names of people, no buttons, nothing of one Party alone.
"""

from collections.abc import Mapping
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from cochair.desk.room import deciding, negotiated, presenting
from cochair.desk.room.gathering import Room
from cochair.desk.room.showing import Shown, of_regions
from cochair.web.keeping import Kept
from cochair.web.saying import language_now

_SCREENS: Kept[Shown] = Kept(16)


def shown(room: Room, at: datetime) -> Shown:
    """The second screen of a room; the same for whoever puts it up, in whatever language."""
    return _SCREENS.get(room.key, lambda: of_regions({"screen": _made(room, at)}))


def _made(room: Room, at: datetime) -> SafeString:
    columns = []
    for code in room.book.languages:
        with override(code):
            columns.append({"code": code, **_column(room, at)})
    html = render_to_string("desk/room/parts/columns.html", {"columns": columns})
    return mark_safe(html)


def _column(room: Room, at: datetime) -> Mapping[str, object]:
    """What one language says."""
    item, speaking = room.floor.item, room.floor.speaking
    puts = [deciding.put(room, one) for one in deciding.read_by_all(room, at)]
    on_table = any(each.one.is_on_the_table for each in puts)
    return {
        "closed": presenting.closed(room),
        "item": presenting.item(room, item, conducts=False) if item else None,
        "limit": presenting.limit(item) if item else "",
        "speaking": presenting.speaker(room, speaking, 0) if speaking else None,
        "waiting": presenting.speakers(room),
        "puts": puts,
        "texts": [] if on_table else negotiated.on_screen(room, language_now(), at),
    }

"""The changing parts of a room as one reader sees them, and the digest of exactly that.

The digest is of the bytes that go to this reader, never of the ledger: what happens in a space
that the reader may not see changes nothing in it (architecture section 3, law 5).
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cochair.desk.room import presenting
from cochair.desk.room.access import Sight
from cochair.desk.room.gathering import Room
from cochair.web.keeping import Kept
from cochair.web.saying import language_now

REGIONS = ("state", "floor", "own", "speakers", "agenda", "presence")
_PARTS: Kept[SafeString] = Kept(256)
_SHOWN: Kept["Shown"] = Kept(512)


@dataclass(frozen=True, slots=True)
class Shown:
    """The regions of a room by name, and the digest of all of them together."""

    regions: Mapping[str, SafeString]
    digest: str

    @property
    def etag(self) -> str:
        """The digest as HTTP names it."""
        return f'"{self.digest}"'

    @property
    def body(self) -> str:
        """The regions one after the other, each in an element that names it."""
        return "".join(
            f'<div data-live="{name}">{html}</div>' for name, html in self.regions.items()
        )


def shown(room: Room, sight: Sight) -> Shown:
    """The room for a sight, in the reader's language; made once for all who see the same."""
    key = (room.key, sight, language_now())
    return _SHOWN.get(key, lambda: of_regions(_regions(room, sight)))


def of_regions(regions: Mapping[str, SafeString]) -> Shown:
    """Regions with the digest of exactly what they say."""
    told = hashlib.sha256()
    for name, html in regions.items():
        told.update(f"{name}\n{len(html)}\n{html}\n".encode())
    return Shown(regions, told.hexdigest()[:32])


def _regions(room: Room, sight: Sight) -> Mapping[str, SafeString]:
    made = {
        "state": _part(room, "state", (), lambda: {"closed": presenting.closed(room)}),
        "floor": _part(room, "floor", (sight.items, sight.conducts), lambda: _floor(room, sight)),
        "own": _part(room, "own", (sight.items, sight.voice), lambda: _own(room, sight)),
        "speakers": _part(
            room, "speakers", (sight.items, sight.conducts), lambda: _speakers(room, sight)
        ),
    }
    if sight.whole:
        made["agenda"] = _part(
            room,
            "agenda",
            (sight.conducts,),
            lambda: {"items": presenting.items(room, conducts=sight.conducts)},
        )
        made["presence"] = _part(room, "presence", (), lambda: {"sides": presenting.presence(room)})
    return made


def _floor(room: Room, sight: Sight) -> Mapping[str, object]:
    item = room.floor.item
    return {
        "sees": sight.items,
        "item": presenting.item(room, item, conducts=sight.conducts) if item else None,
        "limit": presenting.limit(item) if item else "",
        "conducts": sight.conducts,
    }


def _speakers(room: Room, sight: Sight) -> Mapping[str, object]:
    speaking, item = room.floor.speaking, room.floor.item
    return {
        "sees": sight.items,
        "speaking": presenting.speaker(room, speaking, 0) if speaking else None,
        "waiting": presenting.speakers(room),
        "times": presenting.times(room) if sight.whole else [],
        "limit": item.seconds if item else None,
        "conducts": sight.conducts,
        "seen_speaker": speaking.number if speaking else 0,
        "hands": presenting.hands(room) if sight.conducts and item else [],
    }


def _own(room: Room, sight: Sight) -> Mapping[str, object]:
    """What the reader may do in one's own name: ask, take back, end."""
    voice = room.voices().get(sight.voice) if sight.voice else None
    speaking = room.floor.speaking
    speaks = speaking is not None and (speaking.kind, speaking.voice) == sight.voice
    waiting = next((one for one in presenting.speakers(room, sight.voice) if one.is_own), None)
    return {
        "speaks": sight.voice is not None and sight.items and room.is_open,
        "item": room.floor.item,
        "voice": voice,
        "speaking": speaking if speaks else None,
        "waiting": waiting,
    }


def _part(
    room: Room, name: str, of: tuple[object, ...], context: Callable[[], Mapping[str, object]]
) -> SafeString:
    """A region, made once for whoever sees the same of it; nothing of a request can be in it."""
    key = (name, room.key, of, language_now())
    return _PARTS.get(key, lambda: mark_safe(_made(room, name, context())))


def _made(room: Room, name: str, context: Mapping[str, object]) -> str:
    around = {
        "forum": room.meeting.forum,
        "meeting": room.meeting,
        "names": room.roster.names(),
        "last": room.floor.last,
    }
    return render_to_string(f"desk/room/parts/{name}.html", {**around, **context})

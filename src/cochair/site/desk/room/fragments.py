"""The changing parts of a room as one reader sees them, and the digest of exactly that.

The digest is of the bytes that go to this reader, never of the ledger: what happens in a space
that the reader may not see changes nothing in it (architecture section 3, law 5).  Only the token
of a form is put in afterwards, for it is another one in every answer.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from cochair.features.action_points import presenters as points
from cochair.features.parties.offices import ActingOffice
from cochair.site.desk.room import decisions, negotiated, presenters
from cochair.site.desk.room.access import Sight
from cochair.site.desk.room.snapshot import Room
from cochair.web.cache import LRUCache
from cochair.web.localize import language_now

# What stands in kept forms in the place of a token; the same in every process of a house.
TOKEN = salted_hmac("cochair.site.desk.room", "token", algorithm="sha256").hexdigest()
_PARTS: LRUCache[SafeString] = LRUCache(256)
_SHOWN: LRUCache["Shown"] = LRUCache(512)


@dataclass(frozen=True, slots=True)
class Shown:
    """The regions of a room by name, and the digest of all of them together."""

    regions: Mapping[str, SafeString]
    digest: str

    @property
    def etag(self) -> str:
        """The digest as HTTP names it."""
        return f'"{self.digest}"'

    def given(self, token: str) -> dict[str, SafeString]:
        """The regions by name, with the token of their reader in every form."""
        return {name: mark_safe(html.replace(TOKEN, token)) for name, html in self.regions.items()}

    def body(self, token: str) -> str:
        """The regions one after the other, each in an element that names it."""
        return "".join(
            f'<div data-live="{name}">{html}</div>' for name, html in self.given(token).items()
        )


def shown(room: Room, sight: Sight, hat: ActingOffice, at: datetime) -> Shown:
    """The room for a sight, in the reader's language; made once for all who see the same.

    What a co-chair may declare also depends on what is just arriving: it is made anew.
    """
    if sight.conducts and sight.decisions:
        return of_regions(_regions(room, sight, hat, at))
    key = (room.key, sight, language_now())
    return _SHOWN.get(key, lambda: of_regions(_regions(room, sight, hat, at)))


def of_regions(regions: Mapping[str, SafeString]) -> Shown:
    """Regions with the digest of exactly what they say."""
    told = hashlib.sha256()
    for name, html in regions.items():
        told.update(f"{name}\n{len(html)}\n{html}\n".encode())
    return Shown(regions, told.hexdigest()[:32])


def _regions(room: Room, sight: Sight, hat: ActingOffice, at: datetime) -> Mapping[str, SafeString]:
    made = {
        "state": _part(room, "state", (), lambda: {"closed": presenters.closed(room)}),
        "floor": _part(
            room,
            "floor",
            (sight.items, sight.conducts, sight.shares),
            lambda: _floor(room, sight, at),
        ),
        "own": _part(room, "own", (sight.items, sight.voice), lambda: _own(room, sight)),
        "speakers": _part(
            room, "speakers", (sight.items, sight.conducts), lambda: _speakers(room, sight)
        ),
    }
    seen = sight.decisions
    if seen:
        made["decision"] = _part(
            room, "decision", (seen,), lambda: decisions.region(room, seen, at)
        )
        made["say"] = _part(
            room, "say", (seen, sight.office), lambda: decisions.say(room, seen, hat, at)
        )
    if sight.conducts:
        made["lead"] = mark_safe(_made(room, "lead", decisions.lead(room, seen, hat, at)))
    if sight.whole:
        made["agenda"] = _part(
            room,
            "agenda",
            (sight.conducts,),
            lambda: {"items": presenters.items(room, conducts=sight.conducts)},
        )
        made["points"] = _part(
            room, "points", (sight.conducts,), lambda: _points(room, sight.conducts, at)
        )
        made["presence"] = _part(room, "presence", (), lambda: {"sides": presenters.presence(room)})
    return made


def _points(room: Room, conducts: bool, at: datetime) -> Mapping[str, object]:
    """What was noted; the days that a point is late are told on its own page, which is no room."""
    item = room.floor.item
    return {
        "points": points.shown(room.points, room.meeting.forum, room.roster, room.book, at),
        "key": item.key if item else "",
        "notes": conducts,
    }


def _floor(room: Room, sight: Sight, at: datetime) -> Mapping[str, object]:
    item = room.floor.item
    return {
        "sees": sight.items,
        "item": presenters.item(room, item, conducts=sight.conducts) if item else None,
        "limit": presenters.limit(item) if item else "",
        "conducts": sight.conducts,
        "texts": negotiated.of_item(room, at) if sight.shares else (),
    }


def _speakers(room: Room, sight: Sight) -> Mapping[str, object]:
    speaking, item = room.floor.speaking, room.floor.item
    return {
        "sees": sight.items,
        "speaking": presenters.speaker(room, speaking, 0) if speaking else None,
        "waiting": presenters.speakers(room),
        "times": presenters.times(room) if sight.whole else [],
        "limit": item.seconds if item else None,
        "conducts": sight.conducts,
        "seen_speaker": speaking.number if speaking else 0,
        "hands": presenters.hands(room) if sight.conducts and item else [],
    }


def _own(room: Room, sight: Sight) -> Mapping[str, object]:
    """What the reader may do in one's own name: ask, take back, end."""
    voice = room.voices().get(sight.voice) if sight.voice else None
    speaking = room.floor.speaking
    speaks = speaking is not None and (speaking.kind, speaking.voice) == sight.voice
    waiting = next((one for one in presenters.speakers(room, sight.voice) if one.is_own), None)
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
        "csrf_token": TOKEN,
    }
    return render_to_string(f"desk/room/parts/{name}.html", {**around, **context})

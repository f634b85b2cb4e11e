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
from cochair.features.meetings import machine
from cochair.features.parties.offices import ActingOffice
from cochair.features.room.queries import PUT
from cochair.site.desk.room import (
    decisions,
    deck,
    negotiated,
    presenters,
    situation,
    text_of_item,
)
from cochair.site.desk.room.access import Sight
from cochair.site.desk.room.shape import Text
from cochair.site.desk.room.situation import Situation
from cochair.site.desk.room.snapshot import Room, RoomCache
from cochair.web.localize import language_now

# What stands in kept forms in the place of a token; the same in every process of a house.
TOKEN = salted_hmac("cochair.site.desk.room", "token", algorithm="sha256").hexdigest()
_PARTS: RoomCache[SafeString] = RoomCache(256)
_SHOWN: RoomCache["Shown"] = RoomCache(512)


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
            f'<div data-region="{name}">{html}</div>' for name, html in self.given(token).items()
        )


def shown(room: Room, sight: Sight, hat: ActingOffice, at: datetime) -> Shown:
    """The room for a sight, in the reader's language; made once for all who see the same.

    What a co-chair may do also depends on the hour, and on what is just arriving: it is made anew.
    """
    if sight.own:
        return of_regions(_regions(room, sight, hat, at))
    return _SHOWN.get(
        room, (sight, language_now()), lambda: of_regions(_regions(room, sight, hat, at))
    )


def of_regions(regions: Mapping[str, SafeString]) -> Shown:
    """Regions with the digest of exactly what they say."""
    told = hashlib.sha256()
    for name, html in regions.items():
        told.update(f"{name}\n{len(html)}\n{html}\n".encode())
    return Shown(regions, told.hexdigest()[:32])


def _regions(room: Room, sight: Sight, hat: ActingOffice, at: datetime) -> Mapping[str, SafeString]:
    known = situation.of(room, sight, hat, at)
    own = known.own
    foot = {"deck": deck.of(room, known, at), "objects": own[0], "states": own[1]}
    made = {
        "session": _part(room, "session", (), lambda: {"closed": presenters.closed(room)}),
        "meta": _part(room, "meta", (sight.items, sight.whole), lambda: _head(room, sight, known)),
        "title": _part(
            room, "title", (sight.items, sight.whole), lambda: _head(room, sight, known)
        ),
        "work": _made(
            room,
            "work",
            {
                "conclusion": deck.conclusion(room, known),
                "closing": deck.closing(room, known, at),
                "ended": [one for one in decisions.of_room(room, at) if one.outcome],
            },
        ),
        "speakers": _part(
            room,
            "speakers",
            (sight.items, sight.conducts, sight.whole, sight.voice, bool(sight.own)),
            lambda: _speakers(room, sight),
        ),
        **{name: _made(room, f"deck_{name}", foot) for name in DECK},
    }
    if sight.shares:
        key = (sight.decisions, sight.tongue, sight.own, sight.office and known.facts.viewer, own)
        made["text"] = _part(room, "text", key, lambda: _text(room, sight, known, at))
        made["more"] = _part(room, "more", (sight.keeps,), lambda: _more(room, sight, known))
    seen = sight.decisions
    if seen:
        made["positions"] = _part(
            room, "positions", (seen,), lambda: decisions.region(room, seen, at)
        )
        made["say"] = _part(
            room,
            "say",
            (seen, sight.office, sight.on, sight.states),
            lambda: decisions.say(room, seen, hat, at, sight.on, sight.states),
        )
    if sight.whole:
        made["agenda"] = _part(
            room,
            "agenda",
            (sight.conducts, sight.items),
            lambda: {
                "items": presenters.items(room, known.decision, conducts=sight.conducts),
                "sides": presenters.presence(room),
            },
        )
        made["points"] = _part(
            room, "points", (sight.keeps,), lambda: _points(room, sight.keeps, at)
        )
    return {name: mark_safe(html.strip()) for name, html in made.items()}


# The parts of the foot of the room; each is replaced by itself, and the button never is.
DECK = ("says", "sides", "act", "helps")


# While a decision stands still, the head of the room says so, and not when it was submitted.
STOPPED = (Text.OBJECTED, Text.SUSPENDED)


def _head(room: Room, sight: Sight, known: Situation) -> Mapping[str, object]:
    item = room.floor.item if sight.items else None
    decision = known.decision
    return {
        "sees": sight.items or not room.is_open,
        "closed": presenters.closed(room),
        "item": presenters.item(room, item, conducts=False) if item else None,
        "total": len(room.floor.courses),
        "limit": presenters.limit(item) if item else "",
        "decision": decision,
        "submitted": presenters.hour(room, decision.put_at) if decision else "",
        "stopped": decision.word if decision and known.facts.text in STOPPED else "",
        "declared": presenters.hour(room, decision.declared_at) if decision else "",
        "all_done": room.is_open and known.facts.item is None and known.facts.following is None,
    }


def _text(room: Room, sight: Sight, known: Situation, at: datetime) -> Mapping[str, object]:
    """The text above the button, with the objections to it in its margin."""
    decision, act = known.decision, known.act
    tongue = sight.tongue or language_now()
    reading, (objects, states) = None, (False, False)
    if act is not None and act.kind == PUT:
        put = text_of_item.waiting(room, act.body, at)
        reading = text_of_item.of_put(put, tongue) if put else None
    elif decision is not None and decision.row.number in sight.decisions:
        marks = presenters.marks(decisions.objected(room, decision))
        reading = text_of_item.of_decision(decision, marks, tongue)
        objects, states = known.own
    elif known.chosen is not None:
        reading = text_of_item.of_put(known.chosen.put, tongue)
    return {
        "reading": reading,
        "objects": objects,
        "states": states,
        "number": decision.row.number if decision else 0,
        "negotiated": negotiated.of_item(room, at),
        "side": text_of_item.SIDE,
    }


def _more(room: Room, sight: Sight, known: Situation) -> Mapping[str, object]:
    """What the co-chairs and the secretariats do beside the button."""
    item = room.floor.item
    return {
        "item": presenters.item(room, item, conducts=True) if item and sight.conducts else None,
        "decision": known.decision,
        "keeps": sight.keeps,
        "conducts": sight.conducts,
        "key": item.key if item else "",
    }


def _points(room: Room, keeps: bool, at: datetime) -> Mapping[str, object]:
    """What was noted; the days that a point is late are told on its own page, which is no room."""
    item = room.floor.item
    return {
        "points": points.shown(room.points, room.meeting.forum, room.roster, room.book, at),
        "key": item.key if item else "",
        "notes": keeps and machine.refusal("point.note", room.meeting, at) is None,
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
        "asks": room.is_open and item is not None and sight.voice in room.voices(),
        "signs": bool(sight.own),
        "hands": presenters.hands(room) if sight.conducts and item else [],
    }


def _part(
    room: Room, name: str, of: tuple[object, ...], context: Callable[[], Mapping[str, object]]
) -> SafeString:
    """A region, made once for whoever sees the same of it; nothing of a request can be in it."""
    return _PARTS.get(
        room, (name, of, language_now()), lambda: mark_safe(_made(room, name, context()))
    )


def _made(room: Room, name: str, context: Mapping[str, object]) -> str:
    around = {
        "forum": room.meeting.forum,
        "meeting": room.meeting,
        "names": room.roster.names(),
        "last": room.floor.last,
        "csrf_token": TOKEN,
    }
    return render_to_string(f"desk/room/parts/{name}.html", {**around, **context})

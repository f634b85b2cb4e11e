"""What is put in the room, who objects, and what may be declared: the part of a room that decides.

The acts themselves are those of the decisions; here they are shown, with their own forms.  A form
holds a mark where the token of its reader belongs (see `showing`), so that what is shown can be
kept and compared.  Source: domain.md C.7 (J6, P6).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents import queries as documents
from cochair.features.parties.offices import ActingOffice
from cochair.features.room import panel, presenters, queries
from cochair.features.room.panel import Panel
from cochair.features.room.presenters import Own, Shown
from cochair.procedure import consensus as core
from cochair.site.desk.room.snapshot import Room
from cochair.web.cache import LRUCache
from cochair.web.localize import translated

SHORT = 12
_OF_ROOM: LRUCache[tuple[Shown, ...]] = LRUCache(16)
_READ_BY: LRUCache[frozenset[int]] = LRUCache(1024)


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection that stands: whose it is, of which Party, since when, on which
    paragraphs by their numbers."""

    name: object
    tone: str
    at: datetime
    words: str
    language: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """A text before the room in the reader's words; `seal` are the first figures of its digest."""

    one: Shown
    title: object
    seal: str
    voices: int
    objected: tuple[Objected, ...]
    parts: tuple[tuple[int, str], ...]

    @property
    def is_quiet(self) -> bool:
        """Whether it is on the table and nothing else is to be said of it."""
        return self.one.stage is core.Stage.PUT


def of_room(room: Room, at: datetime) -> tuple[Shown, ...]:
    """The decisions of a meeting, the last one put first: all on the table, or else the last."""
    return _OF_ROOM.get(room.key, lambda: _read(room, at))


def read_by(room: Room, hat: ActingOffice, at: datetime) -> frozenset[int]:
    """The numbers of the decisions in the room on documents that a hat may read; one query when
    there are any, and kept for this version of the ledger."""
    known = of_room(room, at)
    if not known:
        return frozenset()
    return _READ_BY.get((room.key, hat), lambda: _visible(room, known, hat, at))


def read_by_all(room: Room, at: datetime) -> tuple[Shown, ...]:
    """The decisions in the room on documents that the least entitled person in it may read.

    Observers are in the room while they are heard on the item on the floor.
    """
    known = of_room(room, at)
    if not known:
        return ()
    everybody = documents.read_by_all_in(room.meeting, at, observers=hears_observers(room))
    read = everybody.filter(pk__in=[one.row.document_id for one in known])
    there = set(read.values_list("pk", flat=True))
    return tuple(one for one in known if one.row.document_id in there)


def hears_observers(room: Room) -> bool:
    """Whether observers are heard on the item on the floor, and so are in the room."""
    return room.floor.item is not None and room.floor.item.hears_observers


def put(room: Room, one: Shown) -> Put:
    """A decision as a page of the room shows it."""
    names, tones = room.roster.names(), {one.code: one.tone for one in room.roster.parties}
    standing = tuple(
        Objected(
            name=translated(names.get(each.row.voice, {"en": each.row.voice})),
            tone=tones.get(each.row.party, ""),
            at=each.row.received_at,
            words=each.row.words,
            language=each.row.language,
            places=each.places,
        )
        for each in one.standing
    )
    touched = {place for each in standing for place in each.places}
    return Put(
        one=one,
        title=translated(one.row.document.title),
        seal=str(one.row.terms["digest"])[:SHORT],
        voices=len(one.entitled.voices),
        objected=standing,
        parts=tuple(
            (place, words)
            for place, (_id, words) in enumerate(one.paragraphs, start=1)
            if place in touched
        ),
    )


def own(room: Room, one: Shown, hat: ActingOffice, at: datetime) -> Own:
    """What a reader may do with it as a delegation."""
    return presenters.own(one, hat, at)


def chairs(one: Shown, hat: ActingOffice, at: datetime) -> Panel:
    """What both co-chairs may do with it, and why not the rest."""
    return panel.of(one, hat, at)


def _read(room: Room, at: datetime) -> tuple[Shown, ...]:
    rows = list(queries.of_meeting(room.meeting).order_by("-number"))
    listed = [presenters.listed(row) for row in rows]
    table = [presenters.shown(one.row, at) for one in listed if one.is_on_the_table]
    ended = [one for one in listed if core.stage(one.decision) is not core.Stage.REPLACED]
    return tuple(table or ended[:1])


def _visible(
    room: Room, known: tuple[Shown, ...], hat: ActingOffice, at: datetime
) -> frozenset[int]:
    papers = [one.row.document_id for one in known]
    read = documents.visible(room.meeting.forum, hat, at).filter(pk__in=papers)
    there = set(read.values_list("pk", flat=True))
    return frozenset(one.row.number for one in known if one.row.document_id in there)


type Region = Mapping[str, object]


def region(room: Room, seen: frozenset[int], at: datetime) -> Region:
    """The region that everybody who reads these decisions sees alike."""
    return {"puts": [put(room, one) for one in of_room(room, at) if one.row.number in seen]}


def say(room: Room, seen: frozenset[int], hat: ActingOffice, at: datetime) -> Region:
    """The region of one delegation: object, or what it may do with its objection."""
    table = [one for one in of_room(room, at) if one.row.number in seen and one.is_on_the_table]
    mine = [(one, own(room, one, hat, at)) for one in table]
    speaks = [(one, each) for one, each in mine if each.speaks]
    return {"first": speaks[0] if speaks else None, "others": speaks[1:]}


def lead(room: Room, seen: frozenset[int], hat: ActingOffice, at: datetime) -> Region:
    """The region of a co-chair: what both may declare on what is on the table."""
    table = [one for one in of_room(room, at) if one.row.number in seen and one.is_on_the_table]
    return {
        "panels": [(one, chairs(one, hat, at)) for one in table],
        "may_put": room.is_open,
    }

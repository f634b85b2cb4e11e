"""What is put in the room, who objects, and what may be declared: the part of a room that decides.

The acts themselves are those of the decisions; here they are shown, with their own forms.  A form
holds a mark where the token of its reader belongs (see `showing`), so that what is shown can be
kept and compared.  Source: domain.md C.7 (J6, P6).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents import queries as documents
from cochair.features.parties.offices import ActingOffice
from cochair.features.room import delegation_forms, panel, presenters, queries
from cochair.features.room.panel import Panel
from cochair.features.room.presenters import Own, Shown
from cochair.procedure import consensus as core
from cochair.site.desk.room.snapshot import Room, RoomCache
from cochair.web.localize import language_now, translated

_OF_ROOM: RoomCache[tuple[Shown, ...]] = RoomCache(16)
_READ_BY: RoomCache[frozenset[int]] = RoomCache(1024)


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection that stands: whose it is, of which Party, since when, on which
    paragraphs by their numbers."""

    name: object
    tone: str
    at: datetime
    words: str
    language: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement beside the text: whose it is, of which Party, its kind, its words in the
    language `language`, on which paragraphs, and whether it came too late for the outcome."""

    name: object
    tone: str
    kind: str
    words: str
    language: str
    places: tuple[str, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class Put:
    """A text before the room in the reader's words."""

    one: Shown
    title: object
    voices: int
    objected: tuple[Objected, ...]
    stated: tuple[Stated, ...] = ()


def of_room(room: Room, at: datetime) -> tuple[Shown, ...]:
    """The decisions of a meeting, the last one submitted first."""
    return _OF_ROOM.get(room, None, lambda: _read(room, at))


def current(known: Iterable[Shown]) -> tuple[Shown, ...]:
    """Those that are submitted and have not ended, or else the last that was not replaced."""
    rows = tuple(known)
    table = tuple(one for one in rows if one.is_on_the_table)
    return table or tuple(one for one in rows if one.stage is not core.Stage.REPLACED)[:1]


def of_item(room: Room, at: datetime) -> Shown | None:
    """The decision on the item under discussion: the last one under it, or one that is submitted
    under no item; between two items, what is submitted."""
    item, known = room.floor.item, of_room(room, at)
    if item is None:
        return next((one for one in known if one.is_on_the_table), None)
    own = (one for one in known if one.row.terms["item"] == item.key)
    found = next((one for one in own if one.stage is not core.Stage.REPLACED), None)
    free = (one for one in known if not one.row.terms["item"] and one.is_on_the_table)
    return found or next(free, None)


def read_by(room: Room, hat: ActingOffice, at: datetime) -> frozenset[int]:
    """The numbers of the decisions in the room on documents that a hat may read; one query when
    there are any, and kept for this version of the ledger."""
    known = of_room(room, at)
    if not known:
        return frozenset()
    return _READ_BY.get(room, hat, lambda: _visible(room, known, hat, at))


def read_by_all(room: Room, at: datetime) -> tuple[Shown, ...]:
    """The decisions in the room on documents that the least entitled person in it may read.

    Observers are in the room while they are heard on the item on the floor.
    """
    known = current(of_room(room, at))
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
    return Put(
        one=one,
        title=translated(one.row.document.title),
        voices=len(one.entitled.voices),
        objected=objected(room, one),
        stated=_stated(room, one),
    )


def objected(room: Room, one: Shown) -> tuple[Objected, ...]:
    """The objections to a text that stand, in the reader's words."""
    names, tones = room.roster.names(), {one.code: one.tone for one in room.roster.parties}
    return tuple(
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


def _stated(room: Room, one: Shown) -> tuple[Stated, ...]:
    names, tones = room.roster.names(), {one.code: one.tone for one in room.roster.parties}
    found = []
    for said in one.statements:
        row, own = said.row, language_now()
        code = own if row.words.get(own) else next(iter(row.words), own)
        found.append(
            Stated(
                name=translated(names.get(row.voice, {"en": row.voice})),
                tone=tones.get(row.party, ""),
                kind=said.kind,
                words=row.words.get(code, ""),
                language=code,
                places=said.places,
                late=said.late,
            )
        )
    return tuple(found)


def own(room: Room, one: Shown, hat: ActingOffice, at: datetime) -> Own:
    """What a reader may do with it as a delegation."""
    return presenters.own(one, hat, at)


def chairs(one: Shown, hat: ActingOffice, at: datetime) -> Panel:
    """What both co-chairs may do with it, and why not the rest."""
    return panel.of(one, hat, at)


def _read(room: Room, at: datetime) -> tuple[Shown, ...]:
    listed = [
        presenters.listed(row) for row in queries.of_meeting(room.meeting).order_by("-number")
    ]
    # Of what stands now, also who arrived since may say something beside it.
    now = current(listed)
    return tuple(presenters.shown(one.row, at) if one in now else one for one in listed)


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
    known = [one for one in of_room(room, at) if one.row.number in seen]
    return {"puts": [put(room, one) for one in current(known)]}


@dataclass(frozen=True, slots=True)
class Mine:
    """A text before the room with what one delegation may do with it, and the forms for that."""

    one: Shown
    own: Own
    objecting: object
    saying: object


def say(
    room: Room, seen: frozenset[int], hat: ActingOffice, at: datetime, on: str, states: bool
) -> Region:
    """The region of one delegation: object, state, or what it may do with its objection.

    Once nothing is submitted, it may still make a statement on what was adopted last.  `on` is the
    paragraph from which it came to object, or with `states` to make a statement.
    """
    known = current(one for one in of_room(room, at) if one.row.number in seen)
    mine = [(one, own(room, one, hat, at)) for one in known]
    speaks = [(one, each) for one, each in mine if each.speaks]
    found = next(((one, each) for one, each in speaks if each.states or each.objection), None)
    return {
        "mine": Mine(
            *found,
            delegation_forms.objecting(found[0], "" if states else on),
            delegation_forms.saying(*found, hat, on if states else ""),
        )
        if found
        else None,
        "others": [(one, each) for one, each in speaks if found is None or one is not found[0]],
        "on": on,
        "states": states,
    }

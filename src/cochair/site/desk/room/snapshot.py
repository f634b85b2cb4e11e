"""Everything that a room shows, read once until something of it is written, whoever looks.

Rooms hold rows, and what is made of these is kept beside them: all of it hangs on every table from
which anything of the room was ever made.

What a reader sees of it is chosen in `showing`: nothing here goes to a page by itself.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from threading import Lock

from cochair.features.action_points import queries as points
from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.conduct import queries as conduct
from cochair.features.conduct import speakers
from cochair.features.conduct.queries import Floor
from cochair.features.conduct.speakers import Voice
from cochair.features.delegations import participation
from cochair.features.delegations import queries as people
from cochair.features.delegations.participation import Share
from cochair.features.delegations.queries import DelegationView
from cochair.features.meetings import queries as meetings
from cochair.features.meetings.models import FloorEntry, Meeting, SpeakerRequest
from cochair.features.meetings.states import State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Party
from cochair.features.records.models import ActionPoint
from cochair.features.room.queries import OF_THE_ROOM
from cochair.journal import queries as journal
from cochair.journal.queries import Standing
from cochair.journal.table_cache import APART, reached, tables_of
from cochair.procedure.book import Book
from cochair.web import tables
from cochair.web.cache import LRUCache, forgotten_with


@dataclass(frozen=True)
class Room:
    """One meeting as it stands; `version` is another word after anything of it was written.

    `acts` are the joint acts on it and on its decisions that wait for a signature, the newest first.
    `turn` says how many Parties step back: which one comes first alternates from meeting to meeting.
    """

    meeting: Meeting
    version: str
    state: State
    book: Book
    roster: parties.Roster
    floor: Floor
    companies: tuple[DelegationView, ...]
    shares: tuple[Share, ...]
    turn: int
    zone: str
    others: Mapping[str, Meeting]
    points: tuple[ActionPoint, ...]
    acts: tuple[JointAct, ...]

    @property
    def is_open(self) -> bool:
        """Whether the meeting sits, and so can be conducted."""
        return self.state is State.OPEN

    @property
    def key(self) -> tuple[int, str, str, str]:
        """What names everything in it."""
        return self.meeting.pk, self.meeting.slug, self.version, self.state.value

    def parties(self, language: str) -> list[Party]:
        """The Parties in the order of this meeting."""
        ordered = list(self.roster.in_order(language))
        turn = self.turn % len(ordered) if ordered else 0
        return ordered[turn:] + ordered[:turn]

    def voices(self) -> Mapping[tuple[str, str], Voice]:
        """Everybody who may speak, by kind and code."""
        return {(one.kind, one.code): one for one in speakers.among(self.companies, self.roster)}


class RoomCache[T]:
    """What is made of rooms, under further keys, until something of the room is written."""

    def __init__(self, most: int) -> None:
        self._all: LRUCache[T] = LRUCache(most)

    def get(self, room: Room, key: Hashable, make: Callable[[], T]) -> T:
        """What was made of a room under a key, made now when it is not there."""
        return self._all.get(
            (room.key, key), lambda: _noted(room.meeting.forum_id, room.meeting.slug, make)
        )


@dataclass(slots=True)
class _Known:
    """How everything stood when something of a room was first made under a word, and from which
    tables anything was made since."""

    word: str
    standing: Standing
    written: Mapping[str, int]
    at: datetime
    tables: frozenset[str]

    def holds(self, now: Standing, at: datetime) -> bool:
        """Whether none of these tables was written since."""
        if now.version != self.standing.version and (
            tables.ANY in self.tables
            or any(now.stamps.get(one) != self.standing.stamps.get(one) for one in self.tables)
        ):
            return False
        is_same = tables.written(self.tables) == tables.written(self.tables, self.written)
        return is_same and self._span(at) == self._span(self.at)

    def _span(self, at: datetime) -> int:
        """The hour; where something is written without entries, which is trusted for a minute, that."""
        is_apart = any(one.startswith(APART) for one in self.tables)
        return int(at.timestamp()) // (60 if is_apart else 3600)


class _Words:
    """A word for each room, another one after anything was written of which it was ever made."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._known: OrderedDict[tuple[int, str], _Known] = OrderedDict()
        forgotten_with(self)

    def of(self, forum: Forum, slug: str, at: datetime) -> str:
        """The word of a room at an instant (aware UTC)."""
        key, now = (forum.pk, slug), journal.standing(forum.slug)
        if now is None:
            return journal.version(forum.slug)
        counts = tables.counts()
        with self._lock:
            known = self._known.get(key)
            if known is None or not known.holds(now, at):
                read = known.tables if known is not None else frozenset()
                known = self._known[key] = _Known(token_hex(16), now, counts, at, read)
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
            return known.word

    def add(self, key: tuple[int, str], more: frozenset[str]) -> None:
        """Something of a room was made from these tables too."""
        with self._lock:
            if key in self._known:
                self._known[key].tables |= more

    def clear(self) -> None:
        """Know nothing."""
        with self._lock:
            self._known.clear()


# A few meetings at most are open at a time, each as it stood last.
_ROOMS: LRUCache[Room | None] = LRUCache(16)
_WORDS = _Words(256)
_READING = Lock()
# Rows lead to others, which are read when somebody asks for them.
_ROWS = (Meeting, FloorEntry, SpeakerRequest, JointAct, ActionPoint)


def _noted[T](forum: int, slug: str, make: Callable[[], T]) -> T:
    with tables.noticed() as noted:
        made = make()
    _WORDS.add((forum, slug), tables_of(noted))
    return made


def room(forum: Forum, slug: str, at: datetime) -> Room | None:
    """A meeting with all that its room shows, or None; read anew when anything of it was written.

    The state follows the instant `at` (UTC): all that it depends on has happened by then.
    """
    # Two hundred screens ask at once after an act: one of them reads, and the others wait for it.
    with _READING:
        version = _WORDS.of(forum, slug, at)
        found = _ROOMS.get(
            (forum.pk, slug, version),
            lambda: _noted(forum.pk, slug, lambda: _read(forum, slug, version, at)),
        )
    if found is None or found.state is state_of(found.meeting, at):
        return found
    return _noted(forum.pk, slug, lambda: _read(forum, slug, version, at))


def _read(forum: Forum, slug: str, version: str, at: datetime) -> Room | None:
    meeting = meetings.meeting(forum, slug)
    if meeting is None:
        return None
    schedule = list(meeting.schedules.all())[-1:]
    figures = participation.of_meeting(meeting, at)
    found = Meeting.objects.filter(forum=forum).exclude(pk=meeting.pk)
    tables.note(reached(*_ROWS))
    return Room(
        meeting=meeting,
        version=version,
        state=state_of(meeting, at),
        book=parties.book(forum, at),
        roster=parties.roster(forum),
        floor=conduct.floor(meeting),
        companies=tuple(one for one in people.delegations(meeting) if one.struck is None),
        shares=figures.shares if figures else (),
        turn=found.filter(configuration=meeting.configuration, pk__lt=meeting.pk).count(),
        zone=schedule[0].zone if schedule else forum.zone,
        others={one.slug: one for one in found.filter(slug__in=_targets(meeting))},
        points=points.rows_of(meeting),
        acts=_acts(meeting),
    )


# The joint acts on the meeting itself that are signed in the room.
OF_THE_MEETING = ("meeting.open", "meeting.suspend", "meeting.resume", "meeting.close")


def _acts(meeting: Meeting) -> tuple[JointAct, ...]:
    """Those on the meeting first, then those on its decisions; one query, or two."""
    rows = acts.open_acts(meeting.forum).filter(kind__in=(*OF_THE_MEETING, *OF_THE_ROOM))
    waiting = rows.order_by("-number")
    of_it = [one for one in waiting if (one.subject_kind, one.subject_id) == _named(meeting)]
    of_room = [one for one in waiting if one.body.get("meeting") == meeting.slug]
    return (*of_it, *of_room)


def _named(meeting: Meeting) -> tuple[str, str]:
    return "meeting", meeting.slug


def _targets(meeting: Meeting) -> list[str]:
    rows = meeting.floor_entries.exclude(target="")
    return list(rows.values_list("target", flat=True).distinct())

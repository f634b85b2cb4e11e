"""The room in the reader's words: the item, the speakers, the agenda, who is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as __

from cochair.features.agendas.labels import TYPE_WORDS
from cochair.features.conduct import course, labels, queries
from cochair.features.conduct.course import Course, Stands
from cochair.features.conduct.queries import NOTHING
from cochair.features.delegations.presenters import other_title
from cochair.features.delegations.queries import arranged
from cochair.features.meetings.models import SpeakerRequest
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties.models import Party
from cochair.features.room.presenters import Shown
from cochair.site.desk.room.decisions import Objected
from cochair.site.desk.room.snapshot import Room
from cochair.site.desk.room.text_of_item import Mark
from cochair.web.formats import place, sorting_key, time_of
from cochair.web.localize import language_now, translated

MARKS = {
    Stands.WAITING: ("wait", "off"),
    Stands.ON_FLOOR: ("working", "plain"),
    Stands.ASIDE: ("working", "off"),
    Stands.CONCLUDED: ("met", "good"),
    Stands.DEFERRED: ("departed", "plain"),
    Stands.LEFT: ("na", "off"),
}


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item of the agenda: where it stands, what came of it, and which steps may follow."""

    course: Course
    title: object
    type: str
    stands: str
    icon: str
    tone: str
    hour: str
    conclusion: object
    target: str
    steps: frozenset[str]

    @property
    def is_good(self) -> bool:
        """Whether it is done."""
        return self.tone == "good"

    @property
    def may_open(self) -> bool:
        """Whether it can be put on the floor."""
        return course.OPENED in self.steps

    @property
    def may_reopen(self) -> bool:
        """Whether it can be taken up again."""
        return course.REOPENED in self.steps

    @property
    def may_conclude(self) -> bool:
        """Whether it can be concluded."""
        return course.CONCLUDED in self.steps

    @property
    def may_defer(self) -> bool:
        """Whether it can be put off."""
        return course.DEFERRED in self.steps

    @property
    def may_discuss(self) -> bool:
        """Whether it can be moved to discussion."""
        return course.DISCUSSED in self.steps


@dataclass(frozen=True, slots=True)
class SpeakerShown:
    """Somebody on the speakers' list."""

    row: SpeakerRequest
    name: object
    party: Party | None
    place: int
    since: str


@dataclass(frozen=True, slots=True)
class TimeShown:
    """How long a Party, or those of no Party, have spoken in this meeting."""

    party: Party | None
    title: str
    times: int
    length: str


@dataclass(frozen=True, slots=True)
class Presence:
    """How many of a Party, of institutions or of observers are there."""

    party: Party | None
    title: str
    members: int | None
    members_here: int


def items(room: Room, decision: Shown | None, *, conducts: bool) -> list[ItemShown]:
    """The agenda as it stands in the room; of the item under discussion what was decided on it."""
    return [
        _decided(room, shown, decision) if one.is_on_floor else shown
        for one in room.floor.courses
        for shown in (item(room, one, conducts=conducts),)
    ]


def _decided(room: Room, shown: ItemShown, decision: Shown | None) -> ItemShown:
    """An item with the outcome of the decision on it, once there is one."""
    if decision is None or not decision.outcome:
        return shown
    icon = "met" if decision.tone == "good" else "departed"
    at = hour(room, decision.declared_at)
    return replace(shown, stands=decision.word, icon=icon, tone=decision.tone, hour=at)


def item(room: Room, one: Course, *, conducts: bool) -> ItemShown:
    """One item in the reader's words."""
    icon, tone = MARKS[one.stands]
    target = room.others.get(one.target)
    language = language_now()
    return ItemShown(
        course=one,
        title=translated(one.item.title),
        type=__(TYPE_WORDS.get(one.item.type, one.item.type)),
        stands=__(labels.STANDS[one.stands]),
        icon=icon,
        tone=tone,
        hour=time_of(one.since, room.zone, language) if one.since else "",
        conclusion=translated(one.words),
        target=meeting_title(target, room.book, language) if target else "",
        steps=frozenset(step for step in course.STEPS if one.allows(step))
        if conducts
        else frozenset(),
    )


def speakers(room: Room) -> list[SpeakerShown]:
    """Who waits for the floor, in the order of asking."""
    return [speaker(room, one, number) for number, one in enumerate(room.floor.waiting, start=1)]


def speaker(room: Room, row: SpeakerRequest, place: int) -> SpeakerShown:
    """One speaker in the reader's words."""
    return SpeakerShown(
        row=row,
        name=translated(_names(room, row)),
        party=_party(room, row.party),
        place=place,
        since=time_of(row.given_at, room.zone, language_now()) if row.given_at else "",
    )


def times(room: Room) -> list[TimeShown]:
    """The time used by each Party in the order of the meeting, then by those of no Party."""
    by_party = queries.spoken(room.floor.speakers, by_party=True)
    shown = [_time(one, by_party.get(one.code)) for one in room.parties(language_now())]
    outside = by_party.get("")
    return [*shown, _time(None, outside)] if outside else shown


def presence(room: Room) -> list[Presence]:
    """Who is there: each Party in the order of the meeting, then institutions and observers; nothing
    before anybody is there, and of a meeting that was not held here."""
    row = room.meeting
    sat_here = row.opened_at is not None and not (row.is_attested or row.is_only_loaded)
    if not sat_here and not any(one.has_come for one in room.companies):
        return []
    shares = {one.party: one for one in room.shares}
    found = []
    for side in arranged(room.companies, room.meeting, language_now()):
        came = [one for one in side.delegations if one.has_come]
        share = shares.get(side.kind)
        found.append(
            Presence(
                party=side.party,
                title=str(translated(side.party.short)) if side.party else other_title(side.kind),
                members=share.members if share and share.members else None,
                members_here=share.present if share else len(came),
            )
        )
    return found


def hands(room: Room) -> list[tuple[str, object]]:
    """For whom a raised hand can be written down: by key and name, in the reader's order."""
    found = [(one.key, translated(one.names)) for one in room.voices().values()]
    return sorted(found, key=lambda one: sorting_key(str(one[1])))


def minutes(length: timedelta) -> str:
    """A time as 4:05, minutes and seconds, the same in every language."""
    seconds = int(length.total_seconds())
    return f"{seconds // 60}:{seconds % 60:02d}"


def limit(one: Course) -> str:
    """The time of each speaker on an item, as 3:00; empty without a limit."""
    return minutes(timedelta(seconds=one.seconds)) if one.seconds else ""


def hour(room: Room, at: datetime | None) -> str:
    """An hour at the place of the meeting; empty for none."""
    return time_of(at, room.zone, language_now()) if at else ""


def clocks(room: Room, at: datetime) -> list[tuple[str, str, str]]:
    """The zones by whose hours the meeting goes, each with its name and its hour: that of the
    place, then those of the seats of the Parties."""
    language = language_now()
    zones = dict.fromkeys((room.zone, *(one.seat_zone for one in room.roster.parties)))
    return [(zone, place(zone, language), time_of(at, zone, language)) for zone in zones]


def marks(objections: Iterable[Objected]) -> Mapping[str, tuple[Mark, ...]]:
    """Objections by the number of the paragraph in whose margin they stand."""
    found: dict[str, tuple[Mark, ...]] = {}
    for one in objections:
        mark = Mark(one.name, one.tone, one.at, one.words, one.language)
        for number in one.places:
            found[number] = (*found.get(number, ()), mark)
    return found


def closed(room: Room) -> str:
    """Why nothing is conducted now, in the reader's words; empty while the meeting sits."""
    if room.is_open:
        return ""
    if room.meeting.closed_at is not None:
        return __("The meeting is closed. This page shows how it ended.")
    if room.meeting.cancelled_at is not None:
        return __("This meeting is cancelled.")
    if room.meeting.opened_at is not None:
        return __("The meeting is suspended. It resumes when both co-chairs have signed.")
    return __("The meeting has not opened yet. Both co-chairs must sign to open it.")


def _time(party: Party | None, found: queries.Spoken | None) -> TimeShown:
    return TimeShown(
        party=party,
        title=str(translated(party.short)) if party else __("Institutions and observers"),
        times=found.times if found else 0,
        length=minutes(found.length if found else NOTHING),
    )


def _names(room: Room, row: SpeakerRequest) -> Mapping[str, str]:
    voice = room.voices().get((row.kind, row.voice))
    return voice.names if voice else room.roster.names().get(row.voice, {"en": row.voice})


def _party(room: Room, code: str) -> Party | None:
    return next((one for one in room.roster.parties if one.code == code), None)

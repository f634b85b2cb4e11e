"""Reads of the conduct of a meeting: each a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cochair.features.agendas import queries as agendas
from cochair.features.conduct import course
from cochair.features.conduct.course import Course
from cochair.features.meetings.models import FloorEntry, Meeting, SpeakerRequest

CO_CHAIR, DELEGATION, INSTITUTION, OBSERVER = "co_chair", "delegation", "institution", "observer"
NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Floor:
    """The items of a meeting with how far they have come, and everybody who asked to speak.

    `last` is the number of the last entry on an item: whoever acts names what they were shown.
    """

    courses: tuple[Course, ...]
    speakers: tuple[SpeakerRequest, ...]
    last: int

    @property
    def item(self) -> Course | None:
        """The item on the floor; None between two."""
        return course.on_floor(self.courses)

    @property
    def speaking(self) -> SpeakerRequest | None:
        """Who has the floor; None while nobody speaks."""
        return next((one for one in self.speakers if is_speaking(one)), None)

    @property
    def waiting(self) -> tuple[SpeakerRequest, ...]:
        """Who waits for the floor on the item on the floor, in the order in which they asked."""
        item = self.item
        return tuple(
            one for one in self.speakers if item and one.item_key == item.key and is_waiting(one)
        )


@dataclass(frozen=True, slots=True)
class Spoken:
    """How often and how long a voice or a Party has spoken; what still goes on is left out."""

    code: str
    times: int
    length: timedelta


def floor(meeting: Meeting) -> Floor:
    """Everything that is conducted in a meeting; five queries."""
    version = agendas.standing_of(meeting)
    entries = tuple(FloorEntry.objects.filter(meeting=meeting).order_by("number"))
    known: tuple[Course, ...] = ()
    if version is not None:
        is_adopted = version.stage == agendas.ADOPTED
        known = course.courses(
            version.items,
            entries,
            discussed=agendas.discussions(meeting),
            adopted_at=version.row.published_at if is_adopted else None,
            closed_at=meeting.closed_at,
        )
    speakers = tuple(SpeakerRequest.objects.filter(meeting=meeting).order_by("number"))
    return Floor(known, speakers, entries[-1].number if entries else 0)


def is_waiting(row: SpeakerRequest) -> bool:
    """Whether somebody asked for the floor and neither has had it nor took the request back."""
    return row.given_at is None and row.withdrawn_at is None


def is_speaking(row: SpeakerRequest) -> bool:
    """Whether somebody has the floor."""
    return row.given_at is not None and row.ended_at is None


def length(row: SpeakerRequest) -> timedelta:
    """How long somebody spoke; nothing before the end."""
    if row.given_at is None or row.ended_at is None:
        return NOTHING
    return row.ended_at - row.given_at


def spoken(speakers: Iterable[SpeakerRequest], *, by_party: bool = False) -> Mapping[str, Spoken]:
    """The time that each voice, or each Party, has used; those of no Party under an empty code.

    A co-chair who speaks counts for its Party like everybody else of it.
    """
    found: dict[str, Spoken] = {}
    for row in speakers:
        if row.ended_at is None:
            continue
        code = row.party if by_party else row.voice
        before = found.get(code, Spoken(code, 0, NOTHING))
        found[code] = Spoken(code, before.times + 1, before.length + length(row))
    return found


def entries(meetings: Iterable[int]) -> Mapping[int, tuple[FloorEntry, ...]]:
    """The entries of several meetings by their keys, oldest first; one query."""
    found: dict[int, tuple[FloorEntry, ...]] = {}
    for row in FloorEntry.objects.filter(meeting__in=meetings).order_by("meeting", "number"):
        found[row.meeting_id] = (*found.get(row.meeting_id, ()), row)
    return found


def over_time(row: SpeakerRequest, seconds: int | None, at: datetime) -> bool:
    """Whether somebody has spoken longer than a speaker has on this item; a fact, and no more."""
    if seconds is None or row.given_at is None:
        return False
    return (row.ended_at or at) - row.given_at > timedelta(seconds=seconds)

"""How far each item of an agenda has come, derived from the entries made in the room.

Pure: entries in, values out.  What may follow what is one table (domain.md C.4, "Agenda item").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from cochair.features.agendas.items import BY_CONSENT, DISCUSSION, Item
from cochair.features.meetings.models import FloorEntry

OPENED, CONCLUDED, DEFERRED = "opened", "concluded", "deferred"
DISCUSSED, REOPENED = "discussed", "reopened"
LIMITED, OBSERVERS = "limited", "observers_heard"


class Stands(StrEnum):
    """Where an item stands; `aside` is open, while another one is on the floor.

    `left` is one that was not dealt with to its end when the meeting closed: nobody does that now.
    """

    WAITING = "waiting"
    ON_FLOOR = "on_floor"
    ASIDE = "aside"
    CONCLUDED = "concluded"
    DEFERRED = "deferred"
    LEFT = "left"


OPEN = frozenset({Stands.ON_FLOOR, Stands.ASIDE})
UNFINISHED = OPEN | {Stands.WAITING}
FINISHED = frozenset({Stands.CONCLUDED, Stands.DEFERRED})

# What may be done to an item that stands so.
STEPS: Mapping[str, frozenset[Stands]] = {
    OPENED: frozenset({Stands.WAITING, Stands.ASIDE}),
    CONCLUDED: OPEN,
    DEFERRED: UNFINISHED,
    DISCUSSED: frozenset({Stands.WAITING, Stands.CONCLUDED}),
    REOPENED: FINISHED,
    LIMITED: UNFINISHED,
    OBSERVERS: UNFINISHED,
}


@dataclass(frozen=True, slots=True)
class Course:
    """An item with how far it has come.

    `without_debate` says that it was, or is to be, adopted with the agenda; `since` is the UTC
    instant from which it stands so; `seconds` the time of each speaker, None without a limit.
    """

    item: Item
    number: int
    stands: Stands = Stands.WAITING
    since: datetime | None = None
    without_debate: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    target: str = ""
    reason: str = ""
    seconds: int | None = None
    hears_observers: bool = False

    @property
    def key(self) -> str:
        """The key of the item, the same in every version of the agenda."""
        return self.item.key

    @property
    def is_on_floor(self) -> bool:
        """Whether the meeting is dealing with it now."""
        return self.stands is Stands.ON_FLOOR

    @property
    def is_finished(self) -> bool:
        """Whether it was concluded or put off."""
        return self.stands in FINISHED

    def allows(self, step: str) -> bool:
        """Whether a step may follow; one that is discussed already is not moved there again."""
        if step == DISCUSSED and not self.without_debate:
            return False
        return self.stands in STEPS[step]


def courses(
    items: Iterable[Item],
    entries: Iterable[FloorEntry],
    *,
    discussed: Iterable[str] = (),
    adopted_at: datetime | None = None,
    closed_at: datetime | None = None,
) -> tuple[Course, ...]:
    """Every item with how far it has come, in the order of the agenda.

    An item without debate is concluded with the adoption of the agenda, unless a delegation or
    the co-chairs moved it to discussion.  Entries are read in their order, oldest first.  What is
    unfinished when the meeting closes, at `closed_at` (aware UTC), is left without a conclusion.
    """
    by_key = {
        item.key: _begun(item, number, item.key in set(discussed), adopted_at)
        for number, item in enumerate(items, start=1)
    }
    for entry in entries:
        if entry.item_key not in by_key:
            continue
        if entry.step in (OPENED, REOPENED):
            by_key = {key: _put_aside(one) for key, one in by_key.items()}
        by_key[entry.item_key] = _after(by_key[entry.item_key], entry)
    if closed_at is None:
        return tuple(by_key.values())
    return tuple(_left(one, closed_at) for one in by_key.values())


def on_floor(known: Iterable[Course]) -> Course | None:
    """The item that the meeting is dealing with; None between two."""
    return next((one for one in known if one.is_on_floor), None)


def of_key(known: Iterable[Course], key: str) -> Course | None:
    """The item of a key; None when the agenda that stands does not have it."""
    return next((one for one in known if one.key == key), None)


def _begun(item: Item, number: int, discussed: bool, adopted_at: datetime | None) -> Course:
    consents = item.type == BY_CONSENT and not discussed
    if item.type == BY_CONSENT and discussed:
        item = replace(item, type=DISCUSSION)
    if consents and adopted_at is not None:
        return Course(item, number, Stands.CONCLUDED, adopted_at, without_debate=True)
    return Course(item, number, without_debate=consents)


def _put_aside(one: Course) -> Course:
    return replace(one, stands=Stands.ASIDE) if one.is_on_floor else one


def _left(one: Course, at: datetime) -> Course:
    return replace(one, stands=Stands.LEFT, since=at) if one.stands in UNFINISHED else one


def _after(one: Course, entry: FloorEntry) -> Course:
    match entry.step:
        case "opened" | "reopened":
            return replace(
                one, stands=Stands.ON_FLOOR, since=entry.at, words={}, kind="", target="", reason=""
            )
        case "concluded":
            return replace(
                one, stands=Stands.CONCLUDED, since=entry.at, words=entry.words, kind=entry.kind
            )
        case "deferred":
            return replace(
                one,
                stands=Stands.DEFERRED,
                since=entry.at,
                target=entry.target,
                reason=entry.reason,
            )
        case "discussed":
            return replace(
                one,
                item=replace(one.item, type=DISCUSSION),
                stands=Stands.WAITING,
                since=entry.at,
                without_debate=False,
            )
        case "limited":
            return replace(one, seconds=entry.seconds or None)
        case "observers_heard":
            return replace(one, hears_observers=True)
    return one

"""The door of the room's screens: whoever may attend, and what each of them sees of it.

| who | sees |
|---|---|
| readers of what the Parties share | everything in the room |
| an institution that is invited | the same, without the links to what it may not read |
| an observer that is admitted | the item on the floor and who speaks, once it is granted the floor |

Everybody else gets 404.  Source: domain.md C.6, C.7 (J6, O2), C.8.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from cochair.features.conduct import speakers
from cochair.features.conduct.access import sees_items
from cochair.features.meetings import attendance
from cochair.features.parties import access as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.site.desk.room import decisions as deciding
from cochair.site.desk.room import snapshot
from cochair.site.desk.room.snapshot import Room


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader sees of a room and may do in it; two of the same sight see the same bytes.

    `keeps` says that the reader chairs or keeps the meeting; `voice` is the kind and code in whose name the reader speaks, or None for who only listens.
    `own` is the Party for which the reader signs, empty for who signs nothing; `tongue` the language
    in which the text is read, and `on` the paragraph from which the reader came to object, or, with
    `states`, to make a statement.
    `decisions` are the numbers of those that the reader may read, and `office` the reader's own
    where there are any on the table: what one may do then is one's own.
    """

    shares: bool
    whole: bool
    items: bool
    conducts: bool
    voice: tuple[str, str] | None
    decisions: frozenset[int] = frozenset()
    office: int = 0
    own: str = ""
    keeps: bool = False
    tongue: str = ""
    on: str = ""
    states: bool = False


def room(request: Request, slug: str) -> tuple[Room, ActingOffice, Sight]:
    """The room of a meeting for whoever may attend it; 404 for all others."""
    forum = parties.forum(request)
    hat: ActingOffice | None = request.hat
    if hat is None:
        raise Http404
    found = snapshot.room(forum, slug, request.now)
    if found is None or not attendance.takes_part(found.meeting, hat, request.now):
        raise Http404
    return found, hat, sight(found, hat, request.now)


def screen(request: Request, slug: str) -> Room:
    """The room for the second screen, which shows what everybody in it may see: for readers of
    what the Parties share, who put it up; 404 for all others."""
    parties.require_reader(request)
    found, _hat, _sight = room(request, slug)
    return found


def sight(found: Room, hat: ActingOffice, at: datetime) -> Sight:
    """What a hat sees of a room; one query where anything is put."""
    shares = hat.may(Power.READ_SHARED)
    seen = deciding.read_by(found, hat, at) if shares else frozenset()
    observes = attendance.observes(found.meeting, hat, at)
    return Sight(
        shares=shares,
        whole=not observes,
        items=sees_items(found.floor.item, observes=observes),
        conducts=hat.may(Power.RECORD_FACTS) and found.is_open,
        voice=speakers.own(found.meeting, hat),
        decisions=seen,
        office=hat.office if seen else 0,
        own=hat.party if hat.may(Power.SIGN) else "",
        keeps=hat.may(Power.RECORD_FACTS),
    )

"""Events as iCalendar (RFC 5545) and invitations (RFC 5546), built with the library `icalendar`.

Every text is made one line and stripped of what cannot be seen before the library escapes it,
so that whatever people type makes no property and no component of its own (security.md T37).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cochair.formats import plain_text
from cochair.procedure.refusal import Sentence
from cochair.web.cache import LRUCache
from cochair.web.formats import zone_of

if TYPE_CHECKING:
    from icalendar import Event as Component
    from icalendar import vCalAddress

type Words = str | Sentence | Mapping[str, str]
type Method = Literal["REQUEST", "CANCEL", "PUBLISH"]

MAKER = "-//Cochair//Cochair//EN"
DAY = timedelta(days=1)
LONGEST_NAME, LONGEST_TITLE, LONGEST_TEXT = 200, 500, 5000


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody invited, or who invites."""

    name: str
    email: str
    role: Literal["REQ-PARTICIPANT", "OPT-PARTICIPANT", "CHAIR", "NON-PARTICIPANT"] = (
        "REQ-PARTICIPANT"
    )


@dataclass(frozen=True, slots=True)
class Event:
    """One event.

    `starts` and `ends` are aware instants told in `zone` (an IANA name), or two civil days for
    whole days, the last inclusive.  `uid` stays for the life of the event and `sequence` rises
    with every change (RFC 5546, 2.1.4).
    """

    uid: str
    sequence: int
    starts: datetime | date
    ends: datetime | date
    zone: str
    summary: Words
    description: Words = ""
    location: Words = ""
    url: str = ""
    status: Literal["TENTATIVE", "CONFIRMED", "CANCELLED"] = "CONFIRMED"
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    # Whether the time is taken; a deadline takes none.
    busy: bool = True
    # When it was changed last (UTC), where it changes apart from the meeting it belongs to.
    changed_at: datetime | None = None


def uid(meeting: str, forum: str) -> str:
    """The name of a meeting in every calendar, for ever: `<meeting>@<forum>.cochair`."""
    return f"{meeting}@{forum}.cochair"


def house() -> Attendee:
    """In whose name events go out: the house, at the address from which it writes."""
    return Attendee(*parseaddr(settings.DEFAULT_FROM_EMAIL))


def invitation(event: Event, *, method: Method = "REQUEST", stamp: datetime) -> bytes:
    """One event as a calendar object of a method; `stamp` is the instant of this version (UTC).

    Words must be rendered before.  A cancellation says CANCELLED whatever the event says.
    Source: RFC 5546, 3.2.
    """
    return feed([event], method=method, stamp=stamp)


def feed(
    events: Iterable[Event],
    *,
    method: Method = "PUBLISH",
    stamp: datetime,
    name: str = "",
    refresh: timedelta | None = None,
) -> bytes:
    """Events as one calendar object, for a subscription; `name` is what clients call it.

    What is published has an organizer in each event and no attendee (RFC 5546, 3.2.1): events
    that name none are those of the house.

    `refresh` is how long a client may wait before it asks again (RFC 7986, 5.7).

    Lines end with CRLF and are folded at 75 octets; the zones hold only the years needed.
    """
    # Read where it is needed: most pages make no calendar, and the library weighs 10 MB.
    from icalendar import Calendar, vDuration

    ours = house()
    rows = [one if one.organizer else replace(one, organizer=ours) for one in events]
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    if name:
        made.add("name", plain_text.one_line(name, LONGEST_NAME))
        made.add("x-wr-calname", plain_text.one_line(name, LONGEST_NAME))
    if refresh is not None:
        made.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", vDuration(refresh))
    head, foot = bytes(made.to_ical()).split(b"END:VCALENDAR")
    stamped = STAMPED % stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").encode()
    written = (_written(row, method).replace(EPOCH_WRITTEN, stamped, 1) for row in rows)
    return b"".join((head, *_zones(rows), *written, b"END:VCALENDAR", foot))


# Events as they are written: the same in every calendar but for the stamp.  Of a calendar that is
# longer than this none would be found again, as those asked for longest ago go first.
_EVENTS: LRUCache[bytes] = LRUCache(25_000)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STAMPED = b"\r\nDTSTAMP:%b\r\n"
EPOCH_WRITTEN = STAMPED % b"19700101T000000Z"


def _written(event: Event, method: Method) -> bytes:
    """An event as it is written; those of a letter, which name a person, are not kept."""

    def write() -> bytes:
        return bytes(_component(event, method, EPOCH).to_ical())

    return _EVENTS.get(event, write) if method == "PUBLISH" else write()


def _component(event: Event, method: Method, stamp: datetime) -> "Component":
    from icalendar import Event as Component

    found = Component()
    found.add("uid", plain_text.one_line(event.uid, LONGEST_NAME))
    found.add("dtstamp", stamp.astimezone(UTC))
    found.add("sequence", event.sequence)
    for name, value in zip(("dtstart", "dtend"), _edges(event), strict=True):
        found.add(name, value)
    found.add("summary", plain_text.one_line(str(event.summary), LONGEST_TITLE) or "–")
    if text := plain_text.lines(str(event.description), LONGEST_TEXT):
        found.add("description", text)
    if text := plain_text.one_line(str(event.location), LONGEST_TITLE):
        found.add("location", text)
    if event.url.startswith(("https://", "http://")):
        found.add("url", "".join(plain_text.one_line(event.url).split()))
    if not event.busy:
        found.add("transp", "TRANSPARENT")
    found.add("status", "CANCELLED" if method == "CANCEL" else event.status)
    if event.organizer is not None and _is_address(event.organizer.email):
        found["organizer"] = _person(event.organizer, {})
    if method != "PUBLISH":
        # No answer is asked for by mail: nobody reads one, and a person answers on a page.
        asked = {"PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"} if method == "REQUEST" else {}
        for one in event.attendees:
            if _is_address(one.email):
                found.add("attendee", _person(one, {"ROLE": one.role, **asked}), encode=False)
    return found


def _edges(event: Event) -> tuple[Any, Any]:
    """Start and end as they are written: in the zone of the event, or whole days."""
    edges: list[datetime | date] = []
    for value, added in ((event.starts, timedelta(0)), (event.ends, DAY)):
        if isinstance(value, datetime):
            edges.append(value.astimezone(_zone(event)))
        else:
            edges.append(value + added)
    return edges[0], edges[1]


def _zone(event: Event) -> ZoneInfo | Any:
    zone = zone_of(event.zone)
    return UTC if zone.key == "UTC" else zone


def _zones(events: list[Event]) -> list[bytes]:
    """One VTIMEZONE for each zone, from the day before its first event to that after its last."""
    days: dict[str, list[date]] = {}
    for event in events:
        zone = _zone(event)
        if isinstance(event.starts, datetime) and zone is not UTC:
            days.setdefault(zone.key, []).extend(edge.date() for edge in _edges(event))
    return [_timezone(key, min(found), max(found)) for key, found in sorted(days.items())]


@lru_cache(maxsize=64)
def _timezone(key: str, first: date, last: date) -> bytes:
    from icalendar import Timezone

    zone = Timezone.from_tzid(key, first_date=first - DAY, last_date=last + DAY)
    zone.pop("comment", None)
    return bytes(zone.to_ical())


def _person(one: Attendee, parameters: Mapping[str, str]) -> "vCalAddress":
    from icalendar import vCalAddress

    found = vCalAddress(f"mailto:{one.email}")
    # A quotation mark cannot stand in the value of a parameter (RFC 5545, 3.2).
    if name := plain_text.one_line(one.name, LONGEST_NAME).replace('"', "'"):
        found.params["CN"] = name
    for key, value in parameters.items():
        found.params[key] = value
    return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True

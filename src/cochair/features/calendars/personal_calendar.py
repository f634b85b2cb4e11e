"""The calendar behind an address: what its owner may know of at an instant, and nothing else.

Readers of what is shared see that there is a meeting, when and where; sessions and preparatory
meetings are there for who takes part in it, as far as its own page tells them.  What an app above
adds stands beside them: until when one's turns are to be done.
An invited institution has the meetings it is invited to; an observer the sessions it was granted,
and only while every Party agrees.  Days that a Party has blocked are in nobody's calendar.
Source: domain.md C.6, C.8; security.md T11, T50.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.urls import reverse

from cochair.features.accounts.models import Account
from cochair.features.calendars import events, owners, queries
from cochair.features.calendars.events import Of
from cochair.features.meetings import attendance
from cochair.features.meetings.part import Part
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.preparations import queries as preparing
from cochair.features.sessions.queries import read_by
from cochair.formats.icalendar import Event, feed
from cochair.procedure.facts import Meeting
from cochair.web import localize
from cochair.web.varieties import override

REFRESH = timedelta(hours=6)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Made:
    """A calendar as it is sent, and the mark by which it is known unchanged."""

    octets: bytes

    @property
    def tag(self) -> str:
        """The entity tag: the same for the same octets."""
        return f'"{sha256(self.octets).hexdigest()[:32]}"'


type Maker = Callable[[Forum, Account, Sequence[ActingOffice], datetime], Iterable[Event]]
_MAKERS: list[Maker] = []


def also(maker: Maker) -> None:
    """Let an app above add events, in the language that is active; in `apps.ready()`."""
    if maker not in _MAKERS:
        _MAKERS.append(maker)


def address(forum: Forum, secret: str, language: str) -> str:
    """The whole address of a feed; the path names the language that its owner reads."""
    with override(_language(language)):
        path = reverse("meetings:feed", args=[forum.slug, secret])
    return f"{settings.ADDRESS.rstrip('/')}{path}"


def personal(forum: Forum, account: Account, hats: Sequence[ActingOffice], at: datetime) -> Made:
    """Everything that one person may know of by all offices held, in that person's language."""
    told = queries.meetings_at(forum, at)
    with override(_language(account.language)):
        found: dict[str, Event] = {}
        # A meeting is the same event by every office that reads the same pages.
        shared: dict[tuple[str, str], Event | None] = {}
        for hat in sorted(hats, key=lambda one: not one.may(Power.READ_SHARED)):
            for event in _of_hat(forum, hat, told, shared, at):
                found.setdefault(event.uid, event)
        for maker in _MAKERS:
            found |= {event.uid: event for event in maker(forum, account, hats, at)}
        return made(forum, found.values(), told)


def made(forum: Forum, found: Iterable[Event], told: Iterable[Meeting]) -> Made:
    """Events as one calendar, stamped with the last change of what it was made from.

    A session or preparatory meeting counts where it is shown: a stamp tells nobody that something
    behind a closed door has moved.  Source: RFC 5545, 3.8.7.2.
    """
    rows = tuple(found)
    name = str(localize.translated(forum.short_title, localize.language_now()))
    changes = [at for meeting in told for at in _changes(meeting)]
    changes += [one.changed_at for one in rows if one.changed_at is not None]
    return Made(feed(rows, stamp=max(changes, default=BEGINNING), name=name, refresh=REFRESH))


def _of_hat(
    forum: Forum,
    hat: ActingOffice,
    told: Sequence[Meeting],
    shared: dict[tuple[str, str], Event | None],
    at: datetime,
) -> Iterator[Event]:
    reads = hat.may(Power.READ_SHARED)
    book, roster = parties.book(forum, at), parties.roster(forum)
    of = Of(forum, book, pages="shared" if reads else "own")
    sessions = queries.sessions_of(forum)
    prepared = defaultdict(tuple, preparing.of_forum(forum))
    granted = {} if reads else queries.granted(forum, hat)
    parts = attendance.parts_of(forum, hat, at)
    for meeting in told:
        part = parts.get(meeting.id, Part.NONE)
        if reads or part is Part.INSTITUTION:
            key = (of.pages, meeting.id)
            if key not in shared:
                shared[key] = events.of_meeting(of, meeting)
            if (event := shared[key]) is not None:
                yield event
        shown = read_by(sessions.get(meeting.id, ()), part, granted.get(meeting.id, ()))
        if meeting.cancelled_at is None:
            yield from (events.of_session(of, meeting, session) for session in shown)
        if preparing.is_open_to(part, hat, owners.Around(book, roster, meeting).named):
            made_of = (events.of_preparation(of, meeting, one) for one in prepared[meeting.id])
            yield from (event for event in made_of if event is not None)


def _changes(meeting: Meeting) -> Iterator[datetime]:
    yield from filter(None, (schedule.at for schedule in meeting.schedules))
    yield from filter(None, (meeting.confirmed_at, meeting.cancelled_at, meeting.closed_at))


def _language(code: str) -> str:
    return code if code in settings.FORMATS else settings.LANGUAGE_CODE

"""A calendar program as people have it: it takes what RFC 5546 and RFC 6047 let it take.

It reads mail octet by octet with the standard library, the calendar in it with a library that
had no part in the writing, and refuses whatever is older than what it has.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from cochair.features.mail import mime
from cochair.features.mail.models import Message
from mail.test_calendar import independent, of_event, unfolded, values


@dataclass(frozen=True, slots=True)
class Kept:
    """An event as the program shows it; the last day is inclusive."""

    name: str
    first: date
    last: date
    begins: datetime
    place: str
    sequence: int
    stamp: str


@dataclass(slots=True)
class Program:
    """The calendar of one reader, by the UID of each event, and what was taken out of it."""

    events: dict[str, Kept] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)

    def receive(self, rows: Iterable[Message]) -> None:
        """Take the calendar parts of mails, in the order in which they were queued."""
        for row in rows:
            if row.calendar:
                self._take(row)

    def _take(self, row: Message) -> None:
        mail = message_from_bytes(
            mime.mail(row, row.queued_at).message().as_bytes(), policy=policy.default
        )
        part = _calendar_of(mail)
        octets = part.get_content().encode().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        lines = unfolded(octets)
        method = part["Content-Type"].params["method"]
        assert f"METHOD:{method}" in lines
        said = values(of_event(lines))
        assert "RSVP=TRUE" not in octets.decode().replace("\r\n ", "")
        # RFC 5546, 3.2.2 and 3.2.5: who invites and who is invited are named, once each.
        assert {"ORGANIZER", "ATTENDEE", "UID", "DTSTAMP", "SEQUENCE"} <= said.keys()
        (read,) = independent(octets).events
        number = int(said["SEQUENCE"])
        before = self.events.get(read.uid)
        # RFC 5546, 2.1.4 and 2.1.5: a higher number, or the same with a later stamp.
        known = (before.sequence, before.stamp) if before else (self.gone.get(read.uid, -1), "")
        assert (number, said["DTSTAMP"]) > known, f"{row.key} comes after {known} and is older"
        if method == "CANCEL":
            assert said["STATUS"] == "CANCELLED"
            assert number > known[0]
            self.events.pop(read.uid, None)
            self.gone[read.uid] = number
            return
        assert (method, said["STATUS"]) == ("REQUEST", "CONFIRMED")
        assert number > self.gone.get(read.uid, -1)
        self.events[read.uid] = Kept(
            read.name or "",
            read.begin.datetime.date(),
            (read.end.datetime - timedelta(microseconds=1)).date(),
            read.begin.datetime.astimezone(UTC),
            read.location or "",
            number,
            said["DTSTAMP"],
        )


def _calendar_of(mail: EmailMessage) -> EmailMessage:
    """The part that a program shows with its buttons: RFC 6047, 2.4."""
    (found,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    assert isinstance(found, EmailMessage)
    return found

"""A message and a caught mail as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from django.utils.translation import gettext

from cochair.mail import queries, words
from cochair.mail.models import Caught, Message, State
from cochair.parties.offices import Hat
from cochair.web.wording import Mark

UNKNOWN = Mark("unknown", "off", "–")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as one hat may see it: the text only of letters that are its own to read."""

    row: Message
    is_read: bool

    @property
    def mark(self) -> Mark:
        """How its state looks."""
        return words.STATES.get(self.row.state, UNKNOWN)

    @property
    def state(self) -> str:
        """Its state in words."""
        return gettext(self.mark.word)

    @property
    def event(self) -> str:
        """What it is about in words; the number for an event that has none."""
        return gettext(words.EVENTS.get(self.row.event, self.row.event))

    @property
    def what_to_do(self) -> str:
        """Why it was not sent and what helps; empty while nothing is wrong."""
        if self.row.state == State.NO_ADDRESS:
            return gettext(words.NO_ADDRESS)
        return gettext(words.FAILURES[self.row.failure]) if self.row.failure else ""

    @property
    def since(self) -> datetime:
        """When it came into its state, as far as that is kept: else when it was written."""
        return self.row.sent_at or self.row.failed_at or self.row.queued_at

    @property
    def is_reduced(self) -> bool:
        """Whether its text and its reader were forgotten, because their time was over."""
        return not (self.row.subject or self.row.body)

    @property
    def is_alarm(self) -> bool:
        """Whether a person has to do something."""
        return self.row.state in queries.ALARMING and not self.is_reduced

    @property
    def is_held(self) -> bool:
        """Whether it waits for an hour."""
        return self.row.state == State.HELD


def shown(row: Message, hat: Hat) -> Shown:
    """A message for a hat."""
    return Shown(row, queries.may_read(row, hat))


def states(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Each state that occurs with its words and how many, what needs a person first."""
    return [
        (code, gettext(mark.word), counts[code])
        for code, mark in words.STATES.items()
        if counts.get(code)
    ]


@dataclass(frozen=True, slots=True)
class Opened:
    """A caught mail taken apart: its text, and its calendar part with what it says."""

    text: str
    headers: tuple[tuple[str, str], ...]
    calendar: bytes
    properties: tuple[tuple[str, str], ...]


SHOWN_HEADERS = ("From", "To", "Subject", "Date", "Content-Language", "Message-ID")
SHOWN_PROPERTIES = ("UID", "SEQUENCE", "STATUS", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "URL")


def opened(row: Caught) -> Opened:
    """What a mail reader makes of a caught mail."""
    mail = message_from_bytes(bytes(row.octets), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    text = mail.get_body(("plain",))
    part = next((p for p in mail.walk() if p.get_content_type() == "text/calendar"), None)
    octets = part.get_payload(decode=True) if part is not None else b""
    calendar = octets if isinstance(octets, bytes) else b""
    return Opened(
        text=str(text.get_content()) if text is not None else "",
        headers=tuple((name, str(mail[name])) for name in SHOWN_HEADERS if mail[name]),
        calendar=calendar,
        properties=(_method(part), *_properties(calendar)) if part is not None else (),
    )


def _method(part: Any) -> tuple[str, str]:
    return "METHOD", str(part.get_param("method", ""))


def _properties(octets: bytes) -> tuple[tuple[str, str], ...]:
    if not octets:
        return ()
    from icalendar import Calendar

    event = Calendar.from_ical(octets).walk("VEVENT")[0]
    return tuple(
        (name, _written(event[name]) if name.startswith("DT") else str(event[name]))
        for name in SHOWN_PROPERTIES
        if name in event
    )


def _written(value: Any) -> str:
    """A time as the calendar writes it, with its zone."""
    return " ".join(filter(None, (str(value.to_ical(), "utf-8"), value.params.get("TZID", ""))))

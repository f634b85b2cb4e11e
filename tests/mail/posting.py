"""Letters and readers for the tests of mail, and mail servers that do as they are told."""

import smtplib
import ssl
from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from cochair.features.accounts.models import Account
from cochair.features.mail.letters import CalendarPart, Letter, Recipient, to_account
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.formats.icalendar import Event, uid


def letter(forum: Forum, to: Recipient | Account, key: str = "notice:1", **more: object) -> Letter:
    """A letter to a reader, with what a test wants otherwise."""
    reader = (
        to_account(to, office="secretariat LEAGUE", party="LEAGUE")
        if isinstance(to, Account)
        else to
    )
    return Letter(
        **{  # type: ignore[arg-type]
            "key": key,
            "forum_slug": forum.slug,
            "to": reader,
            "subject": "Notice of the meeting",
            "lines": ("The meeting is convened.",),
            "event": "N06",
            **more,
        }
    )


def outside(email: str = "desk@example.org", zone: str = "UTC", **more: object) -> Recipient:
    """A reader without an account."""
    given = {"account": None, "email": email, "language": "en", "zone": zone, "name": "Desk"}
    return Recipient(**{**given, **more})  # type: ignore[arg-type]


def meeting(start: datetime, end: datetime, **more: object) -> CalendarPart:
    """A meeting in Helsinki as an invitation."""
    given = {
        "uid": uid("council-2", "league-concert"),
        "sequence": 0,
        "starts": start,
        "ends": end,
        "zone": "Europe/Helsinki",
        "summary": "Council",
    }
    return CalendarPart(Event(**{**given, **more}))  # type: ignore[arg-type]


def states() -> dict[str, str]:
    """The state of every message by its key."""
    return dict(Message.objects.values_list("key", "state"))


class Refusing(BaseEmailBackend):
    """A mail server that takes nothing, and names the reader in its reason."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise smtplib.SMTPRecipientsRefused({"anna@example.org": (550, b"no anna here")})


class Untrusted(BaseEmailBackend):
    """A mail server that is there, with a certificate that nobody vouches for."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ssl.SSLCertVerificationError("self-signed certificate of anna.example")


class Absent(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError("nobody here")


class Dying(BaseEmailBackend):
    """A mail server at whose answer the worker dies."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise KeyboardInterrupt


def server(name: str) -> dict[str, object]:
    """The setting of mail servers for one of these."""
    return {"default": {"BACKEND": f"mail.posting.{name}"}}

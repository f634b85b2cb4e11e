"""A message as MIME: text only, with its calendar part as RFC 6047 asks."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage as Letter
from email.policy import default
from typing import Any

from django.core.mail import EmailMessage
from django.utils.encoding import punycode

from cochair.features.mail import personal_links
from cochair.features.mail.models import Message
from cochair.formats import plain_text

ATTACHED = "invitation.ics"


class Mail(EmailMessage):
    """A mail that is built as we need it: the calendar beside the text, and as a file."""

    def __init__(self, row: Message, at: datetime) -> None:
        super().__init__(subject=row.subject, body=personal_links.body(row, at), to=[row.email])
        self.row, self.at = row, at

    def message(self, *, policy: Any = None) -> Letter:
        """The mail as it goes over the wire."""
        row = self.row
        made = Letter(policy=policy or default)
        made["Subject"] = plain_text.of_header(row.subject, 200)
        made["From"] = self.from_email
        made["To"] = _address(row.name, row.email)
        made["Date"] = self.at
        made["Message-ID"] = row.message_id
        # RFC 3834: nobody's absence is answered.
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(str(self.body), cte="quoted-printable")
        if row.calendar:
            # As octets, so that every line of it ends with CRLF whatever the policy says.
            octets = row.calendar.encode()
            made.add_alternative(
                octets,
                maintype="text",
                subtype="calendar",
                params={"method": row.calendar_method, "charset": "utf-8"},
            )
            made.add_attachment(octets, maintype="application", subtype="ics", filename=ATTACHED)
        # Set last: what describes content would move into the first part.
        made["Content-Language"] = row.language
        return made


def mail(row: Message, at: datetime) -> Mail:
    """A message ready to be sent at an instant."""
    return Mail(row, at)


def _address(name: str, email: str) -> Address:
    local, _at, domain = email.rpartition("@")
    return Address(plain_text.of_header(name, 100), local, punycode(domain))

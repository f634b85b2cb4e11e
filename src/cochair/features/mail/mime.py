"""A message as MIME: its text, the same as HTML, and its calendar part as RFC 6047 asks."""

from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage as Letter
from email.policy import Policy, default
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.encoding import punycode
from django.utils.translation import override

from cochair.features.mail import html_body, personal_links, subscriptions
from cochair.features.mail.letters import Page
from cochair.features.mail.models import Message
from cochair.features.mail.rendering import address
from cochair.formats import plain_text
from cochair.web import localize

ATTACHED = "invitation.ics"
# RFC 8058: a mail program sends this, and no more, to the address of the header before.
AT_ONCE = "List-Unsubscribe=One-Click"


class _Whole(UnstructuredHeader, BaseHeader):
    """A header with one long word: the library would encode it, and no mail program would read it."""

    def fold(self, *, policy: "Policy[Any]") -> str:
        """The header in one line; RFC 5322 allows 998 characters."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("List-Unsubscribe", _Whole)
_HEADERS.map_to_type("List-Id", _Whole)


class Mail(EmailMessage):
    """A mail that is built as we need it: HTML and calendar beside the text, and the calendar as
    a file."""

    def __init__(self, row: Message, at: datetime) -> None:
        super().__init__(subject=row.subject, body=personal_links.body(row, at), to=[row.email])
        self.row, self.at = row, at

    def message(self, *, policy: Any = None) -> Letter:
        """The mail as it goes over the wire."""
        row, language = self.row, html_body.language_of(self.row)
        made = Letter(policy=(policy or default).clone(header_factory=_HEADERS))
        made["Subject"] = plain_text.of_header(row.subject, 200)
        title = str(localize.translated(row.forum.short_title, language))
        made["From"] = _address(title, parseaddr(self.from_email)[1])
        made["To"] = _address(row.name, row.email)
        made["Date"] = self.at
        made["Message-ID"] = row.message_id
        # RFC 3834: nobody's absence is answered.
        made["Auto-Submitted"] = "auto-generated"
        # RFC 2919: a name below our own host, the same for all messages of a forum.
        made["List-Id"] = f"<{row.forum.slug}.{urlsplit(settings.ADDRESS).hostname}>"
        if (token := _token(row)) is not None:
            with override(language):
                made["List-Unsubscribe"] = f"<{address(Page('mail:unsubscribe', (token,)))}>"
            made["List-Unsubscribe-Post"] = AT_ONCE
        made.set_content(str(self.body), cte="quoted-printable")
        made.add_alternative(
            html_body.made(row, str(self.body)), subtype="html", cte="quoted-printable"
        )
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


def _token(row: Message) -> str | None:
    """What stops such messages; None for a duty, and where the message goes to anybody else."""
    account = row.account if row.informs else None
    if account is None or account.email.lower() != row.email.lower():
        return None
    return subscriptions.token(account.pk, account.email)


def _address(name: str, email: str) -> Address:
    local, _at, domain = email.rpartition("@")
    return Address(plain_text.of_header(name, 100), local, punycode(domain))

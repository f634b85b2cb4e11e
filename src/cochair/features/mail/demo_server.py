"""The mail server of the demo: it keeps what would be sent, to be read in the browser."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from cochair.features.mail.models import Caught
from cochair.formats import plain_text
from cochair.web.clock import clock


class Catcher(BaseEmailBackend):
    """Keeps every mail whole, with its calendar part; nothing leaves the machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep some mails; returns how many."""
        for mail in email_messages:
            made = mail.message()
            name = str(made.get("Message-ID", ""))[:255]
            if name and Caught.objects.filter(message_id=name).exists():
                # What comes again is known by its name, as any mail reader would know it.
                continue
            Caught.objects.create(
                at=clock.now(),
                to=plain_text.one_line(", ".join(mail.recipients()), 400),
                subject=plain_text.one_line(str(mail.subject), 400),
                language=str(made.get("Content-Language", ""))[:8],
                message_id=name,
                octets=made.as_bytes(),
            )
        return len(email_messages)

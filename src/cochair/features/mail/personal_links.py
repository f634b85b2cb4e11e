"""Ways in: personal links that are made when a letter is sent, and never kept with it.

The secret of such a link is stored nowhere but as a digest.  So the outbox holds the letter
without it, and the link is put in when the letter is handed to the mail server.  In `apps.ready()`:

    ways.register("contact", letters.way_in)

What is registered is given the message, what follows the colon in its `way_in`, and the instant;
it returns paragraphs in the language that is active; where the way is closed meanwhile, what is so.
Source: security.md T43.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from cochair.features.mail.models import Message
from cochair.features.mail.rendering import CLOSING

type Opener = Callable[[Message, str, datetime], tuple[str, ...]]

_OPENERS: dict[str, Opener] = {}


def register(code: str, opener: Opener) -> None:
    """Make a kind of way in known."""
    _OPENERS[code] = opener


def body(message: Message, at: datetime) -> str:
    """The text of a message as it is sent: with its link, before the closing lines."""
    if not message.way_in:
        return message.body
    code, _colon, rest = message.way_in.partition(":")
    language = message.language if message.language in settings.FORMATS else settings.LANGUAGE_CODE
    with override(language):
        paragraphs = _OPENERS[code](message, rest, at)
    # The last closing is ours, whatever people wrote above it.
    before, closing, after = message.body.rpartition(CLOSING)
    return "".join((before, *(f"{one}\n\n" for one in paragraphs), closing, after))

"""The turn of the worker that sends texts to the provider, outside any transaction."""

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from cochair.features.documents.models import MachineTranslation
from cochair.features.machine_translation import actions, queries
from cochair.features.machine_translation.providers import Provider, Sending, Unsent
from cochair.features.machine_translation.states import Failure
from cochair.features.mail import worker
from cochair.features.parties.models import Forum
from cochair.formats import placeholders, units
from cochair.formats.paragraphs import from_json

logger = logging.getLogger(__name__)

AT_ONCE, QUIET = 3, timedelta(hours=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# When each forum was looked at last by this process.
_SEEN: dict[int, datetime] = {}
_SIGNER = signing.Signer(sep=".", salt="cochair.machine")


def register_all() -> None:
    """Let each turn of the worker send what waits; called once, when the app is ready."""
    worker.also("machine", turn)


def turn(forum: Forum, at: datetime) -> int:
    """Send what is due and give up what nobody answered; how many were sent or tried.

    Where no provider is set, what is left of one is looked for once an hour.
    """
    provider = queries.the_provider()
    if not provider.sends and timedelta(0) <= at - _SEEN.get(forum.pk, LONG_AGO) < QUIET:
        return 0
    _SEEN[forum.pk] = at
    if not queries.open_of(forum).filter(due_at__lte=at).exists():
        return 0
    actions.expire(forum, at)
    tried = 0
    while provider.sends and tried < AT_ONCE:
        row = actions.claim(forum, at)
        if row is None:
            break
        tried += 1
        _send(row, provider, at)
    return tried


def token(row: MachineTranslation) -> str:
    """What stands in the address that a provider answers to; nobody can guess it."""
    return _SIGNER.sign(row.key)


def key_of(said: str) -> str:
    """The key in a token that is ours; empty for any other."""
    try:
        return _SIGNER.unsign(said)
    except signing.BadSignature:
        return ""


def _send(row: MachineTranslation, provider: Provider, at: datetime) -> None:
    title = row.source.title or row.revision.document.title.get(row.revision.source, "")
    text = Sending(
        source=row.source.language,
        target=row.language,
        html=placeholders.write(
            units.units(from_json(row.source.text)), title, row.source.language
        ),
        answer_to=f"{settings.ADDRESS.rstrip('/')}{reverse('machine-answer', args=[token(row)])}",
    )
    try:
        reference, failure = provider.send(text), Failure.NONE
    except Unsent as unsent:
        reference, failure = "", unsent.failure
        logger.warning("Machine translation %s was not sent: %s", row.pk, failure.value)
    actions.handed_over(row, reference, failure, at)

"""The rounds of reduction: once a day by the worker, or by `cochair retention --apply`."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models.functions import Now

from cochair.features.accounts import limits
from cochair.features.accounts.devices import KEPT
from cochair.features.accounts.models import Account, Device, SignedIn
from cochair.features.handovers.models import Pack
from cochair.features.mail.models import Caught
from cochair.features.meetings.models import ContactPoint, Meeting
from cochair.features.parties.models import Forum
from cochair.features.personal import actions, queries, retention_hooks
from cochair.features.personal.periods import DAYS_CAUGHT, Kind
from cochair.features.personal.queries import Item
from cochair.features.texts.models import WordFile
from cochair.procedure.calendar import civil_day

logger = logging.getLogger(__name__)

TO_FILES = "django.core.mail.backends.filebased.EmailBackend"


def reduce(forum: Forum, at: datetime) -> Iterator[tuple[Item, int]]:
    """Reduce what is due in a forum, thing by thing; each with how much of it was reduced.

    A thing that fails is logged and stays for the next round; the others are done.
    """
    for item in due(forum, at):
        try:
            act = ACTS.get(item.kind) or retention_hooks.keeper(item.kind).reduce
            number = act(forum, item, at)
        except Exception:
            logger.exception("%s could not be reduced", item.about)
            continue
        yield item, number


def all_of(forum: Forum, at: datetime) -> tuple[Item, ...]:
    """Everything of a forum that will be reduced, what apps above keep among it, the next first."""
    found = (*queries.all_of(forum, at), *retention_hooks.items(forum, at))
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.about)))


def due(forum: Forum, at: datetime) -> tuple[Item, ...]:
    """What of it is to be reduced now."""
    today = civil_day(at, forum.zone)
    return tuple(one for one in all_of(forum, at) if one.day <= today)


def kept_here(at: datetime, *, apply: bool) -> dict[Kind, int]:
    """What belongs to no forum and is over: sessions, kept mail, accounts without any office.

    Counts them, and with `apply` takes them away.
    """
    before = at - timedelta(days=DAYS_CAUGHT)
    # A session ends by the machine's own time, also where the clock of a demo was moved on.
    sessions = SignedIn.objects.filter(expire_date__lt=Now())
    devices = Device.objects.filter(last_seen_at__lte=at - KEPT)
    caught = Caught.objects.filter(at__lt=before)
    files = [one for one in _mail_files() if one.stat().st_mtime < before.timestamp()]
    strangers = queries.without_office(at)
    brought = WordFile.objects.filter(at__lt=before).exclude(names=[], reading={})
    found = {
        Kind.ACCOUNTS: len(strangers),
        Kind.SIGN_INS: sessions.count(),
        Kind.DEVICES: devices.count(),
        Kind.KEPT_MAIL: caught.count() + len(files),
        Kind.WORD_FILES: brought.count(),
    }
    if apply:
        for account in strangers:
            actions.reduce_account(account, at=at)
        sessions.delete()
        devices.delete()
        limits.over().delete()
        caught.delete()
        # Before its names go: of what nobody proposed nothing is left to go on with.
        brought.filter(done_at=None).update(done_at=at)
        brought.update(names=[], reading={})
        for file in files:
            file.unlink(missing_ok=True)
    return found


def daily(forum: Forum, at: datetime) -> None:
    """The worker's round: once for each civil day of a forum, in whichever process comes first."""
    day = civil_day(at, forum.zone).isoformat()
    if not cache.add(f"retention-{forum.pk}-{day}", True, timeout=26 * 60 * 60):
        return
    for item, number in reduce(forum, at):
        logger.info("%s %s reduced: %s", *item.about, number)
    # A story stands on a day of its own: people of the house are not judged by that.
    if forum.clock_at is None:
        kept_here(at, apply=True)


def _participants(forum: Forum, item: Item, at: datetime) -> int:
    row = Meeting.objects.get(forum=forum, slug=item.about[1])
    return actions.reduce_meeting(row, at=at)


def _contact(forum: Forum, item: Item, at: datetime) -> int:
    return actions.reduce_contact(ContactPoint.objects.get(forum=forum, pk=item.about[1]), at=at)


def _letters(forum: Forum, item: Item, at: datetime) -> int:
    done = 0
    while number := actions.reduce_letters(forum, item.about[1], at=at):
        done += number
    return done


def _handover(forum: Forum, item: Item, at: datetime) -> int:
    row = Pack.objects.get(forum=forum, party__code=item.party, number=item.about[1])
    return actions.reduce_handover(row, at=at)


def _account(forum: Forum, item: Item, at: datetime) -> int:
    return actions.reduce_account(Account.objects.get(pk=item.about[1]), at=at)


def _certificate(forum: Forum, item: Item, at: datetime) -> int:
    return actions.reduce_certificates(forum, item.about[1], party=item.party, at=at)


ACTS: dict[Kind, Callable[[Forum, Item, datetime], int]] = {
    Kind.PARTICIPANTS: _participants,
    Kind.CONTACTS: _contact,
    Kind.LETTERS: _letters,
    Kind.HANDOVERS: _handover,
    Kind.ACCOUNTS: _account,
    Kind.CERTIFICATES: _certificate,
}


def _mail_files() -> Iterator[Path]:
    mailer: Any = settings.MAILERS["default"]
    if mailer["BACKEND"] == TO_FILES:
        yield from sorted(Path(mailer["OPTIONS"]["file_path"]).glob("*.log"))

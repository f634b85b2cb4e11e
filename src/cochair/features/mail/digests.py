"""Messages that wait: do-not-disturb hours that end, and weekly digests that fall due.

A digest begins with what its reader does next, as home lists it; an app above says that.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext, override

from cochair.features.accounts.models import Account
from cochair.features.mail import actions
from cochair.features.mail.letters import ACCOUNT, Recipient
from cochair.features.mail.models import Hold, Message, Preference, State
from cochair.features.mail.rendering import CLOSING, closing
from cochair.features.mail.signatures import by_itself, greeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.formats import plain_text
from cochair.journal import doubts
from cochair.web import formats, varieties
from cochair.web.request_cache import while_reading

logger = logging.getLogger(__name__)

WEEKLY, SHARED = "N34", "shared"
# Within it Monday morning has come everywhere: a reader's message and its account may name two zones.
SAME_MONDAY = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a digest begins with, in the words of its reader: `title` alone is its subject where
    nothing else was written.  `space` is that of the Party that alone may read it, or `shared`."""

    forum: Forum
    to: Recipient
    title: str
    body: str
    space: str = SHARED


type Opener = Callable[[Forum, Account, datetime], Opening | None]
_OPENERS: list[Opener] = []


def release(at: datetime) -> int:
    """Queue what waited for quiet hours to end; returns how many messages."""
    due = Message.objects.filter(state=State.HELD, hold=Hold.QUIET, due_at__lte=at)
    return due.update(state=State.QUEUED, hold="") if due.exists() else 0


def not_longer(at: datetime, forum: Forum | None = None) -> int:
    """Queue what waits for quiet hours, of one forum or of all, not to be held again; returns how many
    messages.

    Only a demo asks for it: nobody is woken where nothing is sent.
    """
    held = Message.objects.filter(state=State.HELD, hold=Hold.QUIET)
    held = held.filter(forum=forum) if forum is not None else held
    return held.update(state=State.QUEUED, hold="", due_at=at, urgent=True)


def begins_with(opener: Opener) -> None:
    """Let an app above say what digests begin with, whose turn it is; in `apps.ready()`."""
    if opener not in _OPENERS:
        _OPENERS.append(opener)


def fold(at: datetime) -> int:
    """Make one digest for each reader whose digest is due, in each forum; returns how many.

    It begins with what the reader does next, and holds what waited for it.  Whoever has neither
    gets none, and without a message that waited nor does who wants none that only informs.  What it
    begins with is read before anything is locked.
    """
    due = set(_waiting().filter(due_at__lte=at).values_list("forum", "recipient", "account"))
    weekly = _weekly(at)
    if not due and not weekly:
        return 0
    readers = {account for _forum, _reader, account in due if account} | set(weekly)
    openings = _openings(readers, at)
    with transaction.atomic():
        mine = _settled(weekly, readers, at)
        bundles: dict[tuple[int, str], list[Message]] = defaultdict(list)
        asked = {reader for _forum, reader, _account in due} | {_identity(pk) for pk in mine}
        rows = _waiting().filter(recipient__in=asked).select_for_update(of=("self",))
        for row in rows.select_related("forum").order_by("pk"):
            bundles[row.forum_id, row.recipient].append(row)
        keys = [key for key in bundles if bundles[key]]
        informed = {_identity(pk) for pk, is_informed in mine.items() if is_informed}
        keys += [key for key in openings if key not in bundles and key[1] in informed]
        for key in keys:
            digest = _digest(bundles.get(key, []), openings.get(key), at)
            Message.objects.filter(pk__in=[row.pk for row in bundles.get(key, [])]).update(
                state=State.FOLDED, folded_into=digest
            )
        return len(keys)


def _waiting() -> QuerySet[Message]:
    return Message.objects.filter(state=State.HELD, hold=Hold.DIGEST)


def _identity(account: int) -> str:
    return f"{ACCOUNT}{account}"


def _weekly(at: datetime) -> Mapping[int, datetime]:
    """The accounts whose own digest is due, each with since when.

    When the first is due is reckoned here, once somebody has chosen digests.
    """
    known = Preference.objects.filter(digest=True, account__is_active=True)
    found = known.filter(Q(digest_due__lte=at) | Q(digest_due=None)).select_related("account")
    due: dict[int, datetime] = {}
    for row in found:
        if row.digest_due is None:
            first = actions.next_digest(at, row.account.zone)
            Preference.objects.filter(pk=row.pk, digest_due=None).update(digest_due=first)
        else:
            due[row.account_id] = row.digest_due
    return due


def _settled(
    weekly: Mapping[int, datetime], readers: Iterable[int], at: datetime
) -> dict[int, bool]:
    """Say when the next digest of each reader is due; returns those of whom no other worker has
    said so meanwhile, each with whether messages that only inform are wanted."""
    mine: dict[int, bool] = {}
    rows = Preference.objects.filter(account__in=readers).select_for_update(of=("self",))
    for row in rows.select_related("account"):
        if row.account_id in weekly and row.digest_due == weekly[row.account_id]:
            mine[row.account_id] = row.informed
        if row.digest and (row.account_id in mine or row.account_id not in weekly):
            row.digest_due = actions.next_digest(at + SAME_MONDAY, row.account.zone)
            row.save(update_fields=["digest_due"])
    return mine


def _openings(readers: Iterable[int], at: datetime) -> dict[tuple[int, str], Opening]:
    """What the digests of some accounts begin with, by forum and reader; nothing of a forum that
    is only read."""
    accounts = Account.objects.filter(pk__in=readers, is_active=True).order_by("pk")
    found: dict[tuple[int, str], Opening] = {}
    if not _OPENERS:
        return found
    for forum in parties.forums():
        if doubts.standing(forum.slug).exists():
            continue
        with while_reading(), formats.cities_from(partial(parties.cities, forum)):
            for account in accounts:
                with override(_language(account.language)), varieties.reading(account.variety):
                    opening = _opened(forum, account, parties.instant(forum, at))
                if opening is not None:
                    found[forum.pk, _identity(account.pk)] = opening
    return found


def _opened(forum: Forum, account: Account, at: datetime) -> Opening | None:
    """What an app above says first; what fails is logged, and stops no message that waits."""
    try:
        return next((one for each in _OPENERS if (one := each(forum, account, at))), None)
    except Exception:
        logger.exception("The turns of a digest could not be written")
        return None


def wait_for_morning(message: Message, at: datetime) -> bool:
    """Hold a message that would go out in its reader's quiet hours; returns whether it waits."""
    if message.urgent:
        return False
    preference = Preference.objects.filter(account=message.account_id).first()
    until = actions.held_until(at, message.zone, preference)
    if until is None:
        return False
    message.state, message.hold, message.due_at = State.HELD.value, Hold.QUIET.value, until
    return True


def _digest(rows: Sequence[Message], opening: Opening | None, at: datetime) -> Message:
    """What a reader does next, then several messages in the order in which they were queued."""
    made = _addressed_as(rows[-1], at) if rows else _addressed_to(opening, at)
    first = rows[0].pk if rows else 0
    made.key = f"digest:{made.due_at:%Y-%m-%d}:{first}"
    language = _language(made.language)
    with override(language), varieties.reading(_variety(made)):
        made.subject = _subject(rows, opening, made, at)
        parts = [opening.body if opening else "", _bodies(rows) if rows else ""]
        hello = f"{greeting(made.name)}\n\n"
        made.body = hello + "".join(parts) + closing(made.forum, language, by_itself())
    made.event, made.informs = WEEKLY, all(row.informs for row in rows)
    made.message_id = actions.message_id(made.forum.slug, made.key, made.recipient)
    # What holds anything of one Party is that Party's.
    spaces = [row.space for row in rows] + ([opening.space] if opening else [])
    made.space = next((space for space in spaces if space != SHARED), SHARED)
    made.queued_at = made.due_at = at
    made.save()
    return made


def _subject(rows: Sequence[Message], opening: Opening | None, made: Message, at: datetime) -> str:
    if opening is not None and not rows:
        return opening.title
    day = formats.long_day(
        at.astimezone(formats.zone_of(made.zone)).date(), _language(made.language)
    )
    return ngettext(
        "Your week from {day}: {n} message", "Your week from {day}: {n} messages", len(rows)
    ).format(day=day, n=len(rows))


def _addressed_as(last: Message, at: datetime) -> Message:
    """A message to the reader of another one."""
    made = Message(state=State.QUEUED.value, due_at=last.due_at)
    for name in ("forum", "recipient", "account_id", "email", "name", "office", "party"):
        setattr(made, name, getattr(last, name))
    made.language, made.zone = last.language, last.zone
    return made


def _addressed_to(opening: Opening | None, at: datetime) -> Message:
    """A message to whom nothing else was written."""
    assert opening is not None
    to = opening.to
    is_reached = actions.is_address(to.email)
    return Message(
        forum=opening.forum,
        recipient=to.identity,
        account_id=to.account,
        email=to.email if is_reached else "",
        name=plain_text.one_line(to.name, 200),
        office=plain_text.one_line(to.office, 200),
        party=to.party,
        language=to.language,
        zone=to.zone,
        state=(State.QUEUED if is_reached else State.NO_ADDRESS).value,
        due_at=at,
    )


def _bodies(rows: Iterable[Message]) -> str:
    """What several messages say, numbered, without their greetings and who wrote each."""
    parts = []
    for number, row in enumerate(rows, start=1):
        # The last closing is ours, whatever people wrote above it.
        text = row.body.rpartition(CLOSING)[0] or row.body
        body = text.removeprefix(greeting(row.name)).strip()
        parts.append(f"{number}. {row.subject}\n\n{body}\n\n")
    intro = gettext("These are the messages for you since your last weekly summary.")
    return f"{intro}\n\n{''.join(parts)}"


def _variety(made: Message) -> str:
    """The regional variety that the reader of a message chose; empty for none."""
    return made.account.variety if made.account else ""


def _language(code: str) -> str:
    return code if code in settings.FORMATS else settings.LANGUAGE_CODE

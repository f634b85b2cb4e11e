"""Put letters into the outbox, move them through it, and say how one wants to be written to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import salted_hmac

from cochair.features.accounts.actions import choose_language
from cochair.features.accounts.models import Account
from cochair.features.mail.letters import Letter, pseudonym
from cochair.features.mail.models import OF_FORUM, Hold, Message, Preference, State
from cochair.features.mail.rendering import Rendered, rendered
from cochair.features.mail.signatures import presidencies
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.formats import plain_text
from cochair.journal import actions as journal
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.formats import cities_from, zone_of

# So many letters are put into the outbox in one transaction.
TOGETHER = 100
RETRIED = {State.FAILED.value, State.NO_ADDRESS.value}


def queue(letters: Iterable[Letter], at: datetime) -> int:
    """Put letters into the outbox, each once for each reader; returns how many were new."""
    rows = prepared(letters, at)
    put(rows)
    return len(rows)


def put(rows: Sequence[Message]) -> None:
    """Put prepared letters into the outbox, some at a time: whoever wants to write waits for no more.

    A second worker that comes to the same moment finds the first one's rows, and adds none.
    """
    for start in range(0, len(rows), TOGETHER):
        Message.objects.bulk_create(rows[start : start + TOGETHER], ignore_conflicts=True)


def prepared(letters: Iterable[Letter], at: datetime) -> list[Message]:
    """The rows of the letters that are new; nothing is written.

    A letter whose key is known for its reader gives none and is not rendered again; nor does one
    that only informs, where its reader wants none.  One without an address that can be one becomes
    `no_address`, which is an alarm.
    Raises ValueError for a forum that does not exist.
    """
    asked = {(one.forum_slug, one.key, one.to.identity): one for one in letters}
    if not asked:
        return []
    forums = _forums({slug for slug, _key, _reader in asked})
    known = set(
        Message.objects.filter(
            forum__in=forums.values(), key__in={key for _slug, key, _reader in asked}
        ).values_list("forum__slug", "key", "recipient")
    )
    fresh = [
        letter
        for (slug, key, reader), letter in asked.items()
        if not known & {(slug, key, reader), (slug, key, pseudonym(reader))}
    ]
    preferences = _preferences(fresh)
    wanted = [letter for letter in fresh if not _unwanted(letter, preferences)]
    written_by = {slug: presidencies(one, at) for slug, one in forums.items()} if wanted else {}
    cities = {slug: cache(partial(parties.cities, forum)) for slug, forum in forums.items()}
    made = []
    for letter in wanted:
        forum, slug = forums[letter.forum_slug], letter.forum_slug
        with cities_from(cities[slug]):
            words = rendered(letter, forum, written_by[slug], at)
        made.append(_message(letter, forum, words, preferences.get(letter.to.account), at))
    return made


@transaction.atomic
def retry(message: Message, *, by: ActingOffice, at: datetime, email: str = "") -> Message:
    """Send a failed message again: to `email` when one is given, else to that of its account.

    A new address is kept with this message only.  Raises Refused (`practice`) for a message
    that has not failed, or has still no address that can be one.
    """
    row = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if email.strip():
        row.email = email.strip()
    elif row.account is not None:
        row.email = row.account.email
    require(_not_failed(row), _still_without_address(row), _forgotten(row))
    row.state, row.failure, row.tries, row.due_at = State.QUEUED.value, "", 0, at
    row.leased_until = None
    row.save()
    journal.record(
        row.forum.slug,
        verb="mail.retried",
        about=("message", row.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"event": row.event, "address_given": bool(email.strip())},
        space=row.space,
    )
    return row


@transaction.atomic
def prefer(
    account: Account,
    *,
    digest: bool,
    quiet_from: time,
    quiet_until: time,
    zone: str,
    informed: bool = True,
    language: str = "",
) -> Preference:
    """Remember how a person wants to be written to: the hours are those of `zone` (IANA); `informed`
    whether also by messages that only inform.

    `language` is a language or a regional variety of one; empty changes nothing.

    It holds for letters that are queued from now on.
    """
    person = Account.objects.select_for_update().get(pk=account.pk)
    person.zone = zone
    person.save(update_fields=["zone"])
    if language:
        choose_language(person, language=language)
    row = Preference.objects.filter(account=account).first() or Preference(account=account)
    row.digest, row.quiet_from, row.quiet_until = digest, quiet_from, quiet_until
    row.digest_due, row.informed = None, informed
    row.save()
    return row


@transaction.atomic
def stop_informing(account: Account) -> Preference:
    """Write to a person no more messages that only inform; done twice, it is done once."""
    person = Account.objects.select_for_update().get(pk=account.pk)
    row, _new = Preference.objects.get_or_create(account=person)
    row.informed = False
    row.save(update_fields=["informed"])
    return row


def held_until(at: datetime, zone: str, preference: Preference | None) -> datetime | None:
    """Until when nobody in quiet hours is written to; None when now is as good as any time."""
    wanted = preference or Preference()
    return end_of_quiet(at, zone, wanted.quiet_from, wanted.quiet_until)


def message_id(forum: str, key: str, recipient: str) -> str:
    """The same for the same letter whenever it is sent, so that a repeat is known for one.

    Keyed, because the journal may name a letter by it: nobody finds the reader by guessing.
    """
    told = salted_hmac(
        "cochair.features.mail.letter", "\n".join((forum, key, recipient)), algorithm="sha256"
    )
    return f"<{told.hexdigest()[:40]}@{forum}{OF_FORUM}"


def _forums(slugs: set[str]) -> Mapping[str, Forum]:
    found = {forum.slug: forum for forum in Forum.objects.filter(slug__in=slugs)}
    if missing := slugs - found.keys():
        raise ValueError(f"There is no forum called {', '.join(sorted(missing))}.")
    return found


def _preferences(letters: Iterable[Letter]) -> Mapping[int | None, Preference]:
    accounts = {letter.to.account for letter in letters if letter.to.account is not None}
    return {row.account_id: row for row in Preference.objects.filter(account__in=accounts)}


def _unwanted(letter: Letter, preferences: Mapping[int | None, Preference]) -> bool:
    """Whether a letter only informs a reader who wants none of these."""
    preference = preferences.get(letter.to.account)
    return letter.informs and preference is not None and not preference.informed


def _message(
    letter: Letter, forum: Forum, words: Rendered, preference: Preference | None, at: datetime
) -> Message:
    email = letter.to.email.strip()
    row = Message(
        forum=forum,
        key=letter.key,
        recipient=letter.to.identity,
        event=letter.event,
        about_kind=letter.about[0],
        about_id=letter.about[1],
        space=letter.space,
        urgent=letter.urgent,
        informs=letter.informs,
        account_id=letter.to.account,
        email=email if is_address(email) else "",
        name=plain_text.one_line(letter.to.name, 200),
        office=plain_text.one_line(letter.to.office, 200),
        party=letter.to.party,
        language=letter.to.language,
        zone=letter.to.zone,
        subject=words.subject,
        body=words.body,
        calendar=words.calendar,
        calendar_method=letter.calendar.method if letter.calendar else "",
        message_id=message_id(forum.slug, letter.key, letter.to.identity),
        way_in=letter.to.way_in if letter.path else "",
        state=State.QUEUED.value,
        queued_at=at,
        due_at=at,
    )
    if not row.email:
        row.state = State.NO_ADDRESS.value
    elif preference is not None and preference.digest and letter.waits_for_digest:
        row.state, row.hold = State.HELD.value, Hold.DIGEST.value
        row.due_at = next_digest(at, row.zone)
    elif not letter.urgent and (until := held_until(at, row.zone, preference)):
        row.state, row.hold, row.due_at = State.HELD.value, Hold.QUIET.value, until
    return row


def is_address(text: str) -> bool:
    """Whether a message can be sent to this."""
    try:
        validate_email(text)
        Message._meta.get_field("email").run_validators(text)
    except ValidationError:
        return False
    return True


def _forgotten(row: Message) -> Refusal | None:
    if row.subject or row.body:
        return None
    return Refusal("practice", _("The content of this message is no longer kept."))


def _not_failed(row: Message) -> Refusal | None:
    if row.state in RETRIED:
        return None
    return Refusal("practice", _("Only a message that could not be sent may be sent again."))


def _still_without_address(row: Message) -> Refusal | None:
    if is_address(row.email):
        return None
    return Refusal("practice", _("This recipient has no e-mail address. Enter an address first."))


# Hours at which nobody is written to, and the hour of the weekly digest: both local.
MONDAY, DIGEST_HOUR = 0, time(8)
DAY = timedelta(days=1)


def end_of_quiet(at: datetime, zone: str, start: time, end: time) -> datetime | None:
    """When the quiet hours in which an instant falls end (UTC); None outside them.

    They run from `start` (inclusive) to `end` (exclusive) on the clock of `zone`, across
    midnight when `end` is the earlier; with both equal there are none.
    """
    here = zone_of(zone)
    local = at.astimezone(here)
    hour = local.time()
    over_midnight = start > end
    if start == end:
        return None
    before_end = hour < end
    quiet = (hour >= start or before_end) if over_midnight else (start <= hour and before_end)
    if not quiet:
        return None
    day = local.date() + (DAY if over_midnight and hour >= start else timedelta(0))
    return _next(day, end, here, at)


def next_digest(at: datetime, zone: str) -> datetime:
    """The next Monday at 08:00 on the clock of a zone, after an instant (UTC)."""
    here = zone_of(zone)
    day = at.astimezone(here).date()
    day += timedelta(days=(MONDAY - day.weekday()) % 7)
    first = datetime.combine(day, DIGEST_HOUR, here).astimezone(UTC)
    if first > at:
        return first
    return datetime.combine(day + 7 * DAY, DIGEST_HOUR, here).astimezone(UTC)


def _next(day: date, hour: time, here: ZoneInfo, at: datetime) -> datetime:
    """An hour of a day after an instant; where clocks go back it comes twice, and either may do."""
    first = datetime.combine(day, hour, here)
    found = first.astimezone(UTC)
    return found if found > at else first.replace(fold=1).astimezone(UTC)

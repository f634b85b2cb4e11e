"""N33, access from a new device: whoever owns the account is told, and nobody else.

The letter says when, and not from where: nothing else is known of a browser than a random mark.
It goes out with the first forum in which the person holds an office, once.
Source: domain.md C.5; docs/decisions/0025.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as __

from cochair.features.accounts.models import Device
from cochair.features.mail import notifications, personal_links
from cochair.features.mail.letters import INSTALLATION, Letter, Page, Recipient, to_account
from cochair.features.mail.models import Message
from cochair.features.mail.offices import EVENT
from cochair.features.mail.rendering import address
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import Holder
from cochair.procedure.refusal import Sentence, _
from cochair.web import formats

CODE, DEVICE, HOME = "new-device", "device", "public:home"
# What nobody was told within two days is told no more: a letter would only frighten.
WITHIN = timedelta(days=2)


def register_all() -> None:
    """Make this reminder known; called once, when the app is ready."""
    notifications.every(CODE, of_new_devices, in_doubt=True)
    personal_links.register(DEVICE, way_in)


def of_new_devices(forum: Forum, at: datetime) -> Iterator[Letter]:
    """A letter for each browser that became known lately; one query where there is none."""
    rows = Device.objects.filter(
        is_first=False,
        first_seen_at__gt=at - WITHIN,
        first_seen_at__lte=at,
        account__is_active=True,
        account__is_demo=False,
    )
    found = list(rows.select_related("account"))
    if not found:
        return
    holders = writing_here(forum, {row.account_id for row in found}, at)
    for row in found:
        if row.account_id in holders:
            yield _letter(forum, row, holders[row.account_id])


def writing_here(forum: Forum, owners: set[int], at: datetime) -> dict[int, Holder]:
    """Those of some accounts (by number) that hear of themselves in this forum, because it is the
    first in which they hold an office; each with that office."""
    here = _first_of(parties.holders(forum, at), owners)
    others = {
        pk
        for other in parties.forums()
        if other.pk < forum.pk
        for pk in _first_of(parties.holders(other, at), owners)
    }
    return {pk: holder for pk, holder in here.items() if pk not in others}


def _first_of(holders: tuple[Holder, ...], owners: set[int]) -> dict[int, Holder]:
    first: dict[int, Holder] = {}
    for one in holders:
        if one.account.pk in owners:
            first.setdefault(one.account.pk, one)
    return first


def way_in(message: Message, told: str, at: datetime) -> tuple[str, ...]:
    """What the letter says, written when it is sent: it lies in no outbox that others read."""
    row = Device.objects.select_related("account").filter(pk=int(told)).first()
    if row is None or row.account.email.lower() != message.email.lower():
        return (address(Page(HOME, (message.forum.slug,))),)
    return (
        __(
            "Somebody signed in with your account, or set its password, from a browser that is new"
            " to it: {at}."
        ).format(at=formats.full_instant(row.first_seen_at, message.zone, message.language)),
        __(
            "If it was you, no action is needed. A browser counts as new when its "
            "cookies have been deleted."
        ),
        __(
            "If it was not you, change your password at once and inform whoever "
            "appointed you, who may end your office:"
        ),
        address(Page("account_reset_password")),
    )


def _letter(forum: Forum, row: Device, holder: Holder) -> Letter:
    to = to_account(row.account, office=holder.hat.title, party=holder.hat.party)
    return security_alert(
        forum,
        replace(to, way_in=f"{DEVICE}:{row.pk}"),
        key=f"{CODE}:{row.pk}",
        subject=Sentence(_("Access to your account")),
        account=row.account_id,
    )


def security_alert(
    forum: Forum, to: Recipient, *, key: str, subject: Sentence, account: int
) -> Letter:
    """A message about the security of an account, for its holder alone: signed by the installation,
    and sent at once, whatever hours and summary the reader chose."""
    return Letter(
        key=key,
        forum_slug=forum.slug,
        to=to,
        subject=subject,
        lines=(Sentence(_("This message is only for you.")),),
        path=Page(HOME, (forum.slug,)),
        event=EVENT,
        urgent=True,
        held_by_digest=False,
        space=f"party:{to.party}" if to.party else "shared",
        about=("account", str(account)),
        sender=INSTALLATION,
    )

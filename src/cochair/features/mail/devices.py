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
from cochair.features.mail.letters import Letter, Page, to_account
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
    notifications.every(CODE, of_new_devices)
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
    owners = {row.account_id for row in found}
    here = _first_of(parties.holders(forum, at), owners)
    others = {
        pk
        for other in parties.forums()
        if other.pk < forum.pk
        for pk in _first_of(parties.holders(other, at), owners)
    }
    for row in found:
        holder = here.get(row.account_id)
        if holder is not None and row.account_id not in others:
            yield _letter(forum, row, holder)


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
        ).format(at=formats.instant(row.first_seen_at, message.zone, message.language)),
        __(
            "If that was you, there is nothing to do. A browser is new again when its cookies"
            " are cleared."
        ),
        __(
            "If it was not, set another password at once, and tell whoever appointed you, who can"
            " end your office:"
        ),
        address(Page("account_reset_password")),
    )


def _letter(forum: Forum, row: Device, holder: Holder) -> Letter:
    party = holder.hat.party
    to = to_account(row.account, office=holder.hat.title, party=party)
    return Letter(
        key=f"{CODE}:{row.pk}",
        forum_slug=forum.slug,
        to=replace(to, way_in=f"{DEVICE}:{row.pk}"),
        subject=Sentence(_("The way into your account")),
        lines=(Sentence(_("This letter is for you alone.")),),
        path=Page(HOME, (forum.slug,)),
        event=EVENT,
        # An alarm: it waits neither for a digest nor for the morning.
        urgent=True,
        held_by_digest=False,
        space=f"party:{party}" if party else "shared",
        about=("account", str(row.account_id)),
    )

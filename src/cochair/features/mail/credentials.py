"""N33, what lets a person in was changed: its holder is told at once, and nobody else.

The message is queued with the change itself, for the ledger has no entry of it.  What it says is
written when it is sent, as for a new browser: no outbox shows it.  Of another address both the
former and the new one are told.  Source: domain.md C.5; docs/decisions/0067.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as __

from cochair.features.accounts import credentials
from cochair.features.accounts.credentials import Change
from cochair.features.accounts.models import Account
from cochair.features.mail import actions, personal_links
from cochair.features.mail.devices import HOME, security_alert, writing_here
from cochair.features.mail.letters import Letter, Page, Recipient, to_account
from cochair.features.mail.models import Message
from cochair.features.mail.rendering import address
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import Holder
from cochair.procedure.refusal import Sentence, _
from cochair.web import formats

CREDENTIAL = "credential"
SAID = {
    Change.PASSWORD: _("The password of your account was changed on {at}."),
    Change.FACTOR_ADDED: _("A second factor was added to your account on {at}."),
    Change.FACTOR_REMOVED: _("A second factor of your account was removed on {at}."),
    Change.CODES: _("The recovery codes of your account were replaced on {at}."),
    Change.ADDRESS: _("The e-mail address of your account was changed on {at}."),
}


def register_all() -> None:
    """Hear of changes, and make known what is said of them; called once, when the app is ready."""
    credentials.listen(of_a_change)
    personal_links.register(CREDENTIAL, way_in)


def of_a_change(account: Account, change: Change, former: str, at: datetime) -> None:
    """Queue the messages about a change, in the first forum in which the holder has an office."""
    for forum in parties.forums():
        now = parties.instant(forum, at)
        holder = writing_here(forum, {account.pk}, now).get(account.pk)
        if holder is not None:
            actions.queue(_letters(forum, account, holder, change, former, at), now)


def way_in(message: Message, told: str, at: datetime) -> tuple[str, ...]:
    """What the message says; `told` is what was changed, where it was told, and when."""
    change, _colon, rest = told.partition(":")
    number, _colon, stamp = rest.partition(":")
    when = parse_datetime(stamp)
    account = Account.objects.filter(pk=int(number)).first()
    if (
        when is None
        or account is None
        or change not in SAID
        or not _is_first_reader(message, account)
    ):
        return (address(Page(HOME, (message.forum.slug,))),)
    lines = [
        __(SAID[Change(change)]).format(
            at=formats.full_instant(when, message.zone, message.language)
        ),
        __("If it was you, no action is needed."),
    ]
    if message.account_id is None:
        # The former address: whoever reads there can set no password any more.
        inform = __(
            "If it was not you, inform at once whoever appointed you, who may end your office."
        )
        return (*lines, inform)
    return (
        *lines,
        __(
            "If it was not you, change your password at once and inform whoever "
            "appointed you, who may end your office:"
        ),
        address(Page("account_reset_password")),
    )


def _is_first_reader(message: Message, account: Account) -> bool:
    """Whether a message goes where it was written to; sent on to another address it says nothing."""
    email = message.email.lower()
    if message.account_id is None:
        return message.recipient == f"mailto:{email}"
    return account.email.lower() == email


def _letters(
    forum: Forum, account: Account, holder: Holder, change: Change, former: str, at: datetime
) -> Iterator[Letter]:
    party = holder.hat.party
    said = f"{CREDENTIAL}:{change}:{account.pk}:{at.isoformat()}"
    own = replace(to_account(account, office=holder.hat.title, party=party), way_in=said)
    readers = [own]
    if former.lower() != account.email.lower():
        readers.append(
            Recipient(None, former, own.language, own.zone, own.name, own.office, party, said)
        )
    subject = Sentence(_("Your account was changed"))
    for reader in readers:
        yield security_alert(forum, reader, key=said, subject=subject, account=account.pk)

"""N33, account or office: whoever is appointed is told, and who keeps the accounts.

An account that has no password yet gets the link that sets one, made when the letter is sent.
What an installation and a demo appoint by themselves is told to nobody.  Access from a browser
that is new to an account is told to its holder alone (`devices`).  Source: domain.md C.5.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.accounts.actions import invitation_path
from cochair.features.accounts.models import Account
from cochair.features.mail import notifications, personal_links
from cochair.features.mail.letters import INSTALLATION, Letter, Page, Recipient, to_account
from cochair.features.mail.models import Message
from cochair.features.mail.rendering import address
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence, _
from cochair.web import code_labels

EVENT, ACCOUNT = "N33", "account"


def register_all() -> None:
    """Make these tellers and this way in known; called once, when the app is ready."""
    notifications.register("office.granted", of_a_grant)
    notifications.register("office.ended", of_an_end)
    personal_links.register(ACCOUNT, way_in)


def of_a_grant(entry: Entry, at: datetime) -> Iterable[Letter]:
    """An office was granted by somebody, with an account or without."""
    office = _office(entry)
    if office is None or entry.account is None:
        return
    said = Sentence(_("You now hold an office: {office}."), {"office": _words(office)})
    yield from _letters(entry, office, Sentence(_("Your office")), said)
    told = Sentence(_("An office was granted: {office}."), {"office": _words(office)})
    yield from _to_administrators(entry, office, Sentence(_("An office was granted")), told, at)


def of_an_end(entry: Entry, at: datetime) -> Iterable[Letter]:
    """An office was ended by somebody."""
    office = _office(entry)
    if office is None or entry.account is None:
        return
    said = Sentence(_("You no longer hold this office: {office}."), {"office": _words(office)})
    yield from _letters(entry, office, Sentence(_("Your office has ended")), said)
    told = Sentence(_("An office was ended: {office}."), {"office": _words(office)})
    yield from _to_administrators(entry, office, Sentence(_("An office was ended")), told, at)


def way_in(message: Message, told: str, at: datetime) -> tuple[str, ...]:
    """The link that sets the first password of an account; none once it is set."""
    account = Account.objects.filter(pk=int(told), is_active=True).first()
    # A letter that was sent on to another address takes no link along.
    is_theirs = account is not None and account.email.lower() == message.email.lower()
    if account is None or not is_theirs or account.has_usable_password():
        return (address(Page("public:home", (message.forum.slug,))),)
    days = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days
    return (
        ngettext(
            "Within {n} day, set a password and then a second step on this page, which "
            "works only once:",
            "Within {n} days, set a password and then a second step on this page, which "
            "works only once:",
            days,
        ).format(n=days),
        address(invitation_path(account)),
        __("If that time has passed, ask whoever appointed you for another link."),
    )


def _letters(entry: Entry, office: Office, subject: Sentence, *lines: Sentence) -> Iterator[Letter]:
    """To the person: one who cannot sign in yet is let in by the letter."""
    account = office.account
    zone = office.member.zone if office.member else ""
    to = to_account(account, office=_codes(office), party=_party(entry, office), zone=zone)
    if not account.has_usable_password() and not office.end:
        to = replace(to, way_in=f"{ACCOUNT}:{account.pk}")
    letter = _letter(entry, office, to, subject, lines, Page("public:home", (entry.forum,)))
    # About the reader's own account: it does not wait for the morning.
    yield replace(letter, urgent=True)


def _to_administrators(
    entry: Entry, office: Office, subject: Sentence, said: Sentence, at: datetime
) -> Iterator[Letter]:
    """To whoever keeps the accounts: the office and the number of the account, no name."""
    number = Sentence(_("Account {number}."), {"number": str(office.account_id)})
    for holder in parties.holders(office.forum, at):
        if holder.hat.role is Role.ADMINISTRATOR and holder.account.pk != office.account_id:
            to = to_account(holder.account, office=holder.hat.title)
            yield _letter(entry, office, to, subject, (said, number), "")


def _letter(
    entry: Entry,
    office: Office,
    to: Recipient,
    subject: Sentence,
    lines: tuple[Sentence, ...],
    path: Page | str,
) -> Letter:
    return Letter(
        key=f"{entry.verb}:{office.pk}:{entry.seq}",
        forum_slug=entry.forum,
        to=to,
        subject=subject,
        lines=lines,
        path=path,
        event=EVENT,
        held_by_digest=False,
        space=entry.space,
        about=("office", str(office.pk)),
        sender=INSTALLATION,
    )


def _office(entry: Entry) -> Office | None:
    rows = Office.objects.filter(forum__slug=entry.forum, pk=int(entry.about_id))
    return rows.select_related("forum", "account", "party", "member", "organisation").first()


def _words(office: Office) -> tuple[object, ...]:
    """An office in words: the role, then Party, State, organisation."""
    whom = (office.party, office.member, office.organisation)
    return (
        Sentence(code_labels.ROLES[office.role]),
        *(one.code for one in whom if one is not None),
    )


def _codes(office: Office) -> str:
    whom = (office.party, office.member, office.organisation)
    return " ".join((office.role, *(one.code for one in whom if one is not None)))


def _party(entry: Entry, office: Office) -> str:
    if office.party is not None:
        return office.party.code
    return entry.on_behalf_of if office.organisation is not None else ""

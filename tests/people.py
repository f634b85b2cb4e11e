"""People with offices, for tests that act or sign in.

`person` opens an account with a second factor and gives it an office; `hat` is what that
office is at an instant; `signed_in` is a client that wears it.
"""

from datetime import datetime
from pathlib import Path

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from cochair.features.accounts.models import Account
from cochair.features.compliance import loader
from cochair.features.parties import actions, queries
from cochair.features.parties.folder import Folder
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from played import played
from world import NOW

SHIPPED = Path(settings.PACKAGE) / "forums" / "eu_clasi"
# Seconds of the epoch, after any test.
FAR_AHEAD = 10**10
REAL_NOW = datetime.fromisoformat("2026-11-24T12:00+00:00")


@played
def real_forum(at: datetime = REAL_NOW) -> Forum:
    """Load the shipped forum and return it."""
    folder = Folder.read(SHIPPED)
    return Forum.objects.get(slug=loader.load(folder, at).forum)


def person(
    forum: Forum,
    role: Role | str,
    party: str = "",
    member: str = "",
    organisation: str = "",
    *,
    start: datetime = NOW,
    email: str = "",
) -> Account:
    """The account of somebody who holds an office from `start` on, with a second factor."""
    address = email or "-".join(filter(None, (str(role), party, member, organisation))).lower()
    account, made = Account.objects.get_or_create(
        email=address if "@" in address else f"{address}@example.org"
    )
    if made:
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    actions.appoint(
        forum,
        account=account,
        role=str(role),
        party=party,
        member=member,
        organisation=organisation,
        start=start,
        end=None,
        by=None,
        at=start,
    )
    return account


def hat(forum: Forum, account: Account, at: datetime = NOW) -> ActingOffice:
    """The hat that a person wears at an instant: the first that can act."""
    return queries.hats(forum, account, at)[0]


def presidency(
    forum: Forum, party: str, member: str, at: datetime = NOW, *, start: datetime | None = None
) -> ActingOffice:
    """The hat of the co-presidency of a member, opened when there is none yet."""
    email = f"presidency-{party}-{member}@example.org".lower()
    account = Account.objects.filter(email=email).first() or person(
        forum, Role.CO_PRESIDENCY, party, member, start=start or at, email=email
    )
    return hat(forum, account, at)


def signed_in(account: Account) -> Client:
    """A client in which a person is signed in, and has just shown who it is however long a test lasts."""
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    shows_who_it_is(client, account, FAR_AHEAD)
    return client


def shows_who_it_is(client: Client, account: Account, at: float) -> None:
    """The session knows a code that was given at an instant, in seconds of the epoch."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": at}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(account.pk)
    session.save()

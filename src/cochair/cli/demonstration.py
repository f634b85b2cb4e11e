"""Accounts of the demo, by office, and where to sign in with them."""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from cochair.features.accounts.models import Account
from cochair.features.parties import actions, queries
from cochair.features.parties.introductions import introduce
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import Role
from cochair.features.signatures import demo_certificates
from cochair.procedure.presidency import holder
from cochair.web import varieties
from cochair.web.clock import clock

PASSWORDS = "demo-password"
# So many accounts with one role are named when the demonstration greets.
OF_ONE_ROLE = 6


@dataclass(frozen=True, slots=True)
class Person:
    """A demo account: its address and its office."""

    email: str
    role: Role
    party: str = ""
    member: str = ""
    organisation: str = ""


def why_not_here() -> str:
    """Why no demonstration is made here: people work in this installation, and it never was one.

    Its accounts hold offices of both Parties, and sign in without a second factor.  Empty where
    nothing stands against it.
    """
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return ""
    if Account._meta.db_table not in connection.introspection.table_names():
        return ""
    if not Account.objects.filter(is_demo=False).exists():
        return ""
    if Account.objects.filter(is_demo=True).exists():
        return ""
    return (
        "People have accounts in this installation: a demonstration has a data folder of its own."
        " Set COCHAIR_HOME, and leave DATABASE_URL empty."
    )


def prepare(*, at: datetime) -> None:
    """Open the demo accounts of every forum, once; a later demo finds them as they are.

    A story has a cast of its own.
    """
    opened = password()
    for forum in queries.forums():
        if forum.clock_at is not None:
            continue
        for person in people(forum, at):
            _open(forum, person, opened, at)
        demo_certificates.issue(forum, settings.COCHAIR_HOME, at=at)


def people(forum: Forum, at: datetime) -> list[Person]:
    """Who the demo shows: both co-presidencies and secretariats, a delegation of each Party,
    an agency, an observer.  Offices only; nobody real.
    """
    roster, book = queries.roster(forum), queries.book(forum, at)
    found = []
    for party in roster.parties:
        code = party.code.lower()
        presiding = holder(roster.terms, party.code, at).holder
        if presiding:
            address = f"presidency.{code}@example.org"
            found += [
                Person(address, role, party.code, presiding)
                for role in (Role.CO_PRESIDENCY, Role.DELEGATION_HEAD)
            ]
        found.append(Person(f"secretariat.{code}@example.org", Role.SECRETARIAT, party.code))
        others = [m for m in roster.states if m.party_id == party.pk and m.code != presiding]
        if others:
            other = min(others, key=lambda member: member.name["en"])
            found.append(
                Person(
                    f"delegation.{code}@example.org",
                    Role.DELEGATION_HEAD,
                    party.code,
                    other.code,
                )
            )
    lists = [group for group in book.groups.values() if group.kind == "agency_list"]
    invited = [code for group in lists for code in group.catalogue]
    outside = [o for o in roster.organisations if o.kind == "body" and o.code not in invited]
    if invited:
        agency = next(o for o in roster.organisations if o.code == invited[0])
        found.append(Person("agency@example.org", Role.INSTITUTION, organisation=agency.code))
    if outside:
        observer = outside[-1]
        found.append(
            Person(
                "observer@example.org",
                Role.OBSERVER,
                organisation=observer.code,
            )
        )
    return found


def greet(address: str) -> None:
    """Say where the demo is and how to sign in."""
    print(f"\nCochair is at {address}")
    print("Sign in with one of these accounts, and the password kept in the file demo-password of")
    print(f"the data folder: {password()}")
    for forum in queries.forums():
        print(f"\n{forum.short_title['en']}: {address}en/{forum.slug}/")
        _say_accounts(forum, clock.now())
    print("\nStop with Ctrl-C. Nothing here leaves this machine.", flush=True)


def _say_accounts(forum: Forum, at: datetime) -> None:
    """The demo accounts of a forum; of many with the same role, the first ones.

    An organisation is called as in this forum: the account may act for another one elsewhere.
    """
    offices = Office.objects.filter(forum=forum, account__is_demo=True).order_by("pk")
    by_role: defaultdict[str, dict[str, str]] = defaultdict(dict)
    told: set[str] = set()
    for office in offices.select_related("account", "organisation"):
        if office.account.email not in told:
            told.add(office.account.email)
            name = office.account.name
            if office.organisation:
                code = office.organisation.code
                name = introduce(forum, at, role=office.role, organisation=code).name
            by_role[office.role][office.account.email] = name
    for accounts in by_role.values():
        for email, name in list(accounts.items())[:OF_ONE_ROLE]:
            print(f"  {email:32} {name}")
        if len(accounts) > OF_ONE_ROLE:
            print(f"  ... and {len(accounts) - OF_ONE_ROLE} more with the same role")


@transaction.atomic
def _open(forum: Forum, person: Person, secret: str, at: datetime) -> None:
    account = Account.objects.filter(email=person.email).first()
    known = introduce(
        forum,
        at,
        role=person.role.value,
        party=person.party,
        member=person.member,
        organisation=person.organisation,
    )
    if account is None:
        account = Account(
            email=person.email,
            name=known.name,
            language=known.language,
            zone=known.zone,
            is_demo=True,
            opened_at=at,
        )
        if person.member:
            read = varieties.of_place(person.member)
            account.variety = read if varieties.base_of(read) == known.language != read else ""
        account.set_password(secret)
        account.save()
    elif person.organisation and account.name != known.name:
        # Who acts for an organisation here and for another one elsewhere is called by neither.
        account.name = introduce(forum, at, role=person.role.value).name
        account.save(update_fields=["name"])
    if Office.objects.filter(forum=forum, account=account, role=person.role).exists():
        return
    actions.appoint(
        forum,
        account=account,
        role=person.role.value,
        party=person.party,
        member=person.member,
        organisation=person.organisation,
        start=at,
        end=None,
        by=None,
        at=at,
    )


def password() -> str:
    """The password of this demo, made once and kept beside the data."""
    file = settings.COCHAIR_HOME / PASSWORDS
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"demo-{secrets.token_hex(4)}")
    return file.read_text().strip()

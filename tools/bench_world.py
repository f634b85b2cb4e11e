"""What the benchmarks of meetings measure: a big agenda, many documents, a long history.

Rows are put in at once, as nobody could enter them; the last entry of the journal lets every
page see them.  All texts are invented.
"""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cochair.features.accounts.models import Account
    from cochair.features.documents.models import Document
    from cochair.features.meetings.models import Meeting
    from cochair.features.parties.models import Forum
    from cochair.features.parties.offices import ActingOffice

LANGUAGES = ("en", "es", "pt")
ITEMS, DOCUMENTS, SIGNED = 100, 50, 8
SECRETARIATS = "secretariat."


def fullest() -> "Forum":
    """The forum with the most clauses: what is measured on is the largest that is shipped."""
    from cochair.features.parties import queries as parties

    return max(parties.forums(), key=lambda forum: len(parties.book(forum).clauses))


def office(email: str) -> "tuple[Account, ActingOffice]":
    """The account of a demo office whose address begins so, and its hat."""
    from cochair.features.accounts.models import Account
    from cochair.features.parties import queries as parties
    from cochair.web.clock import clock

    account = Account.objects.filter(email__startswith=email).order_by("pk")[0]
    return account, parties.hats(fullest(), account, clock.now())[0]


def cookie(account: "Account") -> str:
    """A session of somebody with a second factor, as the header of a browser names it."""
    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.test import Client

    Authenticator.objects.get_or_create(
        user=account, type=Authenticator.Type.TOTP, defaults={"data": {}}
    )
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"sessionid={client.cookies['sessionid'].value}"


def meeting() -> "Meeting":
    """A meeting with a published agenda of a hundred items and fifty documents, and their keys."""
    from django.db import transaction

    from cochair.features.documents.models import Document
    from cochair.features.meetings.models import Meeting
    from cochair.features.publications import actions as publishing
    from cochair.web.clock import clock

    forum, at = fullest(), clock.now()
    found = Meeting.objects.filter(forum=forum, opened_at=None).order_by("pk").last()
    assert found is not None
    _account, hat = office("presidency.")
    with transaction.atomic():
        documents(DOCUMENTS, found)
        named = list(Document.objects.filter(meeting=found).order_by("number"))
        _agenda(found, named, hat, at)
    noted(forum, at)
    for one in named[:SIGNED]:
        publishing.propose_publication(
            one, reason="The rest follows it.", seen=one.version, by=hat, at=at
        )
    return found


def documents(number: int, of: "Meeting | None" = None, series: str = "BENCH") -> None:
    """So many circulated documents in the languages of the forum; every fifth lacks one."""
    from cochair.features.documents.models import Document, Expression, Revision
    from cochair.features.parties import queries as parties
    from cochair.formats.paragraphs import as_json, plain
    from cochair.web.clock import clock

    forum, at = fullest(), clock.now()
    both = parties.roster(forum).parties
    sent = at - timedelta(days=20)
    made = Document.objects.bulk_create(
        Document(
            forum=forum,
            slug=f"{series.lower()}-2026-{n}",
            key=secrets.token_hex(8),
            series=series,
            year=2026,
            number=n,
            kind="note",
            title={code: f"{code.upper()}: progress on commitment {n}" for code in LANGUAGES},
            originator="CO_PRESIDENCIES",
            marking="public",
            party=both[n % 2],
            meeting=of,
            registered_at=sent,
            circulated_at=sent,
        )
        for n in range(1, number + 1)
    )
    revisions = Revision.objects.bulk_create(
        Revision(
            document=one, number=0, source="en", party=one.party, made_at=sent, circulated_at=sent
        )
        for one in made
    )
    text = as_json((plain("p-1", "One paragraph of what was done."),))
    Expression.objects.bulk_create(
        (
            Expression(
                revision=row,
                language=code,
                state="released",
                origin="original" if code == "en" else "translated",
                digest=sha256(f"{row.pk}{code}".encode()).hexdigest(),
                text=text,
                words=6,
                made_at=sent,
                released_at=sent,
            )
            for row in revisions
            for code in (LANGUAGES if (row.document.number or 0) % 5 else LANGUAGES[:2])
        ),
        batch_size=500,
    )


def history(number: int, first: int = 0) -> None:
    """So many meetings held long ago, one a day, numbered from `first` on."""
    from cochair.features.meetings.models import Meeting, Schedule
    from cochair.features.parties import queries as parties

    forum = fullest()
    book = parties.book(forum)
    codes = list(book.configurations)
    begin = datetime.fromisoformat("1900-01-01T08:00+00:00")
    made = Meeting.objects.bulk_create(
        (
            Meeting(
                forum=forum,
                slug=f"bench-{n}",
                configuration=codes[n % len(codes)],
                imported=True,
                known_at=begin + timedelta(days=n),
                opened_at=begin + timedelta(days=n),
                closed_at=begin + timedelta(days=n, hours=8),
            )
            for n in range(first, first + number)
        ),
        batch_size=500,
    )
    Schedule.objects.bulk_create(
        (
            Schedule(
                meeting=one,
                starts=one.opened_at,
                ends=one.closed_at,
                zone=forum.zone,
                format="in_person",
            )
            for one in made
        ),
        batch_size=500,
    )


def cycles(number: int) -> None:
    """So many cycles in all, with invented history behind the real one: a meeting of each configuration."""
    from django.db import transaction

    from cochair.features.cycles.models import Cycle
    from cochair.features.meetings.models import Meeting, Schedule
    from cochair.features.parties import queries
    from cochair.journal.actions import record
    from cochair.procedure.calendar import add_months, end_of_day, start_of_day
    from cochair.web.clock import clock

    forum = fullest()
    book = queries.book(forum)
    with transaction.atomic():
        first = date(1950, 1, 1)
        for index in range(number - 3):
            start = add_months(first, 3 * index)
            cycle = Cycle.objects.create(
                forum=forum,
                number=1000 + index,
                start=start,
                end=add_months(start, 18) - timedelta(days=1),
                imported=True,
            )
            for configuration in book.configurations:
                day = start + timedelta(days=40)
                meeting = Meeting.objects.create(
                    forum=forum,
                    slug=f"bench-{index}-{configuration}",
                    configuration=configuration,
                    cycle=cycle,
                    imported=True,
                    known_at=start_of_day(day, forum.zone),
                    opened_at=start_of_day(day, forum.zone),
                    closed_at=end_of_day(day, forum.zone),
                )
                Schedule.objects.create(
                    meeting=meeting,
                    starts=start_of_day(day, forum.zone),
                    ends=end_of_day(day, forum.zone),
                    zone=forum.zone,
                    format="in_person",
                )
        record(
            forum.slug,
            verb="forum.loaded",
            about=("forum", forum.slug),
            by=None,
            at=clock.now(),
        )


def noted(forum: "Forum", at: datetime) -> None:
    """An entry of the journal, after which everything is read anew."""
    from django.db import transaction

    from cochair.journal.actions import record

    with transaction.atomic():
        record(forum.slug, verb="forum.loaded", about=("forum", forum.slug), by=None, at=at)


def _agenda(of: "Meeting", named: "list[Document]", hat: "ActingOffice", at: datetime) -> None:
    from cochair.features.agendas.items import Item
    from cochair.features.agendas.revision import write

    items = tuple(
        Item(
            key=f"i{n}",
            title={code: f"{code.upper()}: item {n} of a long agenda" for code in LANGUAGES},
            type="discussion",
            tags=("other",),
            minutes=5,
            papers=(named[n // 2].slug,) if n % 2 == 0 and n // 2 < len(named) else (),
        )
        for n in range(ITEMS)
    )
    version = write(of, stage="provisional", items=items, based_on=None, by=hat, at=at)
    version.row.published_at = at
    version.row.save(update_fields=["published_at"])

"""What is held about one person: every row that carries their account, office or address.

Digests of secrets, and what others decided, are not about the person and are left out.
Source: domain.md C.9 (data export per person); security.md section 4, T53b.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q

from cochair.accounts.models import Account, Device, SignedIn
from cochair.acts.models import JointAct, Key
from cochair.documents.models import Comment, Document, StoredFile
from cochair.documents.models import Receipt as Opening
from cochair.handovers.models import Pack
from cochair.journal.models import Entry, Witness
from cochair.mail.models import Caught, Message, Preference
from cochair.meetings.models import (
    CoChair,
    ContactPoint,
    Feed,
    ItemRequest,
    NoticeConfirmation,
    ObserverAnswer,
    Participant,
    Receipt,
)
from cochair.parties.models import Forum, Office
from cochair.parties.offices import Hat
from cochair.personal import in_documents, in_meetings, in_records, in_texts, queries
from cochair.personal.sources import Source, in_order
from cochair.procedure.refusal import _

PERSON = (
    "delegation__meeting__slug",
    "delegation__member__code",
    "delegation__organisation__code",
    "badge",
    "title",
    "name",
    "function",
    "rank",
    "capacity",
    "mode",
    "email",
    "language",
    "added_at",
    "removed_at",
    "checked_in_at",
    "checked_out_at",
)
CONTACT = (
    "forum__slug",
    "member__code",
    "organisation__code",
    "name",
    "email",
    "language",
    "zone",
    "at",
    "ended_at",
)
LETTER = (
    "forum__slug",
    "queued_at",
    "sent_at",
    "state",
    "email",
    "name",
    "language",
    "zone",
    "subject",
    "body",
)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows about one person in one table."""

    code: str
    title: str
    rows: tuple[Mapping[str, object], ...]


SOURCES = (
    Source(
        "account",
        _("Account"),
        Account,
        ("pk",),
        ("email", "name", "language", "zone", "is_active", "opened_at", "last_login"),
        of="number",
    ),
    Source("addresses", _("Addresses"), EmailAddress, ("user",), ("email", "verified", "primary")),
    Source(
        "sign_in",
        _("Ways to sign in"),
        Authenticator,
        ("user",),
        ("type", "created_at", "last_used_at"),
    ),
    Source(
        "devices",
        _("Browsers you signed in from"),
        Device,
        ("account",),
        ("first_seen_at", "last_seen_at"),
    ),
    Source(
        "sessions",
        _("Where you are signed in"),
        SignedIn,
        ("account",),
        ("began_at", "used_at", "expire_date"),
    ),
    Source(
        "preferences",
        _("How you are written to"),
        Preference,
        ("account",),
        ("digest", "quiet_from", "quiet_until"),
    ),
    Source(
        "offices",
        _("Offices"),
        Office,
        ("account",),
        (
            "forum__slug",
            "role",
            "party__code",
            "member__code",
            "organisation__code",
            "start",
            "end",
        ),
    ),
    Source(
        "granted",
        _("Offices granted to others"),
        Office,
        ("granted_by",),
        ("forum__slug", "role", "start", "end"),
    ),
    Source(
        "proposals",
        _("Joint acts proposed"),
        JointAct,
        ("proposed_by",),
        ("forum__slug", "number", "kind", "proposed_at"),
    ),
    Source(
        "keys",
        _("Keys turned"),
        Key,
        ("account",),
        ("act__forum__slug", "act__number", "party__code", "at", "digest"),
    ),
    Source(
        "chairs",
        _("Meetings chaired"),
        CoChair,
        ("account",),
        ("meeting__slug", "party__code", "deputy", "at", "ended_at", "checked_in_at"),
    ),
    Source(
        "confirmations",
        _("Notices confirmed"),
        NoticeConfirmation,
        ("account",),
        ("notice__meeting__slug", "at"),
    ),
    Source(
        "invitations",
        _("Invitations opened"),
        Receipt,
        ("account",),
        ("invitation__meeting__slug", "opened_at"),
    ),
    Source(
        "requests",
        _("Agenda items asked for"),
        ItemRequest,
        ("account",),
        ("meeting__slug", "number", "title", "text", "asked_at", "state"),
    ),
    Source(
        "observer_answers",
        _("Answers on observers"),
        ObserverAnswer,
        ("account",),
        ("request__meeting__slug", "request__organisation__code", "answer", "at", "note"),
    ),
    Source(
        "calendars",
        _("Calendar addresses"),
        Feed,
        ("account",),
        ("forum__slug", "made_at", "revoked_at"),
    ),
    Source(
        "opened",
        _("Documents opened"),
        Opening,
        ("account",),
        (
            "expression__revision__document__slug",
            "expression__language",
            "opened_at",
            "downloaded_at",
        ),
    ),
    Source(
        "comments",
        _("Comments on documents"),
        Comment,
        ("by__account",),
        ("document__slug", "paragraph", "text", "at"),
    ),
    *in_meetings.SOURCES,
    *in_documents.SOURCES,
    *in_texts.SOURCES,
    *in_records.SOURCES,
    Source(
        "registered",
        _("Documents registered"),
        Document,
        ("registered_by__account",),
        ("slug", "registered_at"),
    ),
    Source(
        "files",
        _("Files brought in"),
        StoredFile,
        ("stored_by__account",),
        ("name", "size", "stored_at"),
    ),
    Source(
        "accepted",
        _("Handovers accepted"),
        Pack,
        ("accepted_by",),
        ("forum__slug", "number", "accepted_at", "accepted_name"),
    ),
    Source(
        "acknowledged",
        _("Handovers acknowledged"),
        Pack,
        ("acknowledged_by",),
        ("forum__slug", "number", "acknowledged_at", "acknowledged_name"),
    ),
    Source("letters", _("Letters"), Message, ("account",), LETTER),
    Source(
        "entries",
        _("Acts in the journal"),
        Entry,
        ("account",),
        ("forum", "seq", "at", "verb", "about_kind", "about_id", "office", "on_behalf_of"),
        of="number",
    ),
    Source(
        "witnessed",
        _("Checkpoints held"),
        Witness,
        ("account",),
        ("checkpoint__forum", "checkpoint__size", "party", "at"),
        of="number",
    ),
    Source(
        "participations", _("Delegations"), Participant, ("email__iexact",), PERSON, of="address"
    ),
    Source(
        "contacts", _("Contact points"), ContactPoint, ("email__iexact",), CONTACT, of="address"
    ),
    Source(
        "kept_mail",
        _("Mail kept by the demonstration"),
        Caught,
        ("to__iregex",),
        ("at", "to", "subject"),
        of="among",
    ),
)


def sources() -> tuple[Source, ...]:
    """Every source, in the order of a copy."""
    return in_order(SOURCES)


def of_account(account: Account) -> tuple[Table, ...]:
    """Everything about the holder of an account, table by table; one query for each."""
    value: Mapping[str, Any] = {
        "account": account,
        "number": account.pk,
        "address": account.email,
        # One of several addresses, and no part of a longer one.
        "among": rf"(^|, ){re.escape(account.email)}(,|$)" if account.email else "",
    }
    return tuple(_table(one, _named(one, value[one.of])) for one in sources() if value[one.of])


def of_participant(person: Participant, hat: Hat) -> tuple[Table, ...]:
    """What is held about somebody in a delegation: the row, and the letters to the address for
    which the Party of a hat answers."""
    rows = Source("participation", _("Delegations"), Participant, ("pk",), PERSON)
    forum = person.delegation.meeting.forum
    return (_table(rows, Q(pk=person.pk)), *_letters(forum, person.email, hat))


def of_contact(contact: ContactPoint, hat: Hat) -> tuple[Table, ...]:
    """The same of a contact point."""
    rows = Source("contact", _("Contact points"), ContactPoint, ("pk",), CONTACT)
    found = _table(rows, Q(pk=contact.pk))
    return (found, *_letters(contact.forum, contact.email, hat))


def _letters(forum: Forum, email: str, hat: Hat) -> Iterable[Table]:
    if email:
        source = Source("letters", _("Letters"), Message, ("email",), LETTER)
        yield _table(source, queries.told_to(forum, email, hat))


def _named(source: Source, value: object) -> Q:
    """The rows of a source that name a person in one way or another."""
    return reduce(or_, (Q(**{lookup: value}) for lookup in source.by))


def _table(source: Source, which: Q) -> Table:
    rows = source.model._default_manager.filter(which).order_by("pk")
    return Table(source.code, source.title, tuple(rows.values(*source.columns)))

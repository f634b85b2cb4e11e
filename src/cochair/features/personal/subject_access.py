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
from django.db.models import Model, Q

from cochair.features.accounts.models import Account
from cochair.features.contact_links.kind import COLUMNS as CONTACT
from cochair.features.delegations.kind import COLUMNS as PERSON
from cochair.features.mail.kind import LETTER
from cochair.features.mail.models import Caught, Message
from cochair.features.meetings.models import ContactPoint, Participant
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.personal import queries
from cochair.journal.models import Entry, Witness
from cochair.kernel import kind as kinds
from cochair.kernel.kind import No
from cochair.procedure.refusal import _


# Where something about a person stands: tables, how a row names them, and what is given of it.
#
# Every field of every table that refers to an account or an office is the `by` of a source here,
# or stands in `BESIDE` with the reason why its rows are found otherwise; a test walks all of them.
@dataclass(frozen=True, slots=True)
class Source:
    """A table with rows about a person: how they are found, and which columns are given.

    `by` are lookups of an account, its number, its address, or that among others, as `of` says;
    a row that any of them finds is given once.
    """

    code: str
    title: str
    model: type[Model]
    by: tuple[str, ...]
    columns: tuple[str, ...]
    of: str = "account"


# In which order a copy lists what it holds; what is not named comes last.
ORDER = (
    "account", "addresses", "sign_in", "devices", "sessions", "preferences", "offices",
    "granted", "proposals", "keys", "chairs", "confirmations", "invitations", "requests",
    "observer_answers", "calendars", "opened", "comments", "silences", "objections",
    "statements", "agendas", "discussions", "floor", "speakers", "answered_invitations",
    "observer_requests", "comment_answers", "revisions", "languages", "circulations",
    "machine_translations", "files_released", "certificates", "certificates_registered",
    "originals", "signatures", "terms", "terms_confirmed", "text_proposals", "text_positions",
    "text_reservations", "text_wordings", "text_clearances", "text_notes", "texts_begun",
    "texts_issued", "word_files", "record_comments", "record_answers", "points", "progress",
    "progress_drafts", "assessed", "stocktaking_comments", "stocktaking_answers",
    "contributions", "actions", "indicators", "indicator_values", "record_drafts",
    "record_changes", "record_rounds", "threat_assessments", "stocktaking_opened",
    "assessments_begun", "programmes", "outages", "revision_clearances", "proposed_versions",
    "packs_made", "registered", "files", "accepted", "acknowledged", "letters", "entries",
    "witnessed", "participations", "contacts", "kept_mail", "answers", "archives",
)  # fmt: skip

_ABOVE: dict[str, Source] = {}
SAME_ROW = "The row is found by the account, or by the office, that it names beside."

BESIDE: Mapping[str, str] = {
    "acts.JointAct.proposed_office": SAME_ROW,
    "acts.Key.office": SAME_ROW,
    "documents.Receipt.office": SAME_ROW,
    "handovers.Pack.accepted_office": SAME_ROW,
    "handovers.Pack.acknowledged_office": SAME_ROW,
    "meetings.ItemRequest.office": SAME_ROW,
    "meetings.NoticeConfirmation.office": SAME_ROW,
    "meetings.ObserverAnswer.office": SAME_ROW,
}
"""Fields that refer to a person and find no rows of a copy, each with its reason."""


def register(source: Source) -> None:
    """Let an app above give what it keeps of a person; there is one source for each code."""
    if _ABOVE.setdefault(source.code, source) is not source:
        raise ValueError(f"Two sources are called {source.code}.")


def in_order(beside: Iterable[Source]) -> tuple[Source, ...]:
    """Some sources, those of apps above and those that the kinds declare, in the order of a copy."""
    declared = (
        Source(one.code, one.title, one.model, one.by, one.columns, one.of)
        for kind in kinds.every()
        for one in (() if isinstance(kind.personal, No) else kind.personal)
    )
    return kinds.in_order((*beside, *_ABOVE.values(), *declared), ORDER)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows about one person in one table."""

    code: str
    title: str
    rows: tuple[Mapping[str, object], ...]


SOURCES = (
    Source("addresses", _("Addresses"), EmailAddress, ("user",), ("email", "verified", "primary")),
    Source(
        "sign_in",
        _("Ways to sign in"),
        Authenticator,
        ("user",),
        ("type", "created_at", "last_used_at"),
    ),
    Source(
        "entries",
        _("Activity entries"),
        Entry,
        ("account",),
        ("forum", "seq", "at", "verb", "about_kind", "about_id", "office", "on_behalf_of"),
        of="number",
    ),
    Source(
        "witnessed",
        _("Checkpoints kept"),
        Witness,
        ("account",),
        ("checkpoint__forum", "checkpoint__size", "party", "at"),
        of="number",
    ),
    Source(
        "kept_mail",
        _("Messages kept by the demonstration"),
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


def of_participant(person: Participant, hat: ActingOffice) -> tuple[Table, ...]:
    """What is held about somebody in a delegation: the row, and the letters to the address for
    which the Party of a hat answers."""
    rows = Source("participation", _("Delegations"), Participant, ("pk",), PERSON)
    forum = person.delegation.meeting.forum
    return (_table(rows, Q(pk=person.pk)), *_letters(forum, person.email, hat))


def of_contact(contact: ContactPoint, hat: ActingOffice) -> tuple[Table, ...]:
    """The same of a contact point."""
    rows = Source("contact", _("Contact points"), ContactPoint, ("pk",), CONTACT)
    found = _table(rows, Q(pk=contact.pk))
    return (found, *_letters(contact.forum, contact.email, hat))


def _letters(forum: Forum, email: str, hat: ActingOffice) -> Iterable[Table]:
    if email:
        source = Source("letters", _("Messages"), Message, ("email",), LETTER)
        yield _table(source, queries.told_to(forum, email, hat))


def _named(source: Source, value: object) -> Q:
    """The rows of a source that name a person in one way or another."""
    return reduce(or_, (Q(**{lookup: value}) for lookup in source.by))


def _table(source: Source, which: Q) -> Table:
    rows = source.model._default_manager.filter(which).order_by("pk")
    return Table(source.code, source.title, tuple(rows.values(*source.columns)))

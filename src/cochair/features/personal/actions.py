"""Reduce what is kept of people: one transaction for each meeting or person, each an entry.

Each act asks again under its lock whether there is anything to reduce, so that it can be done
twice, by two workers, and after a crash.  What evidence needs stays: offices, Parties, counts.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cochair.features.accounts import actions as accounts
from cochair.features.accounts.models import Account
from cochair.features.contact_links import actions as links
from cochair.features.documents.models import Certificate
from cochair.features.handovers.contents import CONTACTS
from cochair.features.handovers.models import Pack
from cochair.features.mail.letters import pseudonym
from cochair.features.mail.models import Message, Preference
from cochair.features.meetings.models import ContactPoint, Delegation, Feed, Meeting, Participant
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice
from cochair.features.personal import queries
from cochair.features.personal.periods import Kind
from cochair.journal.actions import record
from cochair.procedure.calendar import civil_day

REDUCED, ERASED = "personal.reduced", "personal.erased"
# How many letters are reduced in one transaction.
PORTION = 500
NO_PERSON = {"title": "", "name": "", "email": "", "language": ""}


@transaction.atomic
def reduce_meeting(meeting: Meeting, *, at: datetime) -> int:
    """Reduce the people of a meeting to function, State and attendance; how many were reduced."""
    row = _locked(meeting)
    number = Participant.objects.filter(queries.named(), delegation__meeting=row).update(
        **NO_PERSON
    )
    said = Delegation.objects.filter(queries.replaced(), meeting=row)
    words = said.update(**dict.fromkeys(queries.WORDS_OF_A_DELEGATION, ""))
    if number or words:
        _record(row.forum, ("meeting", row.slug), Kind.PARTICIPANTS, number, at=at)
    return number + words


@transaction.atomic
def reduce_contact(contact: ContactPoint, *, at: datetime, by: ActingOffice | None = None) -> int:
    """Forget the name and address of a contact point; its links end with it, and what was written
    to it is reduced with it when a person asks for it (`by`)."""
    Forum.objects.select_for_update().get(pk=contact.forum_id)
    row = ContactPoint.objects.select_related("forum", "member__party").get(pk=contact.pk)
    if not (row.name or row.email) or (by is None and not queries.is_over(row, at)):
        return 0
    email = row.email
    row.name = row.email = ""
    row.ended_at = row.ended_at or at
    row.save(update_fields=["name", "email", "ended_at"])
    links.end_with(row, at)
    if by is not None:
        letters_to(queries.told_to(row.forum, email, by))
    _record(row.forum, ("contact", str(row.pk)), Kind.CONTACTS, 1, at=at, by=by)
    return 1


@transaction.atomic
def reduce_letters(forum: Forum, space: str, *, at: datetime) -> int:
    """Reduce some of the letters of one space that are due, the oldest first; how many."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    cut = queries.letters_before(forum, at)
    rows = queries.written(forum).filter(space=space, queued_at__lt=cut)
    number = _reduced(list(rows.order_by("queued_at", "pk")[:PORTION]))
    if number:
        _record(forum, ("letters", space), Kind.LETTERS, number, at=at, space=space)
    return number


@transaction.atomic
def reduce_handover(pack: Pack, *, at: datetime) -> int:
    """Take addresses and the names of those who signed out of a pack; its digest stays that of
    the whole that was signed."""
    row = Pack.objects.select_for_update(of=("self",)).select_related("forum", "party")
    found = row.get(pk=pack.pk)
    if not queries.holds_people(found) or queries.kept_from(found) > civil_day(
        at, found.forum.zone
    ):
        return 0
    found.content = [_without_notes(section) for section in found.content]
    found.accepted_name = found.acknowledged_name = ""
    found.save(update_fields=["content", "accepted_name", "acknowledged_name"])
    about = ("handover", str(found.number))
    space = f"party:{found.party.code}"
    _record(found.forum, about, Kind.HANDOVERS, 1, at=at, space=space)
    return 1


@transaction.atomic
def reduce_certificates(forum: Forum, name: str, *, party: str, at: datetime) -> int:
    """Take the names out of what was registered of one certificate of a Party, as far as its time
    is over; `name` is how the journal calls it. What is left is its fingerprint and its days."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    today = civil_day(at, forum.zone)
    rows = queries.naming_certificates().filter(
        forum=forum, party__code=party, fingerprint__startswith=name
    )
    number = _without_names(
        [row for row in rows if queries.certificate_kept_from(row) <= today], at
    )
    if number:
        _record(forum, ("certificate", name), Kind.CERTIFICATES, number, at=at)
    return number


@transaction.atomic
def reduce_account(account: Account, *, at: datetime, own: bool = False) -> int:
    """Take a person's account away but for its number: what they did stays done, by an office.

    Every forum in which they held an office has an entry; `own` says that they asked for it.
    Otherwise whoever was given an office meanwhile keeps the account.
    """
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.erased_at is not None or not (own or queries.is_forgotten(row, at)):
        return 0
    email = row.email
    accounts.erase(row, at=at)
    Preference.objects.filter(account=row).delete()
    Feed.objects.filter(account=row, revoked_at=None).update(revoked_at=at)
    _without_names(queries.naming_certificates().filter(office__account=row), at)
    offices = Office.objects.filter(account=row).select_related("forum", "party")
    spaces: dict[Forum, set[str]] = {}
    for office in offices.order_by("forum__slug", "pk"):
        code = f"party:{office.party.code}" if office.party else "shared"
        spaces.setdefault(office.forum, set()).add(code)
    for forum, codes in spaces.items():
        letters_to(Q(forum=forum, email__iexact=email))
        space = next(iter(codes)) if len(codes) == 1 else "shared"
        about = ("account", str(row.pk))
        said = {"kind": Kind.ACCOUNTS.value, "number": 1}
        verb = ERASED if own else REDUCED
        asked_by = row.pk if own else None
        record(forum.slug, verb=verb, about=about, by=asked_by, at=at, facts=said, space=space)
    return 1


def _locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("forum")
    return rows.get(pk=meeting.pk)


def letters_to(whom: Q) -> None:
    """Inside a transaction: reduce letters that are on their way no more."""
    _reduced(list(queries.settled().filter(whom)))


def _reduced(rows: list[Message]) -> int:
    for row in rows:
        row.recipient = pseudonym(row.recipient)
        row.email = row.name = row.subject = row.body = row.calendar = row.way_in = ""
    fields = ["recipient", "email", "name", "subject", "body", "calendar", "way_in"]
    Message.objects.bulk_update(rows, fields, batch_size=100)
    return len(rows)


def _without_names(rows: Iterable[Certificate], at: datetime) -> int:
    """How many certificates name nobody any more; one that was still valid counts no more."""
    number = 0
    for row in rows:
        row.pem = row.subject = row.issuer = ""
        if row.ended_at is None and row.valid_to > at:
            row.ended_at = at
        row.save(update_fields=["pem", "subject", "issuer", "ended_at"])
        number += 1
    return number


def _without_notes(section: Mapping[str, object]) -> dict[str, object]:
    if section["code"] != CONTACTS:
        return dict(section)
    rows = section["rows"]
    assert isinstance(rows, list)
    return {**section, "rows": [{**row, "note": {}} for row in rows]}


def _record(
    forum: Forum,
    about: tuple[str, str],
    kind: Kind,
    number: int,
    *,
    at: datetime,
    space: str = "shared",
    by: ActingOffice | None = None,
) -> None:
    """What was reduced, and how much of it: codes and counts, nothing of whom."""
    record(
        forum.slug,
        verb=ERASED if by is not None else REDUCED,
        about=about,
        by=by.account or None if by is not None else None,
        office=by.title if by is not None else "",
        on_behalf_of=by.party if by is not None else "",
        at=at,
        facts={"kind": kind.value, "number": number},
        space=space,
    )

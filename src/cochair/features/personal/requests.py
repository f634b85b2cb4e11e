"""What a person asks for: a copy of what is held, or that it goes; what must stay, and why.

A copy or an erasure that a secretariat makes for somebody is an entry: the badge or number of
whom, no name.  Source: domain.md C.9; security.md section 4 (Rights and records).
"""

from datetime import datetime

from django.db import transaction

from cochair.features.accounts.models import Account
from cochair.features.meetings.models import ContactPoint, Delegation, Meeting, Participant
from cochair.features.parties.offices import ActingOffice
from cochair.features.personal import actions, queries, subject_access
from cochair.features.personal.periods import Kind
from cochair.features.personal.subject_access import Table
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require

TAKEN = "personal.taken"
HOLDS_OFFICE = _(
    "Office holders are known by name while the office lasts: both Parties must know who "
    "acts. Ask your co-presidency to end the office first."
)
NOTHING_TO_ERASE = _("There is nothing left to erase: what remains is evidence of attendance.")
NOT_CONFIRMED = _("Confirm that you know what this does.")


@transaction.atomic
def take_participant(person: Participant, *, by: ActingOffice, at: datetime) -> tuple[Table, ...]:
    """What is held about somebody in a delegation, for them to have; that it was taken is noted."""
    _tell(person, TAKEN, by=by, at=at)
    return subject_access.of_participant(person, by)


@transaction.atomic
def take_contact(contact: ContactPoint, *, by: ActingOffice, at: datetime) -> tuple[Table, ...]:
    """The same of a contact point."""
    record(
        contact.forum.slug,
        verb=TAKEN,
        about=("contact", str(contact.pk)),
        by=by.account or None,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"kind": Kind.CONTACTS.value},
    )
    return subject_access.of_contact(contact, by)


@transaction.atomic
def erase_participant(
    person: Participant, *, understood: bool, by: ActingOffice, at: datetime
) -> Participant:
    """Erase what can go of somebody in a delegation, and what was written to them.

    Address and language always go; the name goes too when the person was taken out of the
    delegation and never came.  Raises Refused when there is nothing more to erase, and without
    the word that one knows what this does.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=person.delegation.meeting_id)
    Delegation.objects.select_for_update(of=("self",)).get(pk=person.delegation_id)
    row = Participant.objects.select_related("delegation__meeting__forum").get(pk=person.pk)
    whole = may_go_whole(row)
    require(_something(row, whole), _understood(understood))
    actions.letters_to(queries.told_to(row.delegation.meeting.forum, row.email, by))
    row.email = row.language = ""
    if whole:
        row.title = row.name = ""
        row.function = {}
    row.save(update_fields=["email", "language", "title", "name", "function"])
    row.delegation.version += 1
    row.delegation.save(update_fields=["version"])
    _tell(row, actions.ERASED, by=by, at=at)
    return row


@transaction.atomic
def erase_contact(
    contact: ContactPoint, *, understood: bool, by: ActingOffice, at: datetime
) -> None:
    """Erase a contact point on request, once and for all.

    Raises Refused without the word that one knows what this does.
    """
    require(_understood(understood))
    actions.reduce_contact(contact, at=at, by=by)


@transaction.atomic
def erase_own(account: Account, *, understood: bool, at: datetime) -> Account:
    """Erase one's own account: everything but its number, and the way in.

    Raises Refused while an office goes on or lies ahead, for an account of the demo, and
    without the word that its holder knows what this does.
    """
    row = Account.objects.select_for_update().get(pk=account.pk)
    require(holds_office(row, at), _understood(understood))
    actions.reduce_account(row, at=at, own=True)
    row.refresh_from_db()
    return row


def may_go_whole(person: Participant) -> bool:
    """Whether nothing of somebody is evidence: taken out of the delegation, and never came."""
    return person.removed_at is not None and person.checked_in_at is None


def holds_office(account: Account, at: datetime) -> Refusal | None:
    """Why an account stays for now; None for one that may go."""
    if account.is_demo:
        return Refusal(
            "practice", _("An account of the demonstration belongs to an office, not to a person.")
        )
    if not queries.has_office(account) or queries.last_office(account, at) is not None:
        return None
    return Refusal("two-keys", HOLDS_OFFICE)


def _something(row: Participant, whole: bool) -> Refusal | None:
    if row.email or row.language or (whole and (row.name or row.title)):
        return None
    return Refusal("practice", NOTHING_TO_ERASE)


def _understood(understood: bool) -> Refusal | None:
    return None if understood else Refusal("practice", NOT_CONFIRMED)


def _tell(person: Participant, verb: str, *, by: ActingOffice, at: datetime) -> None:
    meeting = person.delegation.meeting
    record(
        meeting.forum.slug,
        verb=verb,
        about=("meeting", meeting.slug),
        by=by.account or None,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"kind": Kind.PARTICIPANTS.value, "badge": person.badge},
    )

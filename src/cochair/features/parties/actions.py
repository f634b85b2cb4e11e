"""Appoint people to offices; record who presides: each Party does so for itself alone."""

from datetime import datetime

from django.db import transaction

from cochair.features.accounts.models import Account
from cochair.features.parties import facts, queries
from cochair.features.parties.models import (
    Forum,
    Member,
    Office,
    Organisation,
    Party,
    PresidencyTerm,
)
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal.actions import record
from cochair.procedure.presidency import Term, TermStatus, overlaps
from cochair.procedure.refusal import Refusal, _, require
from cochair.web import security_log

OF_A_MEMBER = frozenset(
    {Role.CO_PRESIDENCY, Role.INCOMING, Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER}
)
OF_AN_ORGANISATION = frozenset({Role.INSTITUTION, Role.OBSERVER, Role.SUPPORT})


@transaction.atomic
def appoint(
    forum: Forum,
    *,
    account: Account,
    role: str,
    party: str = "",
    member: str = "",
    organisation: str = "",
    start: datetime,
    end: datetime | None,
    by: ActingOffice | None,
    at: datetime,
) -> Office:
    """Give a person an office from one instant to another.

    A co-presidency appoints within its own Party only, and people of organisations that are of
    its side or of no single one; `by` is None for the first account of an installation and for a
    demo.  Raises Refused for an office that makes no sense.  Source: domain.md C.6.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    account = Account.objects.select_for_update().get(pk=account.pk)
    rows = _found(forum, party, member, organisation)
    require(
        _is_there(account),
        _known_role(role),
        _belongs(role, *rows),
        _own_office(by, forum, party, rows[2]),
        _ends_after_start(start, end),
        _holds_already(forum, account, role, rows, start),
    )
    office = Office.objects.create(
        forum=forum,
        account=account,
        role=role,
        party=rows[0],
        member=rows[1],
        organisation=rows[2],
        start=start,
        end=end,
        granted_by_id=by.account if by else None,
    )
    _record_office(office, "office.granted", by=by, at=at)
    return office


@transaction.atomic
def end_office(office: Office, *, by: ActingOffice, at: datetime) -> Office:
    """End an office now; what was done in it stays done."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    require(
        _own_office(
            by, office.forum, office.party.code if office.party else "", office.organisation
        ),
        _not_over(office, at),
    )
    office.end = at
    office.save(update_fields=["end"])
    _record_office(office, "office.ended", by=by, at=at)
    return office


@transaction.atomic
def designate(
    forum: Forum,
    *,
    party: str,
    member: str,
    start: datetime | None,
    end: datetime | None,
    zone: str,
    document: str,
    by: ActingOffice,
    at: datetime,
) -> PresidencyTerm:
    """Record the next presidency of one's own Party, with the document that says so.

    A second designation for the same time makes the next term disputed and leaves the
    incumbent in office (corrections.md section 3).  The same one told twice, with the same
    document, is one: a form that was sent twice disputes nothing.  Raises Refused for a term
    that overlaps one that has begun, for another Party's presidency, and without a document.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    row = Party.objects.get(forum=forum, code=party)
    holder = Member.objects.filter(party=row, code=member).first()
    require(_own_party(by, party), _needs_document(document), _is_member(holder, member, party))
    told = PresidencyTerm.objects.filter(
        party=row, holder=holder, start=start, end=end, zone=zone, superseded_at=None
    )
    for same in told.filter(known_at__isnull=False):
        if document.strip() in same.source:
            return same
    rivals = _rivals(row, start, end, at)
    term = PresidencyTerm(
        party=row,
        slug=_slug(row, member, at),
        holder=holder,
        start=start,
        end=end,
        zone=zone,
        status=TermStatus.DISPUTED if rivals else TermStatus.DESIGNATED,
        source=[document.strip()],
        confidence="recorded",
        known_at=at,
    )
    core = facts.term(term)
    require(*_overlapping(forum, core))
    term.save()
    for rival in rivals:
        rival.status = TermStatus.DISPUTED
        rival.save(update_fields=["status"])
    _record_term(term, "presidency.designated", by=by, at=at, disputed=bool(rivals))
    return term


@transaction.atomic
def settle(
    term: PresidencyTerm, *, document: str, by: ActingOffice, at: datetime
) -> PresidencyTerm:
    """Settle a disputed presidency of one's own Party in favour of one term.

    That Party alone decides, with its decision attached; the other turns no key
    (corrections.md section 3).  The rival designations are superseded, not deleted.
    """
    term = _locked(term)
    require(
        _own_party(by, term.party.code),
        _needs_document(document),
        _is_disputed(term),
    )
    for rival in PresidencyTerm.objects.filter(party=term.party, superseded_at=None).exclude(
        pk=term.pk
    ):
        if not facts.is_disputed(rival):
            continue
        rival.superseded_at = at
        rival.save(update_fields=["superseded_at"])
    term.status = TermStatus.DESIGNATED
    term.certainty = ""
    term.source = [*term.source, document.strip()]
    term.save(update_fields=["status", "certainty", "source"])
    _record_term(term, "presidency.settled", by=by, at=at, disputed=False)
    return term


@transaction.atomic
def acknowledge(term: PresidencyTerm, *, by: ActingOffice, at: datetime) -> PresidencyTerm:
    """Take note of the other Party's presidency; it changes nothing and turns no key."""
    term = _locked(term)
    require(_other_party(by, term.party.code))
    _record_term(term, "presidency.acknowledged", by=by, at=at, disputed=False)
    return term


def _locked(term: PresidencyTerm) -> PresidencyTerm:
    """The term as it stands; the forum is locked first, as for a designation."""
    Forum.objects.select_for_update().get(pk=term.party.forum_id)
    return PresidencyTerm.objects.select_related("party__forum").get(pk=term.pk)


def _found(
    forum: Forum, party: str, member: str, organisation: str
) -> tuple[Party | None, Member | None, Organisation | None]:
    return (
        Party.objects.filter(forum=forum, code=party).first() if party else None,
        Member.objects.filter(party__forum=forum, party__code=party, code=member).first()
        if member
        else None,
        Organisation.objects.filter(forum=forum, code=organisation).first()
        if organisation
        else None,
    )


def _rivals(
    party: Party, start: datetime | None, end: datetime | None, at: datetime
) -> list[PresidencyTerm]:
    """Designations of the same Party, not yet begun, that would be in office at the same time."""
    coming = PresidencyTerm.objects.select_for_update().filter(
        party=party,
        superseded_at=None,
        status__in=[TermStatus.DESIGNATED, TermStatus.DISPUTED],
    )
    return [
        term
        for term in coming
        if (term.start is None or term.start > at)
        and (start is None or term.end is None or term.end > start)
        and (end is None or term.start is None or term.start < end)
    ]


def _overlapping(forum: Forum, new: Term) -> tuple[Refusal, ...]:
    if new.status is TermStatus.DISPUTED:
        return ()
    return overlaps((*queries.roster(forum).terms, new))


def _slug(party: Party, member: str, at: datetime) -> str:
    return f"{party.code}-{member}-{at:%Y%m%d%H%M%S}".lower()


def _record_office(office: Office, verb: str, *, by: ActingOffice | None, at: datetime) -> None:
    party, organisation = office.party.code if office.party else "", office.organisation
    side = party or (queries.side_of(office.forum, organisation) if organisation else "")
    record(
        office.forum.slug,
        verb=verb,
        about=("office", str(office.pk)),
        by=by.account if by else None,
        office=by.title if by else "",
        on_behalf_of=by.party if by else "",
        at=at,
        space=f"party:{side}" if side else "shared",
        facts={
            "role": office.role,
            "party": party,
            "member": office.member.code if office.member else "",
            "organisation": organisation.code if organisation else "",
            "account": office.account_id,
        },
    )
    told = {"account": office.account_id, "by": by.account if by else None, "granted": office.pk}
    transaction.on_commit(lambda: security_log.event(verb, role=office.role, **told))


def _record_term(
    term: PresidencyTerm, verb: str, *, by: ActingOffice, at: datetime, disputed: bool
) -> None:
    record(
        term.party.forum.slug,
        verb=verb,
        about=("presidency", term.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={
            "party": term.party.code,
            "member": term.holder.code if term.holder else "",
            "start": term.start.isoformat() if term.start else None,
            "disputed": disputed,
        },
    )


def _is_there(account: Account) -> Refusal | None:
    if account.erased_at is None:
        return None
    return Refusal("practice", _("This account has been erased in the meantime."))


def _known_role(role: str) -> Refusal | None:
    if role in set(Role) - {Role.CONTACT_POINT}:
        return None
    return Refusal("practice", _("There is no office called “{role}”."), {"role": role or "–"})


def _belongs(
    role: str, party: Party | None, member: Member | None, organisation: Organisation | None
) -> Refusal | None:
    if role in OF_A_MEMBER and member is None:
        return Refusal(
            "practice",
            _("This office belongs to a member State of a Party. Enter the State and the Party."),
        )
    if role in OF_AN_ORGANISATION and organisation is None:
        return Refusal("practice", _("This office belongs to an organisation. Enter its name."))
    if role in OF_AN_ORGANISATION and (party is not None or member is not None):
        return Refusal("practice", _("This office belongs to an organisation, not to a State."))
    if role == Role.SECRETARIAT and party is None:
        return Refusal("practice", _("A secretariat acts for one Party. Select the Party."))
    return None


def _own_party(by: ActingOffice | None, party: str) -> Refusal | None:
    if by is None or by.party == party:
        return None
    return Refusal("two-keys", _("Each Party decides for itself who holds its offices."))


def _own_office(
    by: ActingOffice | None, forum: Forum, party: str, organisation: Organisation | None
) -> Refusal | None:
    """Each Party for itself; an organisation of all Parties or of none is anybody's to name."""
    if by is None or party or organisation is None:
        return _own_party(by, party)
    return _own_party(by, queries.side_of(forum, organisation) or by.party)


def _other_party(by: ActingOffice, party: str) -> Refusal | None:
    if by.party != party:
        return None
    return Refusal("two-keys", _("A Party may not take note of its own presidency."))


def _ends_after_start(start: datetime, end: datetime | None) -> Refusal | None:
    if end is None or end > start:
        return None
    return Refusal("practice", _("An office must end after it begins."))


def _holds_already(
    forum: Forum,
    account: Account,
    role: str,
    rows: tuple[Party | None, Member | None, Organisation | None],
    start: datetime,
) -> Refusal | None:
    same = Office.objects.filter(
        forum=forum,
        account=account,
        role=role,
        party=rows[0],
        member=rows[1],
        organisation=rows[2],
    )
    if not any(office.end is None or office.end > start for office in same):
        return None
    return Refusal("practice", _("This person already holds this office."))


def _not_over(office: Office, at: datetime) -> Refusal | None:
    if office.end is None or office.end > at:
        return None
    return Refusal("practice", _("This office has already ended."))


def _needs_document(document: str) -> Refusal | None:
    if document.strip():
        return None
    return Refusal("term", _("Name the document of the Party that confirms the designation."))


def _is_member(holder: Member | None, member: str, party: str) -> Refusal | None:
    if holder is not None:
        return None
    return Refusal(
        "term", _("{member} is not a member of {party}."), {"member": member or "–", "party": party}
    )


def _is_disputed(term: PresidencyTerm) -> Refusal | None:
    if facts.is_disputed(term):
        return None
    return Refusal("term", _("This presidency is not disputed: there is nothing to settle."))

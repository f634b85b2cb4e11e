"""Register a certificate, and end one: each Party's own act (decision 29)."""

from datetime import datetime

from django.db import transaction

from cochair.features.documents.models import Certificate
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.register import refusals
from cochair.features.signatures import certificates, queries, refusal_texts
from cochair.features.signatures.certificates import ANCHOR, HOLDER, KINDS, Read
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require


@transaction.atomic
def register(
    forum: Forum, octets: bytes, *, kind: str, by: ActingOffice, at: datetime
) -> Certificate:
    """Register a certificate for one's own Party: of an authority, or what one's office signs with.

    The same certificate twice is one.  Raises Refused for a file that is no certificate or holds
    a private key, for one that is not fit for this, and for one of a demo outside a demo.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    require(_decides(by), refusals.known(kind, KINDS, _("“{value}” is not a type of certificate.")))
    made = certificates.read(octets)
    same = queries.certificates(forum).filter(
        party__code=by.party, kind=kind, fingerprint=made.fingerprint, ended_at=None
    )
    if kind == HOLDER:
        same = same.filter(office=by.office)
    found = same.first()
    if found is not None:
        return found
    anchors = [certificates.of(row) for row in queries.roots(forum, by.party, at, ANCHOR)]
    require(
        *certificates.unfit(made, kind, anchors, at),
        certificates.counts_here(is_test=made.is_test),
        _elses(forum, made, kind),
    )
    row = Certificate.objects.create(
        forum=forum,
        party=parties.roster(forum).party(by.party),
        kind=kind,
        office_id=by.office if kind == HOLDER else None,
        pem=made.pem,
        fingerprint=made.fingerprint,
        subject=made.subject,
        issuer=made.issuer,
        valid_from=made.certificate.not_valid_before_utc,
        valid_to=made.certificate.not_valid_after_utc,
        is_test=made.is_test,
        at=at,
        by_id=by.office,
    )
    _tell(row, "certificate.registered", by=by, at=at)
    return row


@transaction.atomic
def end(certificate: Certificate, *, by: ActingOffice, at: datetime) -> Certificate:
    """Say that a certificate counts no more from now on; what was signed with it stays signed."""
    forum = Forum.objects.select_for_update().get(pk=certificate.forum_id)
    row = queries.certificates(forum).select_for_update(of=("self",)).get(pk=certificate.pk)
    row.forum = forum
    require(_decides(by), _own(row, by))
    if row.ended_at is None:
        row.ended_at, row.ended_by_id = at, by.office
        row.save(update_fields=["ended_at", "ended_by"])
        _tell(row, "certificate.ended", by=by, at=at)
    return row


def _decides(by: ActingOffice) -> Refusal | None:
    if by.may(Power.DECIDE_FOR_PARTY):
        return None
    return Refusal(
        refusal_texts.CLAUSE,
        _("Only the co-presidency in office may register certificates of its Party."),
    )


def _own(row: Certificate, by: ActingOffice) -> Refusal | None:
    if row.party.code == by.party:
        return None
    return Refusal(refusal_texts.CLAUSE, _("Each Party decides alone on its own certificates."))


def _elses(forum: Forum, made: Read, kind: str) -> Refusal | None:
    """Nobody signs with what somebody else registered."""
    rows = queries.by_fingerprint(forum, made.fingerprint) if kind == HOLDER else []
    if not any(row.ended_at is None for row in rows):
        return None
    return Refusal(refusal_texts.CLAUSE, _("This certificate is registered for another office."))


def _tell(row: Certificate, verb: str, *, by: ActingOffice, at: datetime) -> None:
    record(
        row.forum.slug,
        verb=verb,
        about=("certificate", row.fingerprint[:32]),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"kind": row.kind, "fingerprint": row.fingerprint, "test": row.is_test},
    )

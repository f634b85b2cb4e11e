"""Make a text ready for signature, take a signed file, seal it with the last, take it back."""

from datetime import datetime

from django.db import transaction

from cochair.features.documents import queries as documents
from cochair.features.documents.models import (
    Certificate,
    Document,
    Expression,
    Original,
    Signature,
    StoredFile,
)
from cochair.features.files import actions as files
from cochair.features.files import inspection, storage
from cochair.features.files.inspection import Inspection
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office, Party
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.printing import official, pdf
from cochair.features.register import refusals
from cochair.features.register.mutation import tell
from cochair.features.signatures import certificates, child, queries, refusal_texts
from cochair.features.signatures.problems import Wrong, field_of
from cochair.formats.inside.media import Media
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, Refused, _, require


def make_ready(expression: Expression, *, by: ActingOffice, at: datetime) -> Original:
    """Keep one language of a final revision as the file that both sign; once, and one at a time.

    The file is printed and gets its fields before anything is locked.  Raises Refused for a
    document that is not final, and for words that are not released, are stale or a courtesy.
    """
    require(*_not_ready(expression))
    forum = expression.revision.document.forum
    roster = parties.roster(forum)
    octets = child.with_fields(
        pdf.pdf(expression), [(field_of(one.code), one.short["en"]) for one in roster.parties]
    )
    return _kept(expression, octets, by=by, at=at)


@transaction.atomic
def _kept(expression: Expression, octets: bytes, *, by: ActingOffice, at: datetime) -> Original:
    row = _locked_expression(expression)
    standing = queries.original(row)
    if standing is not None:
        return standing
    require(*_not_ready(row), _same_words(row, expression))
    name = official.file_name(row, "pdf")
    document = row.revision.document
    made = Original.objects.create(
        expression=row,
        file=_store(document.forum, octets, name, by=by, at=at),
        made_at=at,
        made_by_id=by.office,
    )
    _tell(made, "document.signature_prepared", by=by, at=at)
    return made


def sign(
    original: Original, octets: bytes, name: str, *, by: ActingOffice, at: datetime
) -> Signature:
    """Take the file that a co-presidency in office signed; with the last signature it is sealed.

    `at` (aware UTC) is when it arrived: at that instant the certificate is valid and registered
    for the office, and its member presides the Party.  The same file sent twice is one signature.
    Raises Refused with why it is not taken; of a refused file nothing is kept.
    """
    again = _taken_before(original, octets, by)
    if again is not None:
        return again
    require(_signs(by), _stands(original), _once(original, by))
    before = queries.newest_file(original, queries.signatures(original))
    require(_begins_with(original, before, octets))
    inspection.inspect(octets, name, accepts={Media.PDF})
    forum = original.expression.revision.document.forum
    found = child.examined(
        octets,
        before=before.size,
        field=field_of(by.party),
        anchors=queries.roots(forum, by.party, at),
        others=_anchors_of_others(original, by, at),
        stamps=queries.stamps(forum, at),
        moment=at,
    )
    if found.wrong:
        raise Refused(refusal_texts.of_code(found.wrong))
    mine = next(one for one in found.signatures if one.field == field_of(by.party))
    certificate = _certificate(forum, mine, by, at)
    return _signed(original, octets, before, mine, certificate, by=by, at=at)


@transaction.atomic
def _signed(
    original: Original,
    octets: bytes,
    before: StoredFile,
    mine: child.Seen,
    certificate: Certificate,
    *,
    by: ActingOffice,
    at: datetime,
) -> Signature:
    row = _locked(original)
    certificate = Certificate.objects.get(pk=certificate.pk)
    signed = queries.signatures(row)
    require(
        _stands(row),
        _once(row, by),
        refusal_texts.SIGNED_MEANWHILE
        if queries.newest_file(row, signed).pk != before.pk
        else None,
        refusal_texts.ENDED if certificate.ended_at is not None else None,
    )
    document = row.expression.revision.document
    name = official.file_name(row.expression, "pdf")
    made = Signature.objects.create(
        original=row,
        party=certificate.party,
        number=len(signed) + 1,
        certificate=certificate,
        file=_store(document.forum, octets, name, by=by, at=at),
        at=at,
        by_id=by.office,
        claimed_at=mine.claimed,
        stamped_at=mine.stamped,
    )
    facts = {
        "certificate": certificate.fingerprint,
        "file": made.file.digest,
        "test": certificate.is_test,
    }
    _tell(row, "document.signed", by=by, at=at, facts=facts)
    if made.number == Party.objects.filter(forum=document.forum).count():
        row.sealed_at = at
        row.save(update_fields=["sealed_at"])
        _tell(row, "document.sealed", by=by, at=at, facts={"file": made.file.digest})
    return made


@transaction.atomic
def drop(original: Original, *, reason: str, by: ActingOffice, at: datetime) -> Original:
    """Take a text back from signature, with a reason; what is sealed stays.

    Its files stay too, and the journal says what was signed.
    """
    row = _locked(original)
    require(_proposes(by), _stands(row), refusals.printed(reason), _with_reason(reason))
    row.dropped_at, row.dropped_reason = at, reason.strip()
    row.dropped_by = Office.objects.get(pk=by.office)
    row.save(update_fields=["dropped_at", "dropped_by", "dropped_reason"])
    _tell(row, "document.signature_dropped", by=by, at=at)
    return row


def _locked(original: Original) -> Original:
    """The original as it stands, its forum and document locked first."""
    document = _locked_document(original.expression.revision.document)
    row = Original.objects.select_for_update(of=("self",)).get(pk=original.pk)
    row.expression = Expression.objects.select_related("revision").get(pk=row.expression_id)
    row.expression.revision.document = document
    return row


def _locked_expression(expression: Expression) -> Expression:
    document = _locked_document(expression.revision.document)
    row = Expression.objects.select_related("revision", "file").get(pk=expression.pk)
    row.revision.document = document
    return row


def _locked_document(document: Document) -> Document:
    forum = Forum.objects.select_for_update().get(pk=document.forum_id)
    row = (
        Document.objects.select_for_update(of=("self",)).select_related("party").get(pk=document.pk)
    )
    row.forum = forum
    return row


def _store(forum: Forum, octets: bytes, name: str, *, by: ActingOffice, at: datetime) -> StoredFile:
    """Our own print with what was appended to it: a marking in its head holds nothing back."""
    found = Inspection(Media.PDF, inspection.clean_name(name), (), ())
    return files.keep(forum, octets, found, by=by, at=at)


def _not_ready(expression: Expression) -> tuple[Refusal | None, ...]:
    document = expression.revision.document
    whole = (
        expression.released_at is not None
        and expression.replaced_at is None
        and expression.stale_at is None
        and not expression.courtesy
        and not documents.is_held(expression)
        and bool(expression.text)
    )
    newer = document.revisions.filter(number__gt=expression.revision.number).exists()
    return (
        refusals.still_there(document),
        None
        if document.final_at is not None and not newer and expression.revision.circulated_at
        else Refusal(
            refusal_texts.CLAUSE,
            _("Only the last revision of a final document may be signed."),
        ),
        None
        if whole
        else Refusal(
            refusal_texts.CLAUSE,
            _(
                "Only a released language version may be signed, not a courtesy "
                "translation or one that is out of date."
            ),
        ),
    )


def _same_words(row: Expression, printed: Expression) -> Refusal | None:
    """What was printed a moment ago is what stands now that nobody can change it."""
    same = (row.digest, row.title) == (printed.digest, printed.title)
    document, then = row.revision.document, printed.revision.document
    if same and document.version == then.version:
        return None
    return Refusal(
        refusal_texts.CLAUSE, _("The document has been changed in the meantime. Start again.")
    )


def _taken_before(original: Original, octets: bytes, by: ActingOffice) -> Signature | None:
    rows = Signature.objects.filter(original=original, party__code=by.party)
    return rows.filter(file__digest=storage.digest_of(octets)).first()


def _signs(by: ActingOffice) -> Refusal | None:
    if by.may(Power.SIGN):
        return None
    return Refusal(
        refusal_texts.CLAUSE, _("Only a co-presidency may sign, and only during its term.")
    )


def _proposes(by: ActingOffice) -> Refusal | None:
    if by.may(Power.PROPOSE):
        return None
    return Refusal(
        refusal_texts.CLAUSE,
        _("Only a co-presidency in office and its secretariat may send a text for " "signature."),
    )  # fmt: skip


def _stands(original: Original) -> Refusal | None:
    if original.sealed_at is not None:
        return refusal_texts.SEALED
    if original.dropped_at is None:
        return None
    return Refusal(refusal_texts.CLAUSE, _("This text has been withdrawn from signature."))


def _once(original: Original, by: ActingOffice) -> Refusal | None:
    if original.signatures.filter(party__code=by.party).exists():
        return refusal_texts.SIGNED_ALREADY
    if original.signatures.filter(by__account=by.account).exists():
        return refusal_texts.ONE_PERSON
    return None


def _begins_with(original: Original, before: StoredFile, octets: bytes) -> Refusal | None:
    if octets.startswith(storage.read(before.digest)):
        return None
    if octets.startswith(storage.read(original.file.digest)):
        return refusal_texts.SIGNED_MEANWHILE
    return refusal_texts.NOT_GIVEN_OUT


def _anchors_of_others(original: Original, by: ActingOffice, at: datetime) -> list[Certificate]:
    """Who issued what the others signed with: their signatures are looked at again."""
    forum = original.expression.revision.document.forum
    signed = [one.party.code for one in queries.signatures(original)]
    return [row for code in signed if code != by.party for row in queries.roots(forum, code, at)]


def _certificate(forum: Forum, mine: child.Seen, by: ActingOffice, at: datetime) -> Certificate:
    """The certificate registered for this office with which it signed; raises Refused."""
    rows = queries.by_fingerprint(forum, mine.certificate)
    own = [row for row in rows if row.party.code == by.party]
    if not own:
        raise Refused(refusal_texts.OTHER_PARTY if rows else refusal_texts.UNKNOWN_CERTIFICATE)
    standing = [row for row in own if row.ended_at is None]
    require(refusal_texts.ENDED if not standing else None)
    row = next((one for one in standing if one.office_id == by.office), standing[-1])
    require(
        refusal_texts.NOT_IN_OFFICE if row.office_id != by.office else None,
        None if row.valid_from <= at <= row.valid_to else refusal_texts.EXPIRED,
        certificates.counts_here(is_test=row.is_test),
    )
    require(None if mine.trusted else refusal_texts.of_code(Wrong.UNTRUSTED))
    return row


def _with_reason(reason: str) -> Refusal | None:
    if has_words(reason):
        return None
    return Refusal(refusal_texts.CLAUSE, _("Give a reason. The other Party is informed of it."))


def _tell(
    original: Original,
    verb: str,
    *,
    by: ActingOffice,
    at: datetime,
    facts: dict[str, object] | None = None,
) -> None:
    expression = original.expression
    said = {
        "revision": expression.revision.number,
        "language": expression.language,
        "edition": expression.edition,
        "digest": expression.digest,
        "original": original.file.digest,
        **(facts or {}),
    }
    tell(expression.revision.document, verb, by=by, at=at, facts=said)

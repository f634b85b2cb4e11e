"""Original and certificate: everything that the rest of the house needs to know of these kinds."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cochair.features.documents import cycles
from cochair.features.documents.models import Certificate, Document, Original, Signature
from cochair.features.documents.shared_turns import named
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.signatures import queries
from cochair.kernel.kind import Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.refusal import _
from cochair.web import localize

# Whose turn it is on an original: every presidency that has not signed it.
SIGN = _("Sign and seal: {document} ({language})")


def unsealed(forum: Forum) -> Iterable[Original]:
    """The originals on their way, of documents that have not ended with a cycle."""
    ended = Document.objects.filter(cycles.of_closed(forum), forum=forum).values("pk")
    rows = Original.objects.filter(
        expression__revision__document__forum=forum, dropped_at=None, sealed_at=None
    ).exclude(expression__revision__document__in=ended)
    return rows.select_related("expression__revision__document__forum").prefetch_related(
        "signatures__party"
    )


def turns(one: Original, at: datetime) -> Iterator[Turn]:
    """A Party that has not signed; nobody once it is sealed or was taken back."""
    revision = one.expression.revision
    document = revision.document
    if one.sealed_at is not None or one.dropped_at is not None or document.withdrawn_at:
        return
    signed = {row.party.code for row in one.signatures.all()}
    language = one.expression.language
    page = ("documents:original", document.slug, str(revision.number), language)
    facts = {**named(document), "language": localize.languages([language])[0]}
    for party in parties.roster(document.forum).party_codes:
        if party not in signed:
            yield Turn(Role.CO_PRESIDENCY.value, party, SIGN, facts, None, "", page)


NOT_FOUND = No("Not found yet: the search knows documents only.")

ORIGINAL = Kind(
    code="original",
    label=_("original to be signed"),
    models=(Original, Signature),
    find=No("Entries name the document of the original."),
    ends_with=No("It ends with the document that it is an edition of."),
    closed=No("Entries name its document, and whoever reads it is asked there."),
    verbs={
        "document.signature_prepared": _("A text was sent to both Parties for signature."),
        "document.signed": _("A Party signed a text."),
        "document.sealed": _("A text was sealed by the signatures of both Parties."),
        "document.signature_dropped": _("A text was withdrawn from signature."),
    },
    archive=No("The sealed file lies with its document."),
    personal=(
        Person("originals", _("Originals submitted for signature or taken back"), Original,
               ("made_by__account", "dropped_by__account"),
               ("expression__revision__document__slug", "expression__language", "made_at",
                "dropped_at", "dropped_reason")),
        Person("signatures", _("Originals signed"), Signature, ("by__account",),
               ("original__expression__revision__document__slug", "certificate__fingerprint",
                "at", "claimed_at", "stamped_at")),
    ),
    texts=(Texts(Original, evidence="dropped_reason"),),
    handover=No("Not handed over yet: the next presidency sees it at its document."),
    search=NOT_FOUND,
    retention=No("An original is evidence of who signed."),
    turns=Turns(unsealed, turns),
)  # fmt: skip

CERTIFICATE = Kind(
    code="certificate",
    label=_("certificate"),
    models=(Certificate,),
    find=queries.of_subject,
    ends_with=No("A certificate counts until its Party ends it."),
    closed=No("Every reader of the forum sees with what a Party signs."),
    verbs={
        "certificate.registered": _("A Party registered a certificate."),
        "certificate.ended": _("A Party ended a certificate."),
    },
    archive=No("A sealed original carries the certificates in itself."),
    personal=(
        Person("certificates", _("Certificates that you sign with"), Certificate,
               ("office__account",),
               ("party__code", "subject", "issuer", "fingerprint", "valid_from", "valid_to",
                "at", "ended_at", "pem")),
        Person("certificates_registered", _("Certificates registered or ended"), Certificate,
               ("by__account", "ended_by__account"),
               ("party__code", "fingerprint", "at", "ended_at")),
    ),
    texts=(Texts(Certificate, reduced="pem subject issuer", rule="certificates"),),
    handover=No("Not handed over yet: they have a page of their own."),
    search=NOT_FOUND,
    retention=("certificates",),
    turns=No("A Party may end a certificate, and need not."),
)  # fmt: skip

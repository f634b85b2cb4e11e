"""Why a signature is not taken, in whole sentences."""

from cochair.features.signatures.problems import Wrong
from cochair.procedure.refusal import Refusal, _

CLAUSE = "practice"
SENTENCES: dict[str, str] = {
    Wrong.DAMAGED: _("The signature in this file cannot be read: sign the file that is given out here once more."),
    Wrong.NONE: _("There is no new signature in this file: sign it first, then bring it in."),
    Wrong.FIELD: _("The field of your own Party is not signed in this file: each signs its own half."),
    Wrong.TWO: _("There is more than one new signature in this file: each Party signs once, for itself."),
    Wrong.APPENDED: _("Something was added to this file after the signature, or the signature does not cover all of it."),
    Wrong.CHANGED: _("More than a signature was changed in this file: sign the file that is given out here as it is."),
    Wrong.CERTIFIED: _("This signature forbids or allows changes to the file. Sign without certifying or locking it, so that both can sign."),
    Wrong.NOT_PADES: _("This is no PAdES signature. Choose it in your program (ETSI.CAdES.detached), or sign with the command of Cochair."),
    Wrong.BROKEN: _("The signature does not fit the file: one or the other was changed."),
    Wrong.WEAK: _("The digest of this signature is too weak: SHA-256 or better is asked for."),
    Wrong.UNTRUSTED: _("The certificate of this signature does not come from an authority that your Party registered, or is not for signing documents."),
    Wrong.UNREADABLE: _("This file could not be examined in the time and memory that a document needs."),
}  # fmt: skip

NOT_GIVEN_OUT = Refusal(
    CLAUSE,
    _(
        "This is not the file that was given out here for signature: its first part must be the same to the last octet. Take it anew and sign that one."
    ),
)
SIGNED_MEANWHILE = Refusal(
    CLAUSE,
    _(
        "The other Party has signed meanwhile: take the file with its signature and sign that one, so that there is one file with both."
    ),
)
UNKNOWN_CERTIFICATE = Refusal(
    CLAUSE, _("The certificate of this signature is not registered here: register it first.")
)
OTHER_PARTY = Refusal(
    CLAUSE, _("This is signed with a certificate of the other Party: each signs its own half.")
)
ENDED = Refusal(CLAUSE, _("Your Party has ended this certificate: sign with one that stands."))
EXPIRED = Refusal(CLAUSE, _("The certificate of this signature has expired, or is not valid yet."))
NOT_IN_OFFICE = Refusal(
    CLAUSE,
    _(
        "This certificate belongs to another office than yours: only the co-presidency in office signs, with its own."
    ),
)
SIGNED_ALREADY = Refusal(CLAUSE, _("Your Party has signed this text already; it signs once."))
ONE_PERSON = Refusal(
    CLAUSE, _("One account signs once: the other signature is yours, in your other office.")
)
SEALED = Refusal(
    CLAUSE,
    _(
        "This text is sealed by both signatures, and nothing changes it: what has to be put right is a corrigendum with a number of its own."
    ),
)
UNDER_SIGNATURE = Refusal(
    CLAUSE,
    _("This text is before both Parties for signature: take that back first, or register a corrigendum."),
)  # fmt: skip


def of_code(code: str) -> Refusal:
    """What is wrong with a file, from the code that the child gave."""
    return Refusal(CLAUSE, SENTENCES.get(code, SENTENCES[Wrong.UNREADABLE]))

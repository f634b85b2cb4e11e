"""Why a signature is not taken, in whole sentences."""

from cochair.features.signatures.problems import Wrong
from cochair.procedure.refusal import Refusal, _

CLAUSE = "practice"
SENTENCES: dict[str, str] = {
    Wrong.DAMAGED: _("The signature in this file cannot be read. Sign the file from this " "page again."),
    Wrong.NONE: _("This file contains no new signature. Sign it first, then upload it."),
    Wrong.FIELD: _("The signature field of your Party is empty in this file. Each Party " "signs its own field."),
    Wrong.TWO: _("There is more than one new signature in this file: each Party signs once, for itself."),
    Wrong.APPENDED: _("Something was added to this file after the signature, or the signature does not cover all of it."),
    Wrong.CHANGED: _("The file contains changes other than a signature. Sign the file " "from this page as it is."),
    Wrong.CERTIFIED: _("This signature forbids or allows changes to the file. Sign " "without certifying or locking the file, so that both Parties can " "sign."),
    Wrong.NOT_PADES: _("This is not a PAdES signature. Choose PAdES in your program " "(ETSI.CAdES.detached), or sign with the Cochair command."),
    Wrong.BROKEN: _("The signature does not match the file: one of them has been changed."),
    Wrong.WEAK: _("The hash algorithm of this signature is too weak. SHA-256 or stronger " "is required."),
    Wrong.UNTRUSTED: _("The certificate of this signature does not come from an authority that your Party registered, or is not for signing documents."),
    Wrong.UNREADABLE: _("This file could not be examined within the time and memory " "allowed for a document."),
}  # fmt: skip

NOT_GIVEN_OUT = Refusal(
    CLAUSE,
    _(
        "This is not the file that was issued here for signature: its first part must be "
        "identical, byte for byte. Download the file again and sign that one."
    ),
)
SIGNED_MEANWHILE = Refusal(
    CLAUSE,
    _(
        "The other Party has signed in the meantime. Download the file with its "
        "signature and sign that file, so that one file carries both signatures."
    ),
)
UNKNOWN_CERTIFICATE = Refusal(
    CLAUSE, _("The certificate of this signature is not registered here: register it first.")
)
OTHER_PARTY = Refusal(
    CLAUSE,
    _("This file is signed with a certificate of the other Party. Each Party signs its own field."),
)
ENDED = Refusal(
    CLAUSE, _("Your Party has ended this certificate. Sign with a certificate that is still valid.")
)
EXPIRED = Refusal(CLAUSE, _("The certificate of this signature has expired, or is not valid yet."))
NOT_IN_OFFICE = Refusal(
    CLAUSE,
    _(
        "This certificate belongs to another office. Only the co-presidency in office "
        "may sign, with its own certificate."
    ),
)
SIGNED_ALREADY = Refusal(
    CLAUSE, _("Your Party has already signed this text. Each Party signs once.")
)
ONE_PERSON = Refusal(
    CLAUSE, _("One account may sign only once: you already signed in your other office.")
)
SEALED = Refusal(
    CLAUSE,
    _(
        "This text is sealed by both signatures and can no longer be changed. To correct "
        "it, register a corrigendum with its own number."
    ),
)
UNDER_SIGNATURE = Refusal(
    CLAUSE,
    _("This text has been sent for signature. Withdraw it from signature first, or " "register a corrigendum."),
)  # fmt: skip


def of_code(code: str) -> Refusal:
    """What is wrong with a file, from the code that the child gave."""
    return Refusal(CLAUSE, SENTENCES.get(code, SENTENCES[Wrong.UNREADABLE]))

"""What was read from a file is shown before it is kept: it waits, sealed, in the page itself.

Nothing is kept on our side until somebody says so; the seal holds for one office and one purpose.
"""

import binascii
import zlib
from collections.abc import Mapping

from django.core import signing

from cochair.features.files import markings
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import refusals
from cochair.formats.xliff import NotXliff
from cochair.procedure.refusal import Refusal, Refused, _

REASONS: Mapping[str, str] = {
    "too_large": _("This file is too large: divide it."),
    "too_many": _("This file contains more than can be imported at once. Divide it."),
    "doctype": _(
        "This file declares a document type, which could hide text. Save it without a "
        "document type."
    ),
    "damaged": _("This file is damaged or is not XML."),
    "unknown": _("The file is not of that type."),
}


def sealed(told: object, purpose: str, by: ActingOffice) -> str:
    """What was read, signed for an office and a purpose."""
    return signing.Signer(salt=_salt(purpose, by)).sign_object(told, compress=True)


def opened(seal: str, purpose: str, by: ActingOffice) -> list[dict[str, object]]:
    """What was sealed; raises Refused for anything that this office did not get from us."""
    try:
        told = signing.Signer(salt=_salt(purpose, by)).unsign_object(seal)
    except (signing.BadSignature, ValueError, zlib.error, binascii.Error):
        raise Refused(
            Refusal(refusals.CLAUSE, _("The data received cannot be read. Choose the file again."))
        ) from None
    assert isinstance(told, list)
    return told


def refused(fault: NotXliff) -> Refused:
    """Why a file is not taken, in words."""
    return Refused(Refusal(refusals.CLAUSE, REASONS[str(fault)]))


def require_unmarked(lines: list[str]) -> None:
    """Raises Refused where a line carries a marking: what is marked is shared with nobody here."""
    marked = markings.found_in_words(lines)
    if marked.held or marked.classified:
        raise Refused(
            Refusal(
                refusals.CLAUSE,
                _(
                    "A classification marking was found in this file. Marked content is "
                    "not shared here."
                ),
            )
        )


def _salt(purpose: str, by: ActingOffice) -> str:
    return f"cochair.exchange:{purpose}:{by.forum}:{by.office}"

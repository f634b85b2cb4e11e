"""A file as an answer: always an attachment, never a page of this house.

A browser is told what it is and not to guess, that nothing in it may run or load, and that no
other place may use it.  Source: security.md section 2 (V3, V5), T35.
"""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cochair.features.documents.models import StoredFile
from cochair.features.files import storage
from cochair.features.files.inspection import clean_name
from cochair.formats.inside.media import XML_KINDS, Media

# What a browser would draw is given out as octets, whatever it is.
AS_OCTETS = frozenset({*XML_KINDS, Media.TEXT})
OCTETS = "application/octet-stream"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Frame-Options": "DENY",
}


def attachment(file: StoredFile, name: str = "") -> HttpResponse:
    """The bytes of a file under `name`, or its own; raises storage.Damaged where others are stored.

    Its own name is what whoever brought it calls it, and nobody else's business.
    """
    known = file.media_type in set(Media) - AS_OCTETS
    answer = HttpResponse(
        storage.read(file.digest), content_type=file.media_type if known else OCTETS
    )
    for header, value in HEADERS.items():
        answer.headers[header] = value
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(True, clean_name(name or file.name))
    )
    return answer

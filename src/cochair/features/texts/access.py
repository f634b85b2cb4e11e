"""The only door to texts: who sees one, and who may do what with it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.documents import access as documents
from cochair.features.documents.models import Document
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.texts import authors, queries
from cochair.features.texts.models import NegotiatedText, WordFile
from cochair.procedure.refusal import Refusal, _

PRACTICE = "practice"
ONLY_READS = Refusal(
    PRACTICE,
    _(
        "Only delegations, and the presidencies in office for their Party, may "
        "contribute to this text."
    ),
)
KEEPS = Refusal(
    PRACTICE,
    _("This is the joint text of the co-chairs. Only they and their secretariats may change it."),
)


def text(request: Request, slug: str) -> tuple[NegotiatedText, ActingOffice]:
    """A text on a document that this reader of the shared space may read; 404 for all others."""
    hat = access.require_reader(request)
    rows = queries.visible(access.forum(request), hat, request.now)
    found = rows.filter(document__slug=slug).first()
    if found is None:
        raise Http404
    return found, hat


def writes(request: Request, slug: str) -> tuple[NegotiatedText, ActingOffice]:
    """A text for one who writes in the name of somebody; who only reads it is told so (403)."""
    found, hat = text(request, slug)
    if authors.author_of(hat) is None:
        raise PermissionDenied(ONLY_READS)
    return found, hat


def keeps(request: Request, slug: str) -> tuple[NegotiatedText, ActingOffice]:
    """A text for one who keeps the chairs' text; everybody else who reads it is told so (403)."""
    found, hat = text(request, slug)
    if not authors.keeps_the_text(hat):
        raise PermissionDenied(KEEPS)
    return found, hat


def begins(request: Request, slug: str) -> tuple[Document, ActingOffice]:
    """A document that this hat may put under negotiation; who only reads it is told so (403)."""
    found, hat = documents.document(request, slug)
    access.require_reader(request)
    if not authors.keeps_the_text(hat):
        raise PermissionDenied(KEEPS)
    return found, hat


def clears(request: Request, slug: str) -> tuple[NegotiatedText, ActingOffice]:
    """A text for one who clears it for its own Party; everybody else is told so (403)."""
    found, hat = text(request, slug)
    if not authors.may_clear(hat):
        raise PermissionDenied(Refusal(PRACTICE, authors.CLEARS))
    return found, hat


def notes(request: Request, slug: str) -> tuple[NegotiatedText, ActingOffice]:
    """A text for one of a delegation, who writes notes for its capital; others are told so."""
    found, hat = text(request, slug)
    if hat.role not in authors.OF_A_DELEGATION or not hat.may(Power.READ_SHARED):
        raise PermissionDenied(Refusal(PRACTICE, authors.NOTES))
    return found, hat


def word_file(request: Request, slug: str, number: int) -> tuple[WordFile, ActingOffice]:
    """A Word file for whoever it was brought in for: there is none for anybody else (404)."""
    row, hat = writes(request, slug)
    found = queries.word_files(row, hat).filter(pk=number).first()
    if found is None:
        raise Http404
    return found, hat

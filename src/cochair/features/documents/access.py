"""The only door to documents: what a request may see, and what it may do with it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.documents import queries
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, _

# Offices that register papers: in the name of a Party, a State, or an organisation.
REGISTERS = frozenset(
    {
        Role.CO_PRESIDENCY,
        Role.SECRETARIAT,
        Role.DELEGATION_HEAD,
        Role.INSTITUTION,
    }
)


def reader(request: Request) -> ActingOffice:
    """The hat of one who may read any document at all; 404 for all others."""
    hat: ActingOffice | None = request.hat
    if hat is None or hat.role is Role.ADMINISTRATOR:
        raise Http404
    return hat


def registrar(request: Request) -> ActingOffice:
    """The hat of one who registers papers; a reader who may not is told so (403)."""
    hat = reader(request)
    if not may_register(hat):
        raise PermissionDenied(
            Refusal(
                "practice",
                _(
                    "Only co-presidencies in office, secretariats, heads of delegation "
                    "and institutions may register documents."
                ),
            )
        )
    return hat


def may_register(hat: ActingOffice) -> bool:
    """Whether a hat registers papers now: a co-presidency only while its term lasts."""
    return hat.role in REGISTERS and (hat.role is not Role.CO_PRESIDENCY or hat.in_term)


def document(request: Request, slug: str) -> tuple[Document, ActingOffice]:
    """A document that the hat of a request may read; 404 for those it may not, as for none."""
    hat = reader(request)
    found = queries.document(access.forum(request), slug, hat, request.now)
    if found is None:
        raise Http404
    return found, hat


def own(request: Request, slug: str) -> tuple[Document, ActingOffice]:
    """A document that the hat may change; one that it only reads is refused (403)."""
    found, hat = document(request, slug)
    if not (may_register(hat) and queries.is_own(found, hat)):
        raise PermissionDenied(
            Refusal("practice", _("Only the office that registered a document may change it."))
        )
    return found, hat


def revision(request: Request, slug: str, number: int) -> tuple[Revision, ActingOffice]:
    """One revision of a document; those that were not circulated exist for its authors alone."""
    found, hat = document(request, slug)
    rows = {row.number: row for row in found.revisions.all()}
    row = rows.get(number)
    if row is None or (row.circulated_at is None and not queries.is_own(found, hat)):
        raise Http404
    return row, hat


def expression(
    request: Request, slug: str, number: int, language: str
) -> tuple[Expression, ActingOffice]:
    """One language of a revision as the hat may read it; 404 where there is none for it."""
    row, hat = revision(request, slug, number)
    own = queries.is_own(row.document, hat)
    found = queries.readable(row, is_own=own).get(language)
    if found is None:
        raise Http404
    return found, hat

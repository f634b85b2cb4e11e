"""The only door to files: which a request may take away, and which it may release."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.documents import access as documents
from cochair.features.documents.models import Expression, StoredFile
from cochair.features.files import queries
from cochair.features.files.refusal_texts import NOT_YOURS
from cochair.features.parties import access
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request


def stored(request: Request, number: int) -> tuple[StoredFile, ActingOffice]:
    """A file by its number, for whoever brought it; 404 for all others, as for none.

    Others reach a file through the edition that it belongs to, once it is released.
    """
    hat = documents.reader(request)
    rows = StoredFile.objects.filter(queries.own(hat), forum=access.forum(request), pk=number)
    found = rows.select_related("forum", "party", "stored_by__organisation").first()
    if found is None:
        raise Http404
    return found, hat


def waiting(request: Request) -> tuple[list[StoredFile], ActingOffice]:
    """The files of a hat's own that are held, newest first; 404 for whoever brings none in."""
    hat = documents.reader(request)
    if not documents.may_register(hat):
        raise Http404
    rows = StoredFile.objects.filter(
        queries.own(hat), forum=access.forum(request), held=True, released_at=None
    )
    return list(rows.select_related("party", "stored_by").order_by("-stored_at", "-pk")), hat


def of_edition(
    request: Request, slug: str, number: int, language: str
) -> tuple[StoredFile, Expression, ActingOffice]:
    """The file of an edition that a hat may read; 404 where there is none for it."""
    expression, hat = documents.expression(request, slug, number, language)
    if expression.file is None:
        raise Http404
    return expression.file, expression, hat


def releasable(request: Request, number: int) -> tuple[StoredFile, ActingOffice]:
    """A file that the hat may release; one that it only sees is refused (403)."""
    file, hat = stored(request, number)
    if not queries.may_release(file, hat):
        raise PermissionDenied(NOT_YOURS)
    return file, hat
